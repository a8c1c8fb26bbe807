// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/activity/activity_chain.h"
#include "core/activity/activity_file.h"
#include "tests/fuzz/scratch_folder.h"

#include <QCryptographicHash>

using namespace latchkey;
using namespace latchkey::activity;
using namespace latchkey::fuzz;

namespace {

constexpr char Separator = '\x1e'; // ASCII's record separator, before the head's content in an input
constexpr qint64 MostEntries = 10'000;
constexpr qint64 Now = 1'700'000'000;

/// A line whose hash fits it, as somebody could write who knows how.
QByteArray withHash(QByteArray object)
{
    const QByteArray hash = QCryptographicHash::hash(object, QCryptographicHash::Sha256).toHex();
    object.chop(1);
    return object + ",\"hash\":\"" + hash + "\"}\n";
}

/// The log that an input describes, line by line: "+" and an object is the next entry of a whole log, "#" and
/// an object one with a hash that fits; other lines stand there as they are.
QByteArray logFrom(const QByteArray& input)
{
    QByteArray log;
    ChainEnd end;
    for (const QByteArray& line : input.split('\n')) {
        if (line.startsWith('+')) {
            Entry entry = entryFrom(line.sliced(1), 0);
            log += sealedLine(entry, end);
            end = endOf(entry);
        } else if (line.startsWith('#') && line.endsWith('}')) {
            log += withHash(line.sliced(1));
        } else {
            log += line + '\n';
        }
    }
    log.chop(1); // what split() made one more of
    return log;
}

Entry newEntry()
{
    Entry entry;
    entry.time = Now;
    entry.by = byWord(By::Terminal);
    entry.act = actWord(Act::ServersUse);
    entry.what = QStringLiteral("ann on https://fuzzed.example");
    return entry;
}

} // namespace

/// The activity log and its head as somebody else may have left them.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static const ScratchFolder folder;
    static const ActivityFile log(folder.filePath("activity.jsonl"));
    const QByteArray input = bytesOf(data, size);
    const qsizetype separator = input.indexOf(Separator);
    folder.remove("activity.jsonl.head");
    folder.put("activity.jsonl", logFrom(separator < 0 ? input : input.first(separator)));
    if (separator >= 0) {
        folder.put("activity.jsonl.head", input.sliced(separator + 1));
    }

    const auto entries = log.newest(MostEntries);
    require(entries.has_value(), "a log that is there can be read");
    for (const Entry& entry : *entries) {
        std::ignore = entry.contains(QStringLiteral("ann"));
        std::ignore = actOf(entry.act);
    }
    const auto before = log.verify();
    require(before.has_value(), "a log that is there can be looked at");
    const auto appended = log.append(newEntry());
    const auto after = log.verify();
    require(after.has_value(), "a log that was written can be looked at");
    require(before->problem || !appended || (!after->problem && after->entries == before->entries + 1),
        "a whole log stays whole");
    require(!before->problem || after->problem, "an entry hides nothing that was wrong before");
    require(!appended || log.newest(1)->value(0).what == newEntry().what, "what was written is there");
    return 0;
}

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/activity/activity_file.h"

#include "core/activity/activity_chain.h"
#include "core/activity/backward_lines.h"
#include "core/shared/file_access.h"
#include "core/shared/file_lock.h"
#include "core/shared/write_all.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace latchkey::activity {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ActivityFile)
};

constexpr std::chrono::seconds LockLimit { 30 }; // several programs may be before us, each with a slow disk
constexpr qint64 LongestHead = 4096;

/// Opens the log with these flags; the QFile itself only reads. Returns the log's size, which QFile::size()
/// takes for 0 when the disk does not tell. Errors: `NotFound`, `AccessDenied`, `Corrupt`,
/// `StoreUnavailable`.
Result<qint64> openLog(QFile& file, const QString& path, int flags)
{
    // O_NONBLOCK: a FIFO in its place must not be waited for.
    const int descriptor =
        open(QFile::encodeName(path).constData(), flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat status = {};
    if (descriptor < 0) {
        return systemFailure(path);
    }
    if (!file.open(descriptor, QIODevice::ReadOnly, QFile::AutoCloseHandle)
        || fstat(descriptor, &status) != 0) {
        return systemFailure(path);
    }
    if (!S_ISREG(status.st_mode)) {
        return notARegularFile(path);
    }
    const auto allowed = checkAccess(path, status, Readers::Anyone);
    return allowed ? Result<qint64>(status.st_size) : std::unexpected(allowed.error());
}

/// What the head file says; none when it is missing or makes no sense. Errors: `StoreUnavailable`.
Result<std::optional<ChainEnd>> readHead(const QString& path)
{
    const auto text = readPrivateFile(path, LongestHead, Readers::Anyone);
    if (!text && text.error().code == ErrorCode::StoreUnavailable) {
        return std::unexpected(text.error());
    }
    return text ? headFrom(*text) : std::nullopt;
}

/// Whether all that was asked of the log came. Errors: `StoreUnavailable`.
Result<void> checkRead(const QFile& file, const QString& path)
{
    return file.error() == QFileDevice::NoError
        ? Result<void>()
        : failure(ErrorCode::StoreUnavailable, Text::tr("%1: %2.").arg(path, file.errorString()));
}

/// How the log ends.
struct Tail
{
    ChainEnd end; ///< what the next entry follows
    qint64 size = 0; ///< of the file, without what goes
    bool isCutShort = false; ///< a line without its end stays, since it is not a writer's rest
};

/// Whether the log's last entries follow the one that its head names. `lines` stands at the last.
bool leadsFrom(const ChainEnd& head, BackwardLines& lines, Entry entry)
{
    while (entry.state == Entry::State::Whole && entry.number > head.number && lines.next()) {
        const Entry before = entryFrom(lines.line(), lines.position());
        if (!follows(entry, endOf(before))) {
            return false;
        }
        entry = before;
    }
    return endOf(entry) == head;
}

Tail tailOf(QFile& file, qint64 size, const std::optional<ChainEnd>& head)
{
    Tail tail { .end = head.value_or(ChainEnd()), .size = size };
    BackwardLines lines(file, size);
    const bool isCutShort = lines.next() && !lines.line().isEmpty();
    const qint64 lastEnd = lines.position();
    const Entry last = lines.next() ? entryFrom(lines.line(), lines.position()) : Entry();
    // A writer may have been killed before it came to the head. But when the log ends before its head says,
    // an entry that followed the last line would hide what is missing; and so would one that followed a log
    // which is not the head's.
    if (last.state == Entry::State::Whole && last.number > tail.end.number
        && (!head || leadsFrom(*head, lines, last))) {
        tail.end = endOf(last);
    }
    const bool endsAsKnown = tail.end.number == 0 || endOf(last) == tail.end;
    tail.isCutShort = isCutShort && !endsAsKnown;
    if (isCutShort && endsAsKnown) {
        tail.size = lastEnd;
    }
    return tail;
}

QString whatToDo(const QString& path)
{
    return Text::tr("Something other than Latchkey changed %1. To begin a new log, move that file and %2 "
                    "elsewhere.")
        .arg(path, QFileInfo(path).fileName() + QStringLiteral(".head"));
}

QString entriesText(qint64 count)
{
    return count == 1 ? Text::tr("1 entry") : Text::tr("%1 entries").arg(count);
}

/// What is wrong with an entry that does not follow.
QString problemWith(const Entry& entry, qint64 line, const ChainEnd& before)
{
    if (entry.state != Entry::State::Whole) {
        return Text::tr("Line %1 of the activity log is not what was written there.").arg(line);
    }
    const qint64 missing = entry.number - before.number - 1;
    return missing > 0 ? Text::tr("Before line %1 of the activity log something is missing: %2.")
                             .arg(line)
                             .arg(entriesText(missing))
                       : Text::tr("Line %1 of the activity log does not follow the one before: lines were "
                                  "moved, put in or replaced.")
                             .arg(line);
}

} // namespace

Result<void> ActivityFile::append(Entry entry) const
{
    if (auto made = ensurePrivateFolder(QFileInfo(m_path).path()); !made) {
        return made;
    }
    const auto lock = FileLock::acquire(m_path, LockLimit); // the log is its own lock, and is created here
    if (!lock) {
        return std::unexpected(lock.error());
    }
    QFile file;
    const auto size = openLog(file, m_path, O_RDWR | O_APPEND);
    if (!size) {
        return std::unexpected(size.error());
    }
    const auto head = readHead(headPath());
    if (!head) {
        return std::unexpected(head.error());
    }
    const Tail tail = tailOf(file, *size, *head);
    if (auto read = checkRead(file, m_path); !read) {
        return read;
    }
    QByteArray line = sealedLine(entry, tail.end);
    if (line.size() > LongestLine) {
        return failure(
            ErrorCode::DataTooBig, Text::tr("The entry for the activity log is too long to be written."));
    }
    if (tail.isCutShort) {
        line.prepend('\n');
    }
    if (ftruncate(file.handle(), tail.size) != 0 || !writeAll(file.handle(), line)
        || fsync(file.handle()) != 0) {
        const auto failed = systemFailure(m_path);
        std::ignore = ftruncate(file.handle(), tail.size); // no half line, where the disk is full
        return failed;
    }
    if (tail.size == 0 && !syncFolderOf(m_path)) {
        return systemFailure(m_path);
    }
    if (!*head && tail.end.number > 1) {
        return {}; // a new head would hide that it went missing, and what else may have
    }
    removeLeftovers(headPath());
    return replacePrivateFile(headPath(), headText(endOf(entry)));
}

Result<QList<Entry>> ActivityFile::newest(qint64 limit, const QString& search) const
{
    QFile file;
    const auto size = openLog(file, m_path, O_RDONLY);
    if (!size) {
        return size.error().code == ErrorCode::NotFound ? Result<QList<Entry>>({})
                                                        : std::unexpected(size.error());
    }
    QList<Entry> entries;
    BackwardLines lines(file, *size);
    lines.next(); // what a writer has not finished
    while (entries.size() < limit && lines.next()) {
        const Entry entry = entryFrom(lines.line(), lines.position());
        if (search.isEmpty() || entry.contains(search)) {
            entries.append(entry);
        }
    }
    const auto read = checkRead(file, m_path);
    return read ? Result<QList<Entry>>(entries) : std::unexpected(read.error());
}

Result<Verdict> ActivityFile::verify() const
{
    // The head before the log: entries that are written meanwhile are then beyond what it knows.
    const auto known = readHead(headPath());
    if (!known) {
        return std::unexpected(known.error());
    }
    const auto& head = *known;
    Verdict verdict;
    ChainEnd end;
    const auto wrong = [this, &verdict](const QString& what) {
        verdict.problem = Error { ErrorCode::Corrupt, what + u' ' + whatToDo(m_path) };
        return verdict;
    };
    QFile file;
    const auto opened = openLog(file, m_path, O_RDONLY);
    if (!opened && opened.error().code != ErrorCode::NotFound) {
        return std::unexpected(opened.error());
    }
    while (opened) {
        const QByteArray line = file.readLine(LongestLine + 1);
        if (auto read = checkRead(file, m_path); !read) {
            return std::unexpected(read.error());
        }
        if (!line.endsWith('\n') && line.size() < LongestLine) {
            break; // the end, or a writer is at it or was killed
        }
        const Entry entry = entryFrom(line.chopped(line.endsWith('\n') ? 1 : 0), 0);
        if (!follows(entry, end)) {
            return wrong(problemWith(entry, verdict.entries + 1, end));
        }
        end = endOf(entry);
        ++verdict.entries;
        if (head && head->number == end.number && head->hash != end.hash) {
            return wrong(
                Text::tr("The activity log was replaced by another one up to entry %1.").arg(end.number));
        }
    }
    if (head && end.number < head->number) {
        return wrong(Text::tr("At the end of the activity log something is missing: %1.")
                .arg(entriesText(head->number - end.number)));
    }
    if (!head && end.number > 1) { // with one, its writer may have been killed before it came to the head
        return wrong(
            Text::tr("%1 is missing or damaged, so it cannot be told whether entries at the end of the "
                     "activity log are missing.")
                .arg(headPath()));
    }
    return verdict;
}

} // namespace latchkey::activity

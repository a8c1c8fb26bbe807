// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/activity/activity_log.h"

#include "core/shared/private_file.h"

#include <limits>

namespace latchkey::activity {

ActivityLog::ActivityLog(const QString& path, By by, const Clock& clock)
    : m_file(path)
    , m_by(by)
    , m_clock(clock)
    , m_writer(QStringLiteral("activity-writer"))
    , m_reader(QStringLiteral("activity-reader"))
{
}

ActivityLog::~ActivityLog()
{
    // A thread drops the tasks that wait when it goes: what was done would be forgotten.
    m_writer.run([] { return Result<void>(); }).waitForFinished();
}

Future<void> ActivityLog::record(const Event& event)
{
    Entry entry;
    entry.time = m_clock.unixSeconds();
    entry.by = byWord(event.by.value_or(m_by));
    entry.act = actWord(event.act);
    entry.what = event.what;
    entry.count = event.count;
    entry.details = event.details;
    return m_writer.run([this, entry] { return m_file.append(entry); });
}

Future<QList<Entry>> ActivityLog::newest(qint64 limit, const QString& search)
{
    return m_reader.run([this, limit, search] { return m_file.newest(limit, search); });
}

Future<Verdict> ActivityLog::verify()
{
    return m_reader.run([this] { return m_file.verify(); });
}

Future<qint64> ActivityLog::exportTo(const QString& file, Format format)
{
    return m_reader.run([this, file, format]() -> Result<qint64> {
        const auto entries = m_file.newest(std::numeric_limits<qint64>::max());
        const auto written = entries ? replacePrivateFile(file, textOf(*entries, format))
                                     : Result<void>(std::unexpected(entries.error()));
        return written ? Result<qint64>(entries->size()) : std::unexpected(written.error());
    });
}

} // namespace latchkey::activity

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/activity/activity_entry.h"
#include "core/shared/result.h"

namespace latchkey::activity {

/// Whether the log is as it was written.
struct Verdict
{
    qint64 entries = 0; ///< in their order from the first; up to the problem, where there is one
    std::optional<Error> problem; ///< `Corrupt`: what is wrong first, and what to do; none: all is whole
};

/// The files of the log: one line an entry in `path`, and `path` with `.head` after it, which names the last
/// entry, so that it shows when entries at the end are missing.
///
/// All functions block on the disk, and may be called from any thread.
class ActivityFile
{
public:
    explicit ActivityFile(const QString& path)
        : m_path(path)
    {
    }

    QString path() const { return m_path; }
    QString headPath() const { return m_path + QStringLiteral(".head"); }

    /// Writes the entry to the end; takes what sealedLine() takes. It is on the disk afterwards. Entries of
    /// several processes come one after another. What a killed writer left half written goes; what somebody
    /// else did to the log stays to be seen. Errors: `TimedOut`, `DataTooBig`, `AccessDenied`, `DiskFull`,
    /// `Corrupt` when the path is no regular file, `StoreUnavailable`.
    Result<void> append(Entry entry) const;

    /// The newest entries that contain the text, the latest first. Without a log there are none. Errors:
    /// `AccessDenied`, `Corrupt`, `StoreUnavailable`.
    Result<QList<Entry>> newest(qint64 limit, const QString& search = {}) const;

    /// Reads the log from its start. Errors: as newest(), when it cannot be read at all.
    Result<Verdict> verify() const;

private:
    QString m_path;
};

} // namespace latchkey::activity

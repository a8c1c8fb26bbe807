// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/token.h"
#include "core/sessions/user_agents/user_agent.h"
#include "core/shared/async.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace latchkey::sessions {

/// A session as the window and `sessions list` show it: the stored token and what its user agent says.
struct Session
{
    Token token;
    QString browser; ///< "Firefox 120.0", or empty
    QString os; ///< "Windows 10", or empty
    QString device; ///< "Firefox on Windows", or the raw string where it is not recognised
    DeviceKind kind = DeviceKind::Unknown;
};

enum class SessionState { All, Active, Revoked };

/// Which sessions a call is about: all that fit every given condition.
struct SessionFilter
{
    std::optional<QList<SessionId>> ids;
    std::optional<QString> username; ///< exact
    SessionState state = SessionState::All;
    QString search; ///< every word must occur in user, device, browser, system, raw user agent or
                    ///< fingerprint; case ignored
    std::optional<QString> device; ///< exact Session::device
    std::optional<QString> userAgent; ///< exact Token::userAgent
    std::optional<qint64> lastUsedAtOrBefore; ///< Unix seconds, inclusive
};

enum class SessionColumn { LastUsed, Created, Username, Device, Browser, Os, State, Id };

struct SessionSort
{
    SessionColumn column = SessionColumn::LastUsed;
    Qt::SortOrder order = Qt::DescendingOrder;
};

enum class GroupBy { Device, UserAgent, User };

/// Sessions that share a device, a user agent or a user.
struct SessionGroup
{
    QString key; ///< the device, raw user agent or user name; what the filter takes
    QString browser; ///< of a user-agent group: "Firefox 120.0"
    DeviceKind kind = DeviceKind::Unknown; ///< Unknown for users
    qint64 sessions = 0;
    qint64 revoked = 0;
    qint64 lastUsed = 0; ///< the latest of them
};

struct SessionCounts
{
    qint64 matched = 0;
    qint64 users = 0;
    qint64 revoked = 0;
    qint64 usedLast24Hours = 0;
};

/// What the store is like, for banners and `stats`.
struct StoreFacts
{
    QString location; ///< the path
    bool readOnly = false;
    QString journalMode; ///< "wal" or "persist"
    QString note; ///< something lasting a person should know, or empty
};

/// What the window and the terminal read and do beyond the TokenManager. Threads and errors as there.
class SessionDirectory
{
public:
    SessionDirectory() = default;
    virtual ~SessionDirectory() = default;
    Q_DISABLE_COPY_MOVE(SessionDirectory)

    /// At most `limit` sessions from `offset` on, sorted; ties go by id, so pages neither repeat nor skip
    /// rows.
    virtual Future<QList<Session>> page(
        const SessionFilter& filter, const SessionSort& sort, qint64 offset, qint64 limit) = 0;

    /// The groups among the matching sessions, the most recently used first.
    virtual Future<QList<SessionGroup>> groups(const SessionFilter& filter, GroupBy by) = 0;

    /// Counts of the matching sessions. What a purge of the same filter would delete is its `matched`.
    virtual Future<SessionCounts> counts(const SessionFilter& filter) = 0;

    /// Revokes the matching sessions that are not revoked. Returns the ids it changed: what restore() takes
    /// for undo. As every bulk call it works in batches, so a failure may come after some were changed.
    virtual Future<QList<SessionId>> revoke(const SessionFilter& filter) = 0;

    /// Makes the matching revoked sessions valid again. Returns the ids it changed.
    virtual Future<QList<SessionId>> restore(const SessionFilter& filter) = 0;

    /// Deletes the matching sessions for good, in batches, and returns how many. A purge is this with a user
    /// and a cut-off.
    virtual Future<qint64> remove(const SessionFilter& filter) = 0;

    /// What the store is like. Errors: why it cannot be opened.
    virtual Future<StoreFacts> facts() = 0;
};

} // namespace latchkey::sessions

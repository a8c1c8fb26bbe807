// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/bulk_progress.h"
#include "core/sessions/last_used_histogram.h"
#include "core/sessions/token.h"
#include "core/sessions/user_agents/user_agent.h"
#include "core/shared/async.h"

#include <QList>
#include <QStringList>

#include <optional>
#include <vector>

namespace latchkey::sessions {

/// A session as the window and `sessions list` show it: the stored token and what its user agent says.
struct Session
{
    Token token;
    QString browser; ///< "Firefox 120.0", or empty
    QString os; ///< "Windows 10", or empty
    QString device; ///< "Firefox on Windows", or the raw string where it is not recognised
    DeviceKind kind = DeviceKind::Unknown;
    std::optional<qint64> revokedAt; ///< Unix seconds; nothing while it is active

    // Signs that somebody else holds the token; restoring clears them.
    qint64 presentedRevoked = 0; ///< how often its token was presented since it was revoked
    std::optional<qint64> lastPresentedRevoked; ///< Unix seconds
    std::optional<qint64> reusedAt; ///< when a replaced identifier came back, which revoked it; Unix seconds
};

/// Names one revoking or restoring, of however many sessions.
using ChangeId = qint64;

enum class SessionState { All, Active, Revoked };

/// Which sessions a call is about: all that fit every given condition.
struct SessionFilter
{
    std::optional<QList<SessionId>> ids;
    std::optional<QString> username; ///< exact
    SessionState state = SessionState::All;
    QString search; ///< every word must occur in user, device, browser, system or raw user agent, or be the
                    ///< beginning of the fingerprint, of four digits at least; case ignored
    std::optional<QString> device; ///< exact Session::device
    std::optional<QString> userAgent; ///< exact Token::userAgent
    std::optional<qint64> lastUsedAtOrBefore; ///< Unix seconds, inclusive
    std::optional<qint64> lastUsedAfter; ///< Unix seconds, exclusive
    std::optional<qint64> revokedAtOrBefore; ///< revoked, and that at this time or earlier
    std::optional<QList<SessionId>> exceptIds;

    /// The change that touched the session last: what an undo may put back.
    std::optional<ChangeId> changedBy;

    /// Times that cannot be right as of this one: more than a minute ahead of it, before 1970, or created
    /// after last used.
    std::optional<qint64> oddClockAsOf;

    /// Active, and not among this many of the user's active sessions that were used last.
    std::optional<qint64> beyondNewestActive;

    std::vector<SessionFilter> anyOf; ///< when there are any, at least one of them must fit as well

    friend bool operator==(const SessionFilter&, const SessionFilter&) = default;
};

enum class SessionColumn { LastUsed, Created, Username, Device, Browser, Os, State, Fingerprint, Id };

struct SessionSort
{
    SessionColumn column = SessionColumn::LastUsed;
    Qt::SortOrder order = Qt::DescendingOrder;

    friend bool operator==(const SessionSort&, const SessionSort&) = default;
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

/// What revoking or restoring did.
struct BulkChange
{
    qint64 sessions = 0; ///< how many it changed
    ChangeId id = 0; ///< finds them again, with SessionFilter::changedBy, until they are changed once more
};

struct SessionCounts
{
    qint64 matched = 0;
    qint64 users = 0;
    qint64 revoked = 0;
    qint64 usedLast24Hours = 0;
    KindCounts kinds; ///< of those that matched
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

    /// At most `limit` sessions from `offset` on, sorted; equal ones always come in the same order, so pages
    /// neither repeat nor skip rows.
    virtual Future<QList<Session>> page(
        const SessionFilter& filter, const SessionSort& sort, qint64 offset, qint64 limit) = 0;

    /// The ids of those that page() would give, in its order: of a million without the sessions themselves.
    virtual Future<QList<SessionId>> ids(
        const SessionFilter& filter, const SessionSort& sort, qint64 offset, qint64 limit) = 0;

    /// The groups among the matching sessions, the most recently used first.
    virtual Future<QList<SessionGroup>> groups(const SessionFilter& filter, GroupBy by) = 0;

    /// Counts of the matching sessions. What a purge of the same filter would delete is its `matched`.
    virtual Future<SessionCounts> counts(const SessionFilter& filter) = 0;

    /// How many users would have no active session left, though they have one now, without those that match.
    virtual Future<qint64> usersLeftWithout(const SessionFilter& filter) = 0;

    /// The matching sessions by when they were last used, up to the end of today.
    virtual Future<LastUsedHistogram> histogram(const SessionFilter& filter, const HistogramShape& shape) = 0;

    // The bulk calls read which sessions match and then work in batches, so that others never wait long:
    // calls that come later may be done before them, and a session that no longer matches when its turn comes
    // is left alone. A failure may come after some were changed; after BulkProgress::cancel() the answer
    // tells of those that were.

    /// Revokes the matching sessions that are not revoked. To undo it, restore() those that are still
    /// `changedBy` it: what somebody changed since is left alone.
    virtual Future<BulkChange> revoke(const SessionFilter& filter, BulkProgress progress) = 0;

    /// Makes the matching revoked sessions valid again.
    virtual Future<BulkChange> restore(const SessionFilter& filter, BulkProgress progress) = 0;

    /// Deletes the matching sessions for good and returns how many. A purge is this with a cut-off.
    virtual Future<qint64> remove(const SessionFilter& filter, BulkProgress progress) = 0;

    /// What the store is like. Errors: why it cannot be opened.
    virtual Future<StoreFacts> facts() = 0;
};

} // namespace latchkey::sessions

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/session_store.h"

#include "core/sessions/identifier_digest.h"
#include "core/sessions/storage/policy_table.h"
#include "core/sessions/storage/session_importing.h"
#include "core/sessions/storage/session_reader.h"
#include "core/sessions/storage/session_table.h"
#include "core/sessions/storage/session_writer.h"
#include "core/sessions/storage/then.h"
#include "core/sessions/storage/user_agent_table.h"
#include "core/sessions/user_agent_text.h"

#include <QRandomGenerator>

namespace latchkey::sessions {

using namespace storage;

namespace {

/// What one transaction of a bulk call changes: some tens of milliseconds, then others have their turn.
constexpr qint64 BatchSize = 5000;
constexpr qint64 SecondsPerDay = qint64(24) * 60 * 60;

Result<SessionKey> keyOf(const QString& username, const Secret& identifier)
{
    return validateUsername(username) | then([&](const QString& name) {
        return identifierDigest(name, identifier)
            | then([&](const QByteArray& digest) { return SessionKey { name, digest }; });
    });
}

/// Random, so that programs that share a database do not mistake another's change for their own.
ChangeId newChangeId() { return static_cast<ChangeId>(QRandomGenerator::system()->generate64() >> 1U) | 1; }

} // namespace

class SessionStore::Private
{
public:
    Private(const Options& options, const Clock& theClock, UserAgentParser* parser)
        : clock(theClock)
        , clockWatch(theClock)
        , writer(settingsOf(options), parser)
        , reader(settingsOf(options))
    {
    }

    /// Does batch after batch, each in a transaction of its own, until one is not full. `batch` returns how
    /// many sessions it changed.
    Future<qint64> inBatches(BulkProgress progress, std::function<Result<qint64>(SqliteConnection&)> batch)
    {
        struct State
        {
            qint64 done = 0;
            qint64 inBatch = 0;
        };
        const auto state = std::make_shared<State>();
        return writer.change<qint64>({
            .prepare = {},
            .attempt =
                [=, batch = std::move(batch)](SqliteConnection& connection) {
                    return batch(connection) | then([&](qint64 changed) {
                        state->inBatch = changed;
                        return state->done + changed;
                    });
                },
            .hasMore =
                [=]() mutable {
                    state->done += state->inBatch;
                    progress.setDone(state->done);
                    return state->inBatch == BatchSize && !progress.isCancelled();
                },
            .withoutWriting = {},
        });
    }

    Future<BulkChange> setRevoked(const SessionFilter& filter, bool revoked, const BulkProgress& progress)
    {
        const ChangeId change = newChangeId();
        return inBatches(progress, [=, this](SqliteConnection& connection) {
            return setSessionsRevoked(
                connection, filter, { revoked, clock.unixSeconds(), change }, BatchSize);
        }).then([change](const Future<qint64>& changed) {
            return resultOf(changed) | then([&](qint64 sessions) { return BulkChange { sessions, change }; });
        });
    }

    static DatabaseSettings settingsOf(const Options& options)
    {
        DatabaseSettings settings;
        settings.path = options.path;
        settings.createIfMissing = options.createIfMissing;
        settings.waitLimit = options.waitLimit;
        if (options.isOnNetwork) {
            settings.isOnNetwork = options.isOnNetwork;
        }
        return settings;
    }

    /// A change of one statement, which answers nothing.
    Future<void> change(std::function<Result<void>(SqliteConnection&)> attempt)
    {
        return writer.change<void>(
            { .prepare = {}, .attempt = std::move(attempt), .hasMore = {}, .withoutWriting = {} });
    }

    const Clock& clock;
    ClockWatch clockWatch;
    SessionWriter writer; // it closes last and leaves the file tidy
    SessionReader reader;
};

SessionStore::SessionStore(const Options& options, const Clock& clock, UserAgentParser* parser)
    : m_private(std::make_unique<Private>(options, clock, parser))
{
}

SessionStore::~SessionStore() = default;

Future<Token> SessionStore::add(const QString& username, const Secret& identifier, const QString& userAgent)
{
    const auto key = keyOf(username, identifier);
    if (!key) {
        return finishedFuture<Token>(std::unexpected(key.error()));
    }
    const auto agent = std::make_shared<UserAgentRecord>();
    agent->raw = storableUserAgent(userAgent);
    return m_private->writer.change<Token>({
        .prepare =
            [agent, &writer = m_private->writer](SqliteConnection& connection) {
                return isUserAgentKnown(connection, agent->raw) | then([&](bool isKnown) {
                    if (!isKnown) {
                        *agent = recognise(writer.parser(), agent->raw);
                    }
                });
            },
        .attempt =
            [key = *key, agent, &clock = m_private->clock](SqliteConnection& connection) {
                return userAgentId(connection, *agent) | then([&](qint64 agentId) {
                    return addSession(connection, key, agentId, clock.unixSeconds());
                });
            },
        .hasMore = {},
        .withoutWriting = {},
    });
}

Future<Validation> SessionStore::validate(const QString& username, const Secret& identifier)
{
    const auto key = keyOf(username, identifier);
    if (!key) {
        return finishedFuture<Validation>(std::unexpected(key.error()));
    }
    return m_private->writer.change<Validation>({
        .prepare = {},
        .attempt =
            [key = *key, &clock = m_private->clock](SqliteConnection& connection) {
                return validateSession(connection, key, clock.unixSeconds())
                    | then([](const Token& token) { return Validation { token, true }; });
            },
        .hasMore = {},
        .withoutWriting =
            [key = *key](SqliteConnection& connection) {
                return findValidSession(connection, key)
                    | then([](const Token& token) { return Validation { token, false }; });
            },
    });
}

Future<Token> SessionStore::revoke(const QString& username, const Secret& identifier)
{
    const auto key = keyOf(username, identifier);
    if (!key) {
        return finishedFuture<Token>(std::unexpected(key.error()));
    }
    return m_private->writer.change<Token>({
        .prepare = {},
        .attempt =
            [key = *key, &clock = m_private->clock](SqliteConnection& connection) {
                return revokeSession(connection, key, { true, clock.unixSeconds(), newChangeId() });
            },
        .hasMore = {},
        .withoutWriting = {},
    });
}

Future<void> SessionStore::remove(const QString& username, const Secret& identifier)
{
    const auto key = keyOf(username, identifier);
    if (!key) {
        return finishedFuture<void>(std::unexpected(key.error()));
    }
    return m_private->writer.change<void>({
        .prepare = {},
        .attempt = [key = *key](SqliteConnection& connection) { return removeSession(connection, key); },
        .hasMore = {},
        .withoutWriting = {},
    });
}

Future<qint64> SessionStore::purge(const QString& username, qint64 cutoff)
{
    const auto name = validateUsername(username);
    if (!name) {
        return finishedFuture<qint64>(std::unexpected(name.error()));
    }
    SessionFilter filter;
    filter.username = *name;
    filter.lastUsedAtOrBefore = cutoff;
    return remove(filter, {});
}

Future<QList<Session>> SessionStore::page(
    const SessionFilter& filter, const SessionSort& sort, qint64 offset, qint64 limit)
{
    return m_private->reader.page(filter, sort, offset, limit);
}

Future<QList<SessionGroup>> SessionStore::groups(const SessionFilter& filter, GroupBy by)
{
    return m_private->reader.groups(filter, by);
}

Future<SessionCounts> SessionStore::counts(const SessionFilter& filter)
{
    return m_private->reader.counts(filter, m_private->clock.unixSeconds() - SecondsPerDay);
}

Future<qint64> SessionStore::usersLeftWithout(const SessionFilter& filter)
{
    return m_private->reader.usersLeftWithout(filter);
}

Future<LastUsedHistogram> SessionStore::histogram(const SessionFilter& filter, const HistogramShape& shape)
{
    return m_private->reader.histogram(filter, m_private->clock.unixSeconds(), shape);
}

Future<BulkChange> SessionStore::revoke(const SessionFilter& filter, BulkProgress progress)
{
    return m_private->setRevoked(filter, true, progress);
}

Future<BulkChange> SessionStore::restore(const SessionFilter& filter, BulkProgress progress)
{
    return m_private->setRevoked(filter, false, progress);
}

Future<qint64> SessionStore::remove(const SessionFilter& filter, BulkProgress progress)
{
    return m_private->inBatches(std::move(progress),
        [filter](SqliteConnection& connection) { return deleteSessions(connection, filter, BatchSize); });
}

Future<qint64> SessionStore::import(const QList<ImportedSession>& sessions)
{
    const auto userAgents = std::make_shared<QList<UserAgentRecord>>();
    return m_private->writer.change<qint64>({
        .prepare =
            [=, &writer = m_private->writer](SqliteConnection& connection) {
                return userAgentsOf(connection, writer.parser(), sessions)
                    | then([&](const QList<UserAgentRecord>& found) { *userAgents = found; });
            },
        .attempt =
            [=](SqliteConnection& connection) {
                return storage::importSessions(connection, sessions, *userAgents);
            },
        .hasMore = {},
        .withoutWriting = {},
    });
}

Future<qint64> SessionStore::countPresent(const QList<ImportedSession>& sessions)
{
    return m_private->reader.countPresent(sessions);
}

Future<StoreFacts> SessionStore::facts() { return m_private->reader.facts(); }

Future<StoredPolicy> SessionStore::policy() { return m_private->reader.policy(); }

Future<void> SessionStore::setPolicy(const Policy& policy)
{
    if (auto checked = checkPolicy(policy); !checked) {
        return finishedFuture<void>(std::move(checked));
    }
    return m_private->change(
        [policy](SqliteConnection& connection) { return writePolicy(connection, policy); });
}

Future<void> SessionStore::recordRun(const PolicyRun& run)
{
    return m_private->change([run](SqliteConnection& connection) { return writeRun(connection, run); });
}

Future<ClockHealth> SessionStore::clockHealth()
{
    const qint64 now = m_private->clock.unixSeconds();
    return m_private->reader.clockFacts(now).then(
        [&watch = m_private->clockWatch](const Future<ClockFacts>& read) {
            return resultOf(read) | then([&](const ClockFacts& facts) {
                return ClockHealth { facts.inFuture, facts.outOfOrder, watch.step(facts.lastTrusted) };
            });
        });
}

Future<void> SessionStore::trustClock()
{
    m_private->clockWatch.trust();
    return m_private->change([now = m_private->clock.unixSeconds()](SqliteConnection& connection) {
        return writeClockTrusted(connection, now);
    });
}

Future<void> SessionStore::checkpoint() { return m_private->reader.checkpoint(); }

} // namespace latchkey::sessions

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/session_writer.h"

#include "core/sessions/storage/user_agent_table.h"
#include "core/sessions/storage/write_transaction.h"
#include "core/sessions/user_agents/user_agent_parser.h"
#include "core/shared/then.h"

#include <QCoreApplication>

#include <algorithm>

namespace latchkey::sessions::storage {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionDatabase)
};

/// Enough to make the wait for the disk cheap, few enough that other processes get their turn.
constexpr std::size_t MaxGroup = 128;

/// Recognising a string can take milliseconds, and callers wait meanwhile.
constexpr qint64 RecognisedAtATime = 16;

Result<void> attemptInSavepoint(SqliteConnection& connection, WriteJob& job, std::optional<Error>& refusal)
{
    if (auto begun = connection.run(QStringLiteral("SAVEPOINT job")); !begun) {
        return begun;
    }
    if (auto attempted = job.attempt(connection); !attempted) {
        if (!connection.isInTransaction()) { // SQLite gave the whole transaction up
            return attempted;
        }
        refusal = attempted.error();
        if (auto undone = connection.run(QStringLiteral("ROLLBACK TO job")); !undone) {
            return undone;
        }
    }
    return connection.run(QStringLiteral("RELEASE job"));
}

} // namespace

SessionWriter::SessionWriter(const DatabaseSettings& settings, UserAgentParser* parser)
    : m_database(settings, Database::Role::Writer)
    , m_parser(parser)
    , m_thread(
          QStringLiteral("session writer"), MaxGroup, [this](Jobs jobs) { work(std::move(jobs)); },
          [this] { m_database.close(); })
{
}

Error SessionWriter::tooManyWait()
{
    return { ErrorCode::TimedOut,
        Text::tr("%1 calls wait for the session database already. Nothing was changed; try again later.")
            .arg(MostWaiting) };
}

void SessionWriter::work(Jobs jobs)
{
    const auto connection = m_database.connection();
    const auto reason = connection ? m_database.whyReadOnly() : std::make_optional(connection.error());
    if (reason) {
        for (const auto& job : jobs) {
            job->fail(connection.value_or(nullptr), *reason);
        }
        return;
    }
    if (m_seenOpenings != m_database.openings()) {
        m_seenOpenings = m_database.openings();
        recogniseOutdated(**connection);
    }
    // What waits together is committed together; then comes one batch of a bulk call, alone, and the others
    // of its kind stand in line before its next one.
    const auto batches =
        std::ranges::stable_partition(jobs, [](const auto& job) { return !job->isBatch(); }).begin();
    Jobs alone;
    for (auto batch = batches; batch != jobs.end(); ++batch) {
        if (alone.empty()) {
            alone.push_back(std::move(*batch));
        } else {
            m_thread.enqueue(std::move(*batch));
        }
    }
    jobs.erase(batches, jobs.end());
    commit(**connection, std::move(jobs));
    commit(**connection, std::move(alone));
}

void SessionWriter::commit(SqliteConnection& connection, Jobs jobs)
{
    Jobs ready = prepared(connection, std::move(jobs));
    if (ready.empty()) {
        return;
    }
    const auto refusals = commitTogether(connection, ready);
    for (std::size_t i = 0; i < ready.size(); ++i) {
        const auto refusal = refusals ? (*refusals)[i] : std::make_optional(refusals.error());
        if (refusal) {
            ready[i]->fail(&connection, *refusal);
        } else if (!ready[i]->settle()) {
            m_thread.enqueue(std::move(ready[i]));
        }
    }
}

/// With those that came while it waited for its turn, which may take longer than all else. After an error
/// nothing of the whole group was changed.
Result<SessionWriter::Refusals> SessionWriter::commitTogether(SqliteConnection& connection, Jobs& jobs)
{
    auto transaction = WriteTransaction::begin(connection, m_database.settings().waitLimit);
    if (!transaction) {
        return std::unexpected(transaction.error());
    }
    if (!jobs.front()->isBatch()) {
        m_thread.letJoin(jobs, [](const WriteJob& job) { return job.mayJoin(); });
    }
    Refusals refusals(jobs.size());
    if (jobs.size()
        == 1) { // a savepoint keeps a copy of each changed page in memory, and one alone needs none
        return jobs.front()->attempt(connection) | then([&] { return transaction->commit(); })
            | then([&] { return std::move(refusals); });
    }
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        if (auto attempted = attemptInSavepoint(connection, *jobs[i], refusals[i]); !attempted) {
            return std::unexpected(attempted.error());
        }
    }
    return transaction->commit() | then([&] { return std::move(refusals); });
}

SessionWriter::Jobs SessionWriter::prepared(SqliteConnection& connection, Jobs jobs)
{
    Jobs ready;
    for (auto& job : jobs) {
        if (const auto done = job->prepare(connection); done) {
            ready.push_back(std::move(job));
        } else {
            job->fail(&connection, done.error());
        }
    }
    return ready;
}

void SessionWriter::recogniseOutdated(SqliteConnection& connection)
{
    const QString version = m_parser != nullptr ? m_parser->dataVersion() : QString();
    if (version.isEmpty() || outdatedUserAgents(connection, version, 1).value_or(QStringList()).isEmpty()) {
        return;
    }
    const auto records = std::make_shared<QList<UserAgentRecord>>();
    change<void>({
        .prepare = [this, version, records](SqliteConnection& open) -> Result<void> {
            return outdatedUserAgents(open, version, RecognisedAtATime) | then([&](const QStringList& found) {
                records->clear();
                for (const QString& raw : found) {
                    records->append(recognise(m_parser, raw));
                }
            });
        },
        .attempt = [records](SqliteConnection& open) { return updateUserAgents(open, *records); },
        .hasMore = [records] { return records->size() == RecognisedAtATime; },
        .withoutWriting = {},
    });
}

} // namespace latchkey::sessions::storage

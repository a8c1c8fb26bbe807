// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/storage/sqlite_connection.h"
#include "core/shared/async.h"
#include "core/shared/then.h"

#include <functional>

namespace latchkey::sessions::storage {

/// One caller's change, as the writer's thread does it together with those of others.
class WriteJob
{
public:
    WriteJob() = default;
    virtual ~WriteJob() = default;
    Q_DISABLE_COPY_MOVE(WriteJob)

    /// Before the transaction: what takes time and needs no lock.
    virtual Result<void> prepare(SqliteConnection& connection) = 0;

    /// Inside the transaction. After an error the job's own changes are undone.
    virtual Result<void> attempt(SqliteConnection& connection) = 0;

    /// Whether it is one batch of many, which takes its time: nobody's commit waits for it.
    virtual bool isBatch() const = 0;

    /// Whether it needs nothing before a transaction, and can join one that has begun.
    virtual bool mayJoin() const = 0;

    /// After the attempt's changes became durable: tells the caller. False when the job has more to do, in a
    /// later transaction, after those who wait.
    virtual bool settle() = 0;

    /// Nothing was changed: tells the caller the error, or what can be said without writing.
    virtual void fail(SqliteConnection* connection, const Error& error) = 0;
};

/// How a change is done that answers its caller with a T. Only `attempt` must be there.
template <typename T> struct Change
{
    std::function<Result<void>(SqliteConnection&)> prepare;
    std::function<Result<T>(SqliteConnection&)> attempt;

    /// Whether, after a successful attempt, there is another batch to do. The last one's answer counts.
    std::function<bool()> hasMore;

    /// The answer of a store that cannot be written (`StoreReadOnly`, `DiskFull`).
    std::function<Result<T>(SqliteConnection&)> withoutWriting;
};

template <typename T> class ChangeJob final : public WriteJob
{
public:
    ChangeJob(Change<T> change, std::function<void(Result<T>)> end)
        : m_change(std::move(change))
        , m_end(std::move(end))
    {
    }

    Result<void> prepare(SqliteConnection& connection) override
    {
        return m_change.prepare ? m_change.prepare(connection) : Result<void>();
    }

    Result<void> attempt(SqliteConnection& connection) override
    {
        m_outcome = m_change.attempt(connection);
        return m_outcome | then([](const auto&...) { });
    }

    bool isBatch() const override { return static_cast<bool>(m_change.hasMore); }
    bool mayJoin() const override { return !m_change.prepare && !isBatch(); }

    bool settle() override
    {
        if (m_change.hasMore && m_change.hasMore()) {
            return false;
        }
        m_end(std::move(m_outcome));
        return true;
    }

    void fail(SqliteConnection* connection, const Error& error) override
    {
        const bool cannotWrite = error.code == ErrorCode::StoreReadOnly || error.code == ErrorCode::DiskFull;
        const bool canAnswer = connection != nullptr && cannotWrite && m_change.withoutWriting;
        m_end(canAnswer ? m_change.withoutWriting(*connection) : Result<T>(std::unexpected(error)));
    }

private:
    Change<T> m_change;
    Result<T> m_outcome = failure(ErrorCode::Cancelled, QString());
    std::function<void(Result<T>)> m_end;
};

} // namespace latchkey::sessions::storage

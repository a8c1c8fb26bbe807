// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/server_api.h"
#include "core/credentials/stored_credential.h"

#include <QMap>

#include <functional>
#include <mutex>

namespace latchkey::test {

/// A ServerApi without servers. A token signs in whom setOwner() says, until it is signed out; any other is
/// refused. Answers can be held back, and scripted per token. Any thread.
class FakeServerApi final : public credentials::ServerApi
{
public:
    /// `fingerprint` is TokenFacts::fingerprint, here and below.
    void setOwner(const QString& fingerprint, const credentials::TokenOwner& owner)
    {
        setAnswer(fingerprint, owner);
    }
    void setAnswer(const QString& fingerprint, const Result<credentials::TokenOwner>& answer)
    {
        const std::lock_guard lock(m_mutex);
        m_owners.insert(fingerprint, answer);
    }

    /// Lets signOut() of this token fail so, and change nothing.
    void setSignOutError(const QString& fingerprint, const Error& error)
    {
        const std::lock_guard lock(m_mutex);
        m_signOutErrors.insert(fingerprint, error);
    }
    void clearSignOutError(const QString& fingerprint)
    {
        const std::lock_guard lock(m_mutex);
        m_signOutErrors.remove(fingerprint);
    }

    /// From now on calls wait; they are answered by what is set when release() comes.
    void hold()
    {
        const std::lock_guard lock(m_mutex);
        m_isHeld = true;
    }
    void release()
    {
        std::unique_lock lock(m_mutex);
        m_isHeld = false;
        finishAll(std::move(lock));
    }

    int whoIsCalls() const { return locked(m_whoIsCalls); }
    int signOutCalls() const { return locked(m_signOutCalls); }
    int waiting() const { return static_cast<int>(locked(m_waiting).size()); }
    int mostAtOnce() const { return locked(m_most); }

    Future<credentials::TokenOwner> whoIs(const credentials::ServerUrl&, const Secret& token) override
    {
        return ask<credentials::TokenOwner>(m_whoIsCalls,
            [this, id = credentials::factsOf(token).fingerprint] { return m_owners.value(id, refused()); });
    }

    Future<void> signOut(const credentials::ServerUrl&, const Secret& token) override
    {
        return ask<void>(m_signOutCalls, [this, id = credentials::factsOf(token).fingerprint] {
            if (m_signOutErrors.contains(id)) {
                return Result<void>(std::unexpected(m_signOutErrors.value(id)));
            }
            const auto owner = m_owners.value(id, refused());
            m_owners.remove(id);
            return owner ? Result<void>() : Result<void>(std::unexpected(owner.error()));
        });
    }

    void close() override
    {
        std::unique_lock lock(m_mutex);
        m_isClosed = true;
        finishAll(std::move(lock));
    }

private:
    static std::unexpected<Error> refused()
    {
        return failure(ErrorCode::Unauthorized, QStringLiteral("The fake server refuses this token."));
    }

    template <typename Value> Value locked(const Value& value) const
    {
        const std::lock_guard lock(m_mutex);
        return value;
    }

    /// `answer` is called with the mutex held.
    template <typename Outcome, typename Answer> Future<Outcome> ask(int& calls, Answer answer)
    {
        auto promise = std::make_shared<QPromise<Result<Outcome>>>();
        promise->start();
        std::unique_lock lock(m_mutex);
        ++calls;
        m_waiting.append([this, promise, answer = std::move(answer)] {
            promise->addResult(m_isClosed
                    ? failure(ErrorCode::Cancelled, QStringLiteral("The fake server is closed."))
                    : answer());
            return [promise] { promise->finish(); };
        });
        m_most = std::max(m_most, static_cast<int>(m_waiting.size()));
        if (!m_isHeld || m_isClosed) {
            finishAll(std::move(lock));
        }
        return promise->future();
    }

    /// Answers all that wait, and lets the lock go before anybody can react.
    void finishAll(std::unique_lock<std::mutex> lock)
    {
        QList<std::function<void()>> finishers;
        for (const auto& call : std::as_const(m_waiting)) {
            finishers.append(call());
        }
        m_waiting.clear();
        lock.unlock();
        for (const auto& finish : std::as_const(finishers)) {
            finish();
        }
    }

    mutable std::mutex m_mutex;
    QMap<QString, Result<credentials::TokenOwner>> m_owners; // by fingerprint
    QMap<QString, Error> m_signOutErrors;
    QList<std::function<std::function<void()>()>> m_waiting;
    int m_whoIsCalls = 0;
    int m_signOutCalls = 0;
    int m_most = 0;
    bool m_isHeld = false;
    bool m_isClosed = false;
};

} // namespace latchkey::test

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"

#include <deque>
#include <functional>

namespace latchkey::test {

/// A directory of as many sessions as the test says, which are made when they are asked for. It counts what
/// is read. Answers wait for answer(), so a test decides what happens before them; with `answersAtOnce` they
/// do not. Sorts and filters are not looked at, except that a filter's ids are what it counts, and that a
/// search leaves as many sessions as `found`.
class ManySessions final : public sessions::SessionDirectory
{
public:
    explicit ManySessions(qint64 sessions)
        : count(sessions)
    {
    }

    qint64 count;
    qint64 found = 0;
    qint64 added = 0; ///< of them, at the top of the list, since the test began
    bool answersAtOnce = false;
    std::optional<Error> failure;

    QList<qint64> pagesRead; ///< the first row of each, in the order they were asked for
    qint64 rowsRead = 0;
    qint64 idsRead = 0;

    void addOnTop(qint64 sessions)
    {
        count += sessions;
        added += sessions;
    }

    /// The session that stands in this row now. Every fourth id is revoked.
    sessions::SessionId idAt(qint64 row) const
    {
        return row < added ? NewIds + added - row : row - added + 1;
    }
    static QString userOf(sessions::SessionId id) { return QStringLiteral("user%1").arg(id); }

    qsizetype waiting() const { return static_cast<qsizetype>(m_answers.size()); }

    /// Gives the answer that waits the longest. False when none waits.
    bool answer()
    {
        if (m_answers.empty()) {
            return false;
        }
        const auto give = std::move(m_answers.front());
        m_answers.pop_front();
        give();
        return true;
    }

    Future<QList<sessions::Session>> page(const sessions::SessionFilter& filter, const sessions::SessionSort&,
        qint64 offset, qint64 limit) override
    {
        pagesRead.append(offset);
        rowsRead += limit;
        QList<sessions::Session> page;
        for (qint64 row = offset; row < qMin(offset + limit, matching(filter)); ++row) {
            sessions::Session session;
            session.token.id = idAt(row);
            session.token.username = userOf(session.token.id);
            session.token.revoked = session.token.id % 4 == 0;
            page.append(session);
        }
        return later<QList<sessions::Session>>(page);
    }
    Future<QList<sessions::SessionId>> ids(const sessions::SessionFilter& filter,
        const sessions::SessionSort&, qint64 offset, qint64 limit) override
    {
        QList<sessions::SessionId> ids;
        for (qint64 row = offset; row < qMin(offset + limit, matching(filter)); ++row) {
            ids.append(idAt(row));
        }
        idsRead += ids.size();
        return later<QList<sessions::SessionId>>(ids);
    }
    Future<sessions::SessionCounts> counts(const sessions::SessionFilter& filter) override
    {
        sessions::SessionCounts counts;
        counts.matched = matching(filter);
        if (filter.ids) {
            counts.revoked = std::ranges::count_if(*filter.ids, [](auto id) { return id % 4 == 0; });
        }
        return later<sessions::SessionCounts>(counts);
    }
    Future<QList<sessions::SessionGroup>> groups(const sessions::SessionFilter&, sessions::GroupBy) override
    {
        return later<QList<sessions::SessionGroup>>({});
    }
    Future<qint64> usersLeftWithout(const sessions::SessionFilter&) override { return later<qint64>(0); }
    Future<sessions::LastUsedHistogram> histogram(
        const sessions::SessionFilter&, const sessions::HistogramShape&) override
    {
        return later<sessions::LastUsedHistogram>({});
    }
    Future<sessions::BulkChange> revoke(
        const sessions::SessionFilter& filter, sessions::BulkProgress) override
    {
        return later<sessions::BulkChange>({ matching(filter), 1 });
    }
    Future<sessions::BulkChange> restore(
        const sessions::SessionFilter& filter, sessions::BulkProgress) override
    {
        return later<sessions::BulkChange>({ matching(filter), 1 });
    }
    Future<qint64> remove(const sessions::SessionFilter& filter, sessions::BulkProgress) override
    {
        return later<qint64>(matching(filter));
    }
    Future<sessions::StoreFacts> facts() override { return later<sessions::StoreFacts>({}); }

private:
    static constexpr sessions::SessionId NewIds = 1'000'000'000;

    qint64 matching(const sessions::SessionFilter& filter) const
    {
        return filter.ids ? filter.ids->size() : filter.search.isEmpty() ? count : found;
    }

    template <typename T> Future<T> later(const T& value)
    {
        const Result<T> result = failure ? Result<T>(std::unexpected(*failure)) : Result<T>(value);
        if (answersAtOnce) {
            return finishedFuture<T>(result);
        }
        const auto pending = makePending<T>();
        m_answers.push_back([end = pending.end, result] { end(result); });
        return pending.future;
    }

    std::deque<std::function<void()>> m_answers;
};

} // namespace latchkey::test

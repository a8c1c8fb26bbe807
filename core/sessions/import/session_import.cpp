// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/import/session_import.h"

#include <QCoreApplication>

#include <cstring>
#include <unordered_set>

namespace latchkey::sessions {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionImport)
};

/// Each transaction rewrites most pages of the indexes, however few rows it has: 20,000 rows take a second, a
/// million of them a minute, and in batches of 5000 two.
constexpr qint64 BatchSize = 20'000;
constexpr qsizetype MostRowNumbers = 5;

/// Rows that go to the store together.
struct Batch
{
    QList<ImportedSession> sessions;
    ImportReport counts; ///< of its rows, as far as the store need not be asked
};

/// One import. While the store has one batch, the next is read.
class Import
{
public:
    Import(TableSource& table, SessionImporter* store, const ImportOptions& options)
        : m_table(table)
        , m_store(store)
        , m_options(options)
    {
    }

    Result<ImportReport> run()
    {
        if (auto checked = checkTable(); !checked) {
            return std::unexpected(checked.error());
        }
        while (!m_report.stoppedBy && !m_atEnd) {
            auto batch = nextBatch();
            settle();
            if (!batch || isCancelled()) {
                m_report.stoppedBy = batch ? cancelled() : batch.error();
            }
            if (!m_report.stoppedBy) {
                hand(std::move(*batch));
            }
        }
        settle();
        return m_report;
    }

private:
    /// Counts the rows, which shows that all of them can be read.
    Result<void> checkTable()
    {
        while (true) {
            const auto row = m_table.next();
            if (!row) {
                return std::unexpected(row.error());
            }
            if (!*row) {
                return m_table.rewind();
            }
            if (++m_rows % BatchSize == 0 && isCancelled()) {
                return std::unexpected(cancelled());
            }
        }
    }

    Result<Batch> nextBatch()
    {
        Batch batch;
        while (batch.counts.read < BatchSize) {
            const auto read = m_table.next();
            if (!read) {
                return std::unexpected(read.error());
            }
            const std::optional<TableRow>& row = *read;
            if (!row) {
                m_atEnd = true;
                break;
            }
            ++batch.counts.read;
            ++m_rowNumber;
            auto session = importedRow(*row, m_options.reading);
            if (!session) {
                refuse(batch.counts.refused[session.error()], 1, { m_rowNumber });
            } else if (m_options.dryRun && !isFirst(session->digest)) {
                ++batch.counts.alreadyThere;
            } else {
                batch.sessions.append(std::move(*session));
            }
        }
        return batch;
    }

    static void refuse(RefusedRows& refused, qint64 count, const QList<qint64>& rows)
    {
        refused.count += count;
        refused.first += rows.first(qMin(rows.size(), MostRowNumbers - refused.first.size()));
    }

    /// A dry run stores nothing that could show a second time. Eight bytes of a digest tell it well enough.
    bool isFirst(const QByteArray& digest)
    {
        quint64 beginning = 0;
        std::memcpy(&beginning, digest.constData(), sizeof beginning);
        return m_seen.insert(beginning).second;
    }

    void hand(Batch batch)
    {
        m_isWaiting = true;
        m_answer = m_store == nullptr ? finishedFuture<qint64>(0)
            : m_options.dryRun        ? m_store->countPresent(batch.sessions)
                                      : m_store->import(batch.sessions);
        m_batch = std::move(batch);
    }

    /// Waits for the batch that the store has, and counts it.
    void settle()
    {
        if (!std::exchange(m_isWaiting, false)) {
            return;
        }
        const auto answer = blockFor(m_answer);
        if (!answer) {
            m_report.stoppedBy = answer.error();
            return;
        }
        const qint64 others = m_batch.sessions.size() - *answer;
        m_report.read += m_batch.counts.read;
        m_report.imported += m_options.dryRun ? others : *answer;
        m_report.alreadyThere += m_batch.counts.alreadyThere + (m_options.dryRun ? *answer : others);
        for (const auto& [problem, rows] : m_batch.counts.refused) {
            refuse(m_report.refused[problem], rows.count, rows.first);
        }
        if (m_options.progress) {
            m_options.progress(m_report.read, m_rows);
        }
    }

    bool isCancelled() const { return m_options.isCancelled && m_options.isCancelled(); }

    static Error cancelled()
    {
        return { ErrorCode::Cancelled, Text::tr("The import was stopped. Repeat it to go on.") };
    }

    TableSource& m_table;
    SessionImporter* m_store;
    const ImportOptions& m_options;
    ImportReport m_report;
    qint64 m_rows = 0;
    qint64 m_rowNumber = 0;
    bool m_atEnd = false;
    std::unordered_set<quint64> m_seen;
    bool m_isWaiting = false; ///< for the answer to this batch:
    Batch m_batch;
    Future<qint64> m_answer;
};

} // namespace

Result<ImportReport> importTable(TableSource& table, SessionImporter* store, const ImportOptions& options)
{
    return Import(table, store, options).run();
}

} // namespace latchkey::sessions

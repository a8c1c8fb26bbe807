// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// A page of a hundred rows at each sort order, and pages far down, against Qt's own table model on the same
// file.

#include "tests/bench/bench.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlTableModel>

namespace latchkey::bench {

namespace {

using namespace sessions;

constexpr int PageSize = 100;
constexpr double Goal = 20;
const QString Connection = QStringLiteral("bench pages");

struct Column
{
    SessionColumn ours;
    int place; ///< in the peer's view
    QString (*text)(const Session&); ///< what it is sorted by
};

const std::array Columns {
    Column { SessionColumn::Id, 0, [](const Session& s) { return QString::number(s.token.id); } },
    Column { SessionColumn::Username, 1, [](const Session& s) { return s.token.username; } },
    Column {
        SessionColumn::State, 2, [](const Session& s) { return QString::number(s.token.revoked ? 1 : 0); } },
    Column { SessionColumn::Created, 3, [](const Session& s) { return QString::number(s.token.created); } },
    Column { SessionColumn::LastUsed, 4, [](const Session& s) { return QString::number(s.token.lastUsed); } },
    Column { SessionColumn::Fingerprint, 5, [](const Session& s) { return s.token.fingerprint; } },
    Column { SessionColumn::Device, 7, [](const Session& s) { return s.device.toLower(); } },
    Column { SessionColumn::Browser, 8, [](const Session& s) { return s.browser.toLower(); } },
    Column { SessionColumn::Os, 9, [](const Session& s) { return s.os.toLower(); } },
};

/// The same columns, and the same order of upper and lower case.
const QString View = QStringLiteral(
    "CREATE TEMP VIEW session_list AS SELECT s.id, u.name AS username, s.revoked, s.created, s.last_used,"
    " s.lookup, a.raw,"
    " a.device COLLATE NOCASE AS device, a.browser COLLATE NOCASE AS browser, a.os COLLATE NOCASE AS os"
    " FROM sessions s JOIN users u ON u.id = s.user_id JOIN user_agents a ON a.id = s.user_agent_id");

class TableModel
{
public:
    explicit TableModel(const QString& path)
        : m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), Connection))
    {
        m_database.setDatabaseName(path);
        require(m_database.open(), "the peer opens the file");
        const QSqlQuery made(View, m_database);
        require(!made.lastError().isValid(), "the peer has its view");
        m_model = std::make_unique<QSqlTableModel>(nullptr, m_database);
        m_model->setTable(QStringLiteral("session_list"));
    }
    ~TableModel()
    {
        m_model.reset();
        m_database = {};
        QSqlDatabase::removeDatabase(Connection);
    }
    Q_DISABLE_COPY_MOVE(TableModel)

    void sort(int column, Qt::SortOrder order) { m_model->sort(column, order); }

    /// Reads the rows from here on, all columns, and returns this column's texts.
    QStringList rows(int offset, int column)
    {
        while (m_model->rowCount() < offset + PageSize && m_model->canFetchMore()) {
            m_model->fetchMore();
        }
        QStringList texts;
        for (int row = offset; row < offset + PageSize; ++row) {
            for (int i = 0; i < m_model->columnCount(); ++i) {
                const QVariant value = m_model->data(m_model->index(row, i));
                if (i == column) {
                    const bool isDigest = value.typeId() == QMetaType::QByteArray;
                    texts.append(isDigest ? QString::fromLatin1(value.toByteArray().toHex().first(8))
                                          : value.toString());
                }
            }
        }
        return texts;
    }

private:
    QSqlDatabase m_database;
    std::unique_ptr<QSqlTableModel> m_model;
};

QStringList textsOf(const Result<QList<Session>>& page, const Column& column)
{
    QStringList texts;
    for (const Session& session : page.value_or(QList<Session>())) {
        texts.append(column.text(session));
    }
    return texts;
}

bool isText(SessionColumn column)
{
    return column == SessionColumn::Device || column == SessionColumn::Browser || column == SessionColumn::Os;
}

/// What the pages took together, and the one where we are least ahead.
struct Pages
{
    Row all;
    Row& weakest;

    void add(double ours, double peer)
    {
        all.ours += ours;
        all.peer += peer;
        if (weakest.ours == 0 || peer / ours < weakest.ratio()) {
            weakest.ours = ours;
            weakest.peer = peer;
        }
    }
};

void measurePage(const Bench& bench, OpenStore& ours, TableModel& peer, const Column& column,
    Qt::SortOrder order, int offset, Pages& pages)
{
    QStringList ourTexts;
    QStringList peerTexts;
    const auto medians = inTurn(bench.isQuick ? 1 : 3,
        { [&] {
             return milliseconds([&] {
                 ourTexts =
                     textsOf(blockFor(ours.store.page({}, { column.ours, order }, offset, PageSize)), column);
             });
         },
            [&] {
                if (offset > 0) { // the list is open already, and none of the rows below is read
                    peer.sort(column.place, order);
                }
                return milliseconds([&] {
                    if (offset == 0) {
                        peer.sort(column.place, order);
                    }
                    peerTexts = peer.rows(offset, column.place);
                });
            } });
    if (isText(column.ours)) {
        std::ranges::transform(
            peerTexts, peerTexts.begin(), [](const QString& text) { return text.toLower(); });
    }
    require(ourTexts.size() == PageSize && ourTexts == peerTexts, "both pages hold the same rows");
    pages.add(medians[0], medians[1]);
}

} // namespace

void measurePages(const Bench& bench)
{
    OpenStore ours(bench.file);
    TableModel peer(bench.file);
    require(blockFor(ours.store.page({}, {}, 0, 1)).has_value(), "the file opens");
    Row weakest { QStringLiteral("page_1m_weakest"), 0, 0,
        QStringLiteral("QSqlTableModel, on the one of these pages where it does best"), Unit::Milliseconds,
        Goal };
    Pages first { { QStringLiteral("page_1m"), 0, 0,
                      QStringLiteral("QSqlTableModel; all sort orders together"), Unit::Milliseconds, Goal },
        weakest };
    for (const Column& column : Columns) {
        for (const Qt::SortOrder order : { Qt::AscendingOrder, Qt::DescendingOrder }) {
            measurePage(bench, ours, peer, column, order, 0, first);
        }
    }
    Pages scrolled { { QStringLiteral("page_1m_scrolled"), 0, 0,
                         QStringLiteral("QSqlTableModel; by the scroll bar to 10, 50, 90, 99 % of the rows"),
                         Unit::Milliseconds, Goal },
        weakest };
    for (const int percent : { 10, 50, 90, 99 }) {
        const auto offset = static_cast<int>(bench.sample.shape().count * percent / 100);
        measurePage(bench, ours, peer, Columns[4], Qt::DescendingOrder, offset, scrolled);
    }
    for (const Row& row : { first.all, scrolled.all, weakest }) {
        bench.report.add(row);
    }
}

} // namespace latchkey::bench

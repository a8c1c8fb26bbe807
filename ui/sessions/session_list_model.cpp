// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/session_list_model.h"

#include "ui/sessions/session_columns.h"

#include <algorithm>

namespace latchkey::ui {

using sessions::Session;
using sessions::SessionFilter;
using sessions::SessionSort;

namespace {

constexpr int RowsAhead = 50; // read before the person gets there
constexpr qsizetype MostKeptPages = 10;
constexpr qint64 MostRows = 50'000'000; // the pixels of a view's rows are counted in an int

int pageOf(int row) { return row / SessionListModel::PageRows; }

} // namespace

SessionListModel::SessionListModel(sessions::SessionDirectory& directory, const Clock& clock, QObject* parent)
    : QAbstractTableModel(parent)
    , m_directory(directory)
    , m_clock(clock)
{
    // From the event loop: of the pages that a scroll passes in one go, only the last is read.
    m_readSoon.setSingleShot(true);
    connect(&m_readSoon, &QTimer::timeout, this, &SessionListModel::readNext);
}

void SessionListModel::load(const SessionFilter& filter, const SessionSort& sort)
{
    if (filter != m_filter) {
        m_matched.reset();
    }
    if (filter != m_filter || sort != m_sort) {
        m_filter = filter;
        m_sort = sort;
        m_isAnew = true;
    }
    reload();
}

void SessionListModel::reload()
{
    m_keptPages.clear();
    for (const int row : std::as_const(m_kept)) {
        if (m_keptPages.size() < MostKeptPages) {
            m_keptPages.insert(pageOf(row));
        }
    }
    ++m_reading;
    m_isFirstRead = true;
    m_isEndKnown = false;
    m_readEnd = 0;
    cancelLoad();
    m_isStopped = false;
    readNext();
}

void SessionListModel::cancelLoad()
{
    ++m_question;
    m_isAsking = false;
    m_isStopped = true;
}

void SessionListModel::clear()
{
    m_isAnew = true;
    m_kept.clear();
    if (m_rows > 0) {
        beginResetModel();
        m_pages.clear();
        m_rows = 0;
        endResetModel();
    }
}

void SessionListModel::setMatched(const SessionFilter& filter, qint64 sessions)
{
    if (filter != m_filter) {
        return;
    }
    m_matched = sessions;
    if (m_isAnew || m_isEndKnown) {
        return; // no rows of it yet, or newer knowledge
    }
    Q_EMIT rowsAboutToChange();
    setRows(rowsFor(sessions));
    Q_EMIT rowsChanged(0, -1, false);
    m_readSoon.start();
}

void SessionListModel::setSight(int first, int last)
{
    if (first == m_firstInSight && last == m_lastInSight) {
        return;
    }
    m_movesUp = first < m_firstInSight;
    m_firstInSight = first;
    m_lastInSight = last;
    m_readSoon.start();
}

void SessionListModel::readNext()
{
    const auto pages = m_isAsking || m_isStopped ? std::nullopt : wanted();
    if (!pages) {
        return;
    }
    m_isAsking = true;
    const qint64 rows = qint64(pages->last - pages->first + 1) * PageRows;
    whenDone(m_directory.page(m_filter, m_sort, qint64(pages->first) * PageRows, rows), this,
        [this, pages = *pages, question = ++m_question](const Result<QList<Session>>& read) {
            if (question != m_question) {
                return;
            }
            m_isAsking = false;
            if (!read) {
                m_isStopped = true;
                Q_EMIT failed(read.error());
                return;
            }
            const bool isFirst = std::exchange(m_isFirstRead, false);
            take(pages, *read);
            if (isFirst || m_rows == 0) {
                Q_EMIT loaded();
            }
            readNext();
        });
}

/// What is to be read next: what is in sight, what is likely to come into sight, what a reload keeps.
std::optional<SessionListModel::PageRange> SessionListModel::wanted() const
{
    if (m_isAnew || m_rows == 0) {
        return m_isFirstRead ? std::optional(PageRange { 0, 0 }) : std::nullopt;
    }
    const auto pagesOf = [this](int first, int last) {
        return PageRange { pageOf(std::clamp(first, 0, m_rows - 1)),
            pageOf(std::clamp(last, 0, m_rows - 1)) };
    };
    const auto around = [&](PageRange pages) { // rows moved by as much as a page are found again
        return pagesOf((pages.first - 1) * PageRows, (pages.last + 1) * PageRows);
    };
    const PageRange sight = pagesOf(m_firstInSight, m_lastInSight);
    if (m_isFirstRead) {
        return around(sight);
    }
    if (const auto pages = unread(sight)) {
        return pages;
    }
    const auto ahead = m_movesUp ? pagesOf(m_firstInSight - RowsAhead, m_firstInSight)
                                 : pagesOf(m_lastInSight, m_lastInSight + RowsAhead);
    if (const auto pages = unread(ahead)) {
        return pages;
    }
    for (const int page : m_keptPages) {
        if (page <= pageOf(m_rows - 1) && unread({ page, page })) {
            return around({ page, page });
        }
    }
    return std::nullopt;
}

/// From the first to the last of these that this reading has not read.
std::optional<SessionListModel::PageRange> SessionListModel::unread(PageRange pages) const
{
    const auto isRead = [this](int number) {
        const Page* page = m_pages.object(number);
        return page != nullptr && page->reading == m_reading;
    };
    while (pages.first <= pages.last && isRead(pages.first)) {
        ++pages.first;
    }
    while (pages.first <= pages.last && isRead(pages.last)) {
        --pages.last;
    }
    return pages.first <= pages.last ? std::optional(pages) : std::nullopt;
}

void SessionListModel::take(PageRange pages, const QList<Session>& read)
{
    Q_EMIT rowsAboutToChange();
    const bool isAnew = std::exchange(m_isAnew, false);
    const int first = pages.first * PageRows;
    const int asked = (pages.last - pages.first + 1) * PageRows;
    const int end = first + static_cast<int>(read.size());
    const int rows = rowsAfter(first, asked, end, isAnew);
    if (rows > m_rows) {
        setRows(rows); // before anything points there
    }
    moveIndexes(first, read);
    if (isAnew) {
        m_pages.clear();
        m_keptPages.clear();
    }
    for (int page = pages.first; page <= pages.last; ++page) {
        m_keptPages.remove(page);
        const QList<Session> sessions = read.mid(qsizetype(page - pages.first) * PageRows, PageRows);
        if (!sessions.isEmpty()) {
            m_pages.insert(page, new Page { sessions, m_reading });
        }
    }
    setRows(rows);
    const int last = (isAnew ? m_rows : end) - 1;
    if (first <= last) {
        Q_EMIT dataChanged(index(first, 0), index(last, SessionColumns::ColumnCount - 1));
    }
    Q_EMIT rowsChanged(first, end - 1, isAnew);
}

/// How many rows there are once those from `first` to `end` were read, of as many as were asked for.
int SessionListModel::rowsAfter(int first, int asked, int end, bool isAnew)
{
    const bool isEmpty = end == first;
    if (!isEmpty) {
        m_readEnd = std::max(m_readEnd, end);
    }
    if (end < first + asked && (!isEmpty || first == 0)) {
        m_isEndKnown = true;
    }
    if (m_isEndKnown) {
        return rowsFor(m_readEnd);
    }
    if (isEmpty) {
        return rowsFor(std::min(m_rows, first)); // it ends somewhere before
    }
    return rowsFor(m_matched.value_or(isAnew ? end : m_rows));
}

/// Lets what points at a session here point at where it stands now: the current row, the ends of what is
/// selected. (A new layout would say so to views as well; but then a selection model remembers each selected
/// row by itself, and there may be a million.)
void SessionListModel::moveIndexes(int first, const QList<Session>& read)
{
    const QModelIndexList indexes = persistentIndexList();
    if (indexes.isEmpty()) {
        return;
    }
    QHash<sessions::SessionId, int> rows;
    for (int i = 0; i < read.size(); ++i) {
        rows.insert(read[i].token.id, first + i);
    }
    for (const QModelIndex& before : indexes) {
        const Session* session = sessionAt(before.row());
        const int row = session == nullptr ? before.row() : rows.value(session->token.id, before.row());
        if (row != before.row()) {
            changePersistentIndex(before, createIndex(row, before.column()));
        }
    }
}

int SessionListModel::rowsFor(qint64 sessions) const
{
    return static_cast<int>(std::min(std::max(sessions, qint64(m_readEnd)), MostRows));
}

void SessionListModel::setRows(int rows)
{
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows < m_rows) {
        beginRemoveRows({}, rows, m_rows - 1);
        m_rows = rows;
        endRemoveRows();
        for (const int page : m_pages.keys()) {
            if (page * PageRows >= m_rows) {
                m_pages.remove(page);
            }
        }
    }
}

const Session* SessionListModel::sessionAt(int row) const
{
    const Page* page = m_pages.object(pageOf(row));
    const int place = row % PageRows;
    return page != nullptr && place < page->sessions.size() ? &page->sessions[place] : nullptr;
}

int SessionListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : m_rows; }

int SessionListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : SessionColumns::ColumnCount;
}

QVariant SessionListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    if (const Session* session = sessionAt(index.row())) {
        return SessionColumns::cell(
            *session, index.column(), role, SessionGrouping::None, m_clock.unixSeconds());
    }
    const bool isPlaceholder = role == Qt::DisplayRole && index.column() == SessionColumns::Name;
    return isPlaceholder ? QStringLiteral("…") : QVariant();
}

QVariant SessionListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return SessionColumns::heading(section, SessionGrouping::None);
}

QModelIndexList SessionListModel::match(
    const QModelIndex& start, int role, const QVariant& value, int hits, Qt::MatchFlags flags) const
{
    QList<int> pages = m_pages.keys();
    std::ranges::sort(pages);
    QModelIndexList found;
    const auto look = [&](int from, int until) {
        for (const int page : std::as_const(pages)) {
            const int last = std::min({ (page + 1) * PageRows, until, m_rows });
            for (int row = std::max(page * PageRows, from); row < last && found.size() != hits; ++row) {
                const QModelIndex at = index(row, start.column());
                if (at.data(role).toString().startsWith(value.toString(), Qt::CaseInsensitive)) {
                    found.append(at);
                }
            }
        }
    };
    look(start.row(), m_rows);
    if (flags.testFlag(Qt::MatchWrap)) {
        look(0, start.row());
    }
    return found;
}

} // namespace latchkey::ui

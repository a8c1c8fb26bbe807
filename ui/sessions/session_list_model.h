// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"
#include "core/shared/clock.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>
#include <QTimer>

namespace latchkey::ui {

/// Sessions in one long list, which holds what is seen and not what exists: a row for every session that
/// matches, and pages of those in sight and those seen last. A row that is not held shows "…". A row stands
/// for a place in the list: another reading may find another session there, which is told by rowsChanged().
/// UI thread only; it asks the directory, one question at a time, which answers later.
class SessionListModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int PageRows = 100;
    static constexpr int MostPages = 40; ///< held; the one that was shown the longest ago goes

    /// Both must outlive the model.
    SessionListModel(sessions::SessionDirectory& directory, const Clock& clock, QObject* parent = nullptr);

    /// Shows the matching sessions from the first on. The old rows stay until the new ones are there. The
    /// same filter and sort again is reload().
    void load(const sessions::SessionFilter& filter, const sessions::SessionSort& sort);

    /// Reads anew what is in sight, and the kept rows. Like load() it ends with loaded() or failed(), unless
    /// another one came in between.
    void reload();

    /// Drops what is on the way, and reads nothing until the next load.
    void cancelLoad();

    /// Forgets all rows.
    void clear();

    /// How many sessions match this filter, as soon as that is known. Until then there are as many rows as
    /// were read.
    void setMatched(const sessions::SessionFilter& filter, qint64 sessions);

    /// The rows in sight. They are read, then some ahead in the direction in which they moved; no others.
    void setSight(int first, int last);

    /// Rows that a reload() reads as well, such as the selected ones: a few pages of them at most.
    void setKept(const QSet<int>& rows) { m_kept = rows; }

    const sessions::SessionFilter& filter() const { return m_filter; }
    const sessions::SessionSort& sessionSort() const { return m_sort; }

    /// Counts the load() and reload() calls: within one, a row stands for the same session.
    int reading() const { return m_reading; }

    /// The session of the row, or null where it is not held.
    const sessions::Session* sessionAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Among the rows that are held: what is typed finds what was seen.
    QModelIndexList match(const QModelIndex& start, int role, const QVariant& value, int hits,
        Qt::MatchFlags flags) const override;

Q_SIGNALS:
    void loaded();
    void failed(const latchkey::Error& error);

    /// Rows, or their number, are about to change; ends with rowsChanged().
    void rowsAboutToChange();

    /// These rows (none where `last` is less than `first`) were read, and stand for other sessions than
    /// before where this is another reading. `isAnew`: and nothing else is held any more.
    void rowsChanged(int first, int last, bool isAnew);

private:
    struct Page
    {
        QList<sessions::Session> sessions;
        int reading; ///< that it comes from
    };
    struct PageRange
    {
        int first;
        int last;
    };

    void readNext();
    std::optional<PageRange> wanted() const;
    std::optional<PageRange> unread(PageRange pages) const;
    void take(PageRange pages, const QList<sessions::Session>& read);
    int rowsAfter(int first, int asked, int end, bool isAnew);
    void moveIndexes(int first, const QList<sessions::Session>& read);
    int rowsFor(qint64 sessions) const;
    void setRows(int rows);

    sessions::SessionDirectory& m_directory;
    const Clock& m_clock;
    sessions::SessionFilter m_filter;
    sessions::SessionSort m_sort;
    QCache<int, Page> m_pages { MostPages };
    int m_rows = 0;
    int m_readEnd = 0; ///< after the last row that this reading found
    bool m_isEndKnown = false; ///< nothing comes after m_readEnd
    std::optional<qint64> m_matched; ///< of m_filter
    int m_reading = 0;
    bool m_isFirstRead = false; ///< of this reading, and still to come
    bool m_isAnew = true; ///< it is of another filter or sort than what is held
    int m_question = 0; ///< an answer to an older one is dropped
    bool m_isAsking = false;
    bool m_isStopped = true; ///< nothing is read until the next load
    int m_firstInSight = 0;
    int m_lastInSight = 0;
    bool m_movesUp = false;
    QSet<int> m_kept;
    QSet<int> m_keptPages; ///< that this reading is still to read
    QTimer m_readSoon;
};

} // namespace latchkey::ui

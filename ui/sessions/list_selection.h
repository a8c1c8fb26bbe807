// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/sessions/session_list_model.h"
#include "ui/sessions/session_selection.h"

#include <QItemSelection>
#include <QMap>

#include <memory>

namespace latchkey::ui {

/// Rows one after another.
struct RowRun
{
    int first;
    int last;

    int size() const { return last - first + 1; }
    friend bool operator==(const RowRun&, const RowRun&) = default;
};

/// A selection of rows that are not all held.
struct SelectedPlaces
{
    QList<RowRun> runs;
    qint64 sessions = 0;
    int reading = 0; ///< of the model
    QList<sessions::SessionId> ids;
    qint64 revoked = 0;
    bool isRead = false;
};

/// What is selected in the list, as sessions rather than as rows: those that were held when they were
/// selected stay selected wherever they move. Where the selection covers rows that are not held, the ids that
/// stand there are read, and no sessions. UI thread only.
class ListSelection final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this. `rows` is of `model`, and selects whole rows.
    ListSelection(sessions::SessionDirectory& directory, SessionListModel& model, QItemSelectionModel& rows,
        QObject* parent = nullptr);

    /// Everything that matches; it stays everything while the list changes.
    void selectEverything();
    bool isEverything() const { return m_everything.has_value(); }

    /// Of everything only the number of rows, and no filter: what matches is the page's filter.
    SessionSelection selected() const;

    /// The one session that is selected, or null.
    const sessions::Session* only() const;

    /// Those that are known, from the top down: at most `most`.
    QList<sessions::SessionId> ids(qsizetype most) const;

    /// Selects these as soon as they come into the list, until the person selects something.
    void recover(const QList<sessions::SessionId>& ids) { m_toRecover = { ids.begin(), ids.end() }; }

Q_SIGNALS:
    void changed();

    /// Rows that are not held were selected, but the list was changed before it was read what stands there.
    /// What is held of them stays selected.
    void cutShort();

    /// They were selected, and then the list was read anew: nothing is selected any more.
    void dropped();

private:
    using Run = RowRun;

    QList<Run> runs() const;
    void select(const QList<Run>& runs);
    void selectSessions(const QMap<int, sessions::Session>& sessions);
    void takeSelection();
    std::optional<QMap<int, sessions::Session>> heldIn(const QList<Run>& runs, bool whole) const;
    const sessions::Session* known(int row) const;
    void readIds(const std::shared_ptr<SelectedPlaces>& places, qsizetype run);
    bool isWhatWasSeen(const Run& run, const QList<sessions::SessionId>& ids) const;
    void countRevoked(const std::shared_ptr<SelectedPlaces>& places);
    void cut();
    void follow(int first, int last, bool isAnew);
    bool findAgain(int first, int last, bool isAnew);

    sessions::SessionDirectory& m_directory;
    SessionListModel& m_model;
    QItemSelectionModel& m_rows;
    QMap<int, sessions::Session> m_sessions; ///< that are selected, by row
    std::shared_ptr<SelectedPlaces> m_places; ///< instead of that; another one for each selection
    std::optional<sessions::SessionFilter> m_everything; ///< that matches this is selected
    bool m_isOurs = false; ///< a change of the rows that are selected is not the person's
    QSet<sessions::SessionId> m_toRecover;
    QTimer m_atRest; ///< runs out when the selection no longer grows
};

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/list_selection.h"

#include "ui/sessions/session_columns.h"
#include "ui/sessions/session_text.h"

#include <algorithm>
#include <chrono>

namespace latchkey::ui {

using sessions::Session;
using sessions::SessionId;

namespace {

using namespace std::chrono_literals;
constexpr auto Rest = 100ms; // while a selection is drawn with the mouse, it grows at each step
constexpr qint64 MostHeld = qint64(SessionListModel::MostPages) * SessionListModel::PageRows;

} // namespace

ListSelection::ListSelection(sessions::SessionDirectory& directory, SessionListModel& model,
    QItemSelectionModel& rows, QObject* parent)
    : QObject(parent)
    , m_directory(directory)
    , m_model(model)
    , m_rows(rows)
{
    m_atRest.setSingleShot(true);
    m_atRest.setInterval(Rest);
    connect(&m_atRest, &QTimer::timeout, this, [this] { readIds(m_places, 0); });
    connect(&rows, &QItemSelectionModel::selectionChanged, this, &ListSelection::takeSelection);
    connect(&model, &SessionListModel::rowsAboutToChange, this, [this] { m_isOurs = true; });
    connect(&model, &SessionListModel::rowsChanged, this, &ListSelection::follow);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        takeSelection(); // a reset clears it without a word
    });
}

/// The rows that are selected, from the top down. Never row by row: there may be a million.
QList<ListSelection::Run> ListSelection::runs() const
{
    QList<Run> all;
    for (const QItemSelectionRange& range : m_rows.selection()) {
        all.append({ range.top(), range.bottom() });
    }
    std::ranges::sort(all, {}, &Run::first);
    QList<Run> merged;
    for (const Run& run : std::as_const(all)) {
        if (!merged.isEmpty() && run.first <= merged.last().last + 1) {
            merged.last().last = std::max(merged.last().last, run.last);
        } else {
            merged.append(run);
        }
    }
    return merged;
}

void ListSelection::select(const QList<Run>& runs)
{
    QItemSelection selection;
    for (const Run& run : runs) {
        selection.append(QItemSelectionRange(
            m_model.index(run.first, 0), m_model.index(run.last, SessionColumns::ColumnCount - 1)));
    }
    const bool wasOurs = std::exchange(m_isOurs, true);
    m_rows.select(selection, QItemSelectionModel::ClearAndSelect);
    m_isOurs = wasOurs;
}

void ListSelection::selectSessions(const QMap<int, Session>& sessions)
{
    QList<Run> rows;
    for (const int row : sessions.keys()) {
        if (!rows.isEmpty() && rows.last().last + 1 == row) {
            rows.last().last = row;
        } else {
            rows.append({ row, row });
        }
    }
    if (rows != runs()) {
        select(rows);
    }
    m_sessions = sessions;
    const QList<int> kept = sessions.keys();
    m_model.setKept({ kept.begin(), kept.end() });
}

void ListSelection::selectEverything()
{
    m_atRest.stop();
    m_toRecover.clear();
    m_places.reset();
    m_sessions.clear();
    m_model.setKept({});
    m_everything = m_model.filter();
    if (m_model.rowCount() > 0) {
        select({ { 0, m_model.rowCount() - 1 } });
    }
    Q_EMIT changed();
}

void ListSelection::takeSelection()
{
    if (m_isOurs) {
        return;
    }
    m_atRest.stop();
    m_everything.reset();
    m_toRecover.clear();
    const QList<Run> selected = runs();
    if (const auto held = heldIn(selected, true)) {
        m_places.reset();
        selectSessions(*held);
    } else {
        m_places = std::make_shared<SelectedPlaces>();
        m_places->runs = selected;
        m_places->reading = m_model.reading();
        for (const Run& run : selected) {
            m_places->sessions += run.size();
        }
        m_atRest.start();
    }
    Q_EMIT changed();
}

/// The sessions in these rows; nothing where they are wanted as a whole and one of them is not known.
std::optional<QMap<int, Session>> ListSelection::heldIn(const QList<Run>& runs, bool whole) const
{
    QMap<int, Session> held;
    for (const Run& run : runs) {
        if (whole && run.size() > MostHeld) {
            return std::nullopt;
        }
        for (int row = run.first; row <= run.last; ++row) {
            if (const Session* session = known(row)) {
                held.insert(row, *session);
            } else if (whole) {
                return std::nullopt;
            } else {
                row += SessionListModel::PageRows - 1 - row % SessionListModel::PageRows; // nor its page
            }
        }
    }
    return held;
}

const Session* ListSelection::known(int row) const
{
    const Session* session = m_model.sessionAt(row);
    const auto selected = m_sessions.constFind(row);
    return session != nullptr || selected == m_sessions.constEnd() ? session : &*selected;
}

/// Those of run after run; what comes for an older selection is dropped.
void ListSelection::readIds(const std::shared_ptr<SelectedPlaces>& places, qsizetype run)
{
    if (run == places->runs.size()) {
        countRevoked(places);
        return;
    }
    const Run rows = places->runs[run];
    whenDone(m_directory.ids(m_model.filter(), m_model.sessionSort(), rows.first, rows.size()), this,
        [this, places, run, rows](const Result<QList<SessionId>>& ids) {
            if (places != m_places) {
                return;
            }
            if (!ids || !isWhatWasSeen(rows, *ids)) {
                cut();
                return;
            }
            places->ids = places->ids.isEmpty() ? *ids : places->ids + *ids; // a million are not copied
            readIds(places, run + 1);
        });
}

bool ListSelection::isWhatWasSeen(const Run& run, const QList<SessionId>& ids) const
{
    const auto isSame = [&](int row, SessionId id) {
        const Session* session = known(row);
        return session == nullptr || session->token.id == id;
    };
    return ids.size() == run.size() && isSame(run.first, ids.first()) && isSame(run.last, ids.last());
}

void ListSelection::countRevoked(const std::shared_ptr<SelectedPlaces>& places)
{
    sessions::SessionFilter filter;
    filter.ids = places->ids;
    whenDone(m_directory.counts(filter), this, [this, places](const Result<sessions::SessionCounts>& counts) {
        if (places != m_places) {
            return;
        }
        if (!counts) {
            cut();
            return;
        }
        places->revoked = counts->revoked;
        places->isRead = true;
        Q_EMIT changed();
    });
}

void ListSelection::cut()
{
    const auto held = heldIn(m_places->runs, false);
    m_places.reset();
    selectSessions(held.value_or(QMap<int, Session>()));
    Q_EMIT changed();
    Q_EMIT cutShort();
}

void ListSelection::follow(int first, int last, bool isAnew)
{
    bool isChanged = isAnew;
    bool isDropped = false;
    if (m_everything && *m_everything == m_model.filter()) {
        const QList<Run> all { { 0, m_model.rowCount() - 1 } };
        if (m_model.rowCount() > 0 && runs() != all) {
            select(all);
        }
    } else if (m_everything) {
        m_everything.reset(); // of another filter
        selectSessions({});
    } else if (!m_places) {
        isChanged = findAgain(first, last, isAnew) || isAnew;
    } else if (m_places->reading != m_model.reading() || runs() != m_places->runs) {
        m_atRest.stop();
        m_places.reset();
        selectSessions({});
        isChanged = true;
        isDropped = true;
    }
    m_isOurs = false;
    if (isChanged) {
        Q_EMIT changed();
    }
    if (isDropped) {
        Q_EMIT dropped();
    }
}

/// Selects what was selected where it stands in these rows now. What stood here and is not found again is no
/// longer selected.
bool ListSelection::findAgain(int first, int last, bool isAnew)
{
    if (m_sessions.isEmpty() && m_toRecover.isEmpty()) {
        return false;
    }
    QSet<SessionId> wanted = m_toRecover;
    for (const Session& session : std::as_const(m_sessions)) {
        wanted.insert(session.token.id);
    }
    QMap<int, Session> now;
    QSet<SessionId> found;
    for (int row = first; row <= last; ++row) {
        const Session* session = m_model.sessionAt(row);
        if (session != nullptr && wanted.contains(session->token.id)) {
            now.insert(row, *session);
            found.insert(session->token.id);
        }
    }
    bool isChanged = !found.isEmpty();
    for (auto old = m_sessions.cbegin(); old != m_sessions.cend(); ++old) {
        const bool isElsewhere = old.key() < first || old.key() > last;
        if (isElsewhere && !isAnew && old.key() < m_model.rowCount() && !found.contains(old->token.id)) {
            now.insert(old.key(), *old);
        } else {
            isChanged = true;
        }
    }
    m_toRecover.subtract(found);
    selectSessions(now);
    return isChanged;
}

SessionSelection ListSelection::selected() const
{
    SessionSelection selected;
    if (m_everything) {
        selected.sessions = m_model.rowCount();
    } else if (m_places) {
        selected.isByPlace = true;
        selected.isRead = m_places->isRead;
        selected.sessions = m_places->sessions;
        selected.revoked = m_places->revoked;
        selected.filter.ids = m_places->ids;
    } else {
        selected.filter.ids.emplace();
        for (const Session& session : m_sessions) {
            selected.filter.ids->append(session.token.id);
            selected.revoked += session.token.revoked ? 1 : 0;
        }
        selected.sessions = m_sessions.size();
        if (const Session* session = only()) {
            selected.name = sessionName(*session);
        }
    }
    return selected;
}

const Session* ListSelection::only() const
{
    return m_sessions.size() == 1 && !m_places && !m_everything ? &m_sessions.first() : nullptr;
}

QList<SessionId> ListSelection::ids(qsizetype most) const
{
    QList<SessionId> ids;
    for (const Session& session : m_sessions) {
        if (!m_places && ids.size() < most) {
            ids.append(session.token.id);
        }
    }
    return ids;
}

} // namespace latchkey::ui

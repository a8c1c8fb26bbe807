// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/sessions_view.h"

#include "ui/sessions/flat_sessions.h"
#include "ui/sessions/grouped_sessions.h"
#include "ui/sessions/session_details.h"
#include "ui/sessions/session_text.h"
#include "ui/shared/action_button.h"
#include "ui/shared/details_pane.h"
#include "ui/shared/themed_icon.h"

#include <QAbstractItemView>
#include <QAction>
#include <QDataStream>
#include <QHeaderView>
#include <QIODevice>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>

namespace latchkey::ui {

using sessions::Session;
using sessions::SessionFilter;
using sessions::SessionGroup;

namespace {

constexpr int LayoutVersion = 2;

} // namespace

SessionsView::SessionsView(SessionModels& models, const Clock& clock, QWidget* parent)
    : Page(tr("Sessions"), parent)
    , m_models(models)
    , m_clock(clock)
    , m_stack(new QStackedWidget(this))
    , m_grouped(new GroupedSessions(models.tree(), this))
    , m_flat(new FlatSessions(models.directory(), models.list(), this))
    , m_rows(m_grouped)
    , m_details(new DetailsPane(this))
    , m_filters(new SessionFilterBar(this))
{
    setObjectName(QStringLiteral("sessionsPage"));
    m_details->setObjectName(QStringLiteral("sessionDetails"));
    setUpRows(*m_grouped);
    setUpRows(*m_flat);
    m_stack->setFocusProxy(&m_rows->widget());
    setContent(m_stack);
    addToolRow(m_filters);
    setUpActions();
    setDetails(m_details);
    connect(m_filters, &SessionFilterBar::changed, this, &SessionsView::queryChanged);
    connect(this, &Page::searchChanged, this, &SessionsView::queryChanged);
    connect(this, &SessionsView::queryChanged, this, [this] {
        m_isCounted = false;
        updateDetails();
    });
    connect(&m_models, &SessionModels::loaded, this, &SessionsView::showRows);
    updateDetails();
}

void SessionsView::setUpRows(SessionRowsView& rows)
{
    m_stack->addWidget(&rows.widget());
    connect(&rows, &SessionRowsView::selectionChanged, this, [this, &rows] {
        if (&rows != m_rows) {
            return;
        }
        if (std::exchange(m_selected, selection().filter) != m_selected) {
            m_whyNothing.clear();
            m_versions.clear(); // they come for the row that is selected now
            m_elsewhere = 0;
        }
        updateDetails();
        Q_EMIT selectionChanged();
    });
    connect(&rows, &SessionRowsView::selectionLost, this, [this](const QString& reason) {
        m_whyNothing = reason;
        updateDetails();
    });
    connect(&rows, &SessionRowsView::selectionCutShort, this, &SessionsView::selectionCutShort);
    connect(&rows, &SessionRowsView::sortRequested, this, [this, &rows](int column, Qt::SortOrder order) {
        if (&rows == m_rows) {
            m_models.sort({ column, order });
        }
    });
}

/// Those of the grouping that was loaded.
void SessionsView::showRows()
{
    SessionRowsView* rows = m_grouped;
    if (m_models.isFlat()) {
        rows = m_flat;
    }
    if (rows != m_rows) {
        const bool hadFocus = m_rows->widget().hasFocus();
        rows->header().restoreState(m_rows->header().saveState());
        rows->adaptColumns();
        m_rows = rows;
        m_stack->setCurrentWidget(&rows->widget());
        m_stack->setFocusProxy(&rows->widget());
        if (hadFocus) {
            rows->widget().setFocus(Qt::OtherFocusReason);
        }
    }
    updateDetails();
    Q_EMIT selectionChanged(); // what is known of it may have changed
}

void SessionsView::setUpActions()
{
    m_rules = new QAction(themedIcon(QStringLiteral("rules")), tr("Ru&les…"), this);
    m_rules->setObjectName(QStringLiteral("rules"));
    m_rules->setToolTip(
        tr("End sessions by themselves: those not used or revoked for long, or too many of one user"));
    connect(m_rules, &QAction::triggered, this, &SessionsView::rulesRequested);
    addPrimaryAction(actionButton(m_rules, this));

    m_purge = new QAction(themedIcon(QStringLiteral("purge")), tr("&Purge…"), this);
    m_purge->setObjectName(QStringLiteral("purge"));
    m_purge->setToolTip(tr("Delete sessions that were not used for a long time"));
    connect(m_purge, &QAction::triggered, this, &SessionsView::purgeRequested);
    addPrimaryAction(actionButton(m_purge, this));

    m_revoke =
        addRowAction(QStringLiteral("revoke"), QStringLiteral("revoke"), &SessionsView::revokeRequested);
    m_restore =
        addRowAction(QStringLiteral("restore"), QStringLiteral("restore"), &SessionsView::restoreRequested);
    m_signOutElsewhere = addRowAction(QStringLiteral("signOutElsewhere"), QStringLiteral("sign_out"),
        &SessionsView::signOutElsewhereRequested);
    m_delete =
        addRowAction(QStringLiteral("delete"), QStringLiteral("remove"), &SessionsView::deleteRequested);
    m_revoke->setToolTip(tr("End these sessions: their tokens are refused from now on"));
    m_restore->setToolTip(tr("Accept these tokens again"));
    m_signOutElsewhere->setToolTip(tr("End every other session of this user"));
    m_delete->setToolTip(tr("Delete these sessions for good"));
    m_revoke->setShortcut(Qt::CTRL | Qt::Key_R);
    m_restore->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_R);
    m_signOutElsewhere->setShortcut(Qt::CTRL | Qt::Key_E);
    m_delete->setShortcut(QKeySequence::Delete);
    for (QAction* action : { m_revoke, m_restore, m_signOutElsewhere, m_delete }) {
        m_details->addAction(actionButton(action, m_details));
    }

    auto* selectAll = new QAction(tr("Select &all that match"), this);
    selectAll->setObjectName(QStringLiteral("selectAll"));
    selectAll->setShortcut(QKeySequence::SelectAll);
    selectAll->setShortcutContext(Qt::WidgetShortcut);
    connect(selectAll, &QAction::triggered, this, [this] { m_rows->selectEverything(); });
    m_grouped->widget().addAction(selectAll);
    m_flat->widget().addAction(selectAll);
}

QAction* SessionsView::addRowAction(const QString& name, const QString& icon, void (SessionsView::*signal)())
{
    auto* action = new QAction(themedIcon(icon), QString(), this);
    action->setObjectName(name);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, signal);
    m_grouped->widget().addAction(action);
    m_flat->widget().addAction(action);
    return action;
}

void SessionsView::clearFilters()
{
    searchField()->clear();
    m_filters->setChips({});
    Q_EMIT queryChanged();
}

void SessionsView::showOddClocks()
{
    searchField()->clear();
    SessionChips odd;
    odd.oddClock = true;
    m_filters->setChips(odd);
    Q_EMIT queryChanged();
}

void SessionsView::setWritable(bool writable)
{
    m_writable = writable;
    m_purge->setEnabled(writable);
    m_rules->setEnabled(writable);
    updateActions();
}

SessionSelection SessionsView::selection() const
{
    if (m_rows->isEverythingSelected()) {
        SessionSelection everything { m_countedFilter, {}, m_counts.matched, m_counts.revoked };
        everything.isRead = m_isCounted;
        return everything;
    }
    return m_rows->selection();
}

const Session* SessionsView::selectedSession() const { return m_rows->selectedSession(); }

const SessionGroup* SessionsView::selectedGroup() const { return m_rows->selectedGroup(); }

SessionFilter SessionsView::selectedGroupFilter() const { return m_grouped->selectedGroupFilter(); }

void SessionsView::showCounts(
    const SessionFilter& filter, const sessions::SessionCounts& counts, qint64 total)
{
    m_countedFilter = filter;
    m_counts = counts;
    m_isCounted = true;
    m_filters->showCounts(counts.matched, total);
    updateDetails();
}

void SessionsView::showVersions(const QList<SessionGroup>& versions)
{
    m_versions = versions;
    updateDetails();
}

void SessionsView::showElsewhere(qint64 others)
{
    m_elsewhere = others;
    updateActions();
}

QByteArray SessionsView::saveLayout() const
{
    const SessionChips& chips = m_filters->chips();
    QByteArray layout;
    QDataStream stream(&layout, QIODevice::WriteOnly);
    stream << LayoutVersion << m_rows->header().saveState() << splitterState()
           << static_cast<int>(m_filters->grouping()) << static_cast<int>(chips.state) << chips.unused
           << chips.unusedDays << chips.oddClock << searchField()->text() << m_grouped->openPaths()
           << m_rows->selectedPaths();
    return layout;
}

void SessionsView::restoreLayout(const QByteArray& layout)
{
    int version = 0;
    QByteArray columns;
    QByteArray splitter;
    int grouping = 0;
    int state = 0;
    SessionChips chips;
    QString search;
    QList<QStringList> open;
    QList<QStringList> selected;
    QDataStream stream(layout);
    stream >> version;
    if (version != LayoutVersion) {
        return;
    }
    stream >> columns >> splitter >> grouping >> state >> chips.unused >> chips.unusedDays >> chips.oddClock
        >> search >> open >> selected;
    if (stream.status() != QDataStream::Ok) {
        return;
    }
    chips.state = static_cast<sessions::SessionState>(state);
    m_rows->header().restoreState(columns);
    m_rows->adaptColumns();
    m_grouped->openPaths(open);
    restoreSplitterState(splitter);
    m_filters->setGrouping(static_cast<SessionGrouping>(grouping));
    if (m_filters->grouping() == SessionGrouping::None) {
        m_flat->selectPaths(selected);
    } else {
        m_grouped->selectPaths(selected);
    }
    m_filters->setChips(chips);
    searchField()->setText(search);
}

void SessionsView::updateActions()
{
    const SessionSelection selected = selection();
    const auto label = [](QAction* action, const QString& verb, qint64 count, bool possible) {
        action->setText(count > 1 ? verb.arg(u' ' + QLocale().toString(count)) : verb.arg(QString()));
        action->setEnabled(possible && count > 0);
    };
    const bool isPossible = m_writable && selected.isRead;
    label(m_revoke, tr("Revoke%1"), selected.active(), isPossible);
    label(m_restore, tr("Restore%1"), selected.revoked, isPossible);
    label(m_delete, tr("Delete%1…"), selected.sessions, isPossible);
    const bool isOne = selectedSession() != nullptr;
    m_signOutElsewhere->setVisible(isOne);
    m_signOutElsewhere->setEnabled(m_writable && isOne && m_elsewhere > 0);
    m_signOutElsewhere->setText(m_elsewhere > 0
            ? tr("Sign out everywhere else (%1)").arg(QLocale().toString(m_elsewhere))
            : tr("Sign out everywhere else"));
}

void SessionsView::updateDetails()
{
    updateActions();
    const qint64 now = m_clock.unixSeconds();
    const SessionSelection selected = selection();
    if (const Session* session = selectedSession()) {
        describeSession(*m_details, *session, now);
    } else if (const SessionGroup* group = selectedGroup()) {
        describeGroup(*m_details, *group, m_models.grouping(), m_versions, now);
    } else if (selected.sessions == 0) {
        m_details->setHint(m_whyNothing.isEmpty()
                ? tr("Select a device or a session to see what is known of it, and to end it.")
                : m_whyNothing);
    } else {
        const QString unknown = tr("being counted");
        m_details->setSubject(QStringLiteral("sessions"), sessionsText(selected.sessions),
            m_rows->isEverythingSelected() ? tr("all that match") : tr("selected"),
            { { tr("Active"), selected.isRead ? QLocale().toString(selected.active()) : unknown },
                { tr("Revoked"), selected.isRead ? QLocale().toString(selected.revoked) : unknown } });
    }
}

void SessionsView::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    Q_EMIT shown();
}

} // namespace latchkey::ui

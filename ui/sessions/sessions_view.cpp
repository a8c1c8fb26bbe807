// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/sessions_view.h"

#include "ui/sessions/session_details.h"
#include "ui/sessions/session_text.h"
#include "ui/shared/action_button.h"
#include "ui/shared/details_pane.h"
#include "ui/shared/rows.h"
#include "ui/shared/themed_icon.h"

#include <QAction>
#include <QDataStream>
#include <QHeaderView>
#include <QIODevice>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QTreeView>

namespace latchkey::ui {

using sessions::Session;
using sessions::SessionFilter;
using sessions::SessionGroup;

namespace {

constexpr int RowsAhead = 40; // fetched before the person gets there
constexpr qsizetype MostRememberedRows = 100; // open or selected, from one start to the next
constexpr int LayoutVersion = 2;

} // namespace

SessionsView::SessionsView(SessionTreeModel& model, const Clock& clock, QWidget* parent)
    : Page(tr("Sessions"), parent)
    , m_model(model)
    , m_clock(clock)
    , m_tree(new QTreeView(this))
    , m_details(new DetailsPane(this))
    , m_filters(new SessionFilterBar(this))
{
    setObjectName(QStringLiteral("sessionsPage"));
    m_details->setObjectName(QStringLiteral("sessionDetails"));
    setUpTree();
    setContent(m_tree);
    addToolRow(m_filters);
    setUpActions();
    setDetails(m_details);
    connect(m_filters, &SessionFilterBar::changed, this, &SessionsView::queryChanged);
    connect(this, &Page::searchChanged, this, &SessionsView::queryChanged);
    updateColumns();
    updateDetails();
}

void SessionsView::setUpTree()
{
    m_tree->setObjectName(QStringLiteral("sessionsTree"));
    m_tree->setAccessibleName(tr("Sessions"));
    m_tree->setModel(&m_model);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    m_tree->setSortingEnabled(true);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->setItemDelegate(new RoomyDelegate(m_tree));
    setUpColumns(m_tree->header(), SessionTreeModel::Name);
    const int letter = m_tree->fontMetrics().averageCharWidth();
    const std::pair<int, int> widths[] = { { SessionTreeModel::Device, 26 },
        { SessionTreeModel::Sessions, 10 }, { SessionTreeModel::LastUsed, 15 },
        { SessionTreeModel::Created, 15 }, { SessionTreeModel::State, 12 },
        { SessionTreeModel::Fingerprint, 12 }, { SessionTreeModel::Browser, 20 },
        { SessionTreeModel::System, 16 } };
    for (const auto& [column, letters] : widths) {
        m_tree->header()->resizeSection(column, letter * letters);
    }
    for (const int column : { SessionTreeModel::Created, SessionTreeModel::Fingerprint,
             SessionTreeModel::Browser, SessionTreeModel::System }) {
        m_tree->setColumnHidden(column, true);
    }
    m_tree->sortByColumn(SessionTreeModel::LastUsed, Qt::DescendingOrder);

    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_isEverythingSelected = false;
        m_versions.clear(); // they come for the row that is selected now
        m_elsewhere = 0;
        updateDetails();
        Q_EMIT selectionChanged();
    });
    connect(&m_model, &QAbstractItemModel::layoutAboutToBeChanged, this, &SessionsView::holdTopRow);
    connect(&m_model, &QAbstractItemModel::layoutChanged, this, &SessionsView::returnToTopRow);
    connect(&m_model, &SessionTreeModel::loaded, this, [this] {
        updateColumns();
        recoverRows();
        if (m_isEverythingSelected) {
            selectEverything(); // also what has come since
        }
        updateDetails();
        Q_EMIT selectionChanged(); // what is known of it may have changed
    });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &SessionsView::recoverRows);
    const QScrollBar* scrolled = m_tree->verticalScrollBar();
    connect(scrolled, &QScrollBar::valueChanged, this, &SessionsView::fetchWhatIsInSight);
    connect(scrolled, &QScrollBar::rangeChanged, this, &SessionsView::fetchWhatIsInSight);
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
    connect(selectAll, &QAction::triggered, this, &SessionsView::selectEverything);
    m_tree->addAction(selectAll);
}

QAction* SessionsView::addRowAction(const QString& name, const QString& icon, void (SessionsView::*signal)())
{
    auto* action = new QAction(themedIcon(icon), QString(), this);
    action->setObjectName(name);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, signal);
    m_tree->addAction(action);
    return action;
}

void SessionsView::fetchWhatIsInSight()
{
    const QRect sight = m_tree->viewport()->rect();
    QModelIndex index = m_tree->indexAt(sight.topLeft());
    while (index.isValid() && m_tree->visualRect(index).top() <= sight.bottom()) {
        const QModelIndex parent = index.parent();
        if (index.row() >= m_model.rowCount(parent) - RowsAhead && m_model.hasMore(parent)) {
            m_model.fetchMore(parent);
        }
        index = m_tree->indexBelow(index);
    }
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

QModelIndex SessionsView::onlySelectedRow() const
{
    const QModelIndexList rows = m_tree->selectionModel()->selectedRows();
    return rows.size() == 1 && !m_isEverythingSelected ? rows.first() : QModelIndex();
}

const Session* SessionsView::selectedSession() const
{
    const QModelIndex row = onlySelectedRow();
    return row.isValid() ? m_model.sessionAt(row) : nullptr;
}

const SessionGroup* SessionsView::selectedGroup() const
{
    const QModelIndex row = onlySelectedRow();
    return row.isValid() ? m_model.groupAt(row) : nullptr;
}

SessionFilter SessionsView::selectedGroupFilter() const { return m_model.filterFor(onlySelectedRow()); }

void SessionsView::selectEverything()
{
    m_tree->selectAll();
    m_isEverythingSelected = true; // also what was not read yet
    updateDetails();
}

SessionSelection SessionsView::selection() const
{
    SessionSelection result;
    if (m_isEverythingSelected) {
        return { m_countedFilter, {}, m_counts.matched, m_counts.revoked };
    }
    const QItemSelectionModel* selected = m_tree->selectionModel();
    const auto isInsideSelected = [selected](QModelIndex index) {
        while (index.parent().isValid()) {
            index = index.parent();
            if (selected->isSelected(index)) {
                return true;
            }
        }
        return false;
    };
    SessionFilter single;
    single.ids.emplace();
    for (const QModelIndex& index : selected->selectedRows()) {
        if (isInsideSelected(index)) {
            continue;
        }
        if (const Session* session = m_model.sessionAt(index)) {
            single.ids->append(session->token.id);
            result.sessions += 1;
            result.revoked += session->token.revoked ? 1 : 0;
        } else if (const SessionGroup* group = m_model.groupAt(index)) {
            result.filter.anyOf.push_back(m_model.filterFor(index));
            result.sessions += group->sessions;
            result.revoked += group->revoked;
        }
    }
    if (!single.ids->isEmpty()) {
        result.filter.anyOf.push_back(single);
    }
    if (const Session* session = selectedSession()) {
        result.name = sessionName(*session);
    } else if (const SessionGroup* group = selectedGroup()) {
        result.name = group->browser.isEmpty() ? group->key : group->browser;
    }
    return result;
}

void SessionsView::showCounts(
    const SessionFilter& filter, const sessions::SessionCounts& counts, qint64 total)
{
    m_countedFilter = filter;
    m_counts = counts;
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

void SessionsView::holdTopRow()
{
    const bool isAtTop = m_tree->verticalScrollBar()->value() == 0;
    m_topRow = isAtTop ? QModelIndex() : m_tree->indexAt(m_tree->viewport()->rect().topLeft());
}

void SessionsView::returnToTopRow()
{
    if (m_topRow.isValid()) {
        m_tree->scrollTo(m_topRow, QAbstractItemView::PositionAtTop);
    }
    m_topRow = QModelIndex();
}

QList<QStringList> SessionsView::openPaths() const
{
    QList<QStringList> paths;
    const auto visit = [&](const auto& self, const QModelIndex& parent) -> void {
        for (int row = 0; row < m_model.rowCount(parent); ++row) {
            const QModelIndex index = m_model.index(row, 0, parent);
            if (m_tree->isExpanded(index) && paths.size() < MostRememberedRows) {
                paths.append(m_model.pathOf(index));
                self(self, index);
            }
        }
    };
    visit(visit, {});
    return paths;
}

void SessionsView::recoverRows()
{
    m_pathsToOpen.removeIf([this](const QStringList& path) {
        const QModelIndex index = m_model.indexOf(path);
        if (index.isValid()) {
            m_tree->expand(index);
        }
        return index.isValid();
    });
    m_pathsToSelect.removeIf([this](const QStringList& path) {
        const QModelIndex index = m_model.indexOf(path);
        if (index.isValid()) {
            const auto how = QItemSelectionModel::Select | QItemSelectionModel::Rows;
            m_tree->selectionModel()->select(index, how);
            m_tree->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        }
        return index.isValid();
    });
}

QByteArray SessionsView::saveLayout() const
{
    QList<QStringList> selected;
    const QModelIndexList rows = m_tree->selectionModel()->selectedRows();
    for (const QModelIndex& row : rows.first(qMin(rows.size(), MostRememberedRows))) {
        selected.append(m_model.pathOf(row));
    }
    const SessionChips& chips = m_filters->chips();
    QByteArray layout;
    QDataStream stream(&layout, QIODevice::WriteOnly);
    stream << LayoutVersion << m_tree->header()->saveState() << splitterState()
           << static_cast<int>(m_filters->grouping()) << static_cast<int>(chips.state) << chips.unused
           << chips.unusedDays << chips.oddClock << searchField()->text() << openPaths() << selected;
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
    QDataStream stream(layout);
    stream >> version;
    if (version != LayoutVersion) {
        return;
    }
    stream >> columns >> splitter >> grouping >> state >> chips.unused >> chips.unusedDays >> chips.oddClock
        >> search >> m_pathsToOpen >> m_pathsToSelect;
    if (stream.status() != QDataStream::Ok) {
        return;
    }
    chips.state = static_cast<sessions::SessionState>(state);
    m_tree->header()->restoreState(columns);
    restoreSplitterState(splitter);
    m_filters->setGrouping(static_cast<SessionGrouping>(grouping));
    m_filters->setChips(chips);
    searchField()->setText(search);
    updateColumns();
}

void SessionsView::updateColumns()
{
    const bool isFlat = m_model.grouping() == SessionGrouping::None;
    m_tree->setColumnHidden(SessionTreeModel::Device, !isFlat);
    m_tree->setColumnHidden(SessionTreeModel::Sessions, isFlat);
    m_tree->setRootIsDecorated(!isFlat);
}

void SessionsView::updateActions()
{
    const SessionSelection selected = selection();
    const auto label = [](QAction* action, const QString& verb, qint64 count, bool possible) {
        action->setText(count > 1 ? verb.arg(u' ' + QLocale().toString(count)) : verb.arg(QString()));
        action->setEnabled(possible && count > 0);
    };
    label(m_revoke, tr("Revoke%1"), selected.active(), m_writable);
    label(m_restore, tr("Restore%1"), selected.revoked, m_writable);
    label(m_delete, tr("Delete%1…"), selected.sessions, m_writable);
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
        describeGroup(*m_details, *group, m_model.grouping(), m_versions, now);
    } else if (selected.sessions == 0) {
        m_details->setHint(tr("Select a device or a session to see what is known of it, and to end it."));
    } else {
        m_details->setSubject(QStringLiteral("sessions"), sessionsText(selected.sessions),
            m_isEverythingSelected ? tr("all that match") : tr("selected"),
            { { tr("Active"), QLocale().toString(selected.active()) },
                { tr("Revoked"), QLocale().toString(selected.revoked) } });
    }
}

void SessionsView::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    Q_EMIT shown();
}

} // namespace latchkey::ui

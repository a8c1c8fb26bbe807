// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/sessions_view.h"

#include "core/shared/relative_time.h"
#include "ui/sessions/session_text.h"
#include "ui/shared/action_button.h"
#include "ui/shared/details_pane.h"
#include "ui/shared/rows.h"
#include "ui/shared/themed_icon.h"

#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QDataStream>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace latchkey::ui {

using sessions::Session;
using sessions::SessionFilter;
using sessions::SessionGroup;
using Grouping = SessionTreeModel::Grouping;

namespace {

constexpr int RowsAhead = 40; // fetched before the person gets there

} // namespace

SessionsView::SessionsView(SessionTreeModel& model, const Clock& clock, QWidget* parent)
    : Page(tr("Sessions"), parent)
    , m_model(model)
    , m_clock(clock)
    , m_tree(new QTreeView(this))
    , m_details(new DetailsPane(this))
    , m_chips(new QButtonGroup(this))
    , m_grouping(new QComboBox(this))
{
    setObjectName(QStringLiteral("sessionsPage"));
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
    m_tree->header()->resizeSection(SessionTreeModel::Device, letter * 26);
    m_tree->header()->resizeSection(SessionTreeModel::Sessions, letter * 10);
    m_tree->header()->resizeSection(SessionTreeModel::LastUsed, letter * 15);
    m_tree->header()->resizeSection(SessionTreeModel::Created, letter * 15);
    m_tree->header()->resizeSection(SessionTreeModel::State, letter * 12);
    m_tree->header()->resizeSection(SessionTreeModel::Fingerprint, letter * 12);
    m_tree->setColumnHidden(SessionTreeModel::Created, true);
    m_tree->setColumnHidden(SessionTreeModel::Fingerprint, true);
    m_tree->sortByColumn(SessionTreeModel::LastUsed, Qt::DescendingOrder);

    setContent(m_tree);
    addToolRow(makeToolRow());

    m_purge = new QAction(themedIcon(QStringLiteral("purge")), tr("&Purge…"), this);
    m_purge->setObjectName(QStringLiteral("purge"));
    m_purge->setToolTip(tr("Delete sessions that were not used for a long time"));
    connect(m_purge, &QAction::triggered, this, &SessionsView::purgeRequested);
    addPrimaryAction(actionButton(m_purge, this));

    m_revoke =
        addRowAction(QStringLiteral("revoke"), QStringLiteral("revoke"), &SessionsView::revokeRequested);
    m_restore =
        addRowAction(QStringLiteral("restore"), QStringLiteral("restore"), &SessionsView::restoreRequested);
    m_delete =
        addRowAction(QStringLiteral("delete"), QStringLiteral("remove"), &SessionsView::deleteRequested);
    m_revoke->setToolTip(tr("End these sessions: their tokens are refused from now on"));
    m_restore->setToolTip(tr("Accept these tokens again"));
    m_delete->setToolTip(tr("Delete these sessions for good"));
    m_revoke->setShortcut(Qt::CTRL | Qt::Key_R);
    m_delete->setShortcut(QKeySequence::Delete);
    for (QAction* action : { m_revoke, m_restore, m_delete }) {
        m_details->addAction(actionButton(action, m_details));
    }
    setDetails(m_details);

    connect(
        m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SessionsView::updateDetails);
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, &SessionsView::rememberRows);
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        updateColumns();
        recoverRows({}, 0, m_model.rowCount() - 1);
        updateDetails();
    });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &SessionsView::recoverRows);
    const QScrollBar* scrolled = m_tree->verticalScrollBar();
    connect(scrolled, &QScrollBar::valueChanged, this, &SessionsView::fetchWhatIsInSight);
    connect(scrolled, &QScrollBar::rangeChanged, this, &SessionsView::fetchWhatIsInSight);
    updateColumns();
    updateDetails();
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

QWidget* SessionsView::makeToolRow()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    const std::pair<Chip, QString> chips[] = {
        { Chip::All, tr("All") },
        { Chip::Active, tr("Active") },
        { Chip::Revoked, tr("Revoked") },
        { Chip::Unused90Days, tr("Unused for 90 days") },
    };
    for (const auto& [chip, text] : chips) {
        auto* button = new QToolButton(row);
        button->setText(text);
        button->setCheckable(true);
        button->setAutoRaise(true); // flat unless checked: the one in force is seen in every theme
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAccessibleName(tr("Show: %1").arg(text));
        button->setObjectName(QStringLiteral("chip%1").arg(static_cast<int>(chip)));
        m_chips->addButton(button, static_cast<int>(chip));
        layout->addWidget(button);
    }
    m_chips->button(static_cast<int>(Chip::All))->setChecked(true);
    layout->addStretch(1);
    auto* label = new QLabel(tr("&Group by"), row);
    label->setBuddy(m_grouping);
    m_grouping->setObjectName(QStringLiteral("grouping"));
    m_grouping->addItem(tr("Device"), static_cast<int>(Grouping::Device));
    m_grouping->addItem(tr("User"), static_cast<int>(Grouping::User));
    m_grouping->addItem(tr("Nothing"), static_cast<int>(Grouping::None));
    layout->addWidget(label);
    layout->addWidget(m_grouping);
    connect(m_chips, &QButtonGroup::idClicked, this, &SessionsView::queryChanged);
    connect(m_grouping, &QComboBox::currentIndexChanged, this, &SessionsView::queryChanged);
    connect(this, &Page::searchChanged, this, &SessionsView::queryChanged);
    return row;
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

Grouping SessionsView::grouping() const { return static_cast<Grouping>(m_grouping->currentData().toInt()); }

SessionsView::Chip SessionsView::chip() const { return static_cast<Chip>(m_chips->checkedId()); }

void SessionsView::clearFilters()
{
    searchField()->clear();
    m_chips->button(static_cast<int>(Chip::All))->setChecked(true);
    Q_EMIT queryChanged();
}

void SessionsView::setWritable(bool writable)
{
    m_writable = writable;
    m_purge->setEnabled(writable);
    updateDetails();
}

SessionSelection SessionsView::selection() const
{
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
    SessionSelection result;
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
            result.filter.anyOf.append(m_model.filterFor(index));
            result.sessions += group->sessions;
            result.revoked += group->revoked;
        }
    }
    if (!single.ids->isEmpty()) {
        result.filter.anyOf.append(single);
    }
    return result;
}

void SessionsView::rememberRows()
{
    m_expandedPaths.clear();
    m_selectedPaths.clear();
    m_currentPath = m_model.pathOf(m_tree->currentIndex());
    const auto visit = [this](const auto& self, const QModelIndex& parent) -> void {
        for (int row = 0; row < m_model.rowCount(parent); ++row) {
            const QModelIndex index = m_model.index(row, 0, parent);
            if (m_tree->isExpanded(index)) {
                m_expandedPaths.insert(m_model.pathOf(index));
                self(self, index);
            }
        }
    };
    visit(visit, {});
    for (const QModelIndex& index : m_tree->selectionModel()->selectedRows()) {
        m_selectedPaths.insert(m_model.pathOf(index));
    }
}

void SessionsView::recoverRows(const QModelIndex& parent, int first, int last)
{
    if (m_expandedPaths.isEmpty() && m_selectedPaths.isEmpty() && m_currentPath.isEmpty()) {
        return;
    }
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = m_model.index(row, 0, parent);
        const QString path = m_model.pathOf(index);
        if (m_selectedPaths.remove(path)) {
            m_tree->selectionModel()->select(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }
        if (path == m_currentPath) {
            m_currentPath.clear();
            m_tree->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        }
        if (m_expandedPaths.remove(path)) {
            m_tree->expand(index);
        }
    }
}

QByteArray SessionsView::saveLayout() const
{
    QByteArray layout;
    QDataStream stream(&layout, QIODevice::WriteOnly);
    stream << m_tree->header()->saveState() << splitterState() << m_grouping->currentIndex()
           << m_chips->checkedId();
    return layout;
}

void SessionsView::restoreLayout(const QByteArray& layout)
{
    QByteArray columns;
    QByteArray splitter;
    int grouping = 0;
    int chip = 0;
    QDataStream stream(layout);
    stream >> columns >> splitter >> grouping >> chip;
    if (stream.status() != QDataStream::Ok) {
        return;
    }
    const QSignalBlocker quiet(m_grouping); // the page is loaded once, after this
    m_tree->header()->restoreState(columns);
    restoreSplitterState(splitter);
    m_grouping->setCurrentIndex(std::clamp(grouping, 0, m_grouping->count() - 1));
    if (QAbstractButton* button = m_chips->button(chip)) {
        button->setChecked(true);
    }
    updateColumns();
}

void SessionsView::updateColumns()
{
    m_tree->setColumnHidden(SessionTreeModel::Device, m_model.grouping() != Grouping::None);
    m_tree->setColumnHidden(SessionTreeModel::Sessions, m_model.grouping() == Grouping::None);
    m_tree->setRootIsDecorated(m_model.grouping() != Grouping::None);
}

void SessionsView::updateDetails()
{
    const SessionSelection selected = selection();
    const auto label = [](QAction* action, const QString& verb, qint64 count, bool possible) {
        action->setText(count > 1 ? verb.arg(u' ' + QLocale().toString(count)) : verb.arg(QString()));
        action->setEnabled(possible && count > 0);
    };
    label(m_revoke, tr("Revoke%1"), selected.active(), m_writable);
    label(m_restore, tr("Restore%1"), selected.revoked, m_writable);
    label(m_delete, tr("Delete%1…"), selected.sessions, m_writable);
    const QModelIndexList rows = m_tree->selectionModel()->selectedRows();
    if (rows.isEmpty()) {
        m_details->setHint(tr("Select a device or a session to see what is known of it, and to end it."));
    } else if (rows.size() > 1) {
        m_details->setSubject(QStringLiteral("sessions"), sessionsText(selected.sessions), tr("selected"),
            { { tr("Active"), QLocale().toString(selected.active()) },
                { tr("Revoked"), QLocale().toString(selected.revoked) } });
    } else if (const Session* session = m_model.sessionAt(rows.first())) {
        describe(*session);
    } else if (const SessionGroup* group = m_model.groupAt(rows.first())) {
        describe(*group);
    }
}

void SessionsView::describe(const Session& session)
{
    const qint64 now = m_clock.unixSeconds();
    const auto known = [](const QString& text) { return text.isEmpty() ? tr("unknown") : text; };
    const sessions::Token& token = session.token;
    m_details->setSubject(sessions::kindName(session.kind), token.username, session.device,
        {
            { tr("State"), stateText(token) },
            { tr("Last used"), relativeTime(token.lastUsed, now), exactTime(token.lastUsed) },
            { tr("Created"), relativeTime(token.created, now), exactTime(token.created) },
            { tr("Browser"), known(session.browser) },
            { tr("System"), known(session.os) },
            { tr("Kind"), kindText(session.kind) },
            { tr("User agent"), known(token.userAgent) },
            { tr("Fingerprint"), token.fingerprint,
                tr("The start of the identifier's digest; the identifier itself is not stored") },
            { tr("Session id"), QString::number(token.id) },
        });
}

void SessionsView::describe(const SessionGroup& group)
{
    const bool isUser = m_model.grouping() == Grouping::User;
    m_details->setSubject(isUser ? QStringLiteral("user") : sessions::kindName(group.kind),
        group.browser.isEmpty() ? group.key : group.browser, isUser ? QString() : kindText(group.kind),
        {
            { tr("Sessions"), QLocale().toString(group.sessions) },
            { tr("Revoked"), QLocale().toString(group.revoked) },
            { tr("Last used"), relativeTime(group.lastUsed, m_clock.unixSeconds()),
                exactTime(group.lastUsed) },
        });
}

} // namespace latchkey::ui

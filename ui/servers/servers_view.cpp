// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/servers_view.h"

#include "ui/servers/login_details.h"
#include "ui/servers/login_places_view.h"
#include "ui/servers/login_text.h"
#include "ui/servers/servers_model.h"
#include "ui/shared/action_button.h"
#include "ui/shared/colors.h"
#include "ui/shared/details_pane.h"
#include "ui/shared/rows.h"
#include "ui/shared/secret_field.h"
#include "ui/shared/themed_icon.h"

#include <QAction>
#include <QDataStream>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStyle>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

namespace latchkey::ui {

using credentials::Login;

ServersView::ServersView(const Clock& clock, QWidget* parent)
    : Page(tr("Servers"), parent)
    , m_clock(clock)
    , m_model(new ServersModel(clock, this))
    , m_rows(new QSortFilterProxyModel(this))
    , m_table(new QTableView(this))
    , m_details(new DetailsPane(this))
    , m_secret(new SecretField(this))
    , m_warning(new QWidget(this))
    , m_warningText(new QLabel(m_warning))
    , m_places(new LoginPlacesView(this))
    , m_checkAll(new QPushButton(themedIcon(QStringLiteral("check")), tr("Check &all"), this))
    , m_progress(new QLabel(this))
    , m_cancelChecks(new QToolButton(this))
{
    setObjectName(QStringLiteral("serversPage"));
    setUpHeader();
    setUpTable();
    setUpActions();
    setUpDetails();
    connect(m_secret, &SecretField::revealRequested, this, &ServersView::revealRequested);
    connect(m_places, &LoginPlacesView::actionRequested, this, &ServersView::placeActionRequested);
    connect(m_table, &QTableView::doubleClicked, this, [this] { m_use->trigger(); });
    connect(
        m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ServersView::updateDetails);
    connect(this, &Page::searchChanged, m_rows, &QSortFilterProxyModel::setFilterFixedString);
    setChecking({}, 0, 0);
    updateDetails();
}

void ServersView::setUpTable()
{
    m_rows->setSourceModel(m_model);
    m_rows->setFilterKeyColumn(-1);
    m_rows->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_rows->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_rows->setSortRole(ServersModel::SortRole);
    m_table->setObjectName(QStringLiteral("serversTable"));
    m_table->setAccessibleName(tr("Servers"));
    m_table->setModel(m_rows);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ServersModel::Server, Qt::AscendingOrder);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(roomyRowHeight(m_table->fontMetrics()));
    QHeaderView* header = m_table->horizontalHeader();
    setUpColumns(header, ServersModel::Server);
    const int letter = m_table->fontMetrics().averageCharWidth();
    header->resizeSection(ServersModel::Account, letter * 16);
    header->resizeSection(ServersModel::State, letter * 14);
    header->resizeSection(ServersModel::StoredIn, letter * 15);
    header->resizeSection(ServersModel::Check, letter * 30);
    header->resizeSection(ServersModel::LastUsed, letter * 14);
    setContent(m_table);
}

void ServersView::setUpHeader()
{
    m_checkAll->setObjectName(QStringLiteral("checkAll"));
    m_checkAll->setToolTip(tr("Ask every server whether it still accepts the token (Ctrl+Shift+K)"));
    m_checkAll->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_K);
    m_progress->setObjectName(QStringLiteral("checkProgress"));
    makeQuiet(m_progress);
    m_cancelChecks->setObjectName(QStringLiteral("cancelChecks"));
    m_cancelChecks->setText(tr("Cancel"));
    m_cancelChecks->setAccessibleName(tr("Cancel checking"));
    m_cancelChecks->setFocusPolicy(Qt::StrongFocus);
    addHeaderWidget(m_progress);
    addHeaderWidget(m_cancelChecks);
    addHeaderWidget(m_checkAll);
    connect(m_checkAll, &QPushButton::clicked, this, &ServersView::checkAllRequested);
    connect(m_cancelChecks, &QToolButton::clicked, this, &ServersView::cancelChecksRequested);

    auto* add = new QPushButton(themedIcon(QStringLiteral("add")), tr("&Add…"), this);
    add->setObjectName(QStringLiteral("addServer"));
    add->setToolTip(tr("Store the token of another server (Ctrl+N)"));
    add->setShortcut(QKeySequence::New);
    addPrimaryAction(add);
    connect(add, &QPushButton::clicked, this, &ServersView::addRequested);
}

void ServersView::setUpActions()
{
    m_use = addRowAction("use", QStringLiteral("use"), tr("Use"),
        tr("Make this the login that the terminal's commands use"), Qt::Key_Return,
        &ServersView::useRequested);
    m_copy = addRowAction("copy", QStringLiteral("copy"), tr("Copy token"),
        tr("Copy the token; the clipboard is cleared after a while"), QKeySequence::Copy,
        &ServersView::copyRequested);
    m_reveal = addRowAction("reveal", QStringLiteral("reveal"), tr("Reveal"),
        tr("Show the token for 30 seconds"), Qt::CTRL | Qt::Key_E, &ServersView::revealRequested);
    m_check = addRowAction("check", QStringLiteral("check"), tr("Check"),
        tr("Ask the server whether it still accepts the token"), Qt::CTRL | Qt::Key_K,
        &ServersView::checkRequested);
    m_remove = addRowAction("remove", QStringLiteral("remove"), tr("Remove this copy"),
        tr("Forget the token here; the server still accepts it"), QKeySequence::Delete,
        &ServersView::removeRequested);
    m_signOut = addRowAction("signOut", QStringLiteral("sign_out"), tr("Sign out…"),
        tr("End the login at the server and remove its copies"), Qt::SHIFT | Qt::Key_Delete,
        &ServersView::signOutRequested);
}

void ServersView::setUpDetails()
{
    auto* warningIcon = new QLabel(m_warning);
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    warningIcon->setPixmap(
        themedIcon(QStringLiteral("warning")).pixmap(QSize(side, side), devicePixelRatioF()));
    m_warningText->setObjectName(QStringLiteral("detailsWarning"));
    m_warningText->setTextFormat(Qt::PlainText);
    m_warningText->setWordWrap(true);
    auto* warningLayout = new QHBoxLayout(m_warning);
    warningLayout->setContentsMargins(0, warningLayout->spacing(), 0, 0);
    warningLayout->addWidget(warningIcon, 0, Qt::AlignTop);
    warningLayout->addWidget(m_warningText, 1);

    m_buttons = new QWidget(m_details);
    auto* grid = new QGridLayout(m_buttons);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(actionButton(m_use, m_buttons), 0, 0);
    grid->addWidget(actionButton(m_check, m_buttons), 0, 1);
    grid->addWidget(actionButton(m_copy, m_buttons), 1, 0);
    grid->addWidget(actionButton(m_reveal, m_buttons), 1, 1);

    m_details->addExtra(m_warning);
    m_details->addExtra(m_secret);
    m_details->addExtra(m_buttons);
    m_details->addExtra(m_places);
    m_details->addAction(actionButton(m_remove, m_details));
    m_details->addAction(actionButton(m_signOut, m_details));
    setDetails(m_details);
}

QAction* ServersView::addRowAction(const char* name, const QString& icon, const QString& text,
    const QString& toolTip, const QKeySequence& shortcut, void (ServersView::*signal)())
{
    auto* action = new QAction(themedIcon(icon), text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setToolTip(toolTip);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut); // the table's keys; a button of the same name has its own
    connect(action, &QAction::triggered, this, signal);
    m_table->addAction(action);
    return action;
}

void ServersView::setOverview(const credentials::LoginOverview& overview)
{
    const auto selected = selectedLogin();
    m_model->setOverview(overview);
    if (selected) {
        select(loginKey(*selected));
    }
    const credentials::Login* active = overview.active();
    if (!selectedLogin() && active != nullptr) {
        select(loginKey(*active)); // the answer to "who am I signed in as" comes first
    }
    updateDetails();
}

void ServersView::setForeignPlaces(const QList<credentials::ForeignPlace>& places)
{
    m_foreign = places;
    updateDetails();
}

void ServersView::setChecking(const QList<credentials::LoginId>& checking, int done, int total)
{
    m_model->setChecking(checking);
    const bool isLong = total > 1;
    m_progress->setText(tr("Checking %1 of %2…").arg(std::min(done + 1, total)).arg(total));
    m_progress->setVisible(isLong);
    m_cancelChecks->setVisible(isLong);
    m_checkAll->setVisible(!isLong);
}

void ServersView::refreshTimes()
{
    m_model->refreshTimes();
    updateDetails();
}

int ServersView::visibleRows() const { return m_rows->rowCount(); }

void ServersView::clearSearch()
{
    searchField()->clear();
    m_rows->setFilterFixedString({});
}

std::optional<Login> ServersView::selectedLogin() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty()) {
        return std::nullopt;
    }
    return m_model->loginAt(m_rows->mapToSource(rows.first()).row());
}

void ServersView::select(const QString& key)
{
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        if (loginKey(m_model->loginAt(m_rows->mapToSource(m_rows->index(row, 0)).row())) == key) {
            m_table->selectRow(row);
            return;
        }
    }
}

void ServersView::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    const bool isNarrow = !hasRoomForDetails();
    if (isNarrow == m_isNarrow) {
        return;
    }
    m_isNarrow = isNarrow;
    // What can be spared, unless the person has put it away already.
    QHeaderView* header = m_table->horizontalHeader();
    if (!isNarrow) {
        for (const int column : std::as_const(m_putAway)) {
            header->showSection(column);
        }
        m_putAway.clear();
        return;
    }
    for (const int column : { ServersModel::StoredIn, ServersModel::LastUsed }) {
        if (!header->isSectionHidden(column)) {
            header->hideSection(column);
            m_putAway.append(column);
        }
    }
}

QByteArray ServersView::saveLayout() const
{
    for (const int column : m_putAway) {
        m_table->horizontalHeader()->showSection(column);
    }
    QByteArray layout;
    QDataStream stream(&layout, QIODevice::WriteOnly);
    stream << m_table->horizontalHeader()->saveState() << splitterState();
    return layout;
}

void ServersView::restoreLayout(const QByteArray& layout)
{
    QByteArray columns;
    QByteArray splitter;
    QDataStream stream(layout);
    stream >> columns >> splitter;
    if (stream.status() == QDataStream::Ok) {
        m_table->horizontalHeader()->restoreState(columns);
        restoreSplitterState(splitter);
    }
}

void ServersView::updateDetails()
{
    const auto login = selectedLogin();
    const QString key = login ? loginKey(*login) : QString();
    if (key != m_shownKey) {
        m_secret->conceal();
        m_shownKey = key;
    }
    const bool usable = login && login->id();
    m_use->setEnabled(usable && !login->active);
    for (QAction* action : { m_copy, m_reveal, m_check, m_remove, m_signOut }) {
        action->setEnabled(usable);
    }
    m_checkAll->setEnabled(!m_model->overview().ids().isEmpty());
    m_secret->setVisible(usable);
    m_places->setVisible(usable);
    if (!login) {
        m_details->setHint(tr("Select a login to see what is stored of it."));
        return;
    }
    const auto& overview = m_model->overview();
    const QString warning = loginWarning(*login, overview.logins);
    m_warningText->setText(warning);
    m_warning->setVisible(!warning.isEmpty());
    m_places->setPlaces(placesOf(*login, overview, m_foreign));
    const QString server = serverText(*login);
    m_details->setSubject(QStringLiteral("user"), accountText(*login, overview.logins),
        login->active ? tr("%1, active").arg(server) : server, loginFacts(*login, m_clock.unixSeconds()));
}

} // namespace latchkey::ui

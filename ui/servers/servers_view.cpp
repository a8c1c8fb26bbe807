// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/servers_view.h"

#include "ui/servers/servers_model.h"
#include "ui/shared/action_button.h"
#include "ui/shared/details_pane.h"
#include "ui/shared/rows.h"
#include "ui/shared/secret_field.h"
#include "ui/shared/themed_icon.h"

#include <QAction>
#include <QDataStream>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>

#include <algorithm>

namespace latchkey::ui {

using credentials::Login;

ServersView::ServersView(QWidget* parent)
    : Page(tr("Servers"), parent)
    , m_model(new ServersModel(this))
    , m_rows(new QSortFilterProxyModel(this))
    , m_table(new QTableView(this))
    , m_details(new DetailsPane(this))
    , m_secret(new SecretField(this))
{
    setObjectName(QStringLiteral("serversPage"));
    m_rows->setSourceModel(m_model);
    m_rows->setFilterKeyColumn(-1);
    m_rows->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_rows->setSortCaseSensitivity(Qt::CaseInsensitive);
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
    setUpColumns(m_table->horizontalHeader(), ServersModel::Server);
    const int letter = m_table->fontMetrics().averageCharWidth();
    m_table->horizontalHeader()->resizeSection(ServersModel::State, letter * 16);
    m_table->horizontalHeader()->resizeSection(ServersModel::StoredIn, letter * 18);
    m_table->horizontalHeader()->resizeSection(ServersModel::TokenId, letter * 14);
    setContent(m_table);

    auto* add = new QPushButton(themedIcon(QStringLiteral("add")), tr("&Add…"), this);
    add->setObjectName(QStringLiteral("addServer"));
    add->setToolTip(tr("Store the token of another server (Ctrl+N)"));
    add->setShortcut(QKeySequence::New);
    addPrimaryAction(add);
    connect(add, &QPushButton::clicked, this, &ServersView::addRequested);

    m_use = addRowAction(QStringLiteral("use"), tr("Use"), Qt::Key_Return, &ServersView::useRequested);
    m_use->setToolTip(tr("Make this the login that the terminal's commands use"));
    m_copy = addRowAction(
        QStringLiteral("copy"), tr("Copy token"), QKeySequence::Copy, &ServersView::copyRequested);
    m_copy->setToolTip(tr("Copy the token; the clipboard is cleared after a while"));
    m_remove = addRowAction(QStringLiteral("remove"), tr("Remove this copy"), QKeySequence::Delete,
        &ServersView::removeRequested);
    m_remove->setToolTip(tr("Forget the token here; the server still accepts it"));
    m_use->setObjectName(QStringLiteral("use"));
    m_copy->setObjectName(QStringLiteral("copy"));
    m_remove->setObjectName(QStringLiteral("remove"));

    m_details->addExtra(m_secret);
    for (QAction* action : { m_use, m_copy, m_remove }) {
        m_details->addAction(actionButton(action, m_details));
    }
    setDetails(m_details);

    connect(m_secret, &SecretField::revealRequested, this, &ServersView::revealRequested);
    connect(m_table, &QTableView::doubleClicked, this, [this] { m_use->trigger(); });
    connect(
        m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ServersView::updateDetails);
    connect(this, &Page::searchChanged, m_rows, &QSortFilterProxyModel::setFilterFixedString);
    updateDetails();
}

QAction* ServersView::addRowAction(
    const QString& icon, const QString& text, const QKeySequence& shortcut, void (ServersView::*signal)())
{
    auto* action = new QAction(themedIcon(icon), text, this);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut); // the table's keys; a button of the same name has its own
    connect(action, &QAction::triggered, this, signal);
    m_table->addAction(action);
    return action;
}

void ServersView::setLogins(const QList<Login>& logins)
{
    const auto selected = selectedLogin();
    m_model->setLogins(logins);
    if (selected) {
        select(loginKey(*selected));
    }
    const auto active = std::ranges::find_if(logins, &Login::active);
    if (!selectedLogin() && active != logins.end()) {
        select(loginKey(*active)); // the answer to "who am I signed in as" comes first
    }
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

QByteArray ServersView::saveLayout() const
{
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
    m_secret->conceal();
    const auto login = selectedLogin();
    const bool usable = login && !login->credential.problem;
    m_use->setEnabled(usable && !login->active);
    m_copy->setEnabled(usable);
    m_remove->setEnabled(login && login->credential.server);
    m_secret->setVisible(usable);
    if (!login) {
        m_details->setHint(tr("Select a server to see what is stored for it."));
        return;
    }
    const auto& credential = login->credential;
    QList<DetailsPane::Fact> facts {
        { tr("Address"), credential.server ? credential.server->origin() : tr("unknown") },
        { tr("Stored in"), placeText(login->storedIn) },
    };
    if (!credential.token.fingerprint.isEmpty()) {
        facts.append({ tr("Token"),
            credential.token.tokenId.isEmpty() ? tr("unusual form") : credential.token.tokenId });
        facts.append({ tr("Fingerprint"), credential.token.fingerprint,
            tr("The start of the token's SHA-256: equal where two places hold the same token") });
    }
    if (credential.problem) {
        facts.append({ tr("Problem"), credential.problem->message });
    }
    m_details->setSubject(QStringLiteral("servers"), serverText(*login),
        login->active ? tr("Active: the terminal uses this login") : QString(), facts);
}

} // namespace latchkey::ui

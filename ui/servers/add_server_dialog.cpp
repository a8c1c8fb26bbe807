// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/add_server_dialog.h"

#include "ui/shared/secret_edit.h"
#include "ui/shared/themed_icon.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace latchkey::ui {

using credentials::Place;
using credentials::ServerUrl;

AddServerDialog::AddServerDialog(bool keyringAvailable, QWidget* parent)
    : QDialog(parent)
    , m_url(new QLineEdit(this))
    , m_token(new SecretEdit(this))
    , m_place(new QComboBox(this))
    , m_hint(new QLabel(this))
    , m_openPage(new QPushButton(tr("&Get a token…"), this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel, this))
    , m_add(m_buttons->addButton(tr("Add"), QDialogButtonBox::AcceptRole))
{
    setObjectName(QStringLiteral("addServerDialog"));
    setWindowTitle(tr("Add a server"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(480);

    m_url->setObjectName(QStringLiteral("url"));
    m_url->setPlaceholderText(QStringLiteral("https://coder.example.com"));
    m_openPage->setObjectName(QStringLiteral("openTokenPage"));
    m_openPage->setToolTip(tr("Opens the page of the server that shows a new token"));
    m_token->setObjectName(QStringLiteral("token"));
    m_token->setPlaceholderText(tr("Paste the token here"));
    m_place->setObjectName(QStringLiteral("place"));
    m_place->addItem(themedIcon(QStringLiteral("keyring")), tr("System keyring"), int(Place::Keyring));
    m_place->addItem(themedIcon(QStringLiteral("file")), tr("The terminal's files, signing it in there"),
        int(Place::CliFiles));
    m_place->setCurrentIndex(keyringAvailable ? 0 : 1);
    m_hint->setObjectName(QStringLiteral("hint"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setMinimumHeight(m_hint->fontMetrics().lineSpacing() * 2);
    m_hint->setAlignment(Qt::AlignTop | Qt::AlignLeft);

    auto* urlRow = new QHBoxLayout;
    urlRow->addWidget(m_url, 1);
    urlRow->addWidget(m_openPage);
    auto* form = new QFormLayout;
    form->addRow(tr("&Server"), urlRow);
    form->addRow(tr("&Token"), m_token);
    form->addRow(tr("Store &in"), m_place);
    qobject_cast<QLabel*>(form->labelForField(urlRow))->setBuddy(m_url);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_hint);
    layout->addWidget(m_buttons);
    m_add->setObjectName(QStringLiteral("add"));
    m_add->setDefault(true);

    connect(m_url, &QLineEdit::textChanged, this, &AddServerDialog::check);
    connect(m_token, &QLineEdit::textChanged, this, &AddServerDialog::check);
    connect(m_openPage, &QPushButton::clicked, this, [this] {
        if (const auto server = ServerUrl::parse(m_url->text())) {
            QDesktopServices::openUrl(QUrl(server->origin() + QStringLiteral("/cli-auth")));
        }
    });
    connect(m_buttons, &QDialogButtonBox::accepted, this, &AddServerDialog::submit);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

void AddServerDialog::check()
{
    const auto server = ServerUrl::parse(m_url->text());
    const auto token = credentials::tokenFromPaste(QString(m_token->text()));
    m_openPage->setEnabled(server.has_value());
    m_add->setEnabled(server && token);
    QString hint;
    if (!server && !m_url->text().trimmed().isEmpty()) {
        hint = server.error().message;
    } else if (!token && !m_token->text().isEmpty()) {
        hint = token.error().message;
    } else if (server && server->isPlainHttp() && !server->isLoopback()) {
        hint = tr("This address is not encrypted: others on the network can read the token.");
    } else if (token && credentials::factsOf(*token).tokenId.isEmpty()) {
        hint = tr("This does not look like a Coder token (10 characters, a hyphen, 22 characters). It can be "
                  "added all the same.");
    }
    m_hint->setText(hint);
}

void AddServerDialog::submit()
{
    const auto server = ServerUrl::parse(m_url->text());
    const auto token = credentials::tokenFromPaste(m_token->text());
    if (!server || !token) {
        return;
    }
    m_add->setEnabled(false);
    m_hint->setText(tr("Storing the token…"));
    Q_EMIT submitted(*server, *token, static_cast<Place>(m_place->currentData().toInt()));
}

void AddServerDialog::showProblem(const QString& message)
{
    m_add->setEnabled(true);
    m_hint->setText(message);
}

} // namespace latchkey::ui

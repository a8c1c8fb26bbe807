// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/add_server_dialog.h"

#include "core/credentials/pasted_login.h"
#include "ui/servers/login_text.h"
#include "ui/shared/colors.h"
#include "ui/shared/secret_edit.h"
#include "ui/shared/themed_icon.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include <memory>

namespace latchkey::ui {

using credentials::Place;
using credentials::ServerUrl;

namespace {

constexpr int DialogWidth = 520;
constexpr int ShortestPaste = 4; // what comes in one go and is longer than a typed letter

} // namespace

AddServerDialog::AddServerDialog(bool keyringAvailable, QWidget* parent)
    : QDialog(parent)
    , m_explanation(
          new QLabel(tr("Paste an address, a token, or both at once: they find their boxes."), this))
    , m_url(new QLineEdit(this))
    , m_token(new SecretEdit(this))
    , m_place(new QComboBox(this))
    , m_check(new QCheckBox(tr("&Check it with the server first"), this))
    , m_account(new QLineEdit(this))
    , m_form(new QFormLayout)
    , m_hint(new QLabel(this))
    , m_openPage(new QPushButton(tr("&Get a token…"), this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel, this))
    , m_add(m_buttons->addButton(tr("Add"), QDialogButtonBox::AcceptRole))
{
    setObjectName(QStringLiteral("addServerDialog"));
    setWindowTitle(tr("Add a server"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(DialogWidth);
    setUpFields(keyringAvailable);
    setUpLayout();

    for (QLineEdit* box : { m_url, static_cast<QLineEdit*>(m_token) }) {
        connect(box, &QLineEdit::textChanged, this,
            [this, box, length = std::make_shared<int>(0)](const QString& text) {
                const int previous = std::exchange(*length, static_cast<int>(text.size()));
                sortPaste(box, previous);
                edited();
            });
    }
    connect(m_account, &QLineEdit::textChanged, this, &AddServerDialog::edited);
    connect(m_check, &QCheckBox::toggled, this, [this](bool checked) {
        m_form->setRowVisible(m_account, !checked);
        edited();
    });
    connect(m_openPage, &QPushButton::clicked, this, [this] {
        if (const auto server = ServerUrl::parse(m_url->text())) {
            QDesktopServices::openUrl(QUrl(server->origin() + QStringLiteral("/cli-auth")));
        }
    });
    connect(m_buttons, &QDialogButtonBox::accepted, this, &AddServerDialog::submit);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &AddServerDialog::reject);
    edited();
}

void AddServerDialog::setUpFields(bool keyringAvailable)
{
    m_url->setObjectName(QStringLiteral("url"));
    m_url->setPlaceholderText(QStringLiteral("https://coder.example.com"));
    m_openPage->setObjectName(QStringLiteral("openTokenPage"));
    m_openPage->setToolTip(tr("Opens the page of the server that shows a new token"));
    m_openPage->setAutoDefault(false);
    m_token->setObjectName(QStringLiteral("token"));
    m_token->setPlaceholderText(tr("Paste the token here"));
    m_place->setObjectName(QStringLiteral("place"));
    m_place->addItem(themedIcon(QStringLiteral("keyring")), tr("System keyring"), int(Place::Keyring));
    m_place->addItem(themedIcon(QStringLiteral("file")), tr("The terminal's files, signing it in there"),
        int(Place::CliFiles));
    m_place->setCurrentIndex(keyringAvailable ? 0 : 1);
    m_check->setObjectName(QStringLiteral("checkFirst"));
    m_check->setToolTip(tr("The server says whose token this is, and until when it holds"));
    m_check->setChecked(true);
    m_account->setObjectName(QStringLiteral("account"));
    m_account->setPlaceholderText(tr("A name to tell accounts apart (optional)"));
    m_hint->setObjectName(QStringLiteral("hint"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setMinimumHeight(m_hint->fontMetrics().lineSpacing() * 3);
    m_hint->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_explanation->setWordWrap(true);
    makeQuiet(m_explanation);
    m_add->setObjectName(QStringLiteral("add"));
    m_add->setDefault(true);
    m_buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("cancel"));
}

void AddServerDialog::setUpLayout()
{
    auto* urlRow = new QHBoxLayout;
    urlRow->addWidget(m_url, 1);
    urlRow->addWidget(m_openPage);
    m_form->addRow(tr("&Server"), urlRow);
    m_form->addRow(tr("&Token"), m_token);
    m_form->addRow(tr("Store &in"), m_place);
    m_form->addRow(QString(), m_check);
    m_form->addRow(tr("Acco&unt"), m_account);
    m_form->setRowVisible(m_account, false);
    qobject_cast<QLabel*>(m_form->labelForField(urlRow))->setBuddy(m_url);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_explanation);
    layout->addLayout(m_form);
    layout->addWidget(m_hint);
    layout->addStretch(1);
    layout->addWidget(m_buttons);
}

void AddServerDialog::sortPaste(QLineEdit* box, int previousLength)
{
    if (box->text().size() - previousLength < ShortestPaste) {
        return; // somebody types
    }
    const auto pasted = credentials::pastedLogin(QString(box->text()));
    const bool isUrlBox = box == m_url;
    const bool isMisplaced = isUrlBox ? pasted.token.has_value() : pasted.server.has_value();
    if (!isMisplaced) {
        return;
    }
    // setText() also empties the box's undo history, so that a token does not come back into plain sight.
    if (pasted.server) {
        m_url->setText(pasted.server->origin());
    } else if (isUrlBox) {
        m_url->clear();
    }
    if (pasted.token) {
        m_token->setText(pasted.token->revealedText());
    } else if (!isUrlBox) {
        m_token->clear();
    }
}

QString AddServerDialog::hint() const
{
    const auto server = ServerUrl::parse(m_url->text());
    const auto token = credentials::tokenFromPaste(QString(m_token->text()));
    if (!server && !m_url->text().trimmed().isEmpty()) {
        return server.error().message;
    }
    if (!token && !m_token->text().isEmpty()) {
        return token.error().message;
    }
    if (server && server->isUnprotected()) {
        return tr("This address is not encrypted: others on the network can read the token.");
    }
    if (token && credentials::factsOf(*token).tokenId.isEmpty()) {
        return tr("This does not look like a Coder token (10 characters, a hyphen, 22 characters). It can be "
                  "added all the same.");
    }
    return {};
}

void AddServerDialog::edited()
{
    const auto server = ServerUrl::parse(m_url->text());
    const bool isComplete = server && credentials::tokenFromPaste(QString(m_token->text()));
    m_addAnyway = false;
    m_add->setText(tr("Add"));
    m_openPage->setEnabled(server.has_value());
    m_add->setEnabled(isComplete && !m_asking);
    m_hint->setText(hint());
}

void AddServerDialog::submit()
{
    const auto server = ServerUrl::parse(m_url->text());
    const auto token = credentials::tokenFromPaste(QString(m_token->text()));
    if (!server || !token || m_asking) {
        return;
    }
    const bool checkFirst = m_check->isChecked() && !m_addAnyway;
    setBusy(true, tr("Storing the token…"));
    Q_EMIT submitted({ .server = *server,
                         .token = *token,
                         .place = static_cast<Place>(m_place->currentData().toInt()),
                         .account = m_check->isChecked() ? QString() : m_account->text().trimmed() },
        checkFirst);
}

void AddServerDialog::setBusy(bool busy, const QString& text)
{
    m_asking = false;
    for (QWidget* field : QList<QWidget*> { m_url, m_token, m_place, m_check, m_account, m_add }) {
        field->setEnabled(!busy);
    }
    m_hint->setText(text);
}

void AddServerDialog::showAsking(const QString& host)
{
    setBusy(true, tr("Asking %1…").arg(host));
    m_asking = true;
}

void AddServerDialog::showProblem(const QString& message, bool canAddAnyway)
{
    setBusy(false, message);
    m_addAnyway = canAddAnyway;
    m_add->setText(canAddAnyway ? tr("Add anyway") : tr("Add"));
    m_add->setFocus();
}

void AddServerDialog::reject()
{
    if (m_asking) {
        setBusy(false, hint());
        Q_EMIT stopAskingRequested();
        return;
    }
    QDialog::reject();
}

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/foreign_login_dialog.h"

#include "ui/shared/colors.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QStyle>
#include <QVBoxLayout>

namespace latchkey::ui {

using credentials::ForeignLogin;

namespace {

constexpr int TextWidth = 460;

} // namespace

ForeignLoginDialog::ForeignLoginDialog(
    const QString& server, const QString& newName, const QString& oldName, QWidget* parent)
    : QDialog(parent)
    , m_choices(new QButtonGroup(this))
    , m_rows(new QVBoxLayout)
    , m_decide(nullptr)
{
    setObjectName(QStringLiteral("foreignLoginDialog"));
    setWindowTitle(tr("Another sign-in to %1").arg(server));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* heading = new QLabel(tr("Another program signed in to %1 and took the place of %2 in the shared "
                                  "keyring entry. No token is "
                                  "lost.")
                                   .arg(server, oldName),
        this);
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    heading->setMinimumWidth(TextWidth);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_decide = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_decide->setObjectName(QStringLiteral("decide"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(heading);
    layout->addSpacing(layout->spacing());
    layout->addLayout(m_rows);
    layout->addSpacing(layout->spacing());
    layout->addStretch(1);
    layout->addWidget(buttons);

    connect(m_choices, &QButtonGroup::buttonToggled, this, [this](QAbstractButton* button, bool on) {
        if (on) {
            m_decide->setText(button->text());
        }
    });
    addChoice("keepBoth", ForeignLogin::AddAsAnother, tr("Keep both"),
        tr("%1 stays in the shared entry; %2 stays in Latchkey, one click away.").arg(newName, oldName));
    addChoice("keepNew", ForeignLogin::Keep, tr("Keep the new one"),
        tr("%1 stays. Latchkey forgets its copy of %2; the server still accepts it.").arg(newName, oldName));
    addChoice("restore", ForeignLogin::Restore, tr("Bring back %1").arg(oldName),
        tr("%1 returns to the shared entry. The other program is signed in as %1 again, and %2 is forgotten.")
            .arg(oldName, newName));
    m_choices->buttons().first()->setChecked(true);
    m_decide->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT decided(static_cast<ForeignLogin>(m_choices->checkedId()));
        accept();
    });
}

void ForeignLoginDialog::addChoice(
    const char* name, ForeignLogin decision, const QString& title, const QString& text)
{
    auto* button = new QRadioButton(title, this);
    button->setObjectName(QString::fromLatin1(name));
    button->setAccessibleDescription(text);
    auto* explanation = new QLabel(text, this);
    explanation->setTextFormat(Qt::PlainText);
    explanation->setWordWrap(true);
    explanation->setIndent(style()->pixelMetric(QStyle::PM_ExclusiveIndicatorWidth)
        + style()->pixelMetric(QStyle::PM_RadioButtonLabelSpacing));
    makeQuiet(explanation);
    m_choices->addButton(button, static_cast<int>(decision));
    m_rows->addWidget(button);
    m_rows->addWidget(explanation);
}

} // namespace latchkey::ui

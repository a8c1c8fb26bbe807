// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/sign_out_dialog.h"

#include "ui/servers/login_text.h"
#include "ui/shared/colors.h"
#include "ui/shared/elided_label.h"
#include "ui/shared/themed_icon.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

namespace latchkey::ui {

using credentials::Place;

namespace {

constexpr int TextWidth = 480;
constexpr int MostListHeight = 260;

} // namespace

SignOutDialog::SignOutDialog(const QString& title, const QString& server, bool active,
    const QList<LoginPlace>& copies, QWidget* parent)
    : QDialog(parent)
    , m_server(server)
    , m_progress(new QLabel(this))
{
    setObjectName(QStringLiteral("signOutDialog"));
    setWindowTitle(tr("Sign out"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* question = new QLabel(tr("Sign out of %1?").arg(title), this);
    question->setObjectName(QStringLiteral("question"));
    QFont large = question->font();
    large.setBold(true);
    question->setFont(large);
    auto* consequence = new QLabel(
        tr("%1 will no longer accept this token, wherever it lies. This cannot be undone.").arg(server),
        this);
    for (QLabel* label : { question, consequence }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(TextWidth);
    }
    auto* list = new QWidget;
    auto* rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, 0, 0);
    for (const LoginPlace& copy : copies) {
        rows->addWidget(copyRow(copy, active));
    }
    rows->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("copies"));
    scroll->setAccessibleName(tr("Places that hold the token"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(list);
    scroll->setMinimumHeight(std::min(list->sizeHint().height() + 4, MostListHeight));
    makeQuiet(m_progress);
    m_progress->setObjectName(QStringLiteral("progress"));

    auto* buttons = new QDialogButtonBox(this);
    m_cancel = buttons->addButton(QDialogButtonBox::Cancel);
    m_signOut = buttons->addButton(tr("Sign out"), QDialogButtonBox::DestructiveRole);
    m_signOut->setIcon(themedIcon(QStringLiteral("sign_out")));
    m_signOut->setObjectName(QStringLiteral("signOutNow"));
    m_signOut->setAutoDefault(false);
    m_cancel->setObjectName(QStringLiteral("cancel"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(question);
    layout->addWidget(consequence);
    layout->addSpacing(layout->spacing());
    layout->addWidget(scroll, 1);
    layout->addWidget(m_progress);
    layout->addWidget(buttons);
    m_cancel->setDefault(true);
    m_cancel->setFocus();
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_signOut, &QPushButton::clicked, this, &SignOutDialog::confirmed);
}

QWidget* SignOutDialog::copyRow(const LoginPlace& place, bool active)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* icon = new QLabel(row);
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    icon->setPixmap(themedIcon(place.store ? placeIcon(*place.store) : QStringLiteral("program"))
            .pixmap(QSize(side, side), devicePixelRatioF()));
    auto* name = new ElidedLabel(row);
    name->setFullText(place.name, place.toolTip);
    name->setObjectName(QStringLiteral("copyName"));
    QString fate = tr("stays, but stops working");
    if (place.store) {
        fate = *place.store == Place::CliFiles && active ? tr("removed: the terminal is signed out")
                                                         : tr("removed");
    }
    auto* fateLabel = new QLabel(fate, row);
    fateLabel->setObjectName(QStringLiteral("copyFate"));
    makeQuiet(fateLabel);
    layout->addWidget(icon);
    layout->addWidget(name, 1);
    layout->addWidget(fateLabel);
    return row;
}

void SignOutDialog::showProgress()
{
    m_signOut->setEnabled(false);
    m_cancel->setText(tr("Close"));
    m_progress->setText(tr("Signing out of %1…").arg(m_server));
}

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/sign_out_flow.h"

#include "ui/activity/activity_recorder.h"
#include "ui/servers/login_text.h"
#include "ui/servers/sign_out_dialog.h"
#include "ui/shared/notice_bar.h"

#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

namespace latchkey::ui {

using credentials::LoginId;
using credentials::SignedOut;

SignOutFlow::SignOutFlow(const ServersServices& services, QObject* parent)
    : QObject(parent)
    , m_services(services)
{
}

void SignOutFlow::ask(const credentials::Login& login, const credentials::LoginOverview& overview,
    const QList<credentials::ForeignPlace>& foreign, QWidget* window)
{
    const auto id = login.id();
    if (!id) {
        return;
    }
    const Subject subject { *id, loginTitle(login, overview.logins), loggedName(login.account, id->server) };
    auto* dialog = new SignOutDialog(
        subject.title, id->server.displayHost(), login.active, copiesOf(login, overview, foreign), window);
    const QPointer<SignOutDialog> guard(dialog);
    connect(dialog, &SignOutDialog::confirmed, this, [this, guard, subject, window] {
        guard->showProgress();
        run(subject, false, window, guard);
    });
    dialog->open();
}

void SignOutFlow::retry(const LoginId& login, const credentials::LoginOverview& overview, QWidget* window)
{
    const Subject subject { login, loginTitle(login, overview), loggedName(login, overview) };
    m_services.notices.post(tr("Signing out of %1…").arg(subject.title));
    run(subject, false, window);
}

void SignOutFlow::run(const Subject& subject, bool evenIfUnreachable, QWidget* window, QDialog* dialog)
{
    const QPointer<QWidget> guard(window);
    const QPointer<QDialog> asked(dialog);
    whenDone(m_services.logins.signOut(subject.login, evenIfUnreachable), this,
        [this, subject, guard, asked](const Result<SignedOut>& done) {
            if (asked) {
                asked->accept();
            }
            if (done) {
                report(subject, *done);
            } else if (done.error().code == ErrorCode::Network) {
                m_services.notices.dismiss();
                askAboutUnreachable(subject, done.error(), guard);
            } else {
                m_services.notices.postError(done.error().message);
            }
            Q_EMIT changed();
        });
}

void SignOutFlow::report(const Subject& subject, const SignedOut& done)
{
    m_services.activity.record({ .act = activity::Act::ServersSignOut,
        .what = subject.loggedName,
        .details = { { QStringLiteral("ended_at_server"), done.endedAtServer } } });
    m_services.notices.post(done.endedAtServer
            ? tr("Signed out of %1. The token no longer works anywhere.").arg(subject.title)
            : tr("The copies of %1 here were removed. The server may still accept the token: end it on the "
                 "server's page of tokens.")
                  .arg(subject.title));
}

void SignOutFlow::askAboutUnreachable(const Subject& subject, const Error& reason, QWidget* window)
{
    auto* question = new QMessageBox(QMessageBox::Warning, tr("Sign out"),
        tr("%1 could not be reached, so the token still works. Nothing was removed.")
            .arg(subject.login.server.displayHost()),
        QMessageBox::NoButton, window);
    question->setObjectName(QStringLiteral("unreachableQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(reason.message);
    auto* keep = question->addButton(tr("Keep everything and try later"), QMessageBox::RejectRole);
    auto* remove = question->addButton(tr("Remove the copies here anyway"), QMessageBox::DestructiveRole);
    keep->setObjectName(QStringLiteral("keepEverything"));
    remove->setObjectName(QStringLiteral("removeAnyway"));
    question->setDefaultButton(keep);
    question->setEscapeButton(keep);
    const QPointer<QWidget> guard(window);
    connect(remove, &QPushButton::clicked, this, [this, subject, guard] { run(subject, true, guard); });
    question->open();
}

void SignOutFlow::forget(const LoginId& login)
{
    whenDone(m_services.logins.forgetSignOut(login), this, [this](const Result<void>& forgotten) {
        if (!forgotten) {
            m_services.notices.postError(forgotten.error().message);
        }
        Q_EMIT changed();
    });
}

} // namespace latchkey::ui

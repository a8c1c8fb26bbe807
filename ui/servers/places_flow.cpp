// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/places_flow.h"

#include "core/shared/visible_text.h"
#include "ui/activity/activity_recorder.h"
#include "ui/servers/login_text.h"
#include "ui/shared/notice_bar.h"

#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

#include <utility>

namespace latchkey::ui {

using credentials::Change;
using credentials::ForeignPlace;

namespace {

QJsonObject detailsOf(const ForeignPlace& place)
{
    return { { QStringLiteral("place"),
        QStringLiteral("%1 (%2)").arg(visibleText(place.program), visibleText(place.location)) } };
}

} // namespace

PlacesFlow::PlacesFlow(const ServersServices& services, QObject* parent)
    : QObject(parent)
    , m_services(services)
{
}

void PlacesFlow::reload()
{
    if (m_loading) {
        m_reloadAgain = true;
        return;
    }
    m_loading = true;
    whenDone(m_services.foreignPlaces.list(), this, [this](const Result<QList<ForeignPlace>>& places) {
        m_loading = false;
        m_places = places.value_or(QList<ForeignPlace>());
        Q_EMIT listed();
        if (std::exchange(m_reloadAgain, false)) {
            reload();
        }
    });
}

void PlacesFlow::act(const credentials::Login& login, const QString& title, const LoginPlace& place,
    PlaceAction action, QWidget* window)
{
    const auto id = login.id();
    if (!id) {
        return;
    }
    const Subject subject { *id, title, loggedName(login.account, id->server) };
    if (place.store) {
        removeFromStore(subject, place);
    } else if (place.foreign && action == PlaceAction::Adopt) {
        adopt(*place.foreign);
    } else if (place.foreign && action == PlaceAction::CopyOver) {
        copyOver(subject, *place.foreign);
    } else if (place.foreign) {
        askToRemove(*place.foreign, window);
    }
}

void PlacesFlow::removeFromStore(const Subject& subject, const LoginPlace& place)
{
    whenDone(m_services.logins.remove(subject.login, place.store), this,
        [this, subject, name = place.name](const Result<Change>& change) {
            if (!change) {
                m_services.notices.postError(change.error().message);
            } else {
                postUndoable(m_services, this,
                    { .act = activity::Act::ServersRemove,
                        .what = subject.loggedName,
                        .details = { { QStringLiteral("removed_from"), name } } },
                    tr("%1: the copy in “%2” was removed. The server still accepts the token.")
                        .arg(subject.title, name),
                    *change, [this] { Q_EMIT changed(); });
            }
            Q_EMIT changed();
        });
}

void PlacesFlow::adopt(const ForeignPlace& place)
{
    if (!place.credential.server) {
        return;
    }
    const auto store = [this, place](const Result<Secret>& token) {
        if (!token) {
            m_services.notices.postError(token.error().message);
            reload();
            return;
        }
        const credentials::ServerUrl server = *place.credential.server;
        whenDone(m_services.logins.add({ .server = server, .token = *token }), this,
            [this, place, server](const Result<Change>& change) {
                if (!change) {
                    m_services.notices.postError(change.error().message);
                    return;
                }
                postUndoable(m_services, this,
                    { .act = activity::Act::ServersAdd,
                        .what = server.origin(),
                        .details = detailsOf(place) },
                    tr("The login of %1 to %2 is in the keyring now.")
                        .arg(visibleText(place.program), server.displayHost()),
                    *change, [this] { Q_EMIT changed(); });
                Q_EMIT changed();
                if (change->login) {
                    Q_EMIT adopted(*change->login);
                }
            });
    };
    whenDone(m_services.foreignPlaces.read(place), this, store);
}

void PlacesFlow::copyOver(const Subject& subject, const ForeignPlace& place)
{
    const auto write = [this, subject, place](const Result<Secret>& old, const Result<Secret>& token) {
        if (!old || !token) {
            m_services.notices.postError(old ? token.error().message : old.error().message);
            return;
        }
        whenDone(m_services.foreignPlaces.copyOver(place, subject.login.server, *token), this,
            [this, subject, place, written = credentials::factsOf(*token), old = *old](
                const Result<void>& outcome) {
                const activity::Event done { .act = activity::Act::PlacesCopyOver,
                    .what = subject.loggedName,
                    .details = detailsOf(place) };
                ForeignPlace after = place;
                after.credential.token = written;
                finish(outcome, done,
                    tr("%1 now has the token of %2.").arg(visibleText(place.program), subject.title),
                    [this, done, after, server = subject.login.server, old] {
                        putBack(done, after, server, old);
                    });
            });
    };
    whenDone(m_services.foreignPlaces.read(place), this,
        [this, login = subject.login, write](const Result<Secret>& old) {
            whenDone(m_services.logins.reveal(login), this,
                [write, old](const Result<Secret>& token) { write(old, token); });
        });
}

void PlacesFlow::putBack(const activity::Event& copied, const ForeignPlace& place,
    const credentials::ServerUrl& server, const Secret& token)
{
    whenDone(m_services.foreignPlaces.copyOver(place, server, token), this,
        [this, copied, place](const Result<void>& outcome) {
            finish(outcome, activity::undoing(copied),
                tr("%1 has its own token again.").arg(visibleText(place.program)));
        });
}

void PlacesFlow::askToRemove(const ForeignPlace& place, QWidget* window)
{
    const QString program = visibleText(place.program);
    auto* question = new QMessageBox(QMessageBox::Question, tr("Remove a copy"),
        tr("Remove the token that %1 keeps?").arg(program), QMessageBox::Cancel, window);
    question->setObjectName(QStringLiteral("removePlaceQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setTextFormat(Qt::PlainText);
    question->setInformativeText(tr(
        "%1 has to sign in again. Other copies stay, and the server still accepts the token. This cannot be "
        "undone.\n\n%2")
            .arg(program, visibleText(place.location)));
    auto* remove = question->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    remove->setObjectName(QStringLiteral("removePlaceNow"));
    question->setDefaultButton(QMessageBox::Cancel);
    connect(remove, &QPushButton::clicked, this, [this, place, program] {
        whenDone(m_services.foreignPlaces.remove(place), this,
            [this, place, program](const Result<void>& outcome) {
                const auto& server = place.credential.server;
                finish(outcome,
                    { .act = activity::Act::PlacesRemove,
                        .what = server ? server->origin() : program,
                        .details = detailsOf(place) },
                    tr("The token that %1 kept was removed.").arg(program));
            });
    });
    question->open();
}

void PlacesFlow::finish(const Result<void>& outcome, const activity::Event& done, const QString& text,
    const std::function<void()>& undo)
{
    if (outcome) {
        m_services.activity.record(done);
        // The bar may outlive this flow.
        const QPointer<PlacesFlow> guard(this);
        m_services.notices.post(text,
            undo ? std::function<void()>([guard, undo] {
                if (guard) {
                    undo();
                }
            })
                 : nullptr);
    } else {
        m_services.notices.postError(outcome.error().message);
    }
    reload();
}

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/places_flow.h"

#include "core/shared/visible_text.h"
#include "ui/shared/notice_bar.h"

#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

#include <utility>

namespace latchkey::ui {

using credentials::Change;
using credentials::ForeignPlace;
using credentials::LoginId;

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
    if (place.store) {
        removeFromStore(*id, title, place);
    } else if (place.foreign && action == PlaceAction::Adopt) {
        adopt(*place.foreign);
    } else if (place.foreign && action == PlaceAction::CopyOver) {
        copyOver(*id, title, *place.foreign);
    } else if (place.foreign) {
        askToRemove(*place.foreign, window);
    }
}

void PlacesFlow::removeFromStore(const LoginId& login, const QString& title, const LoginPlace& place)
{
    whenDone(m_services.logins.remove(login, place.store), this,
        [this, title, name = place.name](const Result<Change>& change) {
            if (!change) {
                m_services.notices.postError(change.error().message);
            } else {
                postUndoable(m_services, this,
                    tr("%1: the copy in “%2” was removed. The server still accepts the token.")
                        .arg(title, name),
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

void PlacesFlow::copyOver(const LoginId& login, const QString& title, const ForeignPlace& place)
{
    const auto write = [this, login, title, place](const Result<Secret>& old, const Result<Secret>& token) {
        if (!old || !token) {
            m_services.notices.postError(old ? token.error().message : old.error().message);
            return;
        }
        whenDone(m_services.foreignPlaces.copyOver(place, login.server, *token), this,
            [this, login, title, place, written = credentials::factsOf(*token), old = *old](
                const Result<void>& done) {
                ForeignPlace after = place;
                after.credential.token = written;
                finish(done, tr("%1 now has the token of %2.").arg(visibleText(place.program), title),
                    [this, after, login, old] { putBack(after, login.server, old); });
            });
    };
    whenDone(m_services.foreignPlaces.read(place), this, [this, login, write](const Result<Secret>& old) {
        whenDone(m_services.logins.reveal(login), this,
            [write, old](const Result<Secret>& token) { write(old, token); });
    });
}

void PlacesFlow::putBack(const ForeignPlace& place, const credentials::ServerUrl& server, const Secret& token)
{
    whenDone(m_services.foreignPlaces.copyOver(place, server, token), this,
        [this, place](const Result<void>& done) {
            finish(done, tr("%1 has its own token again.").arg(visibleText(place.program)));
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
        whenDone(m_services.foreignPlaces.remove(place), this, [this, program](const Result<void>& done) {
            finish(done, tr("The token that %1 kept was removed.").arg(program));
        });
    });
    question->open();
}

void PlacesFlow::finish(const Result<void>& done, const QString& text, const std::function<void()>& undo)
{
    if (done) {
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
        m_services.notices.postError(done.error().message);
    }
    reload();
}

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/foreign_place.h"

#include <QUrl>

#include <algorithm>

namespace latchkey::credentials {

PlaceState stateOf(
    const ForeignPlace& place, const QList<LoginId>& known, const std::optional<LoginId>& login)
{
    const StoredCredential& credential = place.credential;
    if (credential.problem || !credential.server || credential.token.fingerprint.isEmpty()) {
        return PlaceState::Unreadable;
    }
    const LoginId here { .server = *credential.server, .fingerprint = credential.token.fingerprint };
    if (login ? *login == here : known.contains(here)) {
        return PlaceState::Same;
    }
    const auto isOfThisOrigin = [&here](const LoginId& other) { return other.server == here.server; };
    const bool held =
        (login && isOfThisOrigin(*login)) || std::any_of(known.begin(), known.end(), isOfThisOrigin);
    return held ? PlaceState::Differs : PlaceState::OnlyHere;
}

bool sharesFolder(const ForeignPlace& place, const QList<LoginId>& known)
{
    const std::optional<ServerUrl>& server = place.credential.server;
    if (place.kind != ForeignPlace::Kind::VsCode || !server) {
        return false;
    }
    const QString host = QUrl(server->origin()).host();
    return std::any_of(known.begin(), known.end(), [&](const LoginId& other) {
        return other.server != *server && QUrl(other.server.origin()).host() == host;
    });
}

} // namespace latchkey::credentials

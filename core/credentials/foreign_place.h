// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/parked_tokens.h"
#include "core/credentials/stored_credential.h"

#include <QList>

#include <optional>

namespace latchkey::credentials {

/// A copy of a token in a place that another program keeps. A plain value, without the secret.
struct ForeignPlace
{
    enum class Kind { CoderDesktop, VsCode, JetBrainsGateway, Environment };

    Kind kind;
    QString program; ///< as a person knows it: "Coder Desktop", "VSCodium", "JetBrains Gateway"
    QString location; ///< the folder, the variable's name, or what the keyring's item is called. A folder's
                      ///< name is another program's data: show it through visibleText()
    StoredCredential credential; ///< its server and token, or the problem why they cannot be told
};

/// How a foreign place compares with what Latchkey holds.
enum class PlaceState {
    Same, ///< the same token as the login's
    Differs, ///< another token for an origin of which Latchkey holds one
    OnlyHere, ///< a token for an origin of which Latchkey holds none
    Unreadable, ///< the credential's problem tells why
};

/// How the place compares with this login; without one, with all that Latchkey holds. `known` is what
/// Latchkey holds, of any origin. A token that does not say for which server it is counts as unreadable, even
/// where its fingerprint is known: it must not be sent anywhere. Any thread.
PlaceState stateOf(const ForeignPlace& place, const QList<LoginId>& known,
    const std::optional<LoginId>& login = std::nullopt);

/// Whether another of these origins would lie in the same folder, so that signing in to it overwrites this
/// copy: VS Code names its folders by the host without the port. Any thread.
bool sharesFolder(const ForeignPlace& place, const QList<LoginId>& known);

} // namespace latchkey::credentials

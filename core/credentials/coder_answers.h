// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/server_api.h"

#include <QByteArray>

namespace latchkey::credentials {

/// The person in the answer to `GET users/me`. Nothing when it is no JSON object that names one.
std::optional<TokenOwner> ownerIn(const QByteArray& answer);

/// Adds what the answer to `GET users/me/keys/{id}` says of the token; nothing when it is no JSON object.
/// Times are RFC 3339; Go's zero time (year 1), and what is no time, count as not said.
void addKey(const QByteArray& answer, TokenOwner& owner);

} // namespace latchkey::credentials

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/server_url.h"
#include "core/shared/secret.h"

#include <optional>

namespace latchkey::credentials {

/// What could be told apart in a text that a person pasted.
struct PastedLogin
{
    std::optional<ServerUrl> server;
    std::optional<Secret> token;
};

/// Finds a server's address and a token in a text, in any order: both on one line or several, among words
/// ("export CODER_URL=...", "--token ...", "Authorization: Bearer ..."), in quotes, with zero-width
/// characters. A token is what is named as one or has the usual shape; where the address is clear, also a
/// single long word that is left. A bare host counts only beside a token. Two addresses or two tokens, or
/// an address that ServerUrl::parse() refuses, count as none of that kind: nobody could tell which is meant.
/// Wipes the text it is given, if that is not shared. Reentrant.
PastedLogin pastedLogin(QString&& text);

} // namespace latchkey::credentials

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/support/http/coder_server.h"

namespace latchkey::test {

/// Whom each token signs in.
using CoderAccounts = QMap<QByteArray, CoderServer::Account>;

/// What a Coder server says to a request (`GET /api/v2/users/me`) with this token. Logging out and deleting a
/// key end the token.
CoderServer::Reply usualReply(CoderAccounts& accounts, const QString& line, const QByteArray& token);

} // namespace latchkey::test

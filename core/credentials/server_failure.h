// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/server_url.h"

#include <QNetworkReply>

#include <chrono>
#include <optional>

// Why a server's answer, or its absence, is not the one that was asked for. Each is `Network` unless it says
// otherwise: the token was not refused, it could not be checked.

namespace latchkey::credentials::failures {

/// `Unauthorized`: a definite 401.
Error refused(const ServerUrl& server);

/// `Cancelled`.
Error closed();

Error timedOut(const ServerUrl& server, std::chrono::milliseconds timeLimit);
Error untrusted(const ServerUrl& server);
Error unreachable(const ServerUrl& server, QNetworkReply::NetworkError error);
Error redirected(const ServerUrl& server, const std::optional<ServerUrl>& target);
Error passwordAsked(const ServerUrl& server);
Error tooBig(const ServerUrl& server);

/// For a status from 400 on. `NotFound` for 404 and 405.
Error badStatus(const ServerUrl& server, int status);

/// The body is no answer of Coder's: a page for people, or nonsense.
Error badBody(const ServerUrl& server, const QByteArray& body);

} // namespace latchkey::credentials::failures

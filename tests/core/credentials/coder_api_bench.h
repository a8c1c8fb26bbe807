// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/coder_api.h"
#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/http/coder_server.h"
#include "tests/support/result_check.h"

namespace latchkey::test {

/// The token of these tests, and the requests that it makes.
inline const QByteArray Token = "abcdefghij-0123456789012345678901";
inline const QString MeLine = QStringLiteral("GET /api/v2/users/me");
inline const QString KeyLine = QStringLiteral("GET /api/v2/users/me/keys/abcdefghij");

} // namespace latchkey::test

/// Fails unless the login could not be checked, as a person is told who never sees the token.
#define REQUIRE_NOT_CHECKED(result)                                                                          \
    do {                                                                                                     \
        const auto& notCheckedResult = (result);                                                             \
        REQUIRE_ERROR(notCheckedResult, ErrorCode::Network);                                                 \
        QVERIFY(notCheckedResult.error().message.startsWith(u"The login could not be checked. "_qs));        \
        QVERIFY(                                                                                             \
            !notCheckedResult.error().message.contains(QString::fromLatin1(Token), Qt::CaseInsensitive));    \
    } while (false)

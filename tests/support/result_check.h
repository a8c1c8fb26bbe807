// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

#include <QtTest>

/// Fails the test with the error's message unless the Result holds a value. Evaluates `result` once, so a
/// call that does something may stand there.
#define REQUIRE_OK(result)                                                                                   \
    do {                                                                                                     \
        const auto& requiredResult = (result);                                                               \
        if (!requiredResult) {                                                                               \
            QFAIL(qPrintable(QStringLiteral("error %1: %2")                                                  \
                    .arg(static_cast<int>(requiredResult.error().code))                                      \
                    .arg(requiredResult.error().message)));                                                  \
        }                                                                                                    \
    } while (false)

/// Fails the test unless the Result holds an error of this kind. Evaluates `result` once.
#define REQUIRE_ERROR(result, expectedCode)                                                                  \
    do {                                                                                                     \
        const auto& requiredResult = (result);                                                               \
        QVERIFY2(!requiredResult, "succeeded where an error was due");                                       \
        QCOMPARE(static_cast<int>(requiredResult.error().code), static_cast<int>(expectedCode));             \
        QVERIFY2(!requiredResult.error().message.isEmpty(), "an error without a message");                   \
    } while (false)

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

#include <QtTest>

/// Fails the test with the error's message unless the Result holds a value.
#define REQUIRE_OK(result)                                                                                   \
    do {                                                                                                     \
        if (!(result)) {                                                                                     \
            QFAIL(qPrintable(QStringLiteral("error %1: %2")                                                  \
                    .arg(static_cast<int>((result).error().code))                                            \
                    .arg((result).error().message)));                                                        \
        }                                                                                                    \
    } while (false)

/// Fails the test unless the Result holds an error of this kind.
#define REQUIRE_ERROR(result, expectedCode)                                                                  \
    do {                                                                                                     \
        QVERIFY2(!(result), "succeeded where an error was due");                                             \
        QCOMPARE(static_cast<int>((result).error().code), static_cast<int>(expectedCode));                   \
        QVERIFY2(!(result).error().message.isEmpty(), "an error without a message");                         \
    } while (false)

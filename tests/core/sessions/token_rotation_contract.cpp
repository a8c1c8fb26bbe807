// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/identifier_digest.h"
#include "tests/core/sessions/token_manager_contract.h"
#include "tests/support/result_check.h"

#include <QtTest>

namespace latchkey::test {

using namespace sessions;

namespace {

constexpr qint64 Day = qint64(24) * 60 * 60;

const QString Ann = QStringLiteral("ann");
const QString Agent = QStringLiteral("agent");

Secret secret(const char* text) { return Secret::takeFrom(QByteArray(text)); }

} // namespace

void TokenManagerContract::aRotatedTokenGoesByItsNewIdentifier()
{
    const auto added = waitFor(m_manager->add(Ann, secret("old"), Agent));
    REQUIRE_OK(added);
    const auto rotated = waitFor(m_manager->rotate(Ann, secret("old"), secret("new")));
    REQUIRE_OK(rotated);
    QVERIFY(rotated->isReplaced);
    QCOMPARE(rotated->token.id, added->id);
    QCOMPARE(rotated->token.fingerprint, fingerprintOf(*identifierDigest(Ann, secret("new"))));
    const auto valid = waitFor(m_manager->validate(Ann, secret("new")));
    REQUIRE_OK(valid);
    QCOMPARE(valid->token.id, added->id);
}

void TokenManagerContract::rotationChangesNothingElse() // EDGE 68
{
    const auto added = waitFor(m_manager->add(Ann, secret("old"), Agent));
    REQUIRE_OK(added);
    m_clock.advance(Day);
    const auto rotated = waitFor(m_manager->rotate(Ann, secret("old"), secret("new")));
    REQUIRE_OK(rotated);
    QCOMPARE(rotated->token.created, added->created);
    QCOMPARE(rotated->token.userAgent, Agent);
    QCOMPARE(rotated->token.lastUsed, added->lastUsed + Day);
}

void TokenManagerContract::aReplacedIdentifierIsValidForAMinute() // EDGE 56, 57
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("old"), Agent)));
    REQUIRE_OK(waitFor(m_manager->rotate(Ann, secret("old"), secret("new"))));
    m_clock.advance(ReplacedGrace - 1);
    const auto valid = waitFor(m_manager->validate(Ann, secret("old")));
    REQUIRE_OK(valid);
    QCOMPARE(valid->token.lastUsed, m_clock.unixSeconds());
    m_clock.advance(-Day); // a clock that goes back gives no alarm either
    REQUIRE_OK(waitFor(m_manager->validate(Ann, secret("old"))));
}

void TokenManagerContract::aReplacedIdentifierThatComesBackLaterEndsThatSessionAlone() // EDGE 56
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("old"), Agent)));
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("phone"), Agent)));
    REQUIRE_OK(waitFor(m_manager->rotate(Ann, secret("old"), secret("new"))));
    m_clock.advance(ReplacedGrace);
    REQUIRE_ERROR(waitFor(m_manager->validate(Ann, secret("old"))), ErrorCode::TokenReused);
    REQUIRE_ERROR(waitFor(m_manager->validate(Ann, secret("new"))), ErrorCode::TokenInvalid);
    REQUIRE_ERROR(waitFor(m_manager->validate(Ann, secret("old"))), ErrorCode::TokenInvalid);
    REQUIRE_OK(waitFor(m_manager->validate(Ann, secret("phone"))));
}

void TokenManagerContract::anIdentifierReplacedLongBeforeIsKnownAsWell()
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("0"), Agent)));
    for (int i = 0; i < 5; ++i) {
        m_clock.advance(Day);
        REQUIRE_OK(waitFor(m_manager->rotate(
            Ann, Secret::takeFrom(QByteArray::number(i)), Secret::takeFrom(QByteArray::number(i + 1)))));
    }
    REQUIRE_ERROR(waitFor(m_manager->validate(Ann, secret("0"))), ErrorCode::TokenReused);
    REQUIRE_ERROR(waitFor(m_manager->validate(Ann, secret("5"))), ErrorCode::TokenInvalid);
}

void TokenManagerContract::aSecondRotationInTheGraceLeavesTheFirst() // EDGE 55
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("old"), Agent)));
    REQUIRE_OK(waitFor(m_manager->rotate(Ann, secret("old"), secret("first"))));
    const auto second = waitFor(m_manager->rotate(Ann, secret("old"), secret("second")));
    REQUIRE_OK(second);
    QVERIFY(!second->isReplaced);
    REQUIRE_OK(waitFor(m_manager->validate(Ann, secret("first"))));
    REQUIRE_ERROR(waitFor(m_manager->validate(Ann, secret("second"))), ErrorCode::TokenInvalid);
    m_clock.advance(ReplacedGrace);
    REQUIRE_ERROR(waitFor(m_manager->rotate(Ann, secret("old"), secret("third"))), ErrorCode::TokenReused);
}

void TokenManagerContract::theSameRotationTwiceIsFine()
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("old"), Agent)));
    for (int i = 0; i < 2; ++i) {
        const auto rotated = waitFor(m_manager->rotate(Ann, secret("old"), secret("new")));
        REQUIRE_OK(rotated);
        QVERIFY(rotated->isReplaced);
    }
}

void TokenManagerContract::rotatingToATakenIdentifierIsRefused() // EDGE 50
{
    for (const char* identifier : { "old", "taken", "former" }) {
        REQUIRE_OK(waitFor(m_manager->add(Ann, secret(identifier), Agent)));
    }
    REQUIRE_OK(waitFor(m_manager->rotate(Ann, secret("former"), secret("newer"))));
    for (const char* identifier : { "taken", "former", "newer", "old" }) {
        REQUIRE_ERROR(
            waitFor(m_manager->rotate(Ann, secret("old"), secret(identifier))), ErrorCode::TokenDuplicate);
    }
    REQUIRE_ERROR(waitFor(m_manager->add(Ann, secret("former"), Agent)), ErrorCode::TokenDuplicate);
    REQUIRE_OK(waitFor(m_manager->validate(Ann, secret("old"))));
}

void TokenManagerContract::anInvalidTokenIsNotRotated()
{
    REQUIRE_ERROR(
        waitFor(m_manager->rotate(Ann, secret("nobody's"), secret("new"))), ErrorCode::TokenInvalid);
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("mine"), Agent)));
    REQUIRE_OK(waitFor(m_manager->revoke(Ann, secret("mine"))));
    REQUIRE_ERROR(waitFor(m_manager->rotate(Ann, secret("mine"), secret("new"))), ErrorCode::TokenInvalid);
}

void TokenManagerContract::aReplacedIdentifierEndsItsSession() // EDGE 59: signing out with it, too
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("old"), Agent)));
    REQUIRE_OK(waitFor(m_manager->rotate(Ann, secret("old"), secret("new"))));
    REQUIRE_OK(waitFor(m_manager->revoke(Ann, secret("old"))));
    REQUIRE_ERROR(waitFor(m_manager->validate(Ann, secret("new"))), ErrorCode::TokenInvalid);
    REQUIRE_OK(waitFor(m_manager->remove(Ann, secret("old"))));
    REQUIRE_ERROR(waitFor(m_manager->revoke(Ann, secret("new"))), ErrorCode::TokenNotFound);
}

} // namespace latchkey::test

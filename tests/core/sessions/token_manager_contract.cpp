// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/sessions/token_manager_contract.h"

#include "core/sessions/identifier_digest.h"
#include "tests/support/result_check.h"

#include <QtTest>

namespace latchkey::test {

using namespace sessions;

namespace {

constexpr qint64 Start = 1'700'000'000;
constexpr qint64 Day = qint64(24) * 60 * 60;

const QString Ann = QStringLiteral("ann");
const QString Bob = QStringLiteral("bob");
const QString Agent =
    QStringLiteral("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0");

Secret secret(const char* text) { return Secret::takeFrom(QByteArray(text)); }

} // namespace

void TokenManagerContract::init()
{
    m_clock.set(Start);
    m_manager = makeManager(m_clock);
}

void TokenManagerContract::cleanup() { m_manager.reset(); }

void TokenManagerContract::addStoresATokenThatIsNotRevokedAndWasUsedNow()
{
    const auto added = waitFor(m_manager->add(Ann, secret("first"), Agent));
    REQUIRE_OK(added);
    QVERIFY(added->id > 0);
    QCOMPARE(added->username, Ann);
    QCOMPARE(added->revoked, false);
    QCOMPARE(added->userAgent, Agent);
    QCOMPARE(added->created, Start);
    QCOMPARE(added->lastUsed, Start);
    QCOMPARE(added->fingerprint, fingerprintOf(*identifierDigest(Ann, secret("first"))));
}

void TokenManagerContract::addRefusesADuplicate() // EDGE 50
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("same"), Agent)));
    REQUIRE_ERROR(
        waitFor(m_manager->add(Ann, secret("same"), QStringLiteral("other"))), ErrorCode::TokenDuplicate);
    const auto kept = waitFor(m_manager->validate(Ann, secret("same")));
    REQUIRE_OK(kept);
    QCOMPARE(kept->token.userAgent, Agent);
}

void TokenManagerContract::addRefusesADuplicateOfARevokedToken()
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("same"), Agent)));
    REQUIRE_OK(waitFor(m_manager->revoke(Ann, secret("same"))));
    REQUIRE_ERROR(waitFor(m_manager->add(Ann, secret("same"), Agent)), ErrorCode::TokenDuplicate);
    REQUIRE_ERROR(waitFor(m_manager->validate(Ann, secret("same"))), ErrorCode::TokenInvalid);
}

void TokenManagerContract::aUserMayHaveAnyNumberOfTokens()
{
    constexpr int Count = 200;
    QList<Future<Token>> added;
    for (int i = 0; i < Count; ++i) {
        added.append(m_manager->add(Ann, Secret::takeFrom(QByteArray::number(i)), Agent));
    }
    for (const auto& future : added) {
        REQUIRE_OK(waitFor(future));
    }
    for (int i = 0; i < Count; ++i) {
        REQUIRE_OK(waitFor(m_manager->validate(Ann, Secret::takeFrom(QByteArray::number(i)))));
    }
}

void TokenManagerContract::anotherUserMayHaveTheSameIdentifier() // EDGE 50
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("same"), Agent)));
    REQUIRE_OK(waitFor(m_manager->add(Bob, secret("same"), Agent)));
    REQUIRE_OK(waitFor(m_manager->revoke(Ann, secret("same"))));
    REQUIRE_OK(waitFor(m_manager->validate(Bob, secret("same"))));
}

void TokenManagerContract::everyTokenHasItsOwnIdThatNeverReturns()
{
    const auto first = waitFor(m_manager->add(Ann, secret("first"), Agent));
    const auto second = waitFor(m_manager->add(Ann, secret("second"), Agent));
    REQUIRE_OK(first);
    REQUIRE_OK(second);
    QVERIFY(first->id != second->id);
    REQUIRE_OK(waitFor(m_manager->remove(Ann, secret("second"))));
    const auto third = waitFor(m_manager->add(Ann, secret("third"), Agent));
    REQUIRE_OK(third);
    QVERIFY(third->id != second->id && third->id != first->id);
}

void TokenManagerContract::aStoredTokenIsValidAgainAndAgain()
{
    const auto added = waitFor(m_manager->add(Ann, secret("mine"), Agent));
    REQUIRE_OK(added);
    for (int i = 0; i < 3; ++i) {
        const auto valid = waitFor(m_manager->validate(Ann, secret("mine")));
        REQUIRE_OK(valid);
        QCOMPARE(valid->token.id, added->id);
        QCOMPARE(valid->token.userAgent, Agent);
        QVERIFY(valid->lastUsedRecorded);
    }
}

void TokenManagerContract::validateSetsLastUsedToNow()
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("mine"), Agent)));
    m_clock.advance(90);
    const auto valid = waitFor(m_manager->validate(Ann, secret("mine")));
    REQUIRE_OK(valid);
    QCOMPARE(valid->token.lastUsed, Start + 90);
    QCOMPARE(valid->token.created, Start);
}

void TokenManagerContract::lastUsedNeverGoesBackwards() // EDGE 52, S31
{
    m_clock.advance(500);
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("mine"), Agent)));
    m_clock.set(Start);
    const auto valid = waitFor(m_manager->validate(Ann, secret("mine")));
    REQUIRE_OK(valid);
    QCOMPARE(valid->token.lastUsed, Start + 500);
}

void TokenManagerContract::anUnknownTokenIsInvalid()
{
    REQUIRE_ERROR(waitFor(m_manager->validate(Ann, secret("nobody's"))), ErrorCode::TokenInvalid);
}

void TokenManagerContract::aTokenOfAnotherUserIsInvalid()
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("mine"), Agent)));
    REQUIRE_ERROR(waitFor(m_manager->validate(Bob, secret("mine"))), ErrorCode::TokenInvalid);
}

void TokenManagerContract::aTokenNeverExpiresOnItsOwn()
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("mine"), Agent)));
    m_clock.advance(Day * 365 * 100);
    REQUIRE_OK(waitFor(m_manager->validate(Ann, secret("mine"))));
}

void TokenManagerContract::aFailedValidationDoesNotCountAsUse()
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("mine"), Agent)));
    REQUIRE_OK(waitFor(m_manager->revoke(Ann, secret("mine"))));
    m_clock.advance(Day);
    REQUIRE_ERROR(waitFor(m_manager->validate(Ann, secret("mine"))), ErrorCode::TokenInvalid);
    const auto again = waitFor(m_manager->revoke(Ann, secret("mine")));
    REQUIRE_OK(again);
    QCOMPARE(again->lastUsed, Start);
}

void TokenManagerContract::aRevokedTokenIsInvalid()
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("mine"), Agent)));
    REQUIRE_OK(waitFor(m_manager->validate(Ann, secret("mine"))));
    REQUIRE_OK(waitFor(m_manager->revoke(Ann, secret("mine"))));
    REQUIRE_ERROR(waitFor(m_manager->validate(Ann, secret("mine"))), ErrorCode::TokenInvalid);
}

void TokenManagerContract::revokeLeavesTheTokenStored()
{
    const auto added = waitFor(m_manager->add(Ann, secret("mine"), Agent));
    REQUIRE_OK(added);
    m_clock.advance(10);
    const auto revoked = waitFor(m_manager->revoke(Ann, secret("mine")));
    REQUIRE_OK(revoked);
    QCOMPARE(revoked->revoked, true);
    QCOMPARE(revoked->id, added->id);
    QCOMPARE(revoked->userAgent, Agent);
    QCOMPARE(revoked->lastUsed, Start);
}

void TokenManagerContract::revokingTwiceIsFine() // EDGE 58
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("mine"), Agent)));
    REQUIRE_OK(waitFor(m_manager->revoke(Ann, secret("mine"))));
    const auto again = waitFor(m_manager->revoke(Ann, secret("mine")));
    REQUIRE_OK(again);
    QCOMPARE(again->revoked, true);
}

void TokenManagerContract::revokingAMissingTokenIsNotFound() // EDGE 58
{
    REQUIRE_ERROR(waitFor(m_manager->revoke(Ann, secret("nobody's"))), ErrorCode::TokenNotFound);
}

void TokenManagerContract::revokeTouchesNoOtherTokenOfTheUser() // EDGE 60
{
    for (const char* identifier : { "laptop", "phone", "tablet" }) {
        REQUIRE_OK(waitFor(m_manager->add(Ann, secret(identifier), Agent)));
    }
    REQUIRE_OK(waitFor(m_manager->revoke(Ann, secret("phone"))));
    REQUIRE_OK(waitFor(m_manager->validate(Ann, secret("laptop"))));
    REQUIRE_OK(waitFor(m_manager->validate(Ann, secret("tablet"))));
    REQUIRE_ERROR(waitFor(m_manager->validate(Ann, secret("phone"))), ErrorCode::TokenInvalid);
}

void TokenManagerContract::revokeCountsInTheSameSecond() // EDGE 58: no waiting between the calls either
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("mine"), Agent)));
    const auto revoked = m_manager->revoke(Ann, secret("mine"));
    const auto validated = m_manager->validate(Ann, secret("mine"));
    REQUIRE_ERROR(waitFor(validated), ErrorCode::TokenInvalid);
    REQUIRE_OK(waitFor(revoked));
}

void TokenManagerContract::aRemovedTokenIsInvalidForGood()
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("mine"), Agent)));
    REQUIRE_OK(waitFor(m_manager->remove(Ann, secret("mine"))));
    REQUIRE_ERROR(waitFor(m_manager->validate(Ann, secret("mine"))), ErrorCode::TokenInvalid);
    REQUIRE_ERROR(waitFor(m_manager->revoke(Ann, secret("mine"))), ErrorCode::TokenNotFound);
}

void TokenManagerContract::removingAMissingTokenIsNoError()
{
    REQUIRE_OK(waitFor(m_manager->remove(Ann, secret("nobody's"))));
}

void TokenManagerContract::aRevokedTokenCanBeRemoved() // EDGE 58
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("mine"), Agent)));
    REQUIRE_OK(waitFor(m_manager->revoke(Ann, secret("mine"))));
    REQUIRE_OK(waitFor(m_manager->remove(Ann, secret("mine"))));
    REQUIRE_ERROR(waitFor(m_manager->revoke(Ann, secret("mine"))), ErrorCode::TokenNotFound);
}

void TokenManagerContract::aRemovedTokenCanBeAddedAnew()
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("mine"), Agent)));
    REQUIRE_OK(waitFor(m_manager->revoke(Ann, secret("mine"))));
    REQUIRE_OK(waitFor(m_manager->remove(Ann, secret("mine"))));
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("mine"), Agent)));
    REQUIRE_OK(waitFor(m_manager->validate(Ann, secret("mine"))));
}

void TokenManagerContract::purgeDeletesUpToTheCutoffInclusive() // EDGE 53
{
    for (const char* identifier : { "before", "at", "after" }) {
        REQUIRE_OK(waitFor(m_manager->add(Ann, secret(identifier), Agent)));
        m_clock.advance(1);
    }
    const auto purged = waitFor(m_manager->purge(Ann, Start + 1));
    REQUIRE_OK(purged);
    QCOMPARE(*purged, 2);
    REQUIRE_ERROR(waitFor(m_manager->validate(Ann, secret("before"))), ErrorCode::TokenInvalid);
    REQUIRE_ERROR(waitFor(m_manager->validate(Ann, secret("at"))), ErrorCode::TokenInvalid);
    REQUIRE_OK(waitFor(m_manager->validate(Ann, secret("after"))));
}

void TokenManagerContract::purgeDeletesRevokedTokensToo()
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("old"), Agent)));
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("old and revoked"), Agent)));
    REQUIRE_OK(waitFor(m_manager->revoke(Ann, secret("old and revoked"))));
    const auto purged = waitFor(m_manager->purge(Ann, Start));
    REQUIRE_OK(purged);
    QCOMPARE(*purged, 2);
}

void TokenManagerContract::purgeKeepsOtherUsersTokens()
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("hers"), Agent)));
    REQUIRE_OK(waitFor(m_manager->add(Bob, secret("his"), Agent)));
    const auto purged = waitFor(m_manager->purge(Ann, Start));
    REQUIRE_OK(purged);
    QCOMPARE(*purged, 1);
    REQUIRE_OK(waitFor(m_manager->validate(Bob, secret("his"))));
}

void TokenManagerContract::purgeOfNothingIsNoError()
{
    const auto purged = waitFor(m_manager->purge(Ann, Start));
    REQUIRE_OK(purged);
    QCOMPARE(*purged, 0);
}

void TokenManagerContract::purgeTakesAnyCutoff() // EDGE 53
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("mine"), Agent)));
    for (const qint64 cutoff : { std::numeric_limits<qint64>::min(), qint64(-1), qint64(0), Start - 1 }) {
        const auto purged = waitFor(m_manager->purge(Ann, cutoff));
        REQUIRE_OK(purged);
        QCOMPARE(*purged, 0);
    }
    const auto purged = waitFor(m_manager->purge(Ann, std::numeric_limits<qint64>::max()));
    REQUIRE_OK(purged);
    QCOMPARE(*purged, 1);
}

void TokenManagerContract::aTokenUsedSinceIsNotPurged() // EDGE 69
{
    REQUIRE_OK(waitFor(m_manager->add(Ann, secret("mine"), Agent)));
    m_clock.advance(Day);
    REQUIRE_OK(waitFor(m_manager->validate(Ann, secret("mine"))));
    const auto purged = waitFor(m_manager->purge(Ann, Start));
    REQUIRE_OK(purged);
    QCOMPARE(*purged, 0);
}

void TokenManagerContract::userNamesAreComparedExactlyInNfc() // EDGE 49
{
    const QString composed = QStringLiteral("Jos\u00e9");
    const QString decomposed = QStringLiteral("Jose\u0301");
    REQUIRE_OK(waitFor(m_manager->add(decomposed, secret("mine"), Agent)));
    const auto valid = waitFor(m_manager->validate(composed, secret("mine")));
    REQUIRE_OK(valid);
    QCOMPARE(valid->token.username, composed);
    for (const QString& other : { QStringLiteral("jos\u00e9"), QStringLiteral("Jose"), composed + u' ',
             u' ' + composed, QStringLiteral("Jos_"), QStringLiteral("%") }) {
        REQUIRE_ERROR(waitFor(m_manager->validate(other, secret("mine"))), ErrorCode::TokenInvalid);
    }
}

void TokenManagerContract::badUserNamesAreRefused_data() // EDGE 49, S27
{
    QTest::addColumn<QString>("username");
    QTest::newRow("empty") << QString();
    QTest::newRow("257 characters") << QString(257, u'a');
    QTest::newRow("NUL") << QStringLiteral("an") + QChar(0) + u'n';
    QTest::newRow("line break") << QStringLiteral("ann\nbob");
    QTest::newRow("C1 control") << QStringLiteral("ann") + QChar(0x85);
    QTest::newRow("lone surrogate") << QStringLiteral("ann") + QChar(0xd800);
}

void TokenManagerContract::badUserNamesAreRefused()
{
    QFETCH(const QString, username);
    REQUIRE_ERROR(waitFor(m_manager->add(username, secret("mine"), Agent)), ErrorCode::InvalidInput);
    REQUIRE_ERROR(waitFor(m_manager->validate(username, secret("mine"))), ErrorCode::InvalidInput);
    REQUIRE_ERROR(waitFor(m_manager->revoke(username, secret("mine"))), ErrorCode::InvalidInput);
    REQUIRE_ERROR(waitFor(m_manager->remove(username, secret("mine"))), ErrorCode::InvalidInput);
    REQUIRE_ERROR(waitFor(m_manager->purge(username, Start)), ErrorCode::InvalidInput);
}

void TokenManagerContract::badIdentifiersAreRefused_data() // S27
{
    QTest::addColumn<QByteArray>("identifier");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("513 characters") << QByteArray(513, 'a');
    QTest::newRow("2 MB") << QByteArray(2 << 20, 'a');
    QTest::newRow("NUL") << QByteArray("canary\0x", 8);
    QTest::newRow("line break") << QByteArray("canary\n");
    QTest::newRow("not ASCII") << QByteArray("canary\xc3\xa9");
}

void TokenManagerContract::badIdentifiersAreRefused()
{
    QFETCH(const QByteArray, identifier);
    const auto given = [&] { return Secret::takeFrom(QByteArray(identifier)); };
    const auto added = waitFor(m_manager->add(Ann, given(), Agent));
    REQUIRE_ERROR(added, ErrorCode::InvalidInput);
    QVERIFY(!added.error().message.contains(QStringLiteral("canary")));
    REQUIRE_ERROR(waitFor(m_manager->validate(Ann, given())), ErrorCode::InvalidInput);
    REQUIRE_ERROR(waitFor(m_manager->rotate(Ann, secret("mine"), given())), ErrorCode::InvalidInput);
    REQUIRE_ERROR(waitFor(m_manager->rotate(Ann, given(), secret("mine"))), ErrorCode::InvalidInput);
    REQUIRE_ERROR(waitFor(m_manager->revoke(Ann, given())), ErrorCode::InvalidInput);
    REQUIRE_ERROR(waitFor(m_manager->remove(Ann, given())), ErrorCode::InvalidInput);
}

void TokenManagerContract::anyUserAgentIsStoredSafely_data() // EDGE 48
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("stored");
    QTest::newRow("missing") << QString() << QString();
    QTest::newRow("10 KB") << QString(10240, u'x') << QString(4096, u'x');
    QTest::newRow("cut between surrogates")
        << QString(4095, u'x') + QStringLiteral("\U0001F600") << QString(4095, u'x');
    QTest::newRow("NUL") << QStringLiteral("a") + QChar(0) + u'b' << QStringLiteral("a b");
    QTest::newRow("line break") << QStringLiteral("a\r\nroot: signed in")
                                << QStringLiteral("a  root: signed in");
    QTest::newRow("escape") << QStringLiteral("a\x1b[31m") << QStringLiteral("a [31m");
    QTest::newRow("bidi is kept, to be escaped where it is shown")
        << QStringLiteral("a\u202eb") << QStringLiteral("a\u202eb");
    QTest::newRow("markup is kept, to be escaped where it is shown")
        << QStringLiteral("<script>") << QStringLiteral("<script>");
    QTest::newRow("lone surrogate") << QStringLiteral("a") + QChar(0xd83d)
                                    << QStringLiteral("a") + QChar(0xfffd);
    QTest::newRow("invalid UTF-8") << QString::fromUtf8("a\xff\xfe") << QStringLiteral("a\ufffd\ufffd");
    QTest::newRow("emoji") << QStringLiteral("a\U0001F600") << QStringLiteral("a\U0001F600");
    QTest::newRow("quotes") << QStringLiteral("'; DROP TABLE sessions; --")
                            << QStringLiteral("'; DROP TABLE sessions; --");
}

void TokenManagerContract::anyUserAgentIsStoredSafely()
{
    QFETCH(const QString, header);
    QFETCH(const QString, stored);
    const auto added = waitFor(m_manager->add(Ann, secret("mine"), header));
    REQUIRE_OK(added);
    QCOMPARE(added->userAgent, stored);
    const auto valid = waitFor(m_manager->validate(Ann, secret("mine")));
    REQUIRE_OK(valid);
    QCOMPARE(valid->token.userAgent, stored);
}

} // namespace latchkey::test

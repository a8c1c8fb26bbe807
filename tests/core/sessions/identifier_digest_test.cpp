// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/identifier_digest.h"
#include "tests/support/result_check.h"

#include <QCryptographicHash>
#include <QSet>

namespace latchkey::test {

using namespace sessions;

class IdentifierDigestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDigestIsTheDocumentedOne();
    void theDigestIsBoundToTheUser();
    void theFingerprintIsTheFirstEightHexDigits();
    void nameAndIdentifierCannotRunIntoEachOther();
    void usernamesMayHave256CharactersOutsideTheBasicPlane();
    void madeIdentifiersAreStrongAndDiffer();
    void aWeakIdentifierIsOneUnder22Characters();
};

namespace {

const QString Ann = QStringLiteral("ann");

Secret secret(const QByteArray& text) { return Secret::takeFrom(QByteArray(text)); }

} // namespace

void IdentifierDigestTest::theDigestIsTheDocumentedOne()
{
    const auto digest = identifierDigest(Ann, secret("token"));
    REQUIRE_OK(digest);
    const QByteArray documented("latchkey-rm-v1\0ann\0token", 24);
    QCOMPARE(*digest, QCryptographicHash::hash(documented, QCryptographicHash::Sha256));
    QCOMPARE(digest->size(), 32);
}

void IdentifierDigestTest::theDigestIsBoundToTheUser()
{
    QVERIFY(
        *identifierDigest(Ann, secret("token")) != *identifierDigest(QStringLiteral("bob"), secret("token")));
}

void IdentifierDigestTest::theFingerprintIsTheFirstEightHexDigits()
{
    const QByteArray digest = *identifierDigest(Ann, secret("token"));
    QCOMPARE(fingerprintOf(digest), QString::fromLatin1(digest.toHex().first(8)));
}

void IdentifierDigestTest::nameAndIdentifierCannotRunIntoEachOther()
{
    QVERIFY(*identifierDigest(QStringLiteral("anna"), secret("b")) != *identifierDigest(Ann, secret("ab")));
}

void IdentifierDigestTest::usernamesMayHave256CharactersOutsideTheBasicPlane()
{
    REQUIRE_OK(validateUsername(QStringLiteral("\U0001F600").repeated(256)));
    REQUIRE_ERROR(validateUsername(QStringLiteral("\U0001F600").repeated(257)), ErrorCode::InvalidInput);
}

void IdentifierDigestTest::madeIdentifiersAreStrongAndDiffer()
{
    SystemRandom random;
    QSet<QByteArray> seen;
    for (int i = 0; i < 100; ++i) {
        const Secret made = makeIdentifier(random);
        QCOMPARE(made.size(), 43);
        QVERIFY(!isWeakIdentifier(made));
        REQUIRE_OK(validateIdentifier(made));
        seen.insert(made.bytes().toByteArray());
    }
    QCOMPARE(seen.size(), 100);
}

void IdentifierDigestTest::aWeakIdentifierIsOneUnder22Characters()
{
    QVERIFY(isWeakIdentifier(secret(QByteArray(21, 'a'))));
    QVERIFY(!isWeakIdentifier(secret(QByteArray(22, 'a'))));
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::IdentifierDigestTest)
#include "identifier_digest_test.moc"

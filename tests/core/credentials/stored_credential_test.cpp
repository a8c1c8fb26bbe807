// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/stored_credential.h"
#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/result_check.h"

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

class StoredCredentialTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void factsNameTheTokenWithoutShowingIt();
    void factsOfOtherShapesHaveNoTokenId();
    void pastedTextBecomesAToken_data();
    void pastedTextBecomesAToken();
    void pastedTextThatIsNoTokenIsExplained_data();
    void pastedTextThatIsNoTokenIsExplained();
};

void StoredCredentialTest::factsNameTheTokenWithoutShowingIt()
{
    const TokenFacts facts = factsOf(secret("abcdefghij-ABCDEFGHIJKLMNOPQRSTUV"));
    QCOMPARE(facts.tokenId, u"abcdefghij"_qs);
    QCOMPARE(facts.fingerprint, u"ef88519a"_qs);
}

void StoredCredentialTest::factsOfOtherShapesHaveNoTokenId()
{
    for (const QByteArray other :
        { "short", "abcdefghij_ABCDEFGHIJKLMNOPQRSTUV", "abcdefghij-ABCDEFGHIJKLMNOPQRSTU",
            "abcdefghi!-ABCDEFGHIJKLMNOPQRSTUV", "abcdefghij-ABCDEFGHIJKLMNOPQRST-V" }) {
        QVERIFY(factsOf(secret(other)).tokenId.isEmpty());
        QCOMPARE(factsOf(secret(other)).fingerprint.size(), 8);
    }
    QCOMPARE(factsOf(Secret()), TokenFacts());
}

void StoredCredentialTest::pastedTextBecomesAToken_data() // EDGE 42
{
    QTest::addColumn<QString>("pasted");
    QTest::newRow("alone") << u"tok-1"_qs;
    QTest::newRow("line break") << u"tok-1\r\n"_qs;
    QTest::newRow("spaces") << u"  \ttok-1  "_qs;
    QTest::newRow("no-break space") << u"\u00a0tok-1\u00a0"_qs;
    QTest::newRow("zero-width characters") << u"\ufefftok\u200b-1\u200d\u2060"_qs;
    QTest::newRow("quotes") << u"\"tok-1\""_qs;
    QTest::newRow("single quotes") << u"'tok-1'"_qs;
    QTest::newRow("typographic quotes") << u"“tok-1”"_qs;
    QTest::newRow("guillemets") << u"« tok-1 »"_qs;
    QTest::newRow("backticks") << u"`tok-1`"_qs;
    QTest::newRow("bearer") << u"Bearer tok-1"_qs;
    QTest::newRow("bearer in quotes") << u"\"bearer  'tok-1'\"\n"_qs;
}

void StoredCredentialTest::pastedTextBecomesAToken()
{
    QFETCH(QString, pasted);
    QString text = pasted;
    const auto token = tokenFromPaste(std::move(text));
    REQUIRE_OK(token);
    QCOMPARE(token->bytes().toByteArray(), "tok-1");
    QVERIFY(text.isEmpty()); // NOLINT(bugprone-use-after-move): that it was taken is what is tested
}

void StoredCredentialTest::pastedTextThatIsNoTokenIsExplained_data() // EDGE 42
{
    QTest::addColumn<QString>("pasted");
    QTest::newRow("nothing") << QString();
    QTest::newRow("only spaces and quotes") << u" \"\" \n"_qs;
    QTest::newRow("only bearer") << u"Bearer "_qs;
    QTest::newRow("surrounding text") << u"Your token is s3cr3t"_qs;
    QTest::newRow("two lines") << u"s3cr3t\ns3cr3t"_qs;
    QTest::newRow("control character") << u"s3cr3t\u0007"_qs;
    QTest::newRow("NUL") << QStringLiteral("s3cr3t\0s");
    QTest::newRow("other letters") << u"s3cr3tä"_qs;
}

void StoredCredentialTest::pastedTextThatIsNoTokenIsExplained()
{
    QFETCH(QString, pasted);
    const auto token = tokenFromPaste(std::move(pasted));
    REQUIRE_ERROR(token, ErrorCode::InvalidInput);
    QVERIFY(!token.error().message.contains(u"s3cr3t"_qs));
}

QTEST_GUILESS_MAIN(StoredCredentialTest)
#include "stored_credential_test.moc"

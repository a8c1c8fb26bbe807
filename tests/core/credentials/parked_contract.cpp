// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/credentials/parked_contract.h"

#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/result_check.h"

namespace latchkey::test {

using namespace latchkey::credentials;

namespace {

ServerUrl coder() { return server("https://coder.example.com"); }

LoginId coderLogin(const QByteArray& token) { return loginOf(coder(), token); }

/// What is parked, in an order of its own so that it can be compared.
QStringList namesIn(const Result<QList<LoginId>>& logins)
{
    if (!logins) {
        return { logins.error().message };
    }
    QStringList names;
    for (const LoginId& login : *logins) {
        names.append(parkedName(login));
    }
    names.sort();
    return names;
}

} // namespace

void ParkedContract::init()
{
    clearStore();
    m_parked = openParked();
}

void ParkedContract::cleanup()
{
    m_parked.reset();
    clearStore();
}

void ParkedContract::contract_emptyStoreHasNothingParked()
{
    const auto logins = waitFor(parkedTokens().parked());
    REQUIRE_OK(logins);
    QVERIFY(logins->isEmpty());
}

void ParkedContract::contract_aParkedTokenIsListedAndReadUnderItsFingerprint()
{
    REQUIRE_OK(waitFor(parkedTokens().park(coder(), secret("tok-1"))));
    const auto logins = waitFor(parkedTokens().parked());
    REQUIRE_OK(logins);
    QCOMPARE(logins->size(), 1);
    QVERIFY(logins->first() == coderLogin("tok-1"));
    QCOMPARE(text(waitFor(parkedTokens().readParked(logins->first()))), "tok-1");
    QCOMPARE(text(waitFor(openParked()->readParked(logins->first()))), "tok-1");
}

void ParkedContract::contract_accountsOfOneServerStandBesideEachOther() // EDGE 43
{
    REQUIRE_OK(waitFor(parkedTokens().park(coder(), secret("tok-1"))));
    REQUIRE_OK(waitFor(parkedTokens().park(coder(), secret("tok-2"))));
    QCOMPARE(namesIn(waitFor(parkedTokens().parked())),
        namesIn(QList { coderLogin("tok-1"), coderLogin("tok-2") }));
    QCOMPARE(text(waitFor(parkedTokens().readParked(coderLogin("tok-1")))), "tok-1");
    QCOMPARE(text(waitFor(parkedTokens().readParked(coderLogin("tok-2")))), "tok-2");
}

void ParkedContract::contract_originsStandBesideEachOther() // EDGE 43
{
    QList<LoginId> expected;
    for (const char* url : { "https://coder.example.com", "http://coder.example.com",
             "https://coder.example.com:8443", "http://[::1]:3000", "https://xn--bcher-kva.example" }) {
        REQUIRE_OK(waitFor(parkedTokens().park(server(url), secret("tok-1"))));
        expected.append(loginOf(server(url), "tok-1"));
    }
    QCOMPARE(namesIn(waitFor(parkedTokens().parked())), namesIn(expected));
    REQUIRE_OK(waitFor(parkedTokens().removeParked(expected.first())));
    REQUIRE_ERROR(waitFor(parkedTokens().readParked(expected.first())), ErrorCode::NotFound);
    QCOMPARE(text(waitFor(parkedTokens().readParked(expected[1]))), "tok-1");
}

void ParkedContract::contract_parkingTwiceIsParkingOnce()
{
    REQUIRE_OK(waitFor(parkedTokens().park(coder(), secret("tok-1"))));
    REQUIRE_OK(waitFor(parkedTokens().park(coder(), secret("tok-1"))));
    QCOMPARE(namesIn(waitFor(parkedTokens().parked())), namesIn(QList { coderLogin("tok-1") }));
}

void ParkedContract::contract_removingTakesThatOneAlone()
{
    REQUIRE_OK(waitFor(parkedTokens().park(coder(), secret("tok-1"))));
    REQUIRE_OK(waitFor(parkedTokens().park(coder(), secret("tok-2"))));
    REQUIRE_OK(waitFor(parkedTokens().removeParked(coderLogin("tok-1"))));
    QCOMPARE(namesIn(waitFor(parkedTokens().parked())), namesIn(QList { coderLogin("tok-2") }));
    REQUIRE_ERROR(waitFor(parkedTokens().readParked(coderLogin("tok-1"))), ErrorCode::NotFound);
    QCOMPARE(text(waitFor(parkedTokens().readParked(coderLogin("tok-2")))), "tok-2");
}

void ParkedContract::contract_whatIsNotThereIsNotFound() // K24
{
    REQUIRE_OK(waitFor(parkedTokens().park(coder(), secret("tok-1"))));
    const QList<LoginId> absent = { coderLogin("tok-2"), { coder(), QString() },
        { coder(), QStringLiteral("no finger") }, { coder(), QStringLiteral("ABCDEF01") } };
    for (const LoginId& login : absent) {
        REQUIRE_ERROR(waitFor(parkedTokens().readParked(login)), ErrorCode::NotFound);
        REQUIRE_ERROR(waitFor(parkedTokens().removeParked(login)), ErrorCode::NotFound);
    }
    QCOMPARE(namesIn(waitFor(parkedTokens().parked())), namesIn(QList { coderLogin("tok-1") }));
}

void ParkedContract::contract_anItemThatHoldsAnotherTokenIsCorruptAndStays() // EDGE 17
{
    plant(coderLogin("tok-1"), "tok-2");
    QCOMPARE(namesIn(waitFor(parkedTokens().parked())), namesIn(QList { coderLogin("tok-1") }));
    REQUIRE_ERROR(waitFor(parkedTokens().readParked(coderLogin("tok-1"))), ErrorCode::Corrupt);
    REQUIRE_ERROR(waitFor(parkedTokens().park(coder(), secret("tok-1"))), ErrorCode::Corrupt);
    REQUIRE_ERROR(waitFor(parkedTokens().removeParked(coderLogin("tok-1"))), ErrorCode::Corrupt);
    QCOMPARE(namesIn(waitFor(parkedTokens().parked())), namesIn(QList { coderLogin("tok-1") }));
}

void ParkedContract::contract_textThatIsNoTokenIsNeverParked() // K21, K22, K27
{
    for (const QByteArray& bad :
        { QByteArray(), QByteArray("a\nb"), QByteArray("a b"), QByteArray("a\0b", 3), QByteArray("\xff") }) {
        REQUIRE_ERROR(waitFor(parkedTokens().park(coder(), secret(bad))), ErrorCode::InvalidInput);
    }
    QCOMPARE(namesIn(waitFor(parkedTokens().parked())), QStringList());
}

void ParkedContract::contract_oversizedTokenIsRefused() // EDGE 20
{
    REQUIRE_ERROR(
        waitFor(parkedTokens().park(coder(), secret(QByteArray(70'000, 'x')))), ErrorCode::DataTooBig);
    QCOMPARE(namesIn(waitFor(parkedTokens().parked())), QStringList());
}

void ParkedContract::contract_twoAccountsBackAndForthLoseNothing()
{
    QByteArray active = "tok-1";
    QByteArray waiting = "tok-2";
    REQUIRE_OK(waitFor(parkedTokens().park(coder(), secret(waiting))));
    for (int i = 0; i < 20; ++i) {
        REQUIRE_OK(waitFor(parkedTokens().park(coder(), secret(active))));
        QCOMPARE(text(waitFor(parkedTokens().readParked(coderLogin(waiting)))), waiting);
        REQUIRE_OK(waitFor(parkedTokens().removeParked(coderLogin(waiting))));
        std::swap(active, waiting);
        QCOMPARE(namesIn(waitFor(parkedTokens().parked())), namesIn(QList { coderLogin(waiting) }));
    }
}

void ParkedContract::contract_usingPutsATokenIntoTheSharedEntry()
{
    REQUIRE_OK(waitFor(sharedEntry().write(server("other"), secret("tok-other"))));
    for (const char* token : { "tok-1", "tok-2" }) {
        REQUIRE_OK(waitFor(parkedTokens().park(coder(), secret(token))));
    }
    for (const char* token : { "tok-1", "tok-2", "tok-2", "tok-1" }) {
        const auto kept = coderLogin(token == QByteArrayView("tok-1") ? "tok-2" : "tok-1");
        QCOMPARE(text(waitFor(parkedTokens().useParked(coderLogin(token), kept))), token);
        QCOMPARE(text(waitFor(sharedEntry().read(coder()))), token);
    }
    QCOMPARE(text(waitFor(parkedTokens().useParked(coderLogin("tok-2"), std::nullopt))), "tok-2");
    QCOMPARE(text(waitFor(sharedEntry().read(server("other")))), "tok-other");
    QCOMPARE(namesIn(waitFor(parkedTokens().parked())),
        namesIn(QList { coderLogin("tok-1"), coderLogin("tok-2") }));
}

void ParkedContract::contract_usingNeverLosesAToken() // EDGE 43
{
    REQUIRE_OK(waitFor(sharedEntry().write(coder(), secret("tok-1"))));
    REQUIRE_ERROR(waitFor(parkedTokens().useParked(coderLogin("tok-2"), std::nullopt)), ErrorCode::NotFound);
    REQUIRE_OK(waitFor(parkedTokens().park(coder(), secret("tok-2"))));
    REQUIRE_ERROR(waitFor(parkedTokens().useParked(coderLogin("tok-2"), std::nullopt)), ErrorCode::NotFound);
    REQUIRE_OK(waitFor(parkedTokens().park(coder(), secret("tok-1"))));
    REQUIRE_ERROR(
        waitFor(parkedTokens().useParked(coderLogin("tok-2"), coderLogin("tok-3"))), ErrorCode::NotFound);
    QCOMPARE(text(waitFor(sharedEntry().read(coder()))), "tok-1");
    QCOMPARE(text(waitFor(parkedTokens().useParked(coderLogin("tok-2"), std::nullopt))), "tok-2");
}

void ParkedContract::contract_usingATokenOfAnotherSchemeIsRefused()
{
    const ServerUrl plain = server("http://coder.example.com");
    REQUIRE_OK(waitFor(sharedEntry().write(coder(), secret("tok-1"))));
    REQUIRE_OK(waitFor(parkedTokens().park(plain, secret("tok-2"))));
    REQUIRE_ERROR(
        waitFor(parkedTokens().useParked(loginOf(plain, "tok-2"), std::nullopt)), ErrorCode::OriginMismatch);
    QCOMPARE(text(waitFor(sharedEntry().read(coder()))), "tok-1");
}

void ParkedContract::contract_futuresEndWhenTheStoreGoes()
{
    const Future<void> parked = parkedTokens().park(coder(), secret("tok-1"));
    const Future<QList<LoginId>> listed = parkedTokens().parked();
    m_parked.reset();
    const auto outcome = waitFor(parked);
    QVERIFY(outcome || outcome.error().code == ErrorCode::Cancelled);
    const auto list = waitFor(listed);
    QVERIFY(list || list.error().code == ErrorCode::Cancelled);
}

} // namespace latchkey::test

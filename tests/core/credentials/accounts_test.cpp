// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/credentials/logins_fixture.h"

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

/// Several accounts on one server, what the server says of them, and what other programs do to them.
class AccountsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<LoginsFixture>(); }

    void twoAccountsSwitchedBackAndForth();
    void secondAccountParksTheFirst();
    void newTokenOfAnAccountReplacesItsOlderOne();
    void tokenOfAnotherUserThanNamedIsRefused();
    void serversNameWins();
    void foreignSignInIsNoticed();
    void foreignSignInOfAParkedAccountIsNone();
    void foreignSignOutIsNotResurrected();
    void foreignSignInCanBeKept();
    void foreignSignInCanBeAnotherAccount();
    void foreignSignInCanBeTakenBack();
    void checkRemembersWhatTheServerSaid();
    void checkThatFailsKeepsWhatWasKnown();
    void refusalIsAnAnswer();
    void checksRunAFewAtOnce();
    void quittingEndsWhatWaitsForAServer();
    void signOutEndsTheTokenAndAllItsCopies();
    void signOutOfAnUnreachableServerRemovesNothing();
    void signOutOfAnUnreachableServerRemovesWhenToldSo();
    void signOutThatTheServerRefusesIsDone();
    void unfinishedSignOutCanBeFinishedOrForgotten();

private:
    LoginId login(const QByteArray& token) const { return LoginsFixture::login("https://a", token); }
    void knows(const QByteArray& token, const char* username)
    {
        m_fixture->servers->setOwner(
            login(token).fingerprint, { .username = QString::fromUtf8(username), .expires = 1'800'003'600 });
    }
    void failsFor(const QByteArray& token)
    {
        const Error unreachable { ErrorCode::Network, u"The server cannot be reached."_qs };
        m_fixture->servers->setAnswer(login(token).fingerprint, std::unexpected(unreachable));
        m_fixture->servers->setSignOutError(login(token).fingerprint, unreachable);
    }
    /// alice is added; then another program writes a token of its own.
    void signInForeign()
    {
        REQUIRE_OK(m_fixture->add("a", "tok-alice", "alice"));
        m_fixture->store("https://a", "tok-foreign");
    }
    Result<Change> settle(ForeignLogin decision)
    {
        return waitFor(m_fixture->logins->settle(server("a"), decision));
    }

    std::unique_ptr<LoginsFixture> m_fixture;
};

void AccountsTest::twoAccountsSwitchedBackAndForth()
{
    REQUIRE_OK(m_fixture->add("a", "tok-alice", "alice"));
    REQUIRE_OK(m_fixture->add("a", "tok-bob", "bob"));
    for (int i = 0; i < 100; ++i) {
        const QByteArray token = i % 2 == 0 ? "tok-alice" : "tok-bob";
        REQUIRE_OK(m_fixture->use("a", token));
        QCOMPARE(m_fixture->inSharedEntry("a"), token);
        QCOMPARE(m_fixture->files.read(), (CliLogin { server("a"), secret(token) }));
        QCOMPARE(m_fixture->parked(), (QByteArrayList { "tok-alice", "tok-bob" }));
    }
    const LoginOverview seen = m_fixture->overview();
    QCOMPARE(seen.logins.size(), 2);
    QCOMPARE(seen.active()->account, u"bob"_qs);
    QVERIFY(seen.foreignSignIns.isEmpty());
}

void AccountsTest::secondAccountParksTheFirst()
{
    m_fixture->store("https://a", "tok-old"); // by another program
    REQUIRE_OK(m_fixture->add("a", "tok-bob", "bob"));
    QCOMPARE(m_fixture->inSharedEntry("a"), "tok-bob");
    QVERIFY(m_fixture->parked().contains("tok-old"));
    QVERIFY(m_fixture->overview().foreignSignIns.isEmpty());
}

void AccountsTest::newTokenOfAnAccountReplacesItsOlderOne()
{
    REQUIRE_OK(m_fixture->add("a", "tok-1", "alice"));
    REQUIRE_OK(m_fixture->add("a", "tok-bob", "bob"));
    const auto added = m_fixture->add("a", "tok-2", "alice");
    REQUIRE_OK(added);
    QCOMPARE(added->replaced, login("tok-1"));
    QCOMPARE(m_fixture->parked(), (QByteArrayList { "tok-bob", "tok-2" }));
    REQUIRE_OK(waitFor(m_fixture->logins->undo(*added)));
    QCOMPARE(m_fixture->inSharedEntry("a"), "tok-bob");
    QCOMPARE(m_fixture->parked(), (QByteArrayList { "tok-bob", "tok-1" }));
    QCOMPARE(m_fixture->overview().find(login("tok-1"))->account, u"alice"_qs);
}

void AccountsTest::tokenOfAnotherUserThanNamedIsRefused() // EDGE 45
{
    const auto refused = waitFor(m_fixture->logins->add({ .server = server("a"),
        .token = secret("tok"),
        .account = u"alice"_qs,
        .owner = TokenOwner { .username = u"bob"_qs } }));
    REQUIRE_ERROR(refused, ErrorCode::InvalidInput);
    QVERIFY(refused.error().message.contains(u"bob"_qs));
    QVERIFY(m_fixture->overview().logins.isEmpty());
}

void AccountsTest::serversNameWins() // EDGE 43: a token of another user than the label
{
    REQUIRE_OK(m_fixture->add("a", "tok", "alice"));
    knows("tok", "bob");
    REQUIRE_OK(waitFor(m_fixture->logins->check(login("tok"))));
    QCOMPARE(m_fixture->overview().logins[0].account, u"bob"_qs);
}

void AccountsTest::foreignSignInIsNoticed()
{
    signInForeign();
    const LoginOverview seen = m_fixture->overview();
    QCOMPARE(seen.foreignSignIns.size(), 1);
    QCOMPARE(seen.foreignSignIns[0].now, login("tok-foreign"));
    QCOMPARE(seen.foreignSignIns[0].before, login("tok-alice"));
    QCOMPARE(seen.logins.size(), 2);
    QCOMPARE(seen.find(login("tok-alice"))->places, QList { Place::Parked });
}

void AccountsTest::foreignSignInOfAParkedAccountIsNone()
{
    REQUIRE_OK(m_fixture->add("a", "tok-bob", "bob"));
    REQUIRE_OK(m_fixture->add("a", "tok-alice", "alice"));
    m_fixture->store("https://a", "tok-bob");
    QVERIFY(m_fixture->overview().foreignSignIns.isEmpty());
    REQUIRE_ERROR(settle(ForeignLogin::Keep), ErrorCode::NotFound);
}

void AccountsTest::foreignSignOutIsNotResurrected() // EDGE 47
{
    REQUIRE_OK(m_fixture->add("a", "tok-alice", "alice"));
    REQUIRE_OK(m_fixture->use("a", "tok-alice"));
    REQUIRE_OK(waitFor(m_fixture->keyring.remove(server("a"))));
    REQUIRE_OK(m_fixture->files.removeToken());
    const LoginOverview seen = m_fixture->overview();
    QCOMPARE(seen.logins.size(), 1);
    QCOMPARE(seen.logins[0].places, QList { Place::Parked });
    QCOMPARE(seen.active(), nullptr);
    QVERIFY(m_fixture->keyring.text().isEmpty());
}

void AccountsTest::foreignSignInCanBeKept()
{
    signInForeign();
    const auto kept = settle(ForeignLogin::Keep);
    REQUIRE_OK(kept);
    QCOMPARE(m_fixture->parked(), QByteArrayList { "tok-foreign" });
    QCOMPARE(m_fixture->overview().logins.size(), 1);
    QVERIFY(m_fixture->overview().foreignSignIns.isEmpty());
    REQUIRE_OK(waitFor(m_fixture->logins->undo(*kept)));
    QCOMPARE(m_fixture->overview().foreignSignIns.size(), 1);
    QCOMPARE(m_fixture->overview().find(login("tok-alice"))->account, u"alice"_qs);
}

void AccountsTest::foreignSignInCanBeAnotherAccount()
{
    signInForeign();
    REQUIRE_OK(settle(ForeignLogin::AddAsAnother));
    QCOMPARE(m_fixture->parked(), (QByteArrayList { "tok-alice", "tok-foreign" }));
    QCOMPARE(m_fixture->inSharedEntry("a"), "tok-foreign");
    QVERIFY(m_fixture->overview().foreignSignIns.isEmpty());
}

void AccountsTest::foreignSignInCanBeTakenBack()
{
    signInForeign();
    const auto restored = settle(ForeignLogin::Restore);
    REQUIRE_OK(restored);
    QCOMPARE(m_fixture->inSharedEntry("a"), "tok-alice");
    QCOMPARE(m_fixture->overview().logins.size(), 1);
    REQUIRE_OK(waitFor(m_fixture->logins->undo(*restored)));
    QCOMPARE(m_fixture->inSharedEntry("a"), "tok-foreign");
}

void AccountsTest::checkRemembersWhatTheServerSaid()
{
    REQUIRE_OK(m_fixture->add("a", "tok"));
    knows("tok", "alice");
    const auto check = waitFor(m_fixture->logins->check(login("tok")));
    REQUIRE_OK(check);
    QCOMPARE(check->outcome, LoginCheck::Outcome::SignedIn);
    m_fixture->restart();
    const Login row = m_fixture->overview().logins[0];
    QCOMPARE(row.account, u"alice"_qs);
    QCOMPARE(row.check, std::optional(*check));
    QCOMPARE(row.status(1'800'000'000), LoginStatus::Ok);
    QCOMPARE(row.status(1'800'003'600), LoginStatus::Expired);
}

void AccountsTest::checkThatFailsKeepsWhatWasKnown() // EDGE 44
{
    REQUIRE_OK(m_fixture->add("a", "tok"));
    knows("tok", "alice");
    REQUIRE_OK(waitFor(m_fixture->logins->check(login("tok"))));
    failsFor("tok");
    const auto check = waitFor(m_fixture->logins->check(login("tok")));
    REQUIRE_OK(check);
    QCOMPARE(check->outcome, LoginCheck::Outcome::NotChecked);
    QCOMPARE(check->reason, u"The server cannot be reached."_qs);
    const Login row = m_fixture->overview().logins[0];
    QCOMPARE(row.account, u"alice"_qs);
    QCOMPARE(row.check->owner.expires, 1'800'003'600);
    QCOMPARE(row.status(0), LoginStatus::NotChecked);
}

void AccountsTest::refusalIsAnAnswer() // EDGE 44
{
    REQUIRE_OK(m_fixture->add("a", "tok"));
    const auto check = waitFor(m_fixture->logins->check(login("tok")));
    REQUIRE_OK(check);
    QCOMPARE(check->outcome, LoginCheck::Outcome::Refused);
    QCOMPARE(m_fixture->overview().logins[0].status(0), LoginStatus::Refused);
    REQUIRE_ERROR(waitFor(m_fixture->logins->check(login("other"))), ErrorCode::NotFound);
}

void AccountsTest::checksRunAFewAtOnce()
{
    QList<Future<LoginCheck>> checks;
    for (int i = 0; i < 12; ++i) {
        const QByteArray url = "https://s" + QByteArray::number(i);
        m_fixture->store(url.constData(), "tok");
    }
    m_fixture->servers->hold();
    for (int i = 0; i < 12; ++i) {
        const QByteArray url = "https://s" + QByteArray::number(i);
        checks.append(m_fixture->logins->check(LoginsFixture::login(url.constData(), "tok")));
    }
    QTRY_COMPARE(m_fixture->servers->waiting(), 4);
    m_fixture->servers->release();
    for (const auto& check : std::as_const(checks)) {
        REQUIRE_OK(waitFor(check));
    }
    QCOMPARE(m_fixture->servers->whoIsCalls(), 12);
    QCOMPARE(m_fixture->servers->mostAtOnce(), 4);
}

void AccountsTest::quittingEndsWhatWaitsForAServer()
{
    REQUIRE_OK(m_fixture->add("a", "tok"));
    m_fixture->servers->hold();
    const auto check = m_fixture->logins->check(login("tok"));
    QTRY_COMPARE(m_fixture->servers->waiting(), 1);
    m_fixture->logins.reset();
    REQUIRE_ERROR(waitFor(check), ErrorCode::Cancelled);
}

void AccountsTest::signOutEndsTheTokenAndAllItsCopies()
{
    REQUIRE_OK(m_fixture->add("a", "tok"));
    REQUIRE_OK(m_fixture->use("a", "tok"));
    knows("tok", "alice");
    const auto signedOut = waitFor(m_fixture->logins->signOut(login("tok")));
    REQUIRE_OK(signedOut);
    QVERIFY(signedOut->endedAtServer);
    QCOMPARE(signedOut->removedFrom, (QList { Place::CliFiles, Place::Keyring, Place::Parked }));
    const LoginOverview seen = m_fixture->overview();
    QVERIFY(seen.logins.isEmpty());
    QVERIFY(seen.unfinishedSignOuts.isEmpty());
    QVERIFY(!QFileInfo::exists(m_fixture->files.sessionPath()));
}

void AccountsTest::signOutOfAnUnreachableServerRemovesNothing() // EDGE 46
{
    REQUIRE_OK(m_fixture->add("a", "tok"));
    failsFor("tok");
    REQUIRE_ERROR(waitFor(m_fixture->logins->signOut(login("tok"))), ErrorCode::Network);
    m_fixture->restart();
    const LoginOverview seen = m_fixture->overview();
    QCOMPARE(seen.logins[0].places, (QList { Place::Keyring, Place::Parked }));
    QCOMPARE(seen.unfinishedSignOuts, QList { login("tok") });
}

void AccountsTest::signOutOfAnUnreachableServerRemovesWhenToldSo() // EDGE 46
{
    REQUIRE_OK(m_fixture->add("a", "tok"));
    failsFor("tok");
    const auto signedOut = waitFor(m_fixture->logins->signOut(login("tok"), true));
    REQUIRE_OK(signedOut);
    QVERIFY(!signedOut->endedAtServer);
    QVERIFY(m_fixture->overview().logins.isEmpty());
    QVERIFY(m_fixture->overview().unfinishedSignOuts.isEmpty());
}

void AccountsTest::signOutThatTheServerRefusesIsDone()
{
    REQUIRE_OK(m_fixture->add("a", "tok")); // the server knows no such token any more
    const auto signedOut = waitFor(m_fixture->logins->signOut(login("tok")));
    REQUIRE_OK(signedOut);
    QVERIFY(signedOut->endedAtServer);
    QVERIFY(m_fixture->overview().logins.isEmpty());
}

void AccountsTest::unfinishedSignOutCanBeFinishedOrForgotten() // EDGE 46
{
    REQUIRE_OK(m_fixture->add("a", "tok"));
    failsFor("tok");
    REQUIRE_ERROR(waitFor(m_fixture->logins->signOut(login("tok"))), ErrorCode::Network);
    REQUIRE_OK(waitFor(m_fixture->logins->forgetSignOut(login("tok"))));
    QVERIFY(m_fixture->overview().unfinishedSignOuts.isEmpty());
    REQUIRE_ERROR(waitFor(m_fixture->logins->signOut(login("tok"))), ErrorCode::Network);
    m_fixture->restart(); // the server is back
    knows("tok", "alice");
    REQUIRE_OK(waitFor(m_fixture->logins->signOut(login("tok"))));
    QVERIFY(m_fixture->overview().unfinishedSignOuts.isEmpty());
}

QTEST_GUILESS_MAIN(AccountsTest)
#include "accounts_test.moc"

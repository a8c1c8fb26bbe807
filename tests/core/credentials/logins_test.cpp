// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/credentials/logins_fixture.h"

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

class LoginsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<LoginsFixture>(); }

    void nothingStoredIsAnEmptyOverview();
    void oneTokenInAllStoresIsOneRow();
    void filesLoginOfItsOwnIsARow();
    void sameServerWithTwoTokensIsTwoRows();
    void orphanIsARowWithAProblem();
    void urlWithoutTokenIsNoRow();
    void keyringThatCannotBeReadStillLeavesTheFiles();
    void filesThatCannotBeReadStillLeaveTheKeyring();
    void rowsWithAProblemAreNeverActive();
    void environmentThatOverridesIsTold();
    void addStoresAndParks();
    void addOfAnotherSchemeOfTheHostIsRefused();
    void addOfWhatIsNoTokenIsRefused();
    void addToTheFilesParksAnotherServersLogin();
    void addToTheFilesWorksWithoutAKeyring();
    void addToTheFilesKeepsWhatTheKeyringWillNotTake();
    void addWaitsForADamagedIndexToBeKept();
    void addNeedsAPlaceForTheIndex();
    void importTakesTheTerminalsLoginIntoTheKeyring();
    void revealFindsTheTokenWhereverItLies();
    void removeTakesTheKeyringsCopiesAndLeavesTheTerminals();
    void removeOfOneStoreLeavesTheOthers();
    void removeNeverTakesALockedKeyringForAnEmptyOne();
    void undoPutsBackWhatWasRemoved();
    void undoOfAnAddLeavesNothing();
    void undoIsRefusedWhenTheEntryHasChangedSince();
    void pickNamesTheChoices();

private:
    std::unique_ptr<LoginsFixture> m_fixture;
};

void LoginsTest::nothingStoredIsAnEmptyOverview()
{
    const LoginOverview seen = m_fixture->overview();
    QVERIFY(seen.logins.isEmpty());
    QVERIFY(!seen.keyringProblem);
    QVERIFY(!seen.filesProblem);
    QVERIFY(!seen.previous);
    QVERIFY(seen.overridingVariable.isEmpty());
    QVERIFY(namesIn(m_fixture->folder.path()).isEmpty());
}

void LoginsTest::oneTokenInAllStoresIsOneRow()
{
    m_fixture->store("https://a", "tok-a");
    m_fixture->store("https://b", "tok-b");
    REQUIRE_OK(waitFor(m_fixture->keyring.park(server("b"), secret("tok-b"))));
    m_fixture->signIn("https://b", "tok-b");
    const auto rows = m_fixture->overview().logins;
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0].credential.server, server("https://a"));
    QVERIFY(!rows[0].active);
    QCOMPARE(rows[1].credential.server, server("https://b"));
    QVERIFY(rows[1].active);
    QCOMPARE(rows[1].places, (QList { Place::Keyring, Place::Parked, Place::CliFiles }));
}

void LoginsTest::filesLoginOfItsOwnIsARow()
{
    m_fixture->store("https://a", "tok");
    m_fixture->signIn("http://a", "tok"); // EDGE 43: one token under two origins is two rows
    const auto rows = m_fixture->overview().logins;
    QCOMPARE(rows.size(), 2);
    QVERIFY(!rows[0].active);
    QCOMPARE(rows[1].credential.server, server("http://a"));
    QCOMPARE(rows[1].credential.key, m_fixture->files.sessionPath());
    QCOMPARE(rows[1].places, QList { Place::CliFiles });
    QVERIFY(rows[1].active);
}

void LoginsTest::sameServerWithTwoTokensIsTwoRows() // EDGE 43
{
    m_fixture->store("https://a", "tok-1");
    m_fixture->signIn("https://a", "tok-2");
    const auto rows = m_fixture->overview().logins;
    QCOMPARE(rows.size(), 2);
    QVERIFY(!rows[0].active);
    QVERIFY(rows[1].active);
}

void LoginsTest::orphanIsARowWithAProblem() // EDGE 34
{
    m_fixture->signIn("https://a", "tok");
    QVERIFY(QFile::remove(m_fixture->files.urlPath()));
    const auto rows = m_fixture->overview().logins;
    QCOMPARE(rows.size(), 1);
    QVERIFY(!rows[0].id());
    QCOMPARE(problemOf(rows[0].credential), ErrorCode::Corrupt);
    QCOMPARE(rows[0].status(0), LoginStatus::Unusable);
    QVERIFY(!rows[0].active);
}

void LoginsTest::urlWithoutTokenIsNoRow() // EDGE 34, 47
{
    m_fixture->signIn("https://a", "tok");
    QVERIFY(QFile::remove(m_fixture->files.sessionPath())); // as `coder logout` does
    const LoginOverview seen = m_fixture->overview();
    QVERIFY(seen.logins.isEmpty());
    QVERIFY(!seen.filesProblem);
    QVERIFY(!QFileInfo::exists(m_fixture->files.sessionPath()));
}

void LoginsTest::keyringThatCannotBeReadStillLeavesTheFiles() // EDGE 1
{
    m_fixture->signIn("https://a", "tok");
    m_fixture->keyring.failWith(Error { ErrorCode::KeyringUnavailable, u"There is no keyring."_qs });
    const LoginOverview seen = m_fixture->overview();
    QCOMPARE(seen.keyringProblem->code, ErrorCode::KeyringUnavailable);
    QCOMPARE(seen.logins.size(), 1);
    QVERIFY(seen.logins[0].active);
}

void LoginsTest::filesThatCannotBeReadStillLeaveTheKeyring() // EDGE 39
{
    m_fixture->store("https://a", "tok");
    m_fixture->signIn("https://a", "tok");
    putFile(m_fixture->files.sessionPath(), "tok", 0644);
    const LoginOverview seen = m_fixture->overview();
    QCOMPARE(seen.filesProblem->code, ErrorCode::AccessDenied);
    QCOMPARE(seen.logins.size(), 1);
    QVERIFY(!seen.logins[0].active);
}

void LoginsTest::rowsWithAProblemAreNeverActive() // EDGE 28
{
    m_fixture->keyring.setText(json("{'a':{'api_token':'tok'},'A':{'api_token':'other'}}"));
    m_fixture->signIn("https://a", "tok");
    const auto rows = m_fixture->overview().logins;
    QCOMPARE(rows.size(), 3);
    QCOMPARE(problemOf(rows[0].credential), ErrorCode::Conflict);
    QVERIFY(!rows[0].active);
    QVERIFY(!rows[1].active);
    QVERIFY(rows[2].active);
}

void LoginsTest::environmentThatOverridesIsTold() // EDGE 40, 41
{
    for (const QString& variable : { u"CODER_URL"_qs, u"CODER_SESSION_TOKEN"_qs }) {
        QProcessEnvironment environment;
        environment.insert(variable, u"x"_qs);
        m_fixture->restart(environment);
        QCOMPARE(m_fixture->overview().overridingVariable, variable);
        environment.insert(variable, {});
        m_fixture->restart(environment);
        QVERIFY(m_fixture->overview().overridingVariable.isEmpty());
    }
}

void LoginsTest::addStoresAndParks()
{
    const auto added = m_fixture->add("a", "tok-1", "alice");
    REQUIRE_OK(added);
    QCOMPARE(added->login, LoginsFixture::login("a", "tok-1"));
    QVERIFY(!added->replaced);
    QCOMPARE(m_fixture->inSharedEntry("a"), "tok-1");
    QCOMPARE(m_fixture->parked(), QByteArrayList { "tok-1" });
    const auto rows = m_fixture->overview().logins;
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0].account, u"alice"_qs);
    QCOMPARE(contentOf(m_fixture->indexPath()).count("tok-1"), 0);
    QCOMPARE(modeOf(m_fixture->indexPath()), 0600U);
    REQUIRE_OK(m_fixture->add("a", "tok-1", "alice")); // once more does no harm
    QCOMPARE(m_fixture->parked(), QByteArrayList { "tok-1" });
}

void LoginsTest::addOfAnotherSchemeOfTheHostIsRefused()
{
    REQUIRE_OK(m_fixture->add("https://a", "tok-1"));
    REQUIRE_ERROR(m_fixture->add("http://a", "tok-2"), ErrorCode::OriginMismatch);
    QCOMPARE(m_fixture->inSharedEntry("https://a"), "tok-1");
    QCOMPARE(m_fixture->overview().logins.size(), 1);
}

void LoginsTest::addOfWhatIsNoTokenIsRefused()
{
    REQUIRE_ERROR(m_fixture->add("https://a", "two\nlines"), ErrorCode::InvalidInput);
    QVERIFY(m_fixture->overview().logins.isEmpty());
}

void LoginsTest::addToTheFilesParksAnotherServersLogin()
{
    m_fixture->signIn("https://a", "tok-a");
    REQUIRE_OK(m_fixture->add("b", "tok-b", "", Place::CliFiles));
    QCOMPARE(m_fixture->parked(), QByteArrayList { "tok-a" });
    QCOMPARE(m_fixture->files.read(), (CliLogin { server("b"), secret("tok-b") }));
    QCOMPARE(m_fixture->overview().previous, LoginsFixture::login("a", "tok-a"));
}

void LoginsTest::addToTheFilesWorksWithoutAKeyring()
{
    m_fixture->keyring.failWith(Error { ErrorCode::KeyringUnavailable, u"There is no keyring."_qs });
    REQUIRE_OK(m_fixture->add("a", "tok-a", "", Place::CliFiles));
    REQUIRE_OK(m_fixture->add("b", "tok-b", "", Place::CliFiles));
    QCOMPARE(m_fixture->files.read(), (CliLogin { server("b"), secret("tok-b") }));
}

void LoginsTest::addToTheFilesKeepsWhatTheKeyringWillNotTake()
{
    m_fixture->signIn("https://a", "tok-a");
    m_fixture->keyring.failWith(Error { ErrorCode::Conflict, u"There are several copies."_qs });
    REQUIRE_ERROR(m_fixture->add("b", "tok-b", "", Place::CliFiles), ErrorCode::Conflict);
    QCOMPARE(m_fixture->files.read(), (CliLogin { server("a"), secret("tok-a") }));
}

void LoginsTest::addWaitsForADamagedIndexToBeKept()
{
    REQUIRE_OK(m_fixture->add("a", "tok-a"));
    putFile(m_fixture->indexPath(), "no index");
    const QString kept = m_fixture->indexPath() + u".damaged"_qs;
    QVERIFY(QDir().mkpath(kept + u"/in the way"_qs));
    REQUIRE_ERROR(m_fixture->add("b", "tok-b"), ErrorCode::Corrupt);
    REQUIRE_ERROR(waitFor(m_fixture->keyring.read(server("b"))), ErrorCode::NotFound);
    QVERIFY(QDir(kept).removeRecursively());
    REQUIRE_OK(m_fixture->add("b", "tok-b"));
    QCOMPARE(contentOf(kept), "no index");
}

void LoginsTest::addNeedsAPlaceForTheIndex()
{
    Logins logins(
        { m_fixture->keyring, m_fixture->keyring, m_fixture->files, *m_fixture->servers, m_fixture->clock },
        u"/proc/latchkey/logins.json"_qs, {}); // nothing can be made there
    REQUIRE_ERROR(
        waitFor(logins.add({ .server = server("a"), .token = secret("tok-a"), .place = {}, .account = {} })),
        ErrorCode::StoreUnavailable);
    REQUIRE_ERROR(waitFor(m_fixture->keyring.read(server("a"))), ErrorCode::NotFound);
}

void LoginsTest::importTakesTheTerminalsLoginIntoTheKeyring()
{
    REQUIRE_ERROR(waitFor(m_fixture->logins->import()), ErrorCode::NotFound);
    m_fixture->signIn("https://a", "tok-a");
    REQUIRE_OK(waitFor(m_fixture->logins->import()));
    QCOMPARE(m_fixture->inSharedEntry("a"), "tok-a");
    const auto rows = m_fixture->overview().logins;
    QCOMPARE(rows.size(), 1);
    QVERIFY(rows[0].active);
}

void LoginsTest::revealFindsTheTokenWhereverItLies() // F11
{
    m_fixture->store("https://a", "tok-1");
    m_fixture->signIn("https://b", "tok-2");
    REQUIRE_OK(waitFor(m_fixture->keyring.park(server("a"), secret("tok-3"))));
    for (const auto& [url, token] : { std::pair("https://a", "tok-1"), std::pair("https://b", "tok-2"),
             std::pair("https://a", "tok-3") }) {
        QCOMPARE(
            text(waitFor(m_fixture->logins->reveal(LoginsFixture::login(url, token)))), QByteArray(token));
    }
    for (const auto& [url, token] : { std::pair("https://b", "tok-1"), std::pair("http://b", "tok-2") }) {
        REQUIRE_ERROR(
            waitFor(m_fixture->logins->reveal(LoginsFixture::login(url, token))), ErrorCode::NotFound);
    }
    m_fixture->keyring.failWith(Error { ErrorCode::KeyringLocked, u"Locked."_qs });
    REQUIRE_ERROR(waitFor(m_fixture->logins->reveal(LoginsFixture::login("https://a", "tok-1"))),
        ErrorCode::KeyringLocked);
}

void LoginsTest::removeTakesTheKeyringsCopiesAndLeavesTheTerminals()
{
    REQUIRE_OK(m_fixture->add("a", "tok"));
    REQUIRE_OK(m_fixture->use("a", "tok"));
    const LoginId login = LoginsFixture::login("a", "tok");
    REQUIRE_OK(waitFor(m_fixture->logins->remove(login)));
    QVERIFY(m_fixture->parked().isEmpty());
    const auto rows = m_fixture->overview().logins;
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0].places, QList { Place::CliFiles });
    QVERIFY(rows[0].active);
    REQUIRE_OK(waitFor(m_fixture->logins->remove(login)));
    QVERIFY(m_fixture->overview().logins.isEmpty());
    REQUIRE_ERROR(waitFor(m_fixture->logins->remove(login)), ErrorCode::NotFound);
}

void LoginsTest::removeOfOneStoreLeavesTheOthers()
{
    REQUIRE_OK(m_fixture->add("a", "tok"));
    REQUIRE_OK(m_fixture->use("a", "tok"));
    REQUIRE_OK(waitFor(m_fixture->logins->remove(LoginsFixture::login("a", "tok"), Place::CliFiles)));
    const auto rows = m_fixture->overview().logins;
    QCOMPARE(rows[0].places, (QList { Place::Keyring, Place::Parked }));
    REQUIRE_ERROR(waitFor(m_fixture->logins->remove(LoginsFixture::login("a", "tok"), Place::CliFiles)),
        ErrorCode::NotFound);
}

void LoginsTest::removeNeverTakesALockedKeyringForAnEmptyOne() // EDGE 5
{
    REQUIRE_OK(m_fixture->add("a", "tok", "alice"));
    REQUIRE_OK(m_fixture->use("a", "tok"));
    const LoginId login = LoginsFixture::login("a", "tok");
    m_fixture->keyring.failWith(Error { ErrorCode::KeyringLocked, u"Locked."_qs });
    REQUIRE_ERROR(waitFor(m_fixture->logins->remove(login)), ErrorCode::KeyringLocked);
    QCOMPARE(m_fixture->files.read(), (CliLogin { server("a"), secret("tok") }));
    REQUIRE_OK(waitFor(m_fixture->logins->remove(login, Place::CliFiles))); // when that is what is meant
    QVERIFY(!m_fixture->files.read()->token);
    m_fixture->keyring.failWith(std::nullopt);
    QCOMPARE(m_fixture->overview().logins[0].account, u"alice"_qs); // still known
}

void LoginsTest::undoPutsBackWhatWasRemoved()
{
    REQUIRE_OK(m_fixture->add("a", "tok", "alice"));
    const auto removed = waitFor(m_fixture->logins->remove(LoginsFixture::login("a", "tok")));
    REQUIRE_OK(removed);
    QVERIFY(m_fixture->overview().logins.isEmpty());
    REQUIRE_OK(waitFor(m_fixture->logins->undo(*removed)));
    QCOMPARE(m_fixture->inSharedEntry("a"), "tok");
    QCOMPARE(m_fixture->parked(), QByteArrayList { "tok" });
    QCOMPARE(m_fixture->overview().logins[0].account, u"alice"_qs);
}

void LoginsTest::undoOfAnAddLeavesNothing()
{
    m_fixture->store("https://a", "before");
    const auto added = m_fixture->add("a", "tok", "alice");
    REQUIRE_OK(added);
    REQUIRE_OK(waitFor(m_fixture->logins->undo(*added)));
    QCOMPARE(m_fixture->inSharedEntry("a"), "before");
    QVERIFY(m_fixture->parked().isEmpty());
    QCOMPARE(contentOf(m_fixture->indexPath()).count("alice"), 0);
}

void LoginsTest::undoIsRefusedWhenTheEntryHasChangedSince()
{
    const auto added = m_fixture->add("a", "tok");
    REQUIRE_OK(added);
    m_fixture->store("https://a", "newer");
    REQUIRE_ERROR(waitFor(m_fixture->logins->undo(*added)), ErrorCode::Conflict);
    QCOMPARE(m_fixture->inSharedEntry("a"), "newer");
    QCOMPARE(m_fixture->parked(), QByteArrayList { "tok" });
}

void LoginsTest::pickNamesTheChoices()
{
    REQUIRE_OK(m_fixture->add("a", "tok-1", "alice"));
    REQUIRE_OK(m_fixture->add("a", "tok-2", "bob"));
    const LoginOverview seen = m_fixture->overview();
    QCOMPARE(pickLogin(seen, server("a"), u"alice"_qs)->id(), LoginsFixture::login("a", "tok-1"));
    QCOMPARE(pickLogin(seen, server("a"), {})->id(), LoginsFixture::login("a", "tok-2")); // the entry's
    REQUIRE_ERROR(pickLogin(seen, server("a"), {}, Unnamed::None), ErrorCode::InvalidInput);
    const auto fingerprint = LoginsFixture::login("a", "tok-1").fingerprint;
    QCOMPARE(pickLogin(seen, server("a"), fingerprint)->account, u"alice"_qs);
    REQUIRE_ERROR(pickLogin(seen, server("a"), u"carol"_qs), ErrorCode::NotFound);
    REQUIRE_ERROR(pickLogin(seen, server("b"), {}), ErrorCode::NotFound);
    REQUIRE_OK(waitFor(m_fixture->keyring.remove(server("a"))));
    const auto ambiguous = pickLogin(m_fixture->overview(), server("a"), {});
    REQUIRE_ERROR(ambiguous, ErrorCode::InvalidInput);
    QVERIFY(ambiguous.error().message.contains(u"alice, bob"_qs));
    m_fixture->servers->setOwner(LoginsFixture::login("a", "tok-2").fingerprint, { .username = u"alice"_qs });
    REQUIRE_OK(waitFor(m_fixture->logins->check(LoginsFixture::login("a", "tok-2"))));
    const auto namesakes = pickLogin(m_fixture->overview(), server("a"), u"alice"_qs);
    REQUIRE_ERROR(namesakes, ErrorCode::InvalidInput);
    QVERIFY(namesakes.error().message.contains(fingerprint)); // one name for both would help nobody
    m_fixture->keyring.failWith(Error { ErrorCode::KeyringLocked, u"Locked."_qs });
    REQUIRE_ERROR(pickLogin(m_fixture->overview(), server("a"), {}), ErrorCode::KeyringLocked);
}

QTEST_GUILESS_MAIN(LoginsTest)
#include "logins_test.moc"

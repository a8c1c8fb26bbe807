// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/credentials/logins_fixture.h"

#include <QFileInfo>

#include <atomic>
#include <sys/syscall.h>
#include <unistd.h>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

namespace {

std::atomic<int> syncs = 0;

} // namespace

/// In the place of the system's, to count the calls.
extern "C" int fsync(int descriptor)
{
    ++syncs;
    return static_cast<int>(syscall(SYS_fsync, descriptor));
}

class LoginSwitchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<LoginsFixture>(); }

    void useSignsTheFilesInAndKeepsACopy();
    void useOfWhatIsNotStoredIsNotFound();
    void useOfAnotherSchemeThanTheHostsIsRefused();
    void usePreviousGoesBackAndForth();
    void usePreviousWithoutOneIsNotFound();
    void useOfTheActiveLoginKeepsThePreviousOne();
    void useParksATokenThatOnlyTheFilesHeld();
    void useNeverLosesATokenThatDiffersFromTheKeyrings();
    void useNeverLosesAnOrphan();
    void useIsRefusedWhenTheFilesCannotBeRead();
    void previousIsTheMostRecentThatIsNotActive();
    void failedSwitchKeepsFilesAndPrevious();
    void damagedIndexIsKeptAsideAndStartsAnew();
    void killedSwitchIsFinished_data();
    void killedSwitchIsFinished();
    void killedSwitchToWhatIsGoneIsUndone();
    void killedSwitchWaitsForTheKeyring();
    void killedSwitchIsForgottenOnceSomebodySignedInOrOut();
    void killedBeforeTheJournalLeavesNothing();
    void aSwitchWaitsForTheDiskNoMoreThanItMust();

private:
    CliLogin inFiles() const { return m_fixture->files.read().value_or(CliLogin()); }
    std::optional<LoginId> previous() const { return m_fixture->overview().previous; }
    Result<LoginId> usePrevious() const { return waitFor(m_fixture->logins->usePrevious()); }

    /// What a switch from a to b leaves when it is killed in this state of the files.
    void leaveHalfDone(const QByteArray& url)
    {
        m_fixture->signIn("https://a", "tok-a");
        QVERIFY(QFile::remove(m_fixture->files.sessionPath()));
        putFile(m_fixture->files.urlPath(), url);
        putFile(m_fixture->files.folder() + u"/.latchkey-session-abc123"_qs, "tok-b");
        const auto entry = [](const LoginId& login) {
            return "{\"origin\":\"" + login.server.origin().toLatin1() + "\",\"fingerprint\":\""
                + login.fingerprint.toLatin1() + "\"}";
        };
        putFile(journal(),
            "{\"from\":" + entry(LoginsFixture::login("a", "tok-a"))
                + ",\"to\":" + entry(LoginsFixture::login("b", "tok-b")) + "}");
    }
    QString journal() const { return m_fixture->files.folder() + u"/.latchkey.switch"_qs; }

    std::unique_ptr<LoginsFixture> m_fixture;
};

void LoginSwitchTest::useSignsTheFilesInAndKeepsACopy()
{
    m_fixture->store("https://a", "tok-a");
    REQUIRE_OK(m_fixture->use("a", "tok-a"));
    QCOMPARE(inFiles(), (CliLogin { server("a"), secret("tok-a") }));
    QCOMPARE(m_fixture->inSharedEntry("a"), "tok-a");
    QCOMPARE(m_fixture->parked(), QByteArrayList { "tok-a" });
    QVERIFY(!previous());
    QCOMPARE(
        namesIn(m_fixture->files.folder()), (QStringList { u".latchkey.lock"_qs, u"session"_qs, u"url"_qs }));
}

void LoginSwitchTest::useOfWhatIsNotStoredIsNotFound()
{
    m_fixture->signIn("https://a", "tok-a");
    REQUIRE_ERROR(m_fixture->use("b", "tok-b"), ErrorCode::NotFound);
    QCOMPARE(inFiles(), (CliLogin { server("a"), secret("tok-a") }));
}

void LoginSwitchTest::useOfAnotherSchemeThanTheHostsIsRefused()
{
    m_fixture->store("https://a", "tok-a");
    REQUIRE_ERROR(m_fixture->use("http://a", "tok-a"), ErrorCode::OriginMismatch);
    QCOMPARE(inFiles(), CliLogin());
}

void LoginSwitchTest::usePreviousGoesBackAndForth()
{
    m_fixture->store("https://a", "tok-a");
    m_fixture->store("http://b:3000", "tok-b");
    REQUIRE_OK(m_fixture->use("a", "tok-a"));
    REQUIRE_OK(m_fixture->use("http://b:3000", "tok-b"));
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(usePrevious(), LoginsFixture::login("a", "tok-a"));
        QCOMPARE(inFiles(), (CliLogin { server("a"), secret("tok-a") }));
        QCOMPARE(usePrevious(), LoginsFixture::login("http://b:3000", "tok-b"));
        QCOMPARE(inFiles(), (CliLogin { server("http://b:3000"), secret("tok-b") }));
    }
}

void LoginSwitchTest::usePreviousWithoutOneIsNotFound()
{
    REQUIRE_ERROR(usePrevious(), ErrorCode::NotFound);
    m_fixture->store("https://a", "tok-a");
    REQUIRE_OK(m_fixture->use("a", "tok-a"));
    REQUIRE_ERROR(usePrevious(), ErrorCode::NotFound);
}

void LoginSwitchTest::useOfTheActiveLoginKeepsThePreviousOne()
{
    m_fixture->store("https://a", "tok-a");
    m_fixture->store("https://b", "tok-b");
    REQUIRE_OK(m_fixture->use("a", "tok-a"));
    REQUIRE_OK(m_fixture->use("b", "tok-b"));
    REQUIRE_OK(m_fixture->use("b", "tok-b"));
    QCOMPARE(previous(), LoginsFixture::login("a", "tok-a"));
}

void LoginSwitchTest::useParksATokenThatOnlyTheFilesHeld()
{
    m_fixture->store("https://b", "tok-b");
    m_fixture->signIn("http://a:3000", "tok-a");
    REQUIRE_OK(m_fixture->use("b", "tok-b"));
    QVERIFY(m_fixture->parked().contains("tok-a"));
    QCOMPARE(usePrevious(), LoginsFixture::login("http://a:3000", "tok-a"));
}

void LoginSwitchTest::useNeverLosesATokenThatDiffersFromTheKeyrings() // EDGE 43
{
    m_fixture->store("https://a", "tok-1");
    m_fixture->store("https://b", "tok-b");
    m_fixture->signIn("https://a", "tok-2");
    REQUIRE_OK(m_fixture->use("b", "tok-b"));
    QCOMPARE(m_fixture->inSharedEntry("a"), "tok-1");
    REQUIRE_OK(m_fixture->use("a", "tok-2"));
    QCOMPARE(m_fixture->inSharedEntry("a"), "tok-2");
    REQUIRE_OK(m_fixture->use("a", "tok-1"));
    QCOMPARE(m_fixture->inSharedEntry("a"), "tok-1");
    QCOMPARE(inFiles(), (CliLogin { server("a"), secret("tok-1") }));
}

void LoginSwitchTest::useNeverLosesAnOrphan() // EDGE 34
{
    m_fixture->store("https://a", "tok-a");
    m_fixture->store("https://b", "tok-b");
    m_fixture->signIn("https://x", "orphan");
    QVERIFY(QFile::remove(m_fixture->files.urlPath()));
    REQUIRE_ERROR(m_fixture->use("b", "tok-b"), ErrorCode::Conflict);
    QCOMPARE(contentOf(m_fixture->files.sessionPath()), "orphan");
    putFile(m_fixture->files.sessionPath(), "tok-a"); // this one the keyring has
    REQUIRE_OK(m_fixture->use("b", "tok-b"));
}

void LoginSwitchTest::useIsRefusedWhenTheFilesCannotBeRead() // EDGE 33, 39
{
    m_fixture->store("https://a", "tok-a");
    m_fixture->signIn("https://b", "tok-b");
    putFile(m_fixture->files.sessionPath(), "tok-b", 0644);
    REQUIRE_ERROR(m_fixture->use("a", "tok-a"), ErrorCode::AccessDenied);
    putFile(m_fixture->files.sessionPath(), "two\nlines");
    REQUIRE_ERROR(m_fixture->use("a", "tok-a"), ErrorCode::Corrupt);
    QCOMPARE(contentOf(m_fixture->files.sessionPath()), "two\nlines");
}

void LoginSwitchTest::previousIsTheMostRecentThatIsNotActive()
{
    m_fixture->store("https://a", "tok-a");
    m_fixture->store("https://b", "tok-b");
    REQUIRE_OK(m_fixture->use("a", "tok-a"));
    m_fixture->signIn("https://c", "tok-c"); // as `coder login` does
    REQUIRE_OK(m_fixture->use("b", "tok-b"));
    QCOMPARE(previous(), LoginsFixture::login("c", "tok-c"));
    QCOMPARE(m_fixture->overview().recent,
        (QList { LoginsFixture::login("b", "tok-b"), LoginsFixture::login("c", "tok-c"),
            LoginsFixture::login("a", "tok-a") }));
    REQUIRE_OK(m_fixture->files.removeToken()); // as `coder logout` does: nothing is active
    QCOMPARE(previous(), LoginsFixture::login("b", "tok-b"));
    m_fixture->signIn("https://b", "tok-b"); // by another program
    QCOMPARE(previous(), LoginsFixture::login("c", "tok-c"));
}

void LoginSwitchTest::failedSwitchKeepsFilesAndPrevious() // EDGE 38
{
    m_fixture->store("https://a", "tok-a");
    m_fixture->store("https://b", "tok-b");
    m_fixture->store("https://big", QByteArray(5000, 'x')); // the keyring may hold it, the CLI's file may not
    REQUIRE_OK(m_fixture->use("a", "tok-a"));
    REQUIRE_OK(m_fixture->use("b", "tok-b"));
    REQUIRE_ERROR(m_fixture->use("big", QByteArray(5000, 'x')), ErrorCode::DataTooBig);
    QCOMPARE(inFiles(), (CliLogin { server("b"), secret("tok-b") }));
    QCOMPARE(previous(), LoginsFixture::login("a", "tok-a"));
}

void LoginSwitchTest::damagedIndexIsKeptAsideAndStartsAnew()
{
    m_fixture->store("https://a", "tok-a");
    m_fixture->store("https://b", "tok-b");
    REQUIRE_OK(m_fixture->use("a", "tok-a"));
    for (const QByteArray bad :
        { "", "{", "[]", "{\"logins\":[{\"origin\":\"ftp://h\",\"fingerprint\":\"1\"},5]}" }) {
        putFile(m_fixture->indexPath(), bad);
        QVERIFY(!previous());
        REQUIRE_ERROR(usePrevious(), ErrorCode::NotFound);
        REQUIRE_OK(m_fixture->use("b", "tok-b"));
        QCOMPARE(usePrevious(), LoginsFixture::login("a", "tok-a"));
    }
    QCOMPARE(contentOf(m_fixture->indexPath() + u".damaged"_qs), "[]");
}

void LoginSwitchTest::killedSwitchIsFinished_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::newRow("after session was removed") << QByteArray("https://a");
    QTest::newRow("after url was replaced") << QByteArray("https://b");
}

void LoginSwitchTest::killedSwitchIsFinished() // EDGE 79
{
    QFETCH(const QByteArray, url);
    m_fixture->store("https://a", "tok-a");
    m_fixture->store("https://b", "tok-b");
    leaveHalfDone(url);
    QVERIFY(m_fixture->overview().active() != nullptr);
    QCOMPARE(inFiles(), (CliLogin { server("b"), secret("tok-b") }));
    QCOMPARE(
        namesIn(m_fixture->files.folder()), (QStringList { u".latchkey.lock"_qs, u"session"_qs, u"url"_qs }));
}

void LoginSwitchTest::killedSwitchToWhatIsGoneIsUndone() // EDGE 79
{
    m_fixture->store("https://a", "tok-a");
    leaveHalfDone("https://b");
    QCOMPARE(m_fixture->overview().active()->credential.server, server("a"));
    QCOMPARE(inFiles(), (CliLogin { server("a"), secret("tok-a") }));
    QVERIFY(!QFileInfo::exists(journal()));
}

void LoginSwitchTest::killedSwitchWaitsForTheKeyring() // EDGE 79
{
    m_fixture->store("https://b", "tok-b");
    leaveHalfDone("https://b");
    m_fixture->keyring.failWith(Error { ErrorCode::KeyringLocked, u"Locked."_qs });
    QCOMPARE(m_fixture->overview().active(), nullptr);
    QVERIFY(!namesIn(m_fixture->files.folder()).contains(u".latchkey-session-abc123"_qs));
    m_fixture->keyring.failWith(std::nullopt);
    QVERIFY(m_fixture->overview().active() != nullptr);
    QCOMPARE(inFiles(), (CliLogin { server("b"), secret("tok-b") }));
}

void LoginSwitchTest::killedSwitchIsForgottenOnceSomebodySignedInOrOut() // EDGE 47
{
    m_fixture->store("https://a", "tok-a");
    m_fixture->store("https://b", "tok-b");
    leaveHalfDone("https://b");
    QVERIFY(QFile::remove(m_fixture->files.urlPath())); // as `coder logout` leaves it
    QCOMPARE(m_fixture->overview().active(), nullptr);
    QVERIFY(!QFileInfo::exists(journal()));
    leaveHalfDone("https://b");
    putFile(m_fixture->files.urlPath(), "https://c");
    putFile(m_fixture->files.sessionPath(), "tok-c");
    QVERIFY(m_fixture->overview().active() != nullptr);
    QCOMPARE(inFiles(), (CliLogin { server("c"), secret("tok-c") }));
    QVERIFY(!QFileInfo::exists(journal()));
}

void LoginSwitchTest::killedBeforeTheJournalLeavesNothing() // EDGE 37, 79
{
    m_fixture->signIn("https://a", "tok-a");
    putFile(m_fixture->files.folder() + u"/.latchkey-.latchkey.switch-abc123"_qs, "{\"to\":");
    QVERIFY(m_fixture->overview().active() != nullptr);
    QCOMPARE(
        namesIn(m_fixture->files.folder()), (QStringList { u".latchkey.lock"_qs, u"session"_qs, u"url"_qs }));
}

void LoginSwitchTest::aSwitchWaitsForTheDiskNoMoreThanItMust()
{
    const auto syncsOf = [this](const char* url, const QByteArray& token) {
        syncs = 0;
        return m_fixture->use(url, token) ? syncs.load() : -1;
    };
    m_fixture->store("https://b", "tok-b");
    REQUIRE_OK(m_fixture->add("https://a", "tok-1", "one"));
    REQUIRE_OK(m_fixture->add("https://a", "tok-2", "two"));
    REQUIRE_OK(m_fixture->use("b", "tok-b"));
    REQUIRE_OK(m_fixture->use("a", "tok-1"));
    // `session` and its folder; `url` as somebody else may have written it; the index beside them.
    QCOMPARE(syncsOf("a", "tok-2"), 4);
    // The journal, and its folder; both files; the folder after each of the three steps; the index.
    QCOMPARE(syncsOf("b", "tok-b"), 8);
    QCOMPARE(syncsOf("b", "tok-b"), 1); // nothing but the index
}

QTEST_GUILESS_MAIN(LoginSwitchTest)
#include "login_switch_test.moc"

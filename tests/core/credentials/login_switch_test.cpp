// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/login_switch.h"
#include "core/credentials/memory_backend.h"
#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/file_check.h"
#include "tests/support/result_check.h"

#include <QTemporaryDir>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

class LoginSwitchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void useSignsTheFilesInWithTheKeyringsToken();
    void useOfAServerTheKeyringDoesNotHaveIsNotFound();
    void useOfAnotherSchemeIsRefused();
    void usePreviousGoesBackAndForth();
    void usePreviousWithoutOneIsNotFound();
    void useOfTheActiveLoginKeepsThePreviousOne();
    void usePutsATokenThatOnlyTheFilesHeldIntoTheKeyring();
    void useNeverLosesATokenThatDiffersFromTheKeyrings();
    void useNeverLosesAnOrphan();
    void useIsRefusedWhenTheFilesCannotBeRead();
    void previousIsWhatWasActiveJustBeforeTheSwitch();
    void previousIsNoneOnceItIsActive();
    void failedSwitchKeepsFilesAndPrevious();
    void unreadableStateIsNoPrevious();
    void stateHoldsNoToken();

private:
    LoginSwitch logins() { return { *m_keyring, *m_files, m_state }; }
    void store(const char* url, const QByteArray& token)
    {
        REQUIRE_OK(waitFor(m_keyring->write(server(url), secret(token))));
    }
    void signIn(const char* url, const QByteArray& token)
    {
        REQUIRE_OK(m_files->write(server(url), secret(token)));
    }
    std::optional<ServerUrl> previous() { return logins().previous(m_files->read().value_or(CliLogin())); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MemoryBackend> m_keyring;
    std::unique_ptr<CliFiles> m_files;
    QString m_state;
};

void LoginSwitchTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_keyring = std::make_unique<MemoryBackend>();
    m_files = std::make_unique<CliFiles>(m_folder->filePath(u"coderv2"_qs), [] { });
    m_state = m_folder->filePath(u"state/latchkey/previous-login"_qs);
}

void LoginSwitchTest::useSignsTheFilesInWithTheKeyringsToken()
{
    store("https://a", "tok-a");
    const auto used = logins().use(server("a"));
    REQUIRE_OK(used);
    QCOMPARE(*used, server("a"));
    QCOMPARE(m_files->read(), (CliLogin { server("a"), secret("tok-a") }));
    QCOMPARE(text(waitFor(m_keyring->read(server("a")))), "tok-a");
    QVERIFY(!previous());
}

void LoginSwitchTest::useOfAServerTheKeyringDoesNotHaveIsNotFound()
{
    signIn("https://a", "tok-a");
    REQUIRE_ERROR(logins().use(server("b")), ErrorCode::NotFound);
    QCOMPARE(m_files->read(), (CliLogin { server("a"), secret("tok-a") }));
}

void LoginSwitchTest::useOfAnotherSchemeIsRefused()
{
    store("https://a", "tok-a");
    REQUIRE_ERROR(logins().use(server("http://a")), ErrorCode::OriginMismatch);
    QCOMPARE(m_files->read(), CliLogin());
}

void LoginSwitchTest::usePreviousGoesBackAndForth()
{
    store("https://a", "tok-a");
    store("http://b:3000", "tok-b");
    REQUIRE_OK(logins().use(server("a")));
    REQUIRE_OK(logins().use(server("http://b:3000")));
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(logins().usePrevious(), server("a"));
        QCOMPARE(m_files->read(), (CliLogin { server("a"), secret("tok-a") }));
        QCOMPARE(logins().usePrevious(), server("http://b:3000"));
        QCOMPARE(m_files->read(), (CliLogin { server("http://b:3000"), secret("tok-b") }));
    }
}

void LoginSwitchTest::usePreviousWithoutOneIsNotFound()
{
    REQUIRE_ERROR(logins().usePrevious(), ErrorCode::NotFound);
    store("https://a", "tok-a");
    REQUIRE_OK(logins().use(server("a")));
    REQUIRE_ERROR(logins().usePrevious(), ErrorCode::NotFound);
}

void LoginSwitchTest::useOfTheActiveLoginKeepsThePreviousOne()
{
    store("https://a", "tok-a");
    store("https://b", "tok-b");
    REQUIRE_OK(logins().use(server("a")));
    REQUIRE_OK(logins().use(server("b")));
    REQUIRE_OK(logins().use(server("b")));
    QCOMPARE(previous(), server("a"));
}

void LoginSwitchTest::usePutsATokenThatOnlyTheFilesHeldIntoTheKeyring()
{
    store("https://b", "tok-b");
    signIn("http://a:3000", "tok-a");
    REQUIRE_OK(logins().use(server("b")));
    QCOMPARE(text(waitFor(m_keyring->read(server("http://a:3000")))), "tok-a");
    QCOMPARE(logins().usePrevious(), server("http://a:3000"));
}

void LoginSwitchTest::useNeverLosesATokenThatDiffersFromTheKeyrings()
{
    store("https://a", "tok-1");
    store("https://b", "tok-b");
    for (const char* url : { "https://a", "http://a" }) { // http://a: the keyring's a belongs to https
        signIn(url, "tok-2");
        for (const ServerUrl& wanted : { server("b"), server(url) }) {
            REQUIRE_ERROR(logins().use(wanted),
                wanted == server("http://a") ? ErrorCode::OriginMismatch : ErrorCode::Conflict);
        }
        QCOMPARE(m_files->read(), (CliLogin { server(url), secret("tok-2") }));
    }
    QCOMPARE(text(waitFor(m_keyring->read(server("a")))), "tok-1");
}

void LoginSwitchTest::useNeverLosesAnOrphan() // EDGE 34
{
    store("https://a", "tok-a");
    store("https://b", "tok-b");
    signIn("https://x", "orphan");
    QVERIFY(QFile::remove(m_files->urlPath()));
    REQUIRE_ERROR(logins().use(server("b")), ErrorCode::Conflict);
    QCOMPARE(contentOf(m_files->sessionPath()), "orphan");
    putFile(m_files->sessionPath(), "tok-a"); // this one the keyring has
    REQUIRE_OK(logins().use(server("b")));
}

void LoginSwitchTest::useIsRefusedWhenTheFilesCannotBeRead() // EDGE 33, 39
{
    store("https://a", "tok-a");
    signIn("https://b", "tok-b");
    putFile(m_files->sessionPath(), "tok-b", 0644);
    REQUIRE_ERROR(logins().use(server("a")), ErrorCode::AccessDenied);
    putFile(m_files->sessionPath(), "two\nlines");
    REQUIRE_ERROR(logins().use(server("a")), ErrorCode::Corrupt);
    QCOMPARE(contentOf(m_files->sessionPath()), "two\nlines");
}

void LoginSwitchTest::previousIsWhatWasActiveJustBeforeTheSwitch()
{
    store("https://a", "tok-a");
    store("https://b", "tok-b");
    REQUIRE_OK(logins().use(server("a")));
    signIn("https://c", "tok-c"); // as `coder login` does
    REQUIRE_OK(logins().use(server("b")));
    QCOMPARE(previous(), server("c"));
    REQUIRE_OK(m_files->removeToken()); // as `coder logout` does: nothing is active
    REQUIRE_OK(logins().use(server("a")));
    QCOMPARE(previous(), server("c"));
}

void LoginSwitchTest::previousIsNoneOnceItIsActive()
{
    store("https://a", "tok-a");
    store("https://b", "tok-b");
    REQUIRE_OK(logins().use(server("a")));
    REQUIRE_OK(logins().use(server("b")));
    signIn("https://a", "tok-a"); // by another program
    QVERIFY(!previous());
    REQUIRE_ERROR(logins().usePrevious(), ErrorCode::NotFound);
}

void LoginSwitchTest::failedSwitchKeepsFilesAndPrevious() // EDGE 38
{
    store("https://a", "tok-a");
    store("https://b", "tok-b");
    store("https://big", QByteArray(5000, 'x')); // the keyring may hold it, the CLI's file may not
    REQUIRE_OK(logins().use(server("a")));
    REQUIRE_OK(logins().use(server("b")));
    REQUIRE_ERROR(logins().use(server("big")), ErrorCode::DataTooBig);
    QCOMPARE(m_files->read(), (CliLogin { server("b"), secret("tok-b") }));
    QCOMPARE(previous(), server("a"));
}

void LoginSwitchTest::unreadableStateIsNoPrevious()
{
    store("https://a", "tok-a");
    store("https://b", "tok-b");
    REQUIRE_OK(logins().use(server("a")));
    REQUIRE_OK(logins().use(server("b")));
    for (const QByteArray bad : { "", "{", "[]", "{\"previous\":5}", "{\"previous\":\"ftp://h\"}" }) {
        putFile(m_state, bad);
        QVERIFY(!previous());
        REQUIRE_ERROR(logins().usePrevious(), ErrorCode::NotFound);
    }
    REQUIRE_OK(logins().use(server("a")));
    QCOMPARE(previous(), server("b"));
}

void LoginSwitchTest::stateHoldsNoToken()
{
    store("https://a", "tok-a");
    store("https://b", "tok-b");
    REQUIRE_OK(logins().use(server("a")));
    REQUIRE_OK(logins().use(server("b")));
    QCOMPARE(contentOf(m_state), json("{'previous':'https://a'}"));
    QCOMPARE(modeOf(m_state), 0600U);
    QCOMPARE(modeOf(QFileInfo(m_state).path()), 0700U);
}

QTEST_GUILESS_MAIN(LoginSwitchTest)
#include "login_switch_test.moc"

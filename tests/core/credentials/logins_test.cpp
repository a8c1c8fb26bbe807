// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/cli_files.h"
#include "core/credentials/logins.h"
#include "core/credentials/memory_backend.h"
#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/file_check.h"
#include "tests/support/result_check.h"

#include <QTemporaryDir>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

class LoginsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void nothingStoredIsAnEmptyOverview();
    void filesCopyMakesTheKeyringsRowActive();
    void filesLoginOfItsOwnIsARow();
    void sameServerWithTwoTokensIsTwoRows();
    void orphanIsARowWithAProblem();
    void urlWithoutTokenIsNoRow();
    void keyringThatCannotBeReadStillLeavesTheFiles();
    void filesThatCannotBeReadStillLeaveTheKeyring();
    void rowsWithAProblemAreNeverActive();
    void environmentThatOverridesIsTold();
    void addReturnsWhatItReplaced();
    void addToTheFilesKeepsAnotherServersLoginInTheKeyring();
    void addToTheFilesWorksWithoutAKeyring();
    void addToTheFilesNeverLosesATokenTheKeyringHasAnotherFor();
    void revealGivesTheTokenOfItsPlace();
    void removeReturnsTheTokenAndLeavesTheOtherCopy();

private:
    LoginOverview overview()
    {
        const auto result = waitFor(m_logins->overview());
        return result.value_or(LoginOverview());
    }
    void store(const char* url, const QByteArray& token)
    {
        REQUIRE_OK(waitFor(m_keyring->write(server(url), secret(token))));
    }
    void signIn(const char* url, const QByteArray& token)
    {
        REQUIRE_OK(m_files->write(server(url), secret(token)));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MemoryBackend> m_keyring;
    std::unique_ptr<CliFiles> m_files;
    std::unique_ptr<Logins> m_logins;
};

void LoginsTest::init()
{
    m_logins.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_keyring = std::make_unique<MemoryBackend>();
    m_files = std::make_unique<CliFiles>(m_folder->filePath(u"coderv2"_qs), [] { });
    m_logins = std::make_unique<Logins>(
        *m_keyring, *m_files, m_folder->filePath(u"state/previous-login"_qs), QProcessEnvironment());
}

void LoginsTest::nothingStoredIsAnEmptyOverview()
{
    const LoginOverview seen = overview();
    QVERIFY(seen.logins.isEmpty());
    QVERIFY(!seen.keyringProblem);
    QVERIFY(!seen.filesProblem);
    QVERIFY(!seen.previous);
    QVERIFY(!seen.overriddenByEnvironment);
    QVERIFY(namesIn(m_folder->path()).isEmpty());
}

void LoginsTest::filesCopyMakesTheKeyringsRowActive()
{
    store("https://a", "tok-a");
    store("https://b", "tok-b");
    signIn("https://b", "tok-b");
    const auto rows = overview().logins;
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0].credential.server, server("https://a"));
    QVERIFY(!rows[0].active);
    QCOMPARE(rows[1].credential.server, server("https://b"));
    QVERIFY(rows[1].active);
    QCOMPARE(rows[1].storedIn, Place::Keyring);
}

void LoginsTest::filesLoginOfItsOwnIsARow()
{
    store("https://a", "tok");
    signIn("http://a", "tok"); // EDGE 43: one token under two origins is two rows
    const auto rows = overview().logins;
    QCOMPARE(rows.size(), 2);
    QVERIFY(!rows[0].active);
    QCOMPARE(rows[1].credential.server, server("http://a"));
    QCOMPARE(rows[1].credential.key, m_files->sessionPath());
    QCOMPARE(rows[1].storedIn, Place::CliFiles);
    QVERIFY(rows[1].active);
}

void LoginsTest::sameServerWithTwoTokensIsTwoRows() // EDGE 43
{
    store("https://a", "tok-1");
    signIn("https://a", "tok-2");
    const auto rows = overview().logins;
    QCOMPARE(rows.size(), 2);
    QVERIFY(!rows[0].active);
    QVERIFY(rows[1].active);
}

void LoginsTest::orphanIsARowWithAProblem() // EDGE 34
{
    signIn("https://a", "tok");
    QVERIFY(QFile::remove(m_files->urlPath()));
    const auto rows = overview().logins;
    QCOMPARE(rows.size(), 1);
    QVERIFY(!rows[0].credential.server);
    QCOMPARE(problemOf(rows[0].credential), ErrorCode::Corrupt);
    QVERIFY(!rows[0].active);
}

void LoginsTest::urlWithoutTokenIsNoRow() // EDGE 34, 47
{
    signIn("https://a", "tok");
    QVERIFY(QFile::remove(m_files->sessionPath())); // as `coder logout` does
    const LoginOverview seen = overview();
    QVERIFY(seen.logins.isEmpty());
    QVERIFY(!seen.filesProblem);
    QVERIFY(!QFileInfo::exists(m_files->sessionPath()));
}

void LoginsTest::keyringThatCannotBeReadStillLeavesTheFiles() // EDGE 1
{
    signIn("https://a", "tok");
    m_keyring->failWith(Error { ErrorCode::KeyringUnavailable, u"There is no keyring."_qs });
    const LoginOverview seen = overview();
    QCOMPARE(seen.keyringProblem->code, ErrorCode::KeyringUnavailable);
    QCOMPARE(seen.logins.size(), 1);
    QVERIFY(seen.logins[0].active);
}

void LoginsTest::filesThatCannotBeReadStillLeaveTheKeyring() // EDGE 39
{
    store("https://a", "tok");
    signIn("https://a", "tok");
    putFile(m_files->sessionPath(), "tok", 0644);
    const LoginOverview seen = overview();
    QCOMPARE(seen.filesProblem->code, ErrorCode::AccessDenied);
    QCOMPARE(seen.logins.size(), 1);
    QVERIFY(!seen.logins[0].active);
}

void LoginsTest::rowsWithAProblemAreNeverActive() // EDGE 28
{
    m_keyring->setText(json("{'a':{'api_token':'tok'},'A':{'api_token':'other'}}"));
    signIn("https://a", "tok");
    const auto rows = overview().logins;
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
        Logins logins(*m_keyring, *m_files, m_folder->filePath(u"state"_qs), environment);
        QVERIFY(waitFor(logins.overview())->overriddenByEnvironment);
        environment.insert(variable, {});
        Logins unset(*m_keyring, *m_files, m_folder->filePath(u"state"_qs), environment);
        QVERIFY(!waitFor(unset.overview())->overriddenByEnvironment);
    }
}

void LoginsTest::addReturnsWhatItReplaced()
{
    for (const Place place : { Place::Keyring, Place::CliFiles }) {
        const auto first = waitFor(m_logins->add(server("a"), secret("tok-1"), place));
        REQUIRE_OK(first);
        QVERIFY(!first->has_value());
        const auto second = waitFor(m_logins->add(server("a"), secret("tok-2"), place));
        REQUIRE_OK(second);
        QCOMPARE(*second, secret("tok-1"));
        QCOMPARE(text(waitFor(m_logins->reveal(server("a"), place))), "tok-2");
    }
    REQUIRE_ERROR(
        waitFor(m_logins->add(server("http://a"), secret("x"), Place::Keyring)), ErrorCode::OriginMismatch);
    QCOMPARE(text(waitFor(m_logins->reveal(server("a"), Place::Keyring))), "tok-2");
}

void LoginsTest::addToTheFilesKeepsAnotherServersLoginInTheKeyring()
{
    signIn("https://a", "tok-a");
    const auto added = waitFor(m_logins->add(server("b"), secret("tok-b"), Place::CliFiles));
    REQUIRE_OK(added);
    QVERIFY(!added->has_value()); // a's token is no one to give back to b
    QCOMPARE(text(waitFor(m_keyring->read(server("a")))), "tok-a");
    QCOMPARE(m_files->read(), (CliLogin { server("b"), secret("tok-b") }));
    QCOMPARE(overview().previous, server("a"));
}

void LoginsTest::addToTheFilesWorksWithoutAKeyring()
{
    m_keyring->failWith(Error { ErrorCode::KeyringUnavailable, u"There is no keyring."_qs });
    REQUIRE_OK(waitFor(m_logins->add(server("a"), secret("tok-a"), Place::CliFiles)));
    REQUIRE_OK(waitFor(m_logins->add(server("b"), secret("tok-b"), Place::CliFiles)));
    QCOMPARE(m_files->read(), (CliLogin { server("b"), secret("tok-b") }));
}

void LoginsTest::addToTheFilesNeverLosesATokenTheKeyringHasAnotherFor()
{
    store("https://a", "tok-1");
    signIn("https://a", "tok-2");
    REQUIRE_ERROR(waitFor(m_logins->add(server("b"), secret("tok-b"), Place::CliFiles)), ErrorCode::Conflict);
    QCOMPARE(m_files->read(), (CliLogin { server("a"), secret("tok-2") }));
    QCOMPARE(text(waitFor(m_keyring->read(server("a")))), "tok-1");
}

void LoginsTest::revealGivesTheTokenOfItsPlace() // F11
{
    store("https://a", "tok-1");
    signIn("https://b", "tok-2");
    QCOMPARE(text(waitFor(m_logins->reveal(server("a"), Place::Keyring))), "tok-1");
    QCOMPARE(text(waitFor(m_logins->reveal(server("b"), Place::CliFiles))), "tok-2");
    REQUIRE_ERROR(waitFor(m_logins->reveal(server("b"), Place::Keyring)), ErrorCode::NotFound);
    REQUIRE_ERROR(waitFor(m_logins->reveal(server("a"), Place::CliFiles)), ErrorCode::OriginMismatch);
    REQUIRE_ERROR(waitFor(m_logins->reveal(server("http://b"), Place::CliFiles)), ErrorCode::OriginMismatch);
    QVERIFY(QFile::remove(m_files->urlPath()));
    REQUIRE_ERROR(waitFor(m_logins->reveal(server("b"), Place::CliFiles)), ErrorCode::OriginMismatch);
    QVERIFY(QFile::remove(m_files->sessionPath()));
    REQUIRE_ERROR(waitFor(m_logins->reveal(server("b"), Place::CliFiles)), ErrorCode::NotFound);
}

void LoginsTest::removeReturnsTheTokenAndLeavesTheOtherCopy()
{
    store("https://a", "tok");
    signIn("https://a", "tok");
    QCOMPARE(text(waitFor(m_logins->remove(server("a"), Place::Keyring))), "tok");
    REQUIRE_ERROR(waitFor(m_logins->remove(server("a"), Place::Keyring)), ErrorCode::NotFound);
    const auto rows = overview().logins;
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0].storedIn, Place::CliFiles);
    QVERIFY(rows[0].active);
    REQUIRE_ERROR(waitFor(m_logins->remove(server("b"), Place::CliFiles)), ErrorCode::OriginMismatch);
    QCOMPARE(text(waitFor(m_logins->remove(server("a"), Place::CliFiles))), "tok");
    QVERIFY(overview().logins.isEmpty());
}

QTEST_GUILESS_MAIN(LoginsTest)
#include "logins_test.moc"

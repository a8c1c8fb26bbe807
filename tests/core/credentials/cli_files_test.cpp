// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/cli_files.h"
#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/file_check.h"
#include "tests/support/full_disk.h"
#include "tests/support/result_check.h"

#include <QTemporaryDir>

#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

namespace {

const QByteArray Token("abcdefghij-ABCDEFGHIJKLMNOPQRSTUV");

} // namespace

class CliFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void writesTheFilesOfTheCli();
    void statesOfTheTwoFiles();
    void endsAreTrimmed_data();
    void endsAreTrimmed();
    void contentThatIsNoTokenIsCorrupt_data();
    void contentThatIsNoTokenIsCorrupt();
    void whatIsNoFileIsToldWithoutWaiting_data();
    void whatIsNoFileIsToldWithoutWaiting();
    void urlThatNamesNoServerIsCorrupt();
    void tokensThatOthersCouldReadAreRefusedWithTheMend();
    void urlThatOthersCanReadIsFineButNotOneTheyCanChange();
    void foldersThatOthersCanChangeAreRefused();
    void filesOfAnotherOwnerAreRefused();
    void halfWrittenFilesAreReadAgain_data();
    void halfWrittenFilesAreReadAgain();
    void wholeFilesAreReadOnce();
    void neverShowsATokenBesideAnotherServersUrl();
    void anotherTokenOfTheSameServerIsOneStep();
    void aUrlThatIsSpelledOtherwiseIsReplaced();
    void writersOfSeveralThreadsLeaveWholePairs();
    void writeAgainstAnExpectationThatNoLongerHoldsChangesNothing();
    void failedWriteKeepsTheOldLogin();
    void fullDiskKeepsTheOldLogin();
    void linksStayLinks();
    void leftoversOfAKilledWriterGo();
    void aTokenLeftOverWithoutAJournalIsAnInterruption();
    void signingOutKeepsTheUrl();
    void signingOutWhereNobodyIsSignedInIsNotFound();

private:
    QString path(const QString& name) const { return m_folder->filePath(u"coderv2/"_qs + name); }
    CliFiles files()
    {
        return { m_folder->filePath(u"coderv2"_qs), [this] { pause(); } };
    }
    void signInByHand()
    {
        putFile(path(u"url"_qs), "https://h");
        putFile(path(u"session"_qs), Token);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::function<void()> pause;
    int m_pauses = 0;
};

void CliFilesTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_pauses = 0;
    pause = [this] { ++m_pauses; };
    QVERIFY(QDir(m_folder->path()).mkdir(u"coderv2"_qs));
    QCOMPARE(chmod(QFile::encodeName(path({})).constData(), 0750), 0);
}

void CliFilesTest::writesTheFilesOfTheCli() // EDGE 39, F4
{
    const CliFiles missing(m_folder->filePath(u"a/b"_qs));
    REQUIRE_OK(missing.write(server("http://H:3000/x"), secret(Token)));
    QCOMPARE(contentOf(missing.urlPath()), "http://h:3000");
    QCOMPARE(contentOf(missing.sessionPath()), Token);
    QCOMPARE(modeOf(missing.urlPath()), 0600U);
    QCOMPARE(modeOf(missing.sessionPath()), 0600U);
    QCOMPARE(modeOf(missing.folder()), 0750U);
    const auto login = missing.read();
    REQUIRE_OK(login);
    QCOMPARE(login->server, server("http://h:3000"));
    QCOMPARE(login->token, secret(Token));
}

void CliFilesTest::statesOfTheTwoFiles() // EDGE 33, 34
{
    QCOMPARE(CliFiles(m_folder->filePath(u"missing"_qs)).read(), CliLogin());
    QCOMPARE(files().read(), CliLogin());
    putFile(path(u"url"_qs), "https://h");
    QCOMPARE(files().read(), (CliLogin { server("h"), std::nullopt }));
    putFile(path(u"session"_qs), {});
    QCOMPARE(files().read(), (CliLogin { server("h"), std::nullopt }));
    putFile(path(u"session"_qs), Token);
    QCOMPARE(files().read(), (CliLogin { server("h"), secret(Token) }));
    QVERIFY(QFile::remove(path(u"url"_qs)));
    QCOMPARE(files().read(), (CliLogin { std::nullopt, secret(Token) }));
}

void CliFilesTest::endsAreTrimmed_data() // EDGE 33, F9
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("line feed") << QByteArray() << QByteArray("\n");
    QTest::newRow("carriage return") << QByteArray() << QByteArray("\r\n");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf") << QByteArray();
    QTest::newRow("spaces") << QByteArray(" \t") << QByteArray("  ");
}

void CliFilesTest::endsAreTrimmed()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    putFile(path(u"url"_qs), before + "https://h" + after);
    putFile(path(u"session"_qs), before + Token + after);
    QCOMPARE(files().read(), (CliLogin { server("h"), secret(Token) }));
}

void CliFilesTest::contentThatIsNoTokenIsCorrupt_data() // EDGE 33, F9
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("two lines") << QByteArray(Token + "\n" + Token);
    QTest::newRow("NUL") << QByteArray("s3cr3t\0", 7);
    QTest::newRow("binary") << QByteArray("\x7f\x45\x4c\x46\x02\x01");
    QTest::newRow("invalid UTF-8") << QByteArray("s3cr3t\xff");
    QTest::newRow("other letters") << QByteArray("s3cr3tö");
    QTest::newRow("space inside") << QByteArray("s3cr3t x");
    QTest::newRow("more than 4096 bytes") << QByteArray(4097, 'x');
    QTest::newRow("1 MB") << QByteArray(1 << 20, 'x');
}

void CliFilesTest::contentThatIsNoTokenIsCorrupt()
{
    QFETCH(QByteArray, content);
    putFile(path(u"url"_qs), "https://h");
    putFile(path(u"session"_qs), content);
    const auto login = files().read();
    REQUIRE_ERROR(login, ErrorCode::Corrupt);
    QVERIFY(!login.error().message.contains(u"s3cr3t"_qs));
    QCOMPARE(contentOf(path(u"session"_qs)), content);
}

void CliFilesTest::whatIsNoFileIsToldWithoutWaiting_data() // EDGE 33, F9
{
    QTest::addColumn<QString>("name");
    QTest::newRow("url") << u"url"_qs;
    QTest::newRow("session") << u"session"_qs;
}

void CliFilesTest::whatIsNoFileIsToldWithoutWaiting()
{
    QFETCH(QString, name);
    signInByHand();
    const QByteArray encoded = QFile::encodeName(path(name));
    QVERIFY(QFile::remove(path(name)));
    QCOMPARE(mkfifo(encoded.constData(), 0600), 0); // opening it the plain way waits for ever
    REQUIRE_ERROR(files().read(), ErrorCode::Corrupt);
    REQUIRE_ERROR(files().write(server("h"), secret(Token)), ErrorCode::Corrupt);
    QVERIFY(QFile::remove(path(name)));
    QCOMPARE(symlink("/dev/null", encoded.constData()), 0);
    REQUIRE_ERROR(files().read(), ErrorCode::Corrupt);
    REQUIRE_ERROR(files().write(server("h"), secret(Token)), ErrorCode::Corrupt);
    QVERIFY(QFile::remove(path(name)));
    QCOMPARE(symlink("missing", encoded.constData()), 0);
    REQUIRE_ERROR(files().read(), ErrorCode::Corrupt);
    QVERIFY(QFile::remove(path(name)));
    QCOMPARE(mkdir(encoded.constData(), 0700), 0);
    REQUIRE_ERROR(files().read(), ErrorCode::Corrupt);
    REQUIRE_ERROR(files().write(server("h"), secret(Token)), ErrorCode::Corrupt);
    const QString other = name == u"url"_qs ? u"session"_qs : u"url"_qs;
    QCOMPARE(contentOf(path(other)), name == u"url"_qs ? Token : QByteArray("https://h"));
}

void CliFilesTest::urlThatNamesNoServerIsCorrupt()
{
    for (const QByteArray url : { "://not a url", "ftp://h", "https://s3cr3t@h", "two\nlines" }) {
        putFile(path(u"url"_qs), url);
        const auto login = files().read();
        REQUIRE_ERROR(login, ErrorCode::Corrupt);
        QVERIFY(!login.error().message.contains(u"s3cr3t"_qs));
    }
}

void CliFilesTest::tokensThatOthersCouldReadAreRefusedWithTheMend() // EDGE 39, F4
{
    signInByHand();
    for (const unsigned mode : { 0644U, 0640U, 0604U, 0666U, 0610U }) {
        putFile(path(u"session"_qs), Token, mode);
        const auto login = files().read();
        REQUIRE_ERROR(login, ErrorCode::AccessDenied);
        QVERIFY(login.error().message.contains(u"chmod 600 "_qs + path(u"session"_qs)));
        QCOMPARE(modeOf(path(u"session"_qs)), mode);
    }
    REQUIRE_OK(files().write(server("h"), secret(Token))); // a new file mends it
    QCOMPARE(modeOf(path(u"session"_qs)), 0600U);
    REQUIRE_OK(files().read());
}

void CliFilesTest::urlThatOthersCanReadIsFineButNotOneTheyCanChange() // EDGE 39
{
    signInByHand();
    putFile(path(u"url"_qs), "https://h", 0644);
    REQUIRE_OK(files().read());
    putFile(path(u"url"_qs), "https://h", 0664);
    const auto login = files().read();
    REQUIRE_ERROR(login, ErrorCode::AccessDenied);
    QVERIFY(login.error().message.contains(u"chmod 600 "_qs + path(u"url"_qs)));
}

void CliFilesTest::foldersThatOthersCanChangeAreRefused() // EDGE 39
{
    signInByHand();
    QCOMPARE(chmod(QFile::encodeName(files().folder()).constData(), 0770), 0);
    const auto login = files().read();
    REQUIRE_ERROR(login, ErrorCode::AccessDenied);
    QVERIFY(login.error().message.contains(u"chmod go-w "_qs + files().folder()));
    REQUIRE_ERROR(files().write(server("other"), secret(Token)), ErrorCode::AccessDenied);
    QCOMPARE(contentOf(path(u"url"_qs)), "https://h");
}

void CliFilesTest::filesOfAnotherOwnerAreRefused() // EDGE 39
{
    signInByHand();
    const QByteArray encoded = QFile::encodeName(path(u"session"_qs));
    if (geteuid() == 0) {
        QCOMPARE(chown(encoded.constData(), 65534, static_cast<gid_t>(-1)), 0);
    } else { // an ordinary user cannot give files away: a root-owned one stands in
        QVERIFY(QFile::remove(path(u"session"_qs)));
        QCOMPARE(symlink("/etc/hostname", encoded.constData()), 0);
    }
    REQUIRE_ERROR(files().read(), ErrorCode::AccessDenied);
}

void CliFilesTest::halfWrittenFilesAreReadAgain_data() // EDGE 35
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("token");
    QTest::newRow("session empty") << QByteArray("https://h") << QByteArray();
    QTest::newRow("session cut short") << QByteArray("https://h") << Token.first(20);
    QTest::newRow("session cut in the middle of a character")
        << QByteArray("https://h") << QByteArray("a\xc3");
    QTest::newRow("url empty") << QByteArray() << Token;
    QTest::newRow("url cut short") << QByteArray("https://") << Token;
    QTest::newRow("both empty") << QByteArray() << QByteArray();
}

void CliFilesTest::halfWrittenFilesAreReadAgain()
{
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, token);
    putFile(path(u"url"_qs), url);
    putFile(path(u"session"_qs), token);
    pause = [this] { // the CLI finishes meanwhile
        ++m_pauses;
        signInByHand();
    };
    QCOMPARE(files().read(), (CliLogin { server("h"), secret(Token) }));
    QCOMPARE(m_pauses, 1);
}

void CliFilesTest::wholeFilesAreReadOnce()
{
    signInByHand();
    REQUIRE_OK(files().read());
    QVERIFY(QFile::remove(path(u"session"_qs)));
    REQUIRE_OK(files().read());
    QCOMPARE(m_pauses, 0);
}

void CliFilesTest::neverShowsATokenBesideAnotherServersUrl() // EDGE 36, F11
{
    const QByteArray other = QByteArray(Token).replace('A', 'Z');
    std::atomic<bool> done = false;
    std::thread writer([this, &done, &other] {
        for (int i = 0; i < 25; ++i) {
            std::ignore = files().write(server("a"), secret(Token));
            std::ignore = files().write(server("b"), secret(other));
        }
        done = true;
    });
    int pairs = 0;
    bool everWrong = false;
    while (!done) {
        const auto login = CliFiles(files().folder(), [] { }).read();
        if (login && login->server && login->token) {
            ++pairs;
            everWrong = everWrong || (login->server == server("a")) != (login->token == secret(Token));
        }
    }
    writer.join();
    QVERIFY(!everWrong);
    QVERIFY(pairs > 0);
}

void CliFilesTest::anotherTokenOfTheSameServerIsOneStep() // EDGE 36, F11
{
    const QByteArray other = QByteArray(Token).replace('A', 'Z');
    signInByHand();
    const auto url = QFileInfo(path(u"url"_qs)).lastModified();
    std::atomic<bool> done = false;
    std::thread writer([this, &done, &other] {
        for (int i = 0; i < 100; ++i) {
            std::ignore = files().write(server("h"), secret(i % 2 == 0 ? other : Token));
        }
        done = true;
    });
    int readings = 0;
    bool everSignedOut = false;
    while (!done) {
        const auto login = CliFiles(files().folder(), [] { }).read();
        ++readings;
        everSignedOut = everSignedOut || !login || !login->whole();
    }
    writer.join();
    QVERIFY(!everSignedOut);
    QVERIFY(readings > 0);
    QCOMPARE(QFileInfo(path(u"url"_qs)).lastModified(), url);
    QCOMPARE(files().read(), (CliLogin { server("h"), secret(Token) }));
    QCOMPARE(namesIn(files().folder()), (QStringList { u".latchkey.lock"_qs, u"session"_qs, u"url"_qs }));
}

void CliFilesTest::aUrlThatIsSpelledOtherwiseIsReplaced()
{
    for (const QByteArray spelled : { "https://H:443", "https://h/path", "https://h\n" }) {
        putFile(path(u"url"_qs), spelled);
        REQUIRE_OK(files().write(server("h"), secret(Token)));
        QCOMPARE(contentOf(path(u"url"_qs)), "https://h");
    }
}

void CliFilesTest::writersOfSeveralThreadsLeaveWholePairs() // EDGE 36, F10
{
    std::vector<std::thread> writers;
    std::atomic<int> failures = 0;
    writers.reserve(4);
    for (int i = 0; i < 4; ++i) {
        writers.emplace_back([this, i, &failures] {
            const QByteArray token = QByteArray(Token).replace('A', static_cast<char>('0' + i));
            for (int round = 0; round < 5; ++round) {
                failures += files().write(server(u"h%1"_qs.arg(i)), secret(token)) ? 0 : 1;
            }
        });
    }
    for (std::thread& writer : writers) {
        writer.join();
    }
    QCOMPARE(failures.load(), 0);
    const auto login = files().read();
    REQUIRE_OK(login);
    const QByteArray number = login->server->hostKey().right(1).toLatin1();
    QCOMPARE(login->token, secret(QByteArray(Token).replace("A", number)));
    QCOMPARE(namesIn(files().folder()), QStringList({ u".latchkey.lock"_qs, u"session"_qs, u"url"_qs }));
}

void CliFilesTest::writeAgainstAnExpectationThatNoLongerHoldsChangesNothing() // EDGE 36
{
    signInByHand();
    const auto before = files().read();
    REQUIRE_OK(before);
    putFile(path(u"session"_qs), "newer");
    REQUIRE_ERROR(files().write(server("other"), secret(Token), *before), ErrorCode::Conflict);
    QCOMPARE(contentOf(path(u"url"_qs)), "https://h");
    QCOMPARE(contentOf(path(u"session"_qs)), "newer");
}

void CliFilesTest::failedWriteKeepsTheOldLogin() // EDGE 38
{
    signInByHand();
    REQUIRE_ERROR(files().write(server("other"), secret(QByteArray(4097, 'x'))), ErrorCode::DataTooBig);
    REQUIRE_ERROR(files().write(server("other"), secret("a b")), ErrorCode::InvalidInput);
    const CliFiles inFile(path(u"url/below"_qs));
    REQUIRE_ERROR(inFile.write(server("other"), secret(Token)), ErrorCode::StoreUnavailable);
    QCOMPARE(files().read(), (CliLogin { server("h"), secret(Token) }));
}

void CliFilesTest::fullDiskKeepsTheOldLogin() // EDGE 38, F2
{
    REQUIRE_OK(files().write(server("h"), secret(Token)));
    for (const rlim_t room : { 0, 20 }) { // none; enough for the URL but not for the token
        Result<void> written;
        {
            const FullDisk disk(room);
            written = files().write(server("other"), secret(QByteArray(Token).toUpper()));
        }
        REQUIRE_ERROR(written, ErrorCode::DiskFull);
        QCOMPARE(files().read(), (CliLogin { server("h"), secret(Token) }));
        QCOMPARE(namesIn(files().folder()), QStringList({ u".latchkey.lock"_qs, u"session"_qs, u"url"_qs }));
    }
}

void CliFilesTest::linksStayLinks() // EDGE 38, F6
{
    const QString managed = m_folder->filePath(u"managed"_qs);
    putFile(managed, Token);
    putFile(path(u"url"_qs), "https://h");
    QVERIFY(QFile::link(managed, path(u"session"_qs)));
    REQUIRE_OK(files().write(server("other"), secret("new")));
    QVERIFY(QFileInfo(path(u"session"_qs)).isSymLink());
    QCOMPARE(contentOf(managed), "new");
    QCOMPARE(files().read(), (CliLogin { server("other"), secret("new") }));
}

void CliFilesTest::leftoversOfAKilledWriterGo() // EDGE 37, F1
{
    signInByHand();
    putFile(path(u".latchkey-session-aB3dEf"_qs), Token);
    putFile(path(u".latchkey-url-aB3dEf"_qs), "https://h");
    putFile(path(u".latchkey-other"_qs), "not ours");
    REQUIRE_OK(files().write(server("h"), secret(Token)));
    QCOMPARE(namesIn(files().folder()),
        QStringList({ u".latchkey-other"_qs, u".latchkey.lock"_qs, u"session"_qs, u"url"_qs }));
}

void CliFilesTest::aTokenLeftOverWithoutAJournalIsAnInterruption() // EDGE 37
{
    signInByHand();
    QVERIFY(!files().wasInterrupted());
    putFile(path(u".latchkey-session-aB3dEf"_qs), Token);
    QVERIFY(files().wasInterrupted());
    const auto left = files().settle();
    REQUIRE_OK(left);
    QVERIFY(!*left);
    QCOMPARE(namesIn(files().folder()), (QStringList { u".latchkey.lock"_qs, u"session"_qs, u"url"_qs }));
}

void CliFilesTest::signingOutKeepsTheUrl()
{
    signInByHand();
    REQUIRE_OK(files().removeToken());
    QCOMPARE(files().read(), (CliLogin { server("h"), std::nullopt }));
}

void CliFilesTest::signingOutWhereNobodyIsSignedInIsNotFound()
{
    REQUIRE_ERROR(files().removeToken(), ErrorCode::NotFound);
    putFile(path(u"session"_qs), {});
    REQUIRE_ERROR(files().removeToken(), ErrorCode::NotFound);
    const CliFiles missing(m_folder->filePath(u"missing"_qs));
    REQUIRE_ERROR(missing.removeToken(), ErrorCode::NotFound);
    QVERIFY(!QFileInfo::exists(missing.folder()));
}

QTEST_GUILESS_MAIN(CliFilesTest)
#include "cli_files_test.moc"

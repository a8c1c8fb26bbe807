// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/credentials/switching.h"
#include "tests/support/figure.h"
#include "tests/support/file_check.h"
#include "tests/support/result_check.h"

#include <QDeadlineTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QThread>

#include <csignal>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

/// What other programs see of a switch, also of one that is killed. LATCHKEY_LONG_TESTS runs the full counts.
class LoginSwitchRaceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readersNeverSeeAMixedPair();
    void killedSwitchesLeaveAWholeLoginOrNone();
};

namespace {

bool isLong() { return qEnvironmentVariableIsSet("LATCHKEY_LONG_TESTS"); }

void start(QProcess& process, const QStringList& arguments)
{
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral(LOGIN_SWITCH_PROCESS), arguments);
}

/// Looks far more often than QTRY_VERIFY: what it waits for is there for some milliseconds.
bool isThereSoon(const QString& path)
{
    const QDeadlineTimer limit(30'000);
    while (!QFileInfo::exists(path) && !limit.hasExpired()) {
        QThread::usleep(200);
    }
    return !limit.hasExpired();
}

} // namespace

void LoginSwitchRaceTest::readersNeverSeeAMixedPair()
{
    const QTemporaryDir folder;
    const QString files = folder.filePath(u"coderv2"_qs);
    const int switches = isLong() ? 10'000 : 300;
    QProcess reader;
    start(reader, { u"read"_qs, files });
    QProcess switcher;
    start(switcher, { u"switch"_qs, files, QString::number(switches) });
    QVERIFY(switcher.waitForFinished(900'000));
    QCOMPARE(switcher.exitCode(), 0);
    reader.closeWriteChannel();
    QVERIFY(reader.waitForFinished());
    const QByteArrayList words = reader.readAllStandardOutput().trimmed().split(' ');
    QCOMPARE(words.size(), 8);
    qInfo("%d switches: the reader saw %s whole logins, %s times none, %s mixed ones, %s to the hasty",
        switches, words[1].constData(), words[3].constData(), words[5].constData(), words[7].constData());
    QVERIFY(words[1].toLongLong() > switches);
    QVERIFY(words[3].toLongLong() > 0);
    QCOMPARE(words[5], "0");
    noteFigure(u"switches that another program watched: tokens beside another server's URL"_qs, switches, 0);
    QVERIFY(words[7].toInt() * 20 <= switches); // without the pause 43 of 500 were so
}

void LoginSwitchRaceTest::killedSwitchesLeaveAWholeLoginOrNone() // EDGE 37, 79
{
    const int kills = isLong() ? 1000 : 20;
    const QTemporaryDir folder;
    const QString files = folder.filePath(u"coderv2"_qs);
    int halfDone = 0;
    int unfinished = 0;
    for (int i = 0; i < kills; ++i) {
        QProcess switcher;
        start(switcher, { u"switch"_qs, files, u"0"_qs });
        QVERIFY(switcher.waitForReadyRead(30'000));
        if (i % 2 == 0) { // amid the files; the others anywhere
            QVERIFY(isThereSoon(files + u"/.latchkey.switch"_qs));
        }
        QTest::qWait(QRandomGenerator::global()->bounded(i % 2 == 0 ? 20 : 300)); // what is tried out
        switcher.kill();
        QVERIFY(switcher.waitForFinished());
        halfDone += QFileInfo::exists(files + u"/session"_qs) ? 0 : 1;
        unfinished += QFileInfo::exists(files + u"/.latchkey.switch"_qs) ? 1 : 0;

        Switching next(files);
        REQUIRE_OK(waitFor(next.logins.overview()));
        const auto login = next.files.read();
        REQUIRE_OK(login);
        QVERIFY(login->token.has_value() == login->server.has_value());
        if (login->token) {
            QCOMPARE(*login->token, secret(tokenOf(login->server->origin().toLatin1())));
        }
        const QStringList rest { u".latchkey.lock"_qs, u"session"_qs, u"url"_qs };
        QCOMPARE(namesIn(files), rest);
        for (const QString& name : namesIn(folder.filePath(u"coderv2-index"_qs))) {
            QVERIFY(!contentOf(folder.filePath(u"coderv2-index/"_qs + name)).contains("token-of-"));
        }
    }
    qInfo("%d kills: %d left the terminal signed out, %d left a journal; all were whole after the next start",
        kills, halfDone, unfinished);
    QVERIFY(unfinished > 0);
    noteFigure(u"kills during a switch: logins torn or lost"_qs, kills, 0);
}

QTEST_GUILESS_MAIN(LoginSwitchRaceTest)
#include "login_switch_race_test.moc"

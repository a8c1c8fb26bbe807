// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/cli_process.h"
#include "tests/support/http/coder_server.h"
#include "tests/support/sessions/session_rows.h"

#include <QFile>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

using namespace latchkey::test;

namespace {

const QByteArray token = "CanaryTok1-abcdefghijklmnopqrstuv";

/// A terminal without a screen: what is typed into it, and what it echoes.
class PseudoTerminal
{
public:
    PseudoTerminal()
        : m_master(posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC))
    {
        if (m_master < 0 || grantpt(m_master) != 0 || unlockpt(m_master) != 0) {
            qFatal("no pseudo terminal");
        }
        m_slave = open(ptsname(m_master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    }
    ~PseudoTerminal()
    {
        close(m_slave);
        close(m_master);
    }
    Q_DISABLE_COPY_MOVE(PseudoTerminal)

    QString path() const { return QString::fromLocal8Bit(ptsname(m_master)); }

    bool echoes() const
    {
        termios settings = {};
        return tcgetattr(m_slave, &settings) == 0 && (settings.c_lflag & ECHO) != 0;
    }

    bool type(const QByteArray& text) const
    {
        return write(m_master, text.constData(), static_cast<std::size_t>(text.size())) == text.size();
    }

    QByteArray echoed() const
    {
        QByteArray buffer(4096, Qt::Uninitialized);
        const ssize_t count = read(m_master, buffer.data(), static_cast<std::size_t>(buffer.size()));
        return buffer.first(qMax<ssize_t>(count, 0));
    }

private:
    int m_master = -1;
    int m_slave = -1;
};

} // namespace

/// latchkeyctl with a person at a terminal.
class TerminalTest final : public QObject
{
    Q_OBJECT

    void start(const char* words);

    std::unique_ptr<CliProcess> m_cli;
    std::unique_ptr<PseudoTerminal> m_terminal;
    std::unique_ptr<QProcess> m_process;

private Q_SLOTS:
    void init();
    void cleanup();

    void aTokenIsAskedForAndNotEchoed();
    void echoComesBackWhenASignalEndsIt();
    void addMakesAnIdentifierWithoutAsking();
    void signOutAsksFirst_data();
    void signOutAsksFirst();
    void aLongPurgeTellsHowFarItIs();
    void aPurgeStopsWhole_data();
    void aPurgeStopsWhole();
    void rulesAreShownBeforeTheyAreSaved();
};

void TerminalTest::init()
{
    m_cli = std::make_unique<CliProcess>();
    m_terminal = std::make_unique<PseudoTerminal>();
    m_process = std::make_unique<QProcess>();
    QVERIFY(m_terminal->echoes());
}

void TerminalTest::cleanup()
{
    m_process->kill();
    m_process->waitForFinished();
    m_process.reset();
    m_terminal.reset();
    m_cli.reset();
}

void TerminalTest::start(const char* words)
{
    m_process->setProcessEnvironment(m_cli->environment);
    m_process->setStandardInputFile(m_terminal->path());
    m_process->start(latchkeyctlProgram(), QString::fromLatin1(words).split(u' '));
    QVERIFY(m_process->waitForStarted());
}

void TerminalTest::aTokenIsAskedForAndNotEchoed()
{
    start("--backend file servers add --no-verify dev.example.com");
    QTRY_VERIFY(!m_terminal->echoes());
    QVERIFY(m_terminal->type(token + '\n'));
    QVERIFY(m_process->waitForFinished());
    const QByteArray messages = m_process->readAllStandardError();
    QCOMPARE(m_process->exitCode(), 0);
    REQUIRE_CONTAINS(
        messages, "Token for https://dev.example.com (get one at https://dev.example.com/cli-auth");
    QVERIFY2(!m_terminal->echoed().contains("Canary"), "the terminal showed the token");
    QVERIFY2(!messages.contains("Canary"), "a message showed the token");
    QVERIFY(m_terminal->echoes());
    QCOMPARE(m_cli->filesHolding(token), QStringList { m_cli->coderFolder() + QStringLiteral("/session") });
}

void TerminalTest::echoComesBackWhenASignalEndsIt()
{
    for (const int signal : { SIGINT, SIGTERM, SIGHUP }) {
        start("sessions validate --user alice");
        QTRY_VERIFY(!m_terminal->echoes());
        QCOMPARE(::kill(static_cast<pid_t>(m_process->processId()), signal), 0);
        QVERIFY(m_process->waitForFinished());
        QCOMPARE(m_process->exitStatus(), QProcess::CrashExit); // ended by the signal, as a shell expects
        QVERIFY(m_terminal->echoes());
    }
}

void TerminalTest::addMakesAnIdentifierWithoutAsking()
{
    start("sessions add --user alice");
    QVERIFY(m_process->waitForFinished());
    QCOMPARE(m_process->exitCode(), 0);
    QCOMPARE(m_process->readAllStandardOutput().size(), 44);
}

void TerminalTest::signOutAsksFirst_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("option");
    QTest::addColumn<bool>("isDone");

    QTest::newRow("yes") << QByteArray("y\n") << QString() << true;
    QTest::newRow("no") << QByteArray("n\n") << QString() << false;
    QTest::newRow("nothing") << QByteArray("\n") << QString() << false;
    QTest::newRow("end of input") << QByteArray("\x04") << QString() << false;
    QTest::newRow("not asked") << QByteArray() << QStringLiteral(" --yes") << true;
}

void TerminalTest::signOutAsksFirst()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, option);
    QFETCH(const bool, isDone);

    CoderServer server;
    server.addToken(token, { .username = QStringLiteral("ada") });
    const QString url = server.url();
    REQUIRE_STATUS(m_cli->run(qPrintable(QStringLiteral("--backend file servers add ") + url), token), 0);
    start(qPrintable(QStringLiteral("--backend file servers sign-out ") + url + option));
    QByteArray messages;
    const auto asked = [&] {
        messages += m_process->readAllStandardError();
        return messages.contains("Sign out ada on " + url.toUtf8() + "? [y/N]");
    };
    if (option.isEmpty()) {
        QTRY_VERIFY(asked());
        QVERIFY(server.accepts(token));
        QVERIFY(m_terminal->type(answer));
    }
    QVERIFY(m_process->waitForFinished());
    QCOMPARE(asked(), option.isEmpty());
    REQUIRE_CONTAINS(messages, "lies here: CLI files");
    QCOMPARE(m_process->exitCode(), isDone ? 0 : 1);
    QCOMPARE(server.accepts(token), !isDone);
    QCOMPARE(m_cli->filesHolding(token).isEmpty(), isDone);
}

void TerminalTest::aLongPurgeTellsHowFarItIs()
{
    REQUIRE_STATUS(m_cli->run("sessions add --user alice"), 0);
    addSessionRows(m_cli->database(), 60'000, QStringLiteral("i"));
    m_process->setStandardErrorFile(m_terminal->path());
    start("--json sessions purge --all-users --before 90d");
    QByteArray shown;
    QTRY_VERIFY((shown += m_terminal->echoed()).contains(" of 60000"));
    REQUIRE_CONTAINS(shown, "\r\x1b[KDeleting");
    QVERIFY(m_process->waitForFinished());
    shown += m_terminal->echoed();
    QVERIFY2(shown.endsWith("\r\x1b[K"), shown.constData()); // nothing of it stays
    QCOMPARE(m_process->exitCode(), 0);
    QCOMPARE(sessionRows(m_cli->database()), 1);
}

void TerminalTest::aPurgeStopsWhole_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("Ctrl+C") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TerminalTest::aPurgeStopsWhole()
{
    QFETCH(const int, signal);
    REQUIRE_STATUS(m_cli->run("sessions add --user alice"), 0);
    addSessionRows(m_cli->database(), 100'000, QStringLiteral("i"));
    m_process->setStandardErrorFile(m_terminal->path());
    start("--json sessions purge --all-users --before 90d");
    QByteArray shown;
    QTRY_VERIFY((shown += m_terminal->echoed()).contains(" of 100000"));
    QCOMPARE(::kill(static_cast<pid_t>(m_process->processId()), signal), 0);
    QVERIFY(m_process->waitForFinished());
    QCOMPARE(m_process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_process->exitCode(), 1);
    const auto answer = QJsonDocument::fromJson(m_process->readAllStandardOutput());
    const qint64 deleted = answer[QLatin1String("deleted")].toInteger();
    QCOMPARE(answer[QLatin1String("matched")].toInteger(), 100'000);
    QVERIFY(deleted > 0);
    QVERIFY(deleted < 100'000);
    QCOMPARE(sessionRows(m_cli->database()), 100'001 - deleted);
    shown += m_terminal->echoed();
    REQUIRE_CONTAINS(shown, "Stopped: " + QByteArray::number(deleted) + " of 100000 sessions deleted.");
}

void TerminalTest::rulesAreShownBeforeTheyAreSaved()
{
    REQUIRE_STATUS(m_cli->run("sessions add --user alice"), 0);
    const auto answer = [this](const char* typed) {
        start("sessions policy --at-most 3");
        QByteArray messages;
        const auto asked = [&] {
            messages += m_process->readAllStandardError();
            return messages.contains("Save these rules? [y/N]");
        };
        QTRY_VERIFY(asked());
        REQUIRE_CONTAINS(messages, "Would end no session now.");
        QVERIFY(m_terminal->type(typed));
        QVERIFY(m_process->waitForFinished());
    };
    const auto saved = [this] {
        return m_cli->run("--json sessions policy").json()[QLatin1String("at_most_per_user")].toInt();
    };
    answer("n\n");
    QCOMPARE(m_process->exitCode(), 1);
    QCOMPARE(saved(), 0);
    answer("y\n");
    QCOMPARE(m_process->exitCode(), 0);
    QCOMPARE(saved(), 3);
}

QTEST_GUILESS_MAIN(TerminalTest)
#include "terminal_test.moc"

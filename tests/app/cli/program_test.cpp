// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/cli_process.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QtTest>

using namespace latchkey::test;

/// What holds for every command of the real program.
class ProgramTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void helpTeachesByExample_data();
    void helpTeachesByExample();
    void versionIsTold();
    void wrongUsageIsStatus2WithNothingOnStandardOutput();
    void standardOutputThatTakesNothingIsAFailure();
    void aReaderThatLeavesIsNoCrash();
    void closedDescriptorsDoNoHarm();
    void otherProgramsCannotReadItsMemory();
};

void ProgramTest::helpTeachesByExample_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QByteArray>("example");

    QTest::newRow("program") << "--help" << QByteArray("latchkeyctl servers use dev.example.com");
    QTest::newRow("servers") << "servers --help"
                             << QByteArray("latchkeyctl servers add https://dev.example.com");
    QTest::newRow("places") << "places --help" << QByteArray("places adopt dev.example.com vscode");
    QTest::newRow("sessions") << "sessions -h"
                              << QByteArray("sessions purge --all-users --before 90d --dry-run");
    QTest::newRow("a command") << "sessions purge --help" << QByteArray("--before TIME");
    QTest::newRow("doctor") << "doctor --help" << QByteArray("latchkeyctl --json doctor");
}

void ProgramTest::helpTeachesByExample()
{
    QFETCH(const QString, words);
    QFETCH(const QByteArray, example);

    CliProcess cli;
    const Outcome help = cli.run(qPrintable(words));
    REQUIRE_STATUS(help, 0);
    REQUIRE_CONTAINS(help.output, example);
    QCOMPARE(help.messages, QByteArray());
    for (const QByteArray& line : help.output.split('\n')) {
        QVERIFY2(line.size() <= 120, line.constData());
    }
}

void ProgramTest::versionIsTold()
{
    CliProcess cli;
    const Outcome version = cli.run("--version");
    REQUIRE_STATUS(version, 0);
    QCOMPARE(version.output, QByteArray("latchkeyctl " LATCHKEY_VERSION "\n"));
}

void ProgramTest::wrongUsageIsStatus2WithNothingOnStandardOutput()
{
    CliProcess cli;
    for (const char* words : { "", "doctors", "servers", "servers lsit", "sessions list --usr a",
             "sessions revoke", "sessions revoke x", "sessions revoke 0", "sessions add", "sessions validate",
             "sessions purge", "sessions list --limit 0", "sessions list --limit x",
             "sessions list --offset -1", "sessions list --sort colour", "sessions list --state gone",
             "sessions list --group-by colour", "sessions list --group-by user --sort id",
             "servers show ftp://a.example", "servers show https://user:pw@a.example",
             "servers verify --account bob", "servers use - --account a", "servers exec a.example",
             "servers exec -- true", "servers env a.example", "servers settle a.example both?",
             "places list --account a", "places remove a.example", "--backend file servers use a.example",
             "--store ftp://x sessions list" }) {
        const Outcome outcome = cli.run(words);
        QVERIFY2(outcome.status == 2,
            qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(words)).arg(outcome.status)));
        QCOMPARE(outcome.output, QByteArray());
        QVERIFY2(outcome.messages.startsWith("latchkeyctl: "), outcome.messages.constData());
        QVERIFY2(!outcome.messages.contains("pw"), "a password from a URL was repeated"); // EDGE 31
    }
}

void ProgramTest::standardOutputThatTakesNothingIsAFailure()
{
    CliProcess cli;
    const Outcome outcome = cli.runInto(QStringLiteral("/dev/full"), "sessions stats");
    REQUIRE_STATUS(outcome, 1);
    REQUIRE_CONTAINS(outcome.messages, "not complete");
}

void ProgramTest::aReaderThatLeavesIsNoCrash()
{
    const CliProcess cli;
    QProcess shell;
    shell.setProcessEnvironment(cli.environment);
    shell.start(QStringLiteral("bash"),
        { QStringLiteral("-c"), QStringLiteral("exec 3> >(true); wait $!; \"$0\" --help >&3; echo $? >&2"),
            latchkeyctlProgram() });
    QVERIFY(shell.waitForFinished());
    QVERIFY2(shell.readAllStandardError().endsWith("1\n"), "ended by SIGPIPE, or took the loss for success");
}

void ProgramTest::closedDescriptorsDoNoHarm()
{
    CliProcess cli;
    QProcess shell;
    shell.setProcessEnvironment(cli.environment);
    shell.start(QStringLiteral("bash"),
        { QStringLiteral("-c"), QStringLiteral("\"$0\" sessions stats <&- >&- 2>&-"), latchkeyctlProgram() });
    QVERIFY(shell.waitForFinished());
    const Outcome stats = cli.run("sessions stats"); // the database is whole
    REQUIRE_STATUS(stats, 0);
}

void ProgramTest::otherProgramsCannotReadItsMemory()
{
    const CliProcess cli;
    QProcess process;
    process.setProcessEnvironment(cli.environment);
    process.start(latchkeyctlProgram(),
        { QStringLiteral("sessions"), QStringLiteral("validate"), QStringLiteral("--user"),
            QStringLiteral("a") });
    QVERIFY(process.waitForStarted());
    // It waits for its input now. A process that is not dumpable belongs to root in /proc, and takes no core.
    const auto limits = [&process] {
        QFile file(QStringLiteral("/proc/%1/limits").arg(process.processId()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const auto hasNoCoreFile = [&limits] {
        static const QRegularExpression none(QStringLiteral("Max core file size +0 "));
        return none.match(QString::fromLatin1(limits())).hasMatch();
    };
    QTRY_VERIFY(hasNoCoreFile());
    QCOMPARE(QFileInfo(QStringLiteral("/proc/%1/mem").arg(process.processId())).ownerId(), 0U);
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
}

QTEST_GUILESS_MAIN(ProgramTest)
#include "program_test.moc"

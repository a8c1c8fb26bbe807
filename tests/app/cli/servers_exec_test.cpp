// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/logins_bench.h"

#include <QDirIterator>
#include <QProcess>
#include <QtTest>

#include <csignal>

using namespace latchkey::test;

namespace {

/// The variables as `env -0` prints them, sorted.
QList<QByteArray> variablesIn(const QByteArray& printed)
{
    QList<QByteArray> variables = printed.split('\0');
    variables.removeAll(QByteArray());
    std::ranges::sort(variables);
    return variables;
}

/// All but the log of what was done, which tells of each run.
QMap<QString, QByteArray> filesBelow(const QString& folder)
{
    QMap<QString, QByteArray> files;
    QDirIterator paths(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (paths.hasNext()) {
        const QString path = paths.next();
        if (!path.contains(QStringLiteral("/activity.jsonl"))) {
            files.insert(path, contentOf(path));
        }
    }
    return files;
}

} // namespace

/// `servers exec` and `servers env`.
class ServersExecTest final : public QObject
{
    Q_OBJECT

    /// What a shell prints that runs this line, with the program as $0 and the server as $1.
    QByteArray shell(const char* line) const;

    std::unique_ptr<LoginsBench> m_bench;

private Q_SLOTS:
    void init();
    void cleanup();

    void onlyTwoVariablesDiffer();
    void theNamedAccountsTokenIsGiven();
    void nothingElseIsChanged();
    void theProgramsWordsArriveToTheByte();
    void theProgramTakesTheProcessOver();
    void theProcessIsAsTheShellLeftIt_data();
    void theProcessIsAsTheShellLeftIt();
    void whatCannotBeRunHasTheShellsStatus();
    void withoutALoginNothingRuns();
    void envWantsReveal();
    void envIsForAShell();
};

QByteArray ServersExecTest::shell(const char* line) const
{
    QProcess process;
    process.setProcessEnvironment(m_bench->cli.environment);
    process.start(QStringLiteral("bash"),
        { QStringLiteral("-c"), QString::fromUtf8(line), latchkeyctlProgram(), m_bench->server.url() });
    process.waitForFinished();
    return process.readAllStandardOutput();
}

void ServersExecTest::init()
{
    m_bench = std::make_unique<LoginsBench>();
    QVERIFY(m_bench->start() && m_bench->addBoth());
    REQUIRE_STATUS(m_bench->run("servers use URL --account bob"), 0);
}

void ServersExecTest::cleanup() { m_bench.reset(); }

void ServersExecTest::onlyTwoVariablesDiffer()
{
    m_bench->cli.environment.insert(QStringLiteral("CODER_URL"), QStringLiteral("https://old.example"));
    QProcess plain;
    plain.setProcessEnvironment(m_bench->cli.environment);
    plain.start(QStringLiteral("env"), { QStringLiteral("-0") });
    QVERIFY(plain.waitForFinished());
    QList<QByteArray> expected = variablesIn(plain.readAllStandardOutput());
    QVERIFY(expected.removeOne("CODER_URL=https://old.example"));
    expected << "CODER_URL=" + m_bench->server.url().toUtf8() << "CODER_SESSION_TOKEN=" + m_bench->ada;
    std::ranges::sort(expected);

    const Outcome ran = m_bench->run("servers exec URL --account ada -- env -0");
    REQUIRE_STATUS(ran, 0);
    QCOMPARE(variablesIn(ran.output), expected);
    QCOMPARE(ran.messages, QByteArray());
}

void ServersExecTest::theNamedAccountsTokenIsGiven()
{
    const auto given = [this](const char* words) { return m_bench->run(words).output; };
    QCOMPARE(given("servers exec URL -- printenv CODER_SESSION_TOKEN"), m_bench->bob + '\n');
    QCOMPARE(given("servers exec URL --account ada -- printenv CODER_SESSION_TOKEN"), m_bench->ada + '\n');
    QCOMPARE(given("--backend file servers exec URL -- printenv CODER_SESSION_TOKEN"), m_bench->bob + '\n');
}

void ServersExecTest::nothingElseIsChanged()
{
    const auto files = filesBelow(m_bench->cli.path(QString()));
    const QByteArray entry = m_bench->keyring.lookup();
    const QByteArray rows = m_bench->run("--json servers list").output;
    REQUIRE_STATUS(m_bench->run("servers exec URL --account ada -- true"), 0);
    QCOMPARE(filesBelow(m_bench->cli.path(QString())), files);
    QCOMPARE(m_bench->keyring.lookup(), entry);
    QCOMPARE(m_bench->run("--json servers list").output, rows);
    QVERIFY(m_bench->server.accepts(m_bench->ada));
}

void ServersExecTest::theProgramsWordsArriveToTheByte()
{
    const Outcome ran = m_bench->run("servers exec URL -- printf %s| --json --help -- --account x -v");
    QCOMPARE(ran.output, QByteArray("--json|--help|--|--account|x|-v|"));
    QCOMPARE(shell(R"_("$0" servers exec "$1" -- printf '%s|' $'\xff\xfe' '' 'a b' -qmljsdebugger=x)_"),
        QByteArray("\xff\xfe||a b|-qmljsdebugger=x|"));
    QCOMPARE(
        m_bench->cli.run(m_bench->wordsOf("servers exec URL -- cat"), "typed").output, QByteArray("typed"));
}

void ServersExecTest::theProgramTakesTheProcessOver()
{
    for (const int status : { 0, 3, 42 }) {
        QStringList words = m_bench->wordsOf("servers exec URL -- sh -c");
        REQUIRE_STATUS(m_bench->cli.run(words << QStringLiteral("exit %1").arg(status)), status);
    }
    QProcess process;
    process.setProcessEnvironment(m_bench->cli.environment);
    process.start(latchkeyctlProgram(),
        m_bench->wordsOf("servers exec URL -- sh -c") << QStringLiteral("echo $$; exec sleep 600"));
    QVERIFY(process.waitForReadyRead());
    QCOMPARE(process.readAllStandardOutput().trimmed().toLongLong(), process.processId());
    // The keyring worker is gone, and the token stands in no command line.
    const QString children = QStringLiteral("/proc/%1/task/%1/children").arg(process.processId());
    QCOMPARE(contentOf(children), QByteArray());
    QTRY_VERIFY(contentOf(QStringLiteral("/proc/%1/cmdline").arg(process.processId())).startsWith("sleep"));
    const QStringList all = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    for (const QString& each : all) {
        QVERIFY(!contentOf(QStringLiteral("/proc/%1/cmdline").arg(each)).contains(m_bench->bob.mid(11)));
    }
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGTERM), 0);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::CrashExit); // ended by the signal, as a shell expects
}

void ServersExecTest::theProcessIsAsTheShellLeftIt_data()
{
    QTest::addColumn<QByteArray>("look");

    QTest::newRow("limits") << QByteArray("ulimit -S -a; ulimit -H -a");
    QTest::newRow("signals") << QByteArray("grep -E '^Sig(Blk|Ign|Cgt)|^ShdPnd' /proc/self/status");
    QTest::newRow("descriptors") << QByteArray("ls /proc/self/fd");
    QTest::newRow("folder and mask") << QByteArray("pwd; umask");
}

void ServersExecTest::theProcessIsAsTheShellLeftIt()
{
    QFETCH(const QByteArray, look);

    m_bench->cli.environment.insert(QStringLiteral("LOOK"), QString::fromLatin1(look));
    const QByteArray before = "ulimit -S -c 1000; ulimit -H -c 100000; cd /; umask 031; trap '' USR1; ";
    const QByteArray plain = shell((before + "bash -c \"$LOOK\"").constData());
    QVERIFY(!plain.isEmpty());
    QCOMPARE(shell((before + "\"$0\" servers exec \"$1\" -- bash -c \"$LOOK\"").constData()), plain);
}

void ServersExecTest::whatCannotBeRunHasTheShellsStatus()
{
    const Outcome missing = m_bench->run("servers exec URL -- no-such-program-here");
    REQUIRE_STATUS(missing, 127);
    REQUIRE_CONTAINS(missing.messages, "no-such-program-here");
    const Outcome folder = m_bench->run("servers exec URL -- /tmp");
    REQUIRE_STATUS(folder, 126);
    REQUIRE_CONTAINS(folder.messages, "/tmp");
    QVERIFY(!m_bench->cli.everythingSaid().contains("Canary"));
}

void ServersExecTest::withoutALoginNothingRuns()
{
    for (const char* words : { "servers exec https://other.example -- touch ran",
             "servers exec URL --account carol -- touch ran" }) {
        const Outcome outcome = m_bench->run(words);
        REQUIRE_STATUS(outcome, 3);
        QCOMPARE(outcome.output, QByteArray());
    }
    QVERIFY(!QFile::exists(QStringLiteral("ran")));
}

void ServersExecTest::envWantsReveal()
{
    for (const char* words : { "servers env URL", "--json servers env URL" }) {
        const Outcome outcome = m_bench->run(words);
        REQUIRE_STATUS(outcome, 2);
        QCOMPARE(outcome.output, QByteArray());
        REQUIRE_CONTAINS(outcome.messages, "--reveal");
        REQUIRE_CONTAINS(outcome.messages, "servers exec");
    }
}

void ServersExecTest::envIsForAShell()
{
    QCOMPARE(m_bench->run("servers env URL --account ada --reveal").output,
        "export CODER_URL='" + m_bench->server.url().toUtf8() + "'\nexport CODER_SESSION_TOKEN='"
            + m_bench->ada + "'\n");
    QCOMPARE(shell(R"_(eval "$("$0" servers env "$1" --reveal)"; printenv CODER_SESSION_TOKEN)_"),
        m_bench->bob + '\n');
    const Outcome json = m_bench->run("--json servers env URL --reveal");
    QCOMPARE(json.json()[QLatin1String("CODER_SESSION_TOKEN")].toString().toLatin1(), m_bench->bob);
    QCOMPARE(json.json()[QLatin1String("CODER_URL")].toString(), m_bench->server.url());
}

QTEST_GUILESS_MAIN(ServersExecTest)
#include "servers_exec_test.moc"

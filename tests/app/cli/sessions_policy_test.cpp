// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/cli_process.h"
#include "tests/support/raw_database.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QtTest>

using namespace latchkey::test;

namespace {

QJsonValue fieldOf(const Outcome& outcome, const char* name) { return outcome.json()[QLatin1String(name)]; }

/// A rule's part of what apply-policy says.
QJsonObject ruleOf(const Outcome& outcome, const char* name)
{
    const QJsonArray rules = fieldOf(outcome, "rules").toArray();
    for (const auto& rule : rules) {
        if (rule.toObject()[QLatin1String("rule")] == QLatin1String(name)) {
            return rule.toObject();
        }
    }
    return {};
}

} // namespace

/// `sessions policy` and `sessions apply-policy`, the clock they go by, and the timer that calls them. Four
/// sessions: two of alice, used 1 and 2 days ago; one of bob, used 100 days ago; one of carol, revoked 40
/// days ago.
class SessionsPolicyTest final : public QObject
{
    Q_OBJECT

    void runSql(const QString& sql);
    int stored() { return fieldOf(m_cli->run("--json sessions stats"), "sessions").toInt(-1); }

    std::unique_ptr<CliProcess> m_cli;

private Q_SLOTS:
    void init();
    void cleanup();

    void rulesAreOffAtFirst();
    void aStricterRuleIsSimulatedAndWantsAYes();
    void turningOffAsksNothing();
    void wrongNumbersAreRefused_data();
    void wrongNumbersAreRefused();
    void applyingDoesWhatTheDryRunSaid();
    void applyingIsQuietWhenThereIsNothingToDo();
    void rulesBelongToTheirDatabase();
    void aMissingDatabaseIsNotMadeByATimer();
    void nothingIsEndedWhileTheClockLooksWrong();
    void purgeRefusesWhileTheClockLooksWrong();
    void theTimersUnitsAreValid();
    void theTimerCallsACommandThatThereIs();
};

void SessionsPolicyTest::init()
{
    m_cli = std::make_unique<CliProcess>();
    for (const char* user : { "alice", "alice", "bob", "carol" }) {
        REQUIRE_STATUS(m_cli->run((QByteArray("sessions add --user ") + user).constData()), 0);
    }
    REQUIRE_STATUS(m_cli->run("sessions revoke 4"), 0);
    runSql(QStringLiteral("UPDATE sessions SET created = created - 86400 * 200,"
                          " last_used = last_used - 86400 * CASE id WHEN 3 THEN 100 ELSE id END,"
                          " revoked_at = revoked_at - 86400 * 40"));
}

void SessionsPolicyTest::cleanup() { m_cli.reset(); }

void SessionsPolicyTest::runSql(const QString& sql)
{
    QVERIFY(RawDatabase(m_cli->database()).run(sql.toUtf8()));
}

void SessionsPolicyTest::rulesAreOffAtFirst()
{
    const Outcome shown = m_cli->run("--json sessions policy");
    REQUIRE_STATUS(shown, 0);
    QCOMPARE(fieldsOf(shown.json().object()),
        QStringList({ QStringLiteral("at_most_per_user"), QStringLiteral("keep_revoked_days"),
            QStringLiteral("last_run"), QStringLiteral("unused_for_days") }));
    for (const char* name : { "at_most_per_user", "keep_revoked_days", "last_run", "unused_for_days" }) {
        QVERIFY2(fieldOf(shown, name).isNull(), name);
    }
    REQUIRE_CONTAINS(m_cli->run("sessions policy").output, "off");
    const Outcome applied = m_cli->run("sessions apply-policy");
    REQUIRE_STATUS(applied, 0);
    QCOMPARE(applied.output + applied.messages, QByteArray());
    QCOMPARE(stored(), 4);
}

void SessionsPolicyTest::aStricterRuleIsSimulatedAndWantsAYes()
{
    const Outcome refused = m_cli->run("sessions policy --unused-for 2 --at-most 1");
    REQUIRE_STATUS(refused, 2);
    REQUIRE_CONTAINS(refused.messages, "Would end 3 of 4 sessions, of 3 users; none was used");
    REQUIRE_CONTAINS(refused.messages, "--yes");
    QVERIFY(fieldOf(m_cli->run("--json sessions policy"), "unused_for_days").isNull());

    const Outcome saved =
        m_cli->run("--json sessions policy --unused-for 90d --keep-revoked 30 --at-most 1 --yes");
    REQUIRE_STATUS(saved, 0);
    REQUIRE_CONTAINS(saved.messages, "Would end 3 of 4 sessions, of 3 users");
    QCOMPARE(fieldOf(saved, "unused_for_days").toInt(), 90);
    QCOMPARE(fieldOf(saved, "keep_revoked_days").toInt(), 30);
    QCOMPARE(fieldOf(saved, "at_most_per_user").toInt(), 1);
    QCOMPARE(m_cli->run("--json sessions policy").json().object(), saved.json().object());
    QCOMPARE(stored(), 4); // until they are applied
    REQUIRE_STATUS(m_cli->run("sessions policy --unused-for 89"), 2);
}

void SessionsPolicyTest::turningOffAsksNothing()
{
    REQUIRE_STATUS(m_cli->run("sessions policy --unused-for 90 --at-most 1 --yes"), 0);
    const Outcome looser = m_cli->run("--json sessions policy --unused-for 91 --at-most off");
    REQUIRE_STATUS(looser, 0);
    QCOMPARE(fieldOf(looser, "unused_for_days").toInt(), 91);
    QVERIFY(fieldOf(looser, "at_most_per_user").isNull());
}

void SessionsPolicyTest::wrongNumbersAreRefused_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("zero") << QByteArray("--unused-for 0");
    QTest::newRow("negative") << QByteArray("--keep-revoked -1");
    QTest::newRow("too many") << QByteArray("--at-most 100001");
    QTest::newRow("too long") << QByteArray("--unused-for 36501");
    QTest::newRow("no number") << QByteArray("--unused-for soon");
    QTest::newRow("months") << QByteArray("--unused-for 3m");
    QTest::newRow("days of sessions") << QByteArray("--at-most 3d");
    QTest::newRow("one good, one bad") << QByteArray("--unused-for 90 --at-most none");
}

void SessionsPolicyTest::wrongNumbersAreRefused()
{
    QFETCH(const QByteArray, words);
    REQUIRE_STATUS(m_cli->run(("sessions policy --yes " + words).constData()), 2);
    QVERIFY(fieldOf(m_cli->run("--json sessions policy"), "unused_for_days").isNull());
}

void SessionsPolicyTest::applyingDoesWhatTheDryRunSaid()
{
    REQUIRE_STATUS(m_cli->run("sessions policy --unused-for 90 --keep-revoked 30 --at-most 1 --yes"), 0);
    const Outcome dry = m_cli->run("--json sessions apply-policy --dry-run");
    REQUIRE_STATUS(dry, 0);
    QCOMPARE(stored(), 4);
    const Outcome done = m_cli->run("--json sessions apply-policy");
    REQUIRE_STATUS(done, 0);
    const std::pair<const char*, const char*> rules[] = { { "unused_for_days", "deleted" },
        { "at_most_per_user", "revoked" }, { "keep_revoked_days", "deleted" } };
    for (const auto& [rule, act] : rules) {
        QJsonObject foreseen = ruleOf(dry, rule);
        QCOMPARE(foreseen[QLatin1String("matched")].toInt(), 1);
        QCOMPARE(foreseen[QLatin1String("users")].toInt(), 1);
        QCOMPARE(foreseen[QLatin1String("used_last_24h")].toInt(), 0);
        QCOMPARE(foreseen[QLatin1String(act)].toInt(-1), 0);
        foreseen[QLatin1String(act)] = 1;
        QCOMPARE(ruleOf(done, rule), foreseen);
    }
    QCOMPARE(stored(), 2);
    const QJsonArray left = m_cli->run("--json sessions list --sort id").json().array();
    QCOMPARE(left[0].toObject()[QLatin1String("revoked")].toBool(), false);
    QCOMPARE(left[1].toObject()[QLatin1String("revoked")].toBool(), true); // used two days ago
    const QJsonObject last = fieldOf(m_cli->run("--json sessions policy"), "last_run").toObject();
    QCOMPARE(last[QLatin1String("deleted")].toInt(), 2);
    QCOMPARE(last[QLatin1String("revoked")].toInt(), 1);
}

void SessionsPolicyTest::applyingIsQuietWhenThereIsNothingToDo()
{
    REQUIRE_STATUS(m_cli->run("sessions policy --unused-for 90 --yes"), 0);
    const Outcome first = m_cli->run("sessions apply-policy --if-due");
    REQUIRE_STATUS(first, 0);
    QCOMPARE(first.output, QByteArray("Rules ended 1 session: 1 deleted, 0 revoked.\n"));
    for (const char* words : { "sessions apply-policy", "sessions apply-policy --if-due" }) {
        const Outcome again = m_cli->run(words);
        REQUIRE_STATUS(again, 0);
        QCOMPARE(again.output + again.messages, QByteArray());
    }
    runSql(QStringLiteral("UPDATE sessions SET last_used = last_used - 86400 * 100"));
    QCOMPARE(m_cli->run("sessions apply-policy --if-due").output, QByteArray()); // they ran today
    QCOMPARE(stored(), 3);
    QVERIFY(m_cli->run("sessions apply-policy").output.startsWith("Rules ended 3 sessions"));
}

void SessionsPolicyTest::rulesBelongToTheirDatabase()
{
    REQUIRE_STATUS(m_cli->run("sessions policy --unused-for 90 --yes"), 0);
    const QStringList other { QStringLiteral("--json"), QStringLiteral("--store"),
        m_cli->path(QStringLiteral("other.db")), QStringLiteral("sessions") };
    REQUIRE_STATUS(m_cli->run(other
                       + QStringList { QStringLiteral("add"), QStringLiteral("--user"),
                           QStringLiteral("dave"), QStringLiteral("--reveal") }),
        0);
    QVERIFY(
        fieldOf(m_cli->run(other + QStringList { QStringLiteral("policy") }), "unused_for_days").isNull());
    QCOMPARE(fieldOf(m_cli->run(other + QStringList { QStringLiteral("apply-policy") }), "rules"),
        QJsonValue(QJsonArray()));
}

void SessionsPolicyTest::aMissingDatabaseIsNotMadeByATimer()
{
    QVERIFY(QFile::remove(m_cli->database()));
    const Outcome outcome = m_cli->run("sessions apply-policy --if-due");
    REQUIRE_STATUS(outcome, 7);
    QVERIFY(!QFile::exists(m_cli->database()));
}

void SessionsPolicyTest::nothingIsEndedWhileTheClockLooksWrong() // EDGE 51, 52
{
    REQUIRE_STATUS(m_cli->run("sessions policy --unused-for 90 --yes"), 0);
    REQUIRE_STATUS(m_cli->run("sessions apply-policy"), 0); // the clock is trusted now
    runSql(QStringLiteral("UPDATE policy SET clock_seen = clock_seen + 86400 * 3 + 7200"));
    runSql(QStringLiteral("UPDATE sessions SET last_used = created WHERE id = 2"));
    const Outcome refused = m_cli->run("sessions apply-policy");
    REQUIRE_STATUS(refused, 6);
    REQUIRE_CONTAINS(refused.messages, "3 days behind");
    REQUIRE_CONTAINS(refused.messages, "--even-if-clock-odd");
    QCOMPARE(stored(), 3);
    const Outcome dry = m_cli->run("--json sessions apply-policy --dry-run");
    REQUIRE_STATUS(dry, 0);
    REQUIRE_CONTAINS(dry.messages, "3 days behind");
    QCOMPARE(ruleOf(dry, "unused_for_days")[QLatin1String("matched")].toInt(), 1);
    REQUIRE_STATUS(m_cli->run("sessions apply-policy --even-if-clock-odd"), 0);
    QCOMPARE(stored(), 2);
    REQUIRE_STATUS(m_cli->run("sessions apply-policy"), 0); // it was said that the clock is right
}

void SessionsPolicyTest::purgeRefusesWhileTheClockLooksWrong() // EDGE 51
{
    runSql(QStringLiteral("UPDATE sessions SET last_used = 253402300799 WHERE id = 1"));
    const char* purge = "sessions purge --all-users --before 90d";
    const Outcome refused = m_cli->run(purge);
    REQUIRE_STATUS(refused, 6);
    REQUIRE_CONTAINS(refused.messages, "1 session was used in the future.");
    REQUIRE_CONTAINS(refused.messages, "--even-if-clock-odd");
    QCOMPARE(stored(), 4);
    const Outcome dry = m_cli->run("sessions purge --all-users --before 90d --dry-run");
    REQUIRE_STATUS(dry, 0);
    REQUIRE_CONTAINS(dry.messages, "1 session was used in the future.");
    REQUIRE_STATUS(m_cli->run("sessions purge --all-users --before 90d --even-if-clock-odd"), 0);
    QCOMPARE(stored(), 3);
    REQUIRE_STATUS(m_cli->run(purge), 6); // the session is still odd
    REQUIRE_STATUS(m_cli->run("sessions delete 1"), 0);
    REQUIRE_STATUS(m_cli->run(purge), 0);
}

void SessionsPolicyTest::theTimersUnitsAreValid()
{
    const QString analyze = QStandardPaths::findExecutable(QStringLiteral("systemd-analyze"));
    QVERIFY2(!analyze.isEmpty(), "install systemd, as ./dev test does");
    QFile unit(QStringLiteral(POLICY_SERVICE));
    QVERIFY(unit.open(QIODevice::ReadOnly));
    QByteArray text = unit.readAll();
    const QByteArray installed = text.mid(text.indexOf("ExecStart=") + 10).split(' ').first();
    QVERIFY(installed.endsWith("/bin/latchkeyctl"));
    text.replace(installed, latchkeyctlProgram().toUtf8()); // it is not installed where it is tested
    QFile service(m_cli->path(QStringLiteral("latchkey-policy.service")));
    QVERIFY(service.open(QIODevice::WriteOnly) && service.write(text) == text.size());
    service.close();
    const QString timer = m_cli->path(QStringLiteral("latchkey-policy.timer"));
    QVERIFY(QFile::copy(QStringLiteral(POLICY_TIMER), timer));

    QProcess process;
    process.setProcessEnvironment(m_cli->environment);
    process.start(analyze,
        { QStringLiteral("verify"), QStringLiteral("--user"), QStringLiteral("--man=no"), timer,
            service.fileName() });
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.readAllStandardError(), QByteArray()); // an unknown key is only a warning
    QCOMPARE(process.exitCode(), 0);
}

void SessionsPolicyTest::theTimerCallsACommandThatThereIs()
{
    QFile unit(QStringLiteral(POLICY_SERVICE));
    QVERIFY(unit.open(QIODevice::ReadOnly));
    static const QRegularExpression line(
        QStringLiteral("^ExecStart=\\S+ (.*)$"), QRegularExpression::MultilineOption);
    const QString words = line.match(QString::fromUtf8(unit.readAll())).captured(1);
    QVERIFY(!words.isEmpty());
    REQUIRE_STATUS(m_cli->run("sessions policy --unused-for 90 --yes"), 0);
    const Outcome outcome = m_cli->run(words.toUtf8().constData());
    REQUIRE_STATUS(outcome, 0);
    QVERIFY(outcome.output.startsWith("Rules ended 1 session"));
}

QTEST_GUILESS_MAIN(SessionsPolicyTest)
#include "sessions_policy_test.moc"

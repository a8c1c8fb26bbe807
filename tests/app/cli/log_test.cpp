// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/logins_bench.h"

#include <QDir>
#include <QFile>
#include <QtTest>

using namespace latchkey::test;

/// `log`: what latchkeyctl did, told by latchkeyctl.
class LogTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsDoneToLoginsIsNoted();
    void whatIsDoneToSessionsIsNoted();
    void lookingIsNoAct();
    void noSecretIsInIt();
    void limitAndSearch();
    void csvAndJson();
    void verifyTellsWhetherItIsWhole();
    void aLogThatCannotBeWrittenStopsNothing();
    void namesThatWouldDeceiveAreEscaped();
};

namespace {

QString logFile(const CliProcess& cli) { return cli.path(QStringLiteral("data/latchkey/activity.jsonl")); }

/// "sessions.revoke: 2 sessions of alice", the oldest first.
QStringList actsIn(CliProcess& cli)
{
    QStringList acts;
    const auto entries = cli.run("--json log").json().array();
    for (const auto& entry : entries) {
        acts.prepend(entry[QLatin1String("act")].toString() + QStringLiteral(": ")
            + entry[QLatin1String("what")].toString());
    }
    return acts;
}

} // namespace

void LogTest::whatIsDoneToLoginsIsNoted()
{
    LoginsBench bench;
    QVERIFY(bench.start());
    QVERIFY(bench.addBoth());
    const QString url = bench.server.url();
    const QString gateway = bench.writeForeign(QStringLiteral("data/coder-gateway/a"), url, bench.bob);
    const auto done = [&bench](const char* words) { REQUIRE_STATUS(bench.run(words), 0); };
    done("servers use URL --account ada");
    done("servers use URL --account bob");
    done("servers use -");
    done("servers show URL --account bob --reveal");
    done("servers env URL --account bob --reveal");
    done("servers exec URL --account bob -- true CanaryArgument");
    done("places adopt URL gateway");
    done("places copy-over URL gateway --account ada");
    done("places remove URL gateway");
    done("servers remove URL --account bob");
    done("servers sign-out URL --account ada --yes");
    const QString ada = QStringLiteral("ada on ") + url;
    const QString bob = QStringLiteral("bob on ") + url;
    QCOMPARE(actsIn(bench.cli),
        QStringList({ u"servers.add: "_qs + ada, u"servers.add: "_qs + bob, u"servers.use: "_qs + ada,
            u"servers.use: "_qs + bob, u"servers.use: "_qs + ada, u"servers.reveal: "_qs + bob,
            u"servers.reveal: "_qs + bob, u"servers.exec: "_qs + bob, u"servers.add: "_qs + bob,
            u"places.copy-over: "_qs + ada, u"places.remove: "_qs + url, u"servers.remove: "_qs + bob,
            u"servers.sign-out: "_qs + ada }));
    const auto entries = bench.run("--json log").json().array();
    QCOMPARE(entries[0][QLatin1String("details")][QLatin1String("ended_at_server")].toBool(), true);
    QCOMPARE(entries[0][QLatin1String("by")].toString(), u"latchkeyctl"_qs);
    QVERIFY(entries[4][QLatin1String("details")][QLatin1String("from")].toString().contains(gateway));
    QCOMPARE(entries[5][QLatin1String("details")][QLatin1String("program")].toString(), u"true"_qs);
    QVERIFY(bench.cli.filesHolding("CanaryArgument").isEmpty());
}

void LogTest::whatIsDoneToSessionsIsNoted()
{
    CliProcess cli;
    for (const char* user : { "alice", "alice", "bob" }) {
        REQUIRE_STATUS(cli.run({ u"sessions"_qs, u"add"_qs, u"--user"_qs, QString::fromLatin1(user) }), 0);
    }
    REQUIRE_STATUS(cli.run("sessions revoke 1 2"), 0);
    REQUIRE_STATUS(cli.run("sessions revoke 1 2 3"), 0); // one of them is news
    REQUIRE_STATUS(cli.run("sessions revoke 1"), 0); // none is
    REQUIRE_STATUS(cli.run("sessions restore 1 3"), 0);
    REQUIRE_STATUS(cli.run("sessions delete 3 99"), 3);
    REQUIRE_STATUS(cli.run("sessions purge --user alice --before 2000-01-01"), 0);
    REQUIRE_STATUS(cli.run("sessions purge --all-users --before 0d"), 0);
    QCOMPARE(actsIn(cli),
        QStringList({ u"sessions.add: 1 session of alice"_qs, u"sessions.add: 1 session of alice"_qs,
            u"sessions.add: 1 session of bob"_qs, u"sessions.revoke: 2 sessions of alice"_qs,
            u"sessions.revoke: 1 session of bob"_qs, u"sessions.restore: 2 sessions of 2 users"_qs,
            u"sessions.delete: 1 session of bob"_qs, u"sessions.purge: 0 sessions of alice"_qs,
            u"sessions.purge: 2 sessions of 1 user"_qs }));
    const auto purge = cli.run("--json log --limit 1").json()[0];
    QCOMPARE(purge[QLatin1String("count")].toInt(), 2);
    const auto details = purge[QLatin1String("details")];
    QCOMPARE(fieldsOf(details),
        QStringList({ u"complete"_qs, u"cutoff"_qs, u"matched"_qs, u"revoked"_qs, u"used_last_24h"_qs,
            u"users"_qs }));
    QCOMPARE(details[QLatin1String("revoked")].toInt(), 1);
    QVERIFY(details[QLatin1String("cutoff")].toInteger() > 1'700'000'000);
}

void LogTest::lookingIsNoAct()
{
    CliProcess cli;
    REQUIRE_STATUS(cli.run("sessions list"), 0);
    REQUIRE_STATUS(cli.run("sessions stats"), 0);
    REQUIRE_STATUS(cli.run("sessions validate --user alice", "not-an-identifier-of-hers"), 4);
    REQUIRE_STATUS(cli.run("sessions purge --all-users --before 0d --dry-run"), 0);
    REQUIRE_STATUS(cli.run("--backend file servers list"), 0);
    REQUIRE_STATUS(cli.run("--backend file servers remove dev.example.com"), 3);
    const Outcome log = cli.run("log");
    REQUIRE_STATUS(log, 0);
    QCOMPARE(log.output, QByteArray());
    REQUIRE_CONTAINS(log.messages, "Nothing done here yet");
    QVERIFY(!QFile::exists(logFile(cli)));
}

void LogTest::noSecretIsInIt() // EDGE 67
{
    LoginsBench bench;
    QVERIFY(bench.start());
    QVERIFY(bench.addBoth());
    const QByteArray identifier = "CanaryIdentifier-0123456789abcdef";
    REQUIRE_STATUS(bench.run("sessions add --user alice", identifier), 0);
    for (const char* words : { "servers use URL --account ada", "servers show URL --account ada --reveal",
             "servers env URL --account ada --reveal", "servers exec URL --account ada -- true",
             "servers sign-out URL --account ada --yes" }) {
        REQUIRE_STATUS(bench.run(words), 0);
    }
    const QByteArray log = contentOf(logFile(bench.cli));
    REQUIRE_CONTAINS(log, "servers.reveal");
    REQUIRE_CONTAINS(log, "servers.exec");
    for (const QByteArray& secret : { bench.ada, bench.bob, identifier }) {
        QVERIFY(!log.contains(secret.mid(11)));
        for (const char* words : { "log", "log --csv", "--json log" }) {
            QVERIFY(!bench.run(words).output.contains(secret.mid(11)));
        }
    }
}

void LogTest::limitAndSearch()
{
    CliProcess cli;
    for (int i = 0; i < 25; ++i) {
        REQUIRE_STATUS(cli.run({ u"sessions"_qs, u"add"_qs, u"--user"_qs, u"user%1"_qs.arg(i) }), 0);
    }
    const Outcome first = cli.run("log");
    QCOMPARE(first.output.count('\n'), 21); // with the headers
    REQUIRE_CONTAINS(first.messages, "There are more");
    REQUIRE_CONTAINS(first.output.split('\n')[1], "user24");
    const Outcome some = cli.run("log --limit 2");
    QCOMPARE(some.output.count('\n'), 3);
    const Outcome found = cli.run("log --search USER7");
    QCOMPARE(found.output.count('\n'), 2);
    QCOMPARE(found.messages, QByteArray());
    QCOMPARE(cli.run("--json log").json().array().size(), 25);
    REQUIRE_CONTAINS(cli.run("log --search nobody").messages, "No entries fit");
    for (const char* wrong : { "log --limit 0", "log --limit many", "log 5", "log --csv --json",
             "log --csv --verify", "log --what" }) {
        REQUIRE_STATUS(cli.run(wrong), 2);
    }
}

void LogTest::csvAndJson()
{
    CliProcess cli;
    REQUIRE_STATUS(cli.run("sessions add --user alice"), 0);
    const Outcome csv = cli.run("log --csv");
    REQUIRE_STATUS(csv, 0);
    const QByteArrayList lines = csv.output.split('\n');
    QCOMPARE(lines[0], QByteArray("number,time,by,act,what,count,details,previous,hash,state\r"));
    QVERIFY2(lines[1].startsWith("1,20") && lines[1].endsWith(",whole\r"), lines[1].constData());
    const auto json = cli.run("--json log").json();
    QCOMPARE(fieldsOf(json[0]),
        QStringList({ u"act"_qs, u"by"_qs, u"count"_qs, u"details"_qs, u"hash"_qs, u"number"_qs,
            u"previous"_qs, u"state"_qs, u"time"_qs, u"what"_qs }));
}

void LogTest::verifyTellsWhetherItIsWhole()
{
    CliProcess cli;
    REQUIRE_STATUS(cli.run("log --verify"), 0);
    for (int i = 0; i < 3; ++i) {
        REQUIRE_STATUS(cli.run("sessions add --user alice"), 0);
    }
    const Outcome whole = cli.run("log --verify");
    REQUIRE_STATUS(whole, 0);
    QCOMPARE(whole.output, QByteArray("3 entries, unchanged.\n"));
    QFile file(logFile(cli));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray content = file.readAll();
    content.replace(content.indexOf("alice"), 5, "mally");
    QVERIFY(file.seek(0));
    file.write(content);
    file.close();
    const Outcome changed = cli.run("log --verify");
    REQUIRE_STATUS(changed, 6);
    QCOMPARE(changed.output, QByteArray());
    REQUIRE_CONTAINS(changed.messages, "Line 1 of the activity log is not what was written there");
    const Outcome json = cli.run("--json log --verify");
    REQUIRE_STATUS(json, 6);
    QCOMPARE(json.json()[QLatin1String("whole")], QJsonValue(false));
    REQUIRE_CONTAINS(cli.run("log").output, "(not as it was written)");
    REQUIRE_STATUS(cli.run("sessions add --user alice"), 0); // and life goes on
    REQUIRE_STATUS(cli.run("log --verify"), 6);
}

void LogTest::aLogThatCannotBeWrittenStopsNothing()
{
    CliProcess cli;
    QVERIFY(QDir().mkpath(logFile(cli)));
    const Outcome added = cli.run("sessions add --user alice");
    REQUIRE_STATUS(added, 0);
    QCOMPARE(added.messages.count("activity log"), 1);
    QCOMPARE(cli.run("--json sessions list").json().array().size(), 1);
    REQUIRE_STATUS(cli.run("log"), 6);
}

void LogTest::namesThatWouldDeceiveAreEscaped() // EDGE 48
{
    CliProcess cli;
    REQUIRE_STATUS(cli.run({ u"sessions"_qs, u"add"_qs, u"--user"_qs, u"eve\u202egnol"_qs }), 0);
    for (const char* words : { "log", "--json log" }) {
        const QByteArray said = cli.run(words).output;
        REQUIRE_CONTAINS(said, "u202e");
        QVERIFY(!said.contains("\u202e"));
    }
}

QTEST_GUILESS_MAIN(LogTest)
#include "log_test.moc"

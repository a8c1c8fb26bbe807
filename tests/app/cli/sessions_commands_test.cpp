// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/cli_process.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QtTest>

using namespace latchkey::test;

namespace {

#define FIREFOX "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0"

QList<int> idsOf(const QJsonDocument& document)
{
    QList<int> ids;
    const QJsonArray rows = document.array();
    for (const auto& row : rows) {
        ids.append(row.toObject()[QLatin1String("id")].toInt());
    }
    return ids;
}

QJsonValue fieldOf(const Outcome& outcome, const char* name) { return outcome.json()[QLatin1String(name)]; }

} // namespace

/// `sessions` list, revoke, restore, delete, purge and stats, on a database of five sessions of three users.
class SessionsCommandsTest final : public QObject
{
    Q_OBJECT

    std::unique_ptr<CliProcess> m_cli;

private Q_SLOTS:
    void init();
    void cleanup();

    void listHasExactlyTheFieldsOfTheContract();
    void listFiltersSortsAndPages();
    void listSaysWhenThereIsMore();
    void listGroups();
    void hostileTextIsShownEscapedAndKeptExact();
    void revokeAndRestoreAreIdempotent();
    void missingSessionsAreToldAndTheOthersDone();
    void deleteIsForGood();
    void purgeDeletesUpToTheCutoff();
    void purgeDryRunDeletesNothing();
    void purgeWantsToKnowWhoseAndWhich();
    void purgeRefusesACutoffAhead();
    void statsCount();
    void storeIsNamedByOptionOrVariable();
    void postgresqlIsRefusedWhereItIsNeeded();
};

void SessionsCommandsTest::init()
{
    m_cli = std::make_unique<CliProcess>();
    const std::pair<const char*, const char*> sessions[] = { { "alice", FIREFOX }, { "alice", "curl/7.88.1" },
        { "bob", FIREFOX }, { "carol", "" }, { "bob", "curl/8.1.0" } };
    for (const auto& [user, userAgent] : sessions) {
        const Outcome added =
            m_cli->run({ QStringLiteral("sessions"), QStringLiteral("add"), QStringLiteral("--user"),
                QString::fromLatin1(user), QStringLiteral("--user-agent"), QString::fromLatin1(userAgent) });
        REQUIRE_STATUS(added, 0);
    }
}

void SessionsCommandsTest::cleanup() { m_cli.reset(); }

void SessionsCommandsTest::listHasExactlyTheFieldsOfTheContract()
{
    const Outcome listed = m_cli->run("--json sessions list --sort id");
    REQUIRE_STATUS(listed, 0);
    QCOMPARE(listed.json().array().size(), 5);
    const QJsonObject first = listed.json().array().at(0).toObject();
    QCOMPARE(fieldsOf(first),
        QStringList({ QStringLiteral("browser"), QStringLiteral("created"), QStringLiteral("device"),
            QStringLiteral("device_kind"), QStringLiteral("fingerprint"), QStringLiteral("id"),
            QStringLiteral("last_used"), QStringLiteral("os"), QStringLiteral("revoked"),
            QStringLiteral("user_agent"), QStringLiteral("username") }));
    QCOMPARE(first[QLatin1String("id")].toInt(), 1);
    QCOMPARE(first[QLatin1String("username")].toString(), QStringLiteral("alice"));
    QCOMPARE(first[QLatin1String("revoked")], QJsonValue(false));
    QCOMPARE(first[QLatin1String("user_agent")].toString(), QStringLiteral(FIREFOX));
    QCOMPARE(first[QLatin1String("browser")].toString(), QStringLiteral("Firefox 120.0"));
    QCOMPARE(first[QLatin1String("os")].toString(), QStringLiteral("Linux"));
    QCOMPARE(first[QLatin1String("device")].toString(), QStringLiteral("Firefox on Linux"));
    QCOMPARE(first[QLatin1String("device_kind")].toString(), QStringLiteral("desktop"));
    QVERIFY(qAbs(first[QLatin1String("created")].toInteger() - QDateTime::currentSecsSinceEpoch()) < 60);
    QCOMPARE(first[QLatin1String("fingerprint")].toString().size(), 8);

    const Outcome table = m_cli->run("sessions list");
    REQUIRE_STATUS(table, 0);
    QVERIFY2(table.output.startsWith("ID  USER   DEVICE"), table.output.constData());
    REQUIRE_CONTAINS(table.output, "Firefox on Linux");
    QCOMPARE(table.output.count('\n'), 6);
}

void SessionsCommandsTest::listFiltersSortsAndPages()
{
    REQUIRE_STATUS(m_cli->run("sessions revoke 2 5"), 0);
    const auto ids = [this](const char* words) {
        return idsOf(m_cli->run((QByteArray("--json sessions list ") + words).constData()).json());
    };
    QCOMPARE(ids("--sort id"), QList<int>({ 1, 2, 3, 4, 5 }));
    QCOMPARE(ids("--sort -id"), QList<int>({ 5, 4, 3, 2, 1 }));
    QCOMPARE(ids("--sort id --limit 2 --offset 1"), QList<int>({ 2, 3 }));
    QCOMPARE(ids("--sort id --offset 5"), QList<int>());
    QCOMPARE(ids("--sort id --user bob"), QList<int>({ 3, 5 }));
    QCOMPARE(ids("--user nobody"), QList<int>());
    QCOMPARE(ids("--sort id --state revoked"), QList<int>({ 2, 5 }));
    QCOMPARE(ids("--sort id --state active"), QList<int>({ 1, 3, 4 }));
    QCOMPARE(ids("--sort id --search curl"), QList<int>({ 2, 5 }));
    QCOMPARE(ids("--sort id --search FIREFOX --user bob"), QList<int>({ 3 }));
    QCOMPARE(ids("--search %"), QList<int>()); // EDGE 49: no wildcards
    QCOMPARE(ids("--sort username --limit 1"), QList<int>({ 1 }));
    QCOMPARE(ids("--sort -username --limit 1"), QList<int>({ 4 }));
    for (const char* column : { "last_used", "last-used", "created", "device", "browser", "os", "state" }) {
        QCOMPARE(ids((QByteArray("--sort ") + column).constData()).size(), 5);
    }
}

void SessionsCommandsTest::listSaysWhenThereIsMore()
{
    const Outcome part = m_cli->run("--json sessions list --limit 2");
    REQUIRE_STATUS(part, 0);
    QCOMPARE(part.json().array().size(), 2);
    REQUIRE_CONTAINS(part.messages, "--offset 2");
    const Outcome rest = m_cli->run("--json sessions list --limit 2 --offset 4");
    QCOMPARE(rest.json().array().size(), 1);
    QCOMPARE(rest.messages, QByteArray());
    const Outcome exactly = m_cli->run("sessions list --limit 5");
    QCOMPARE(exactly.messages, QByteArray());
    const Outcome none = m_cli->run("sessions list --user nobody");
    REQUIRE_STATUS(none, 0);
    QCOMPARE(none.output, QByteArray());
    REQUIRE_CONTAINS(none.messages, "No sessions");
}

void SessionsCommandsTest::listGroups()
{
    REQUIRE_STATUS(m_cli->run("sessions revoke 5"), 0);
    const auto groups = [this](const char* by) {
        QMap<QString, QJsonObject> byKey;
        const Outcome listed = m_cli->run((QByteArray("--json sessions list --group-by ") + by).constData());
        const QJsonArray rows = listed.json().array();
        for (const auto& group : rows) {
            byKey.insert(group[QLatin1String("key")].toString(), group.toObject());
        }
        return byKey;
    };
    const auto devices = groups("device");
    const QJsonObject firefox = devices[QStringLiteral("Firefox on Linux")];
    QCOMPARE(fieldsOf(firefox),
        QStringList({ QStringLiteral("browser"), QStringLiteral("device_kind"), QStringLiteral("key"),
            QStringLiteral("last_used"), QStringLiteral("revoked"), QStringLiteral("sessions") }));
    QCOMPARE(firefox[QLatin1String("sessions")].toInt(), 2);
    QCOMPARE(firefox[QLatin1String("device_kind")].toString(), QStringLiteral("desktop"));
    QCOMPARE(
        devices[QStringLiteral("curl")][QLatin1String("sessions")].toInt(), 2); // two versions, one device
    QCOMPARE(devices[QStringLiteral("curl")][QLatin1String("revoked")].toInt(), 1);
    QCOMPARE(groups("user-agent").size(), 4);
    QCOMPARE(groups("user")[QStringLiteral("bob")][QLatin1String("sessions")].toInt(), 2);
    const Outcome table = m_cli->run("sessions list --group-by user --limit 1");
    REQUIRE_STATUS(table, 0);
    QVERIFY2(table.output.startsWith("USER"), table.output.constData());
    REQUIRE_CONTAINS(table.messages, "--offset 1");
}

void SessionsCommandsTest::hostileTextIsShownEscapedAndKeptExact()
{
    // EDGE 48: terminal control, direction and lines; the store keeps control characters out.
    const QString hostile = QStringLiteral("evil\u202Etxt\u2066 <script>\u200B");
    const Outcome added = m_cli->run({ QStringLiteral("sessions"), QStringLiteral("add"),
        QStringLiteral("--user"), QStringLiteral("mallory"), QStringLiteral("--user-agent"),
        hostile + QStringLiteral("\x1b[2J\r\nfake row") });
    REQUIRE_STATUS(added, 0);
    const Outcome table = m_cli->run("sessions list --user mallory");
    REQUIRE_STATUS(table, 0);
    QCOMPARE(table.output.count('\n'), 2);
    QVERIFY(!table.output.contains('\x1b'));
    QVERIFY(!table.output.contains(QStringLiteral("\u202E").toUtf8()));
    REQUIRE_CONTAINS(table.output, "\\u202e");

    const Outcome listed = m_cli->run("--json sessions list --user mallory");
    QVERIFY(!listed.output.contains(QStringLiteral("\u202E").toUtf8()));
    QVERIFY(listed.json().array().at(0)[QLatin1String("user_agent")].toString().startsWith(hostile));
    QCOMPARE(listed.output.count('\n'), 1);
}

void SessionsCommandsTest::revokeAndRestoreAreIdempotent()
{
    const Outcome revoked = m_cli->run("--json sessions revoke 1 3 1");
    REQUIRE_STATUS(revoked, 0);
    QCOMPARE(fieldOf(revoked, "changed"), QJsonValue(QJsonArray({ 1, 3 })));
    const Outcome again = m_cli->run("--json sessions revoke 1 2"); // EDGE 58
    REQUIRE_STATUS(again, 0);
    QCOMPARE(fieldOf(again, "changed"), QJsonValue(QJsonArray({ 2 })));
    QCOMPARE(fieldOf(again, "unchanged"), QJsonValue(QJsonArray({ 1 })));
    const Outcome restored = m_cli->run("sessions restore 1 2 4");
    REQUIRE_STATUS(restored, 0);
    QCOMPARE(restored.output, QByteArray("Restored: 2. Already active: 1.\n"));
    QCOMPARE(idsOf(m_cli->run("--json sessions list --state revoked").json()), QList<int>({ 3 }));
}

void SessionsCommandsTest::missingSessionsAreToldAndTheOthersDone()
{
    for (const char* act : { "revoke", "restore", "delete" }) {
        const Outcome outcome =
            m_cli->run((QByteArray("--json sessions ") + act + " 99 1 123456789012").constData());
        REQUIRE_STATUS(outcome, 3);
        QCOMPARE(fieldOf(outcome, "missing"), QJsonValue(QJsonArray({ 99, 123456789012LL })));
        QCOMPARE(fieldOf(outcome, QByteArray(act) == "delete" ? "deleted" : "changed"),
            QJsonValue(QJsonArray({ 1 })));
        REQUIRE_CONTAINS(outcome.messages, "99, 123456789012");
    }
    QCOMPARE(m_cli->run("--json sessions list").json().array().size(), 4);
}

void SessionsCommandsTest::deleteIsForGood()
{
    const Outcome deleted = m_cli->run("sessions delete 2 4");
    REQUIRE_STATUS(deleted, 0);
    QCOMPARE(deleted.output, QByteArray("Deleted: 2.\n"));
    QCOMPARE(idsOf(m_cli->run("--json sessions list --sort id").json()), QList<int>({ 1, 3, 5 })); // EDGE 60
    REQUIRE_STATUS(m_cli->run("sessions restore 2"), 3);
}

void SessionsCommandsTest::purgeDeletesUpToTheCutoff()
{
    const QJsonObject row = m_cli->run("--json sessions list --user carol").json().array().at(0).toObject();
    const qint64 lastUsed = row[QLatin1String("last_used")].toInteger();
    const auto purge = [this](qint64 before) {
        const Outcome outcome = m_cli->run(
            qPrintable(QStringLiteral("--json sessions purge --user carol --before %1").arg(before)));
        return outcome.json()[QLatin1String("deleted")].toInt(-1);
    };
    QCOMPARE(purge(lastUsed - 1), 0); // EDGE 53
    QCOMPARE(purge(lastUsed), 1);
    QCOMPARE(purge(lastUsed), 0);
    QCOMPARE(m_cli->run("--json sessions list").json().array().size(), 4);

    REQUIRE_STATUS(m_cli->run("sessions revoke 1"), 0);
    const Outcome all = m_cli->run("--json sessions purge --all-users --before 0s");
    REQUIRE_STATUS(all, 0);
    QCOMPARE(fieldsOf(all.json().object()),
        QStringList({ QStringLiteral("deleted"), QStringLiteral("kinds"), QStringLiteral("matched"),
            QStringLiteral("revoked"), QStringLiteral("used_last_24h"), QStringLiteral("users") }));
    const QJsonObject kinds = all.json()[QLatin1String("kinds")].toObject();
    QCOMPARE(kinds.size(), 7);
    QCOMPARE(kinds[QLatin1String("desktop")].toInt(), 2);
    QCOMPARE(kinds[QLatin1String("program")].toInt(), 2);
    QCOMPARE(kinds[QLatin1String("unknown")].toInt(), 0);
    QCOMPARE(fieldOf(all, "matched").toInt(), 4);
    QCOMPARE(fieldOf(all, "deleted").toInt(), 4);
    QCOMPARE(fieldOf(all, "users").toInt(), 2);
    QCOMPARE(fieldOf(all, "revoked").toInt(), 1);
    QCOMPARE(fieldOf(all, "used_last_24h").toInt(), 4);
    QCOMPARE(m_cli->run("--json sessions list").json().array().size(), 0);
}

void SessionsCommandsTest::purgeDryRunDeletesNothing()
{
    const Outcome dry = m_cli->run("--json sessions purge --user bob --before 0s --dry-run");
    REQUIRE_STATUS(dry, 0);
    QCOMPARE(fieldOf(dry, "matched").toInt(), 2);
    QCOMPARE(fieldOf(dry, "deleted").toInt(), 0);
    const Outcome text = m_cli->run("sessions purge --user bob --before 0s --dry-run");
    REQUIRE_CONTAINS(text.output, "Nothing was deleted");
    REQUIRE_CONTAINS(
        text.output, "2 (users: 1, revoked: 0, used in the last 24 hours: 2, desktop: 1, program: 1)");
    QCOMPARE(m_cli->run("--json sessions list").json().array().size(), 5);
    QCOMPARE(fieldOf(m_cli->run("--json sessions purge --all-users --before 90d"), "matched").toInt(), 0);
}

void SessionsCommandsTest::purgeWantsToKnowWhoseAndWhich()
{
    for (const char* words :
        { "--before 90d", "--user bob", "--all-users", "--user bob --all-users --before 90d",
            "--all-users --before 6m", "--all-users --before soon" }) {
        const Outcome outcome = m_cli->run((QByteArray("sessions purge ") + words).constData());
        REQUIRE_STATUS(outcome, 2);
    }
    QCOMPARE(m_cli->run("--json sessions list").json().array().size(), 5);
}

void SessionsCommandsTest::purgeRefusesACutoffAhead()
{
    // EDGE 53: a clock or a zone gone wrong must not delete everything.
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    const auto purge = [this](qint64 before) {
        return m_cli->run(
            qPrintable(QStringLiteral("sessions purge --all-users --dry-run --before %1").arg(before)));
    };
    REQUIRE_STATUS(purge(now + qint64(2) * 86'400), 2);
    REQUIRE_STATUS(purge(now * 1000), 2); // milliseconds
    REQUIRE_STATUS(purge(now + 3600), 0); // a clock that differs a little
    REQUIRE_STATUS(m_cli->run("sessions purge --all-users --before 2999-01-01"), 2);
    QCOMPARE(m_cli->run("--json sessions list").json().array().size(), 5);
}

void SessionsCommandsTest::statsCount()
{
    REQUIRE_STATUS(m_cli->run("sessions revoke 1"), 0);
    const Outcome stats = m_cli->run("--json sessions stats");
    REQUIRE_STATUS(stats, 0);
    QCOMPARE(fieldOf(stats, "sessions").toInt(), 5);
    QCOMPARE(fieldOf(stats, "active").toInt(), 4);
    QCOMPARE(fieldOf(stats, "revoked").toInt(), 1);
    QCOMPARE(fieldOf(stats, "users").toInt(), 3);
    QCOMPARE(fieldOf(stats, "used_last_24h").toInt(), 5);
    QCOMPARE(fieldOf(stats, "location").toString(), m_cli->database());
    QCOMPARE(fieldOf(stats, "read_only"), QJsonValue(false));
    QVERIFY(m_cli->run("sessions stats").output.contains(m_cli->database().toUtf8()));
}

void SessionsCommandsTest::storeIsNamedByOptionOrVariable()
{
    const QString other = m_cli->path(QStringLiteral("other/sessions.db"));
    const auto users = [this](const QStringList& options) {
        return m_cli
            ->run(QStringList { QStringLiteral("--json") } + options
                + QStringList { QStringLiteral("sessions"), QStringLiteral("stats") })
            .json()[QLatin1String("users")]
            .toInt(-1);
    };
    const Outcome added = m_cli->run({ QStringLiteral("--store"), other, QStringLiteral("sessions"),
        QStringLiteral("add"), QStringLiteral("--user"), QStringLiteral("dave") });
    REQUIRE_STATUS(added, 0);
    QCOMPARE(users({ QStringLiteral("--store"), other }), 1);
    QCOMPARE(users({}), 3);
    m_cli->environment.insert(QStringLiteral("LATCHKEY_STORE"), other);
    QCOMPARE(users({}), 1);
    QCOMPARE(users({ QStringLiteral("--store"), m_cli->database() }), 3); // the option wins
}

void SessionsCommandsTest::postgresqlIsRefusedWhereItIsNeeded() // EDGE 64
{
    const Outcome postgresql = m_cli->run("--store postgresql://db.example/x sessions list");
    REQUIRE_STATUS(postgresql, 1);
    REQUIRE_CONTAINS(postgresql.messages, "PostgreSQL");
    m_cli->environment.insert(QStringLiteral("LATCHKEY_STORE"), QStringLiteral("postgresql://db.example/x"));
    REQUIRE_STATUS(m_cli->run("--backend file servers list"), 0); // servers do not need it
}

QTEST_GUILESS_MAIN(SessionsCommandsTest)
#include "sessions_commands_test.moc"

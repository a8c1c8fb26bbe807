// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/cli_process.h"
#include "tests/support/desktop/virtual_display.h"
#include "tests/support/keyring/private_keyring.h"
#include "tests/support/raw_database.h"

#include <QDBusConnection>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QtTest>

using namespace latchkey::test;

namespace {

const QByteArray canary = "CanaryDoctor-abcdefghijklmnopqrstuv";

/// What `doctor` says of one thing; empty when it does not mention it.
struct Said
{
    QString level;
    QString text;
    QString mend;
};

Said findingOf(CliProcess& cli, const char* id)
{
    const QJsonArray findings = cli.run("--json doctor").json().object()[QLatin1String("findings")].toArray();
    for (const auto& finding : findings) {
        if (finding[QLatin1String("id")].toString() == QLatin1StringView(id)) {
            return { finding[QLatin1String("level")].toString(), finding[QLatin1String("text")].toString(),
                finding[QLatin1String("mend")].toString() };
        }
    }
    return {};
}

void write(const QString& path, const QByteArray& content, QFile::Permissions mode)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.setPermissions(mode));
    QVERIFY(file.write(content) == content.size());
}

/// Puts the program on the bus of the PrivateKeyring that there is.
void useSessionBus(CliProcess& cli)
{
    const QString variable = QStringLiteral("DBUS_SESSION_BUS_ADDRESS");
    cli.environment.insert(variable, qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"));
}

constexpr QFile::Permissions Private = QFile::ReadOwner | QFile::WriteOwner;

} // namespace

/// `doctor`: each thing that can be wrong is found, named and given its mend.
class DoctorTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFreshHomeHasOneProblemWithoutABus();
    void theKeyringIsUnlockedThenLocked();
    void aSecondProviderIsNamed();
    void anOldPanelsTrayIsFound();
    void variablesThatOverrideAreNamedWithoutTheirSecrets();
    void aRelativeFolderIsNotUsed();
    void missingPatternsAreAProblem();
    void filesThatOthersReadAreAProblem();
    void aFolderThatOthersWriteIsAProblem();
    void whatAKilledProgramLeftIsNoted();
    void aDamagedDatabaseIsAProblem_data();
    void aDamagedDatabaseIsAProblem();
    void sessionsFromTheFutureSpeakAgainstTheClock();
    void aChangedLogIsAProblem();
    void nothingIsMadeByLooking();
};

void DoctorTest::aFreshHomeHasOneProblemWithoutABus() // EDGE 1
{
    CliProcess cli;
    const Outcome told = cli.run("doctor");
    REQUIRE_STATUS(told, 1);
    REQUIRE_CONTAINS(told.output, "problem: Keyring: There is no desktop session bus");
    REQUIRE_CONTAINS(told.messages, "1 problem.");
    const Outcome json = cli.run("--json doctor");
    QCOMPARE(fieldsOf(json.json().object()),
        QStringList({ QStringLiteral("findings"), QStringLiteral("problems") }));
    QCOMPARE(json.json()[QLatin1String("problems")].toInt(), 1);
    QCOMPARE(fieldsOf(json.json()[QLatin1String("findings")][0]),
        QStringList({ QStringLiteral("area"), QStringLiteral("id"), QStringLiteral("level"),
            QStringLiteral("mend"), QStringLiteral("text") }));
}

void DoctorTest::theKeyringIsUnlockedThenLocked() // EDGE 8
{
    PrivateKeyring keyring;
    QVERIFY(keyring.start());
    CliProcess cli;
    useSessionBus(cli);
    REQUIRE_STATUS(cli.run("doctor"), 0);
    QCOMPARE(findingOf(cli, "keyring.state").text,
        QStringLiteral("gnome-keyring-daemon keeps the keyring, and it is unlocked."));
    QVERIFY(keyring.lock());
    QCOMPARE(findingOf(cli, "keyring.locked").level, QStringLiteral("problem"));
    QVERIFY(keyring.unlock());
    QVERIFY(keyring.store("[]"));
    QCOMPARE(findingOf(cli, "keyring.entry").level, QStringLiteral("problem")); // EDGE 23
    QVERIFY(keyring.store("{}"));
    QVERIFY(keyring.addItem("{}"));
    QCOMPARE(findingOf(cli, "keyring.duplicates").level, QStringLiteral("problem")); // EDGE 12
}

void DoctorTest::aSecondProviderIsNamed() // EDGE 15, 16
{
    PrivateKeyring keyring;
    QVERIFY(keyring.start());
    QDBusConnection bus = keyring.connection();
    QVERIFY(bus.registerService(QStringLiteral("org.kde.kwalletd6")));
    QVERIFY(bus.registerService(QStringLiteral("org.kde.StatusNotifierWatcher")));
    CliProcess cli;
    useSessionBus(cli);
    const Said said = findingOf(cli, "keyring.other_provider");
    QCOMPARE(said.level, QStringLiteral("note"));
    QVERIFY(said.text.startsWith(QStringLiteral("KWallet runs as well.")));
    QCOMPARE(findingOf(cli, "desktop.tray").level, QStringLiteral("good"));
}

void DoctorTest::anOldPanelsTrayIsFound() // EDGE 70
{
    PrivateKeyring keyring;
    QVERIFY(keyring.start());
    CliProcess cli;
    useSessionBus(cli);
    cli.environment.insert(QStringLiteral("DISPLAY"), QStringLiteral(":nowhere"));
    QVERIFY(findingOf(cli, "desktop.tray").text.startsWith(QStringLiteral("Whether the desktop has a tray")));
    VirtualDisplay display;
    const QString variable = QStringLiteral("DISPLAY");
    cli.environment.insert(variable, display.environment().value(variable));
    QVERIFY(findingOf(cli, "desktop.tray").text.startsWith(QStringLiteral("The desktop shows no tray")));
    display.startTray();
    QTRY_COMPARE_WITH_TIMEOUT(findingOf(cli, "desktop.tray").level, QStringLiteral("good"), 20'000);
}

void DoctorTest::variablesThatOverrideAreNamedWithoutTheirSecrets() // EDGE 41
{
    CliProcess cli;
    cli.environment.insert(QStringLiteral("CODER_SESSION_TOKEN"), QString::fromLatin1(canary));
    const Said said = findingOf(cli, "environment.override");
    QCOMPARE(said.level, QStringLiteral("note"));
    QVERIFY(said.text.startsWith(QStringLiteral("CODER_SESSION_TOKEN is set")));
    QVERIFY(said.mend.contains(QStringLiteral("unset CODER_SESSION_TOKEN")));
    QVERIFY(!cli.everythingSaid().contains(canary));
}

void DoctorTest::aRelativeFolderIsNotUsed() // EDGE 40
{
    CliProcess cli;
    cli.environment.insert(QStringLiteral("XDG_DATA_HOME"), QStringLiteral("here"));
    QVERIFY(findingOf(cli, "environment.relative").text.startsWith(QStringLiteral("XDG_DATA_HOME")));
}

void DoctorTest::missingPatternsAreAProblem()
{
    CliProcess cli;
    cli.environment.insert(
        QStringLiteral("LATCHKEY_USER_AGENT_PATTERNS"), QStringLiteral("/nowhere/regexes.yaml"));
    QCOMPARE(findingOf(cli, "environment.patterns").level, QStringLiteral("problem"));
}

void DoctorTest::filesThatOthersReadAreAProblem() // EDGE 39
{
    CliProcess cli;
    QVERIFY(QDir().mkpath(cli.coderFolder()));
    write(cli.coderFolder() + QStringLiteral("/url"), "https://dev.example.com", Private | QFile::ReadOther);
    write(cli.coderFolder() + QStringLiteral("/session"), canary,
        Private | QFile::ReadGroup | QFile::ReadOther);
    const Said said = findingOf(cli, "files.access");
    QCOMPARE(said.level, QStringLiteral("problem"));
    QVERIFY(said.text.contains(QStringLiteral("chmod 600"))); // with the mend in it
    QVERIFY(said.text.contains(QStringLiteral("/session")));
    QVERIFY(!cli.everythingSaid().contains(canary));
}

void DoctorTest::aFolderThatOthersWriteIsAProblem()
{
    CliProcess cli;
    QVERIFY(QDir().mkpath(cli.coderFolder()));
    QVERIFY(QFile::setPermissions(cli.coderFolder(), Private | QFile::ExeOwner | QFile::WriteOther));
    const Said said = findingOf(cli, "files.folder");
    QCOMPARE(said.level, QStringLiteral("problem"));
    QVERIFY(said.mend.startsWith(QStringLiteral("Run: chmod go-w")));
}

void DoctorTest::whatAKilledProgramLeftIsNoted() // EDGE 37
{
    CliProcess cli;
    QVERIFY(QDir().mkpath(cli.coderFolder()));
    write(cli.coderFolder() + QStringLiteral("/.latchkey-session-a1b2c3"), canary, Private);
    QCOMPARE(findingOf(cli, "files.leftover").level, QStringLiteral("note"));
}

void DoctorTest::aDamagedDatabaseIsAProblem_data() // EDGE 63
{
    QTest::addColumn<QString>("damage");
    QTest::addColumn<QString>("id");
    QTest::newRow("garbage") << "garbage" << "sessions.store";
    QTest::newRow("newer") << "newer" << "sessions.store";
    QTest::newRow("a page that is not as it should be") << "page" << "sessions.pages";
    QTest::newRow("others may read it") << "mode" << "files.access";
}

void DoctorTest::aDamagedDatabaseIsAProblem()
{
    QFETCH(const QString, damage);
    QFETCH(const QString, id);
    CliProcess cli;
    REQUIRE_STATUS(cli.run("sessions add --user alice --user-agent curl"), 0);
    QCOMPARE(findingOf(cli, "sessions.store").level, QStringLiteral("good"));
    if (damage == QStringLiteral("garbage")) {
        write(cli.database(), QByteArray(8192, 'x'), Private);
    } else if (damage == QStringLiteral("mode")) {
        QVERIFY(QFile::setPermissions(cli.database(), Private | QFile::ReadOther));
    } else {
        QVERIFY(RawDatabase(cli.database())
                .run(damage == QStringLiteral("newer")
                        ? "PRAGMA user_version = 999"
                        : "PRAGMA ignore_check_constraints = ON; UPDATE sessions SET revoked = 7"));
    }
    QCOMPARE(findingOf(cli, id.toLatin1().constData()).level, QStringLiteral("problem"));
    REQUIRE_STATUS(cli.run("doctor"), 1);
}

void DoctorTest::sessionsFromTheFutureSpeakAgainstTheClock() // EDGE 51
{
    CliProcess cli;
    REQUIRE_STATUS(cli.run("sessions add --user alice"), 0);
    QCOMPARE(findingOf(cli, "clock.health").level, QStringLiteral("good"));
    QVERIFY(RawDatabase(cli.database()).run("UPDATE sessions SET last_used = 9999999999"));
    QCOMPARE(findingOf(cli, "clock.health").level, QStringLiteral("problem"));
}

void DoctorTest::aChangedLogIsAProblem()
{
    CliProcess cli;
    REQUIRE_STATUS(cli.run("sessions add --user alice"), 0);
    REQUIRE_STATUS(cli.run("sessions revoke 1"), 0);
    QCOMPARE(findingOf(cli, "activity.log").level, QStringLiteral("good"));
    const QString log = cli.path(QStringLiteral("data/latchkey/activity.jsonl"));
    QFile file(log);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray changed = file.readAll().replace("alice", "malle");
    QVERIFY(file.seek(0) && file.write(changed) == changed.size());
    file.close();
    QCOMPARE(findingOf(cli, "activity.log").level, QStringLiteral("problem"));
}

void DoctorTest::nothingIsMadeByLooking()
{
    CliProcess cli;
    cli.run("doctor");
    QVERIFY(!QFile::exists(cli.database()));
    QVERIFY(!QFile::exists(cli.coderFolder()));
}

QTEST_GUILESS_MAIN(DoctorTest)
#include "doctor_test.moc"

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/services.h"
#include "core/credentials/memory_backend.h"
#include "tests/support/result_check.h"

#include <QDir>
#include <QTemporaryDir>

using namespace latchkey;

class ServicesTest final : public QObject
{
    Q_OBJECT

    Services::Options options() const;

    QTemporaryDir m_home;

private Q_SLOTS:
    void takesItsPlacesFromTheEnvironment();
    void buildsOnlyWhatIsAskedFor();
    void leavesTheKeyringAloneWhereAnotherStandsIn();
    void aMissingDatabaseIsAnErrorWhereNoneMayBeMade();
    void readsStoreLocations_data();
    void readsStoreLocations();
};

Services::Options ServicesTest::options() const
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("HOME"), m_home.path());
    environment.insert(QStringLiteral("XDG_DATA_HOME"), m_home.filePath(QStringLiteral("data")));
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_home.filePath(QStringLiteral("run")));
    environment.insert(QStringLiteral("CODER_CONFIG_DIR"), m_home.filePath(QStringLiteral("coder")));
    return Services::Options::fromEnvironment(environment);
}

void ServicesTest::takesItsPlacesFromTheEnvironment()
{
    const Services::Options plain = options();
    QCOMPARE(plain.sessionDatabase, m_home.filePath(QStringLiteral("data/latchkey/sessions.db")));
    QCOMPARE(plain.paths.coderConfigFolder, m_home.filePath(QStringLiteral("coder")));
    QCOMPARE(plain.serviceName, QStringLiteral("coder-v2-credentials"));
    QVERIFY(QFile::exists(plain.patternFile));
    QVERIFY(!plain.mayPrompt);

    QProcessEnvironment environment = plain.environment;
    environment.insert(QStringLiteral("LATCHKEY_STORE"), QStringLiteral("/srv/sessions.db"));
    QCOMPARE(
        Services::Options::fromEnvironment(environment).sessionDatabase, QStringLiteral("/srv/sessions.db"));
    environment.insert(QStringLiteral("LATCHKEY_USER_AGENT_PATTERNS"), QStringLiteral("/srv/regexes.yaml"));
    QCOMPARE(
        Services::Options::fromEnvironment(environment).patternFile, QStringLiteral("/srv/regexes.yaml"));
}

void ServicesTest::buildsOnlyWhatIsAskedFor()
{
    {
        Services services(options());
        QCOMPARE(services.cliFiles().folder(), m_home.filePath(QStringLiteral("coder")));
    }
    QCOMPARE(QDir(m_home.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList());
    {
        Services services(options());
        REQUIRE_OK(waitFor(services.sessions().facts()));
    }
    QCOMPARE(QDir(m_home.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
        QStringList { QStringLiteral("data") });
}

void ServicesTest::leavesTheKeyringAloneWhereAnotherStandsIn()
{
    credentials::MemoryBackend memory;
    Services::Options demo = options();
    demo.keyringInstead = &memory;
    Services services(demo);
    QVERIFY(services.keyring() == nullptr);
    const auto server = credentials::ServerUrl::parse(QStringLiteral("a.example.com"));
    REQUIRE_OK(server);
    REQUIRE_OK(waitFor(services.logins().add(
        { .server = *server, .token = Secret::takeFrom(QByteArray("aaaaaaaaaa-bbbbbbbbbbbbbbbbbbbbbb")) })));
    QVERIFY(memory.text().contains("a.example.com"));
}

void ServicesTest::aMissingDatabaseIsAnErrorWhereNoneMayBeMade()
{
    Services::Options strict = options();
    strict.sessionDatabase = m_home.filePath(QStringLiteral("none.db"));
    strict.createSessionDatabase = false;
    Services services(strict);
    REQUIRE_ERROR(waitFor(services.sessions().facts()), ErrorCode::StoreUnavailable);
    QVERIFY(!QFile::exists(strict.sessionDatabase));
}

void ServicesTest::readsStoreLocations_data()
{
    QTest::addColumn<QString>("location");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("error");

    const auto good = [](const char* location, const QString& path) {
        QTest::newRow(location) << QString::fromLatin1(location) << path << -1;
    };
    const auto bad = [](const char* location, ErrorCode error) {
        QTest::newRow(*location == 0 ? "nothing" : location)
            << QString::fromLatin1(location) << QString() << static_cast<int>(error);
    };
    good("/srv/sessions.db", QStringLiteral("/srv/sessions.db"));
    good("sessions.db", QDir::currentPath() + QStringLiteral("/sessions.db"));
    good("~/sessions.db", QDir::homePath() + QStringLiteral("/sessions.db"));
    bad("postgresql://user:pw@host/db", ErrorCode::NotImplemented);
    bad("postgres://host/db", ErrorCode::NotImplemented);
    bad("mysql://host/db", ErrorCode::InvalidInput);
    bad("", ErrorCode::InvalidInput);
}

void ServicesTest::readsStoreLocations()
{
    QFETCH(const QString, location);
    QFETCH(const QString, path);
    QFETCH(const int, error);

    const auto read = sessionDatabasePath(location);
    if (error < 0) {
        REQUIRE_OK(read);
        QCOMPARE(*read, path);
    } else {
        REQUIRE_ERROR(read, static_cast<ErrorCode>(error));
        QVERIFY(!read.error().message.contains(QStringLiteral("pw")));
    }
}

QTEST_GUILESS_MAIN(ServicesTest)
#include "services_test.moc"

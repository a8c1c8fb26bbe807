// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/memory_backend.h"
#include "tests/core/credentials/parked_contract.h"
#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/result_check.h"

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

namespace {

/// Lends a store that lives longer than the handle.
class Borrowed final : public ParkedTokens
{
public:
    explicit Borrowed(ParkedTokens& lender)
        : m_lender(lender)
    {
    }
    Future<QList<LoginId>> parked() override { return m_lender.parked(); }
    Future<Secret> readParked(const LoginId& login) override { return m_lender.readParked(login); }
    Future<void> park(const ServerUrl& url, const Secret& token) override
    {
        return m_lender.park(url, token);
    }
    Future<Secret> useParked(const LoginId& login, const std::optional<LoginId>& kept) override
    {
        return m_lender.useParked(login, kept);
    }
    Future<void> removeParked(const LoginId& login) override { return m_lender.removeParked(login); }

private:
    ParkedTokens& m_lender;
};

} // namespace

/// The names of parked items, and the contract of ParkedTokens in memory.
class ParkedTokensTest : public ParkedContract
{
    Q_OBJECT

protected:
    void clearStore() override
    {
        m_memory.setParkedItems({});
        m_memory.setText({});
    }
    std::unique_ptr<ParkedTokens> openParked() override { return std::make_unique<Borrowed>(m_memory); }
    Backend& sharedEntry() override { return m_memory; }
    void plant(const LoginId& login, const QByteArray& value) override
    {
        m_memory.setParkedItems({ { login, secret(value) } });
    }

private Q_SLOTS:
    void aNameIsOriginAndFingerprint();
    void whatIsSpelledOtherwiseIsNoName_data();
    void whatIsSpelledOtherwiseIsNoName();
    void memoryFailsAsToldUntilToldOtherwise();
    void parkingLeavesTheSharedEntryAlone();

private:
    MemoryBackend m_memory;
};

void ParkedTokensTest::aNameIsOriginAndFingerprint()
{
    const QString name = QStringLiteral("https://dev.example.com 0a1b2c3d");
    const auto login = loginNamed(name);
    QVERIFY(login);
    QCOMPARE(login->server, server("https://dev.example.com"));
    QCOMPARE(login->fingerprint, QStringLiteral("0a1b2c3d"));
    QCOMPARE(parkedName(*login), name);
}

void ParkedTokensTest::whatIsSpelledOtherwiseIsNoName_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << QString();
    QTest::newRow("origin alone") << QStringLiteral("https://h");
    QTest::newRow("no fingerprint") << QStringLiteral("https://h ");
    QTest::newRow("fingerprint alone") << QStringLiteral(" 0a1b2c3d");
    QTest::newRow("short fingerprint") << QStringLiteral("https://h 0a1b2c3");
    QTest::newRow("long fingerprint") << QStringLiteral("https://h 0a1b2c3d4");
    QTest::newRow("capitals") << QStringLiteral("https://h 0A1B2C3D");
    QTest::newRow("no hex digits") << QStringLiteral("https://h 0a1b2c3g");
    QTest::newRow("other digits") << u"https://h \u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667"_qs;
    QTest::newRow("two spaces") << QStringLiteral("https://h  0a1b2c3d");
    QTest::newRow("no scheme") << QStringLiteral("h 0a1b2c3d");
    QTest::newRow("other scheme") << QStringLiteral("ftp://h 0a1b2c3d");
    QTest::newRow("path") << QStringLiteral("https://h/ 0a1b2c3d");
    QTest::newRow("default port") << QStringLiteral("https://h:443 0a1b2c3d");
    QTest::newRow("capital host") << QStringLiteral("https://H 0a1b2c3d");
    QTest::newRow("user information") << QStringLiteral("https://u@h 0a1b2c3d");
}

void ParkedTokensTest::whatIsSpelledOtherwiseIsNoName()
{
    QFETCH(QString, name);
    QVERIFY(!loginNamed(name));
}

void ParkedTokensTest::memoryFailsAsToldUntilToldOtherwise()
{
    const ServerUrl url = server("https://h");
    const LoginId login = loginOf(url, "tok");
    REQUIRE_OK(waitFor(m_memory.park(url, secret("tok"))));
    m_memory.failWith(Error { ErrorCode::KeyringLocked, u"The keyring is locked."_qs });
    REQUIRE_ERROR(waitFor(m_memory.parked()), ErrorCode::KeyringLocked);
    REQUIRE_ERROR(waitFor(m_memory.readParked(login)), ErrorCode::KeyringLocked);
    REQUIRE_ERROR(waitFor(m_memory.park(url, secret("other"))), ErrorCode::KeyringLocked);
    REQUIRE_ERROR(waitFor(m_memory.removeParked(login)), ErrorCode::KeyringLocked);
    const auto items = m_memory.parkedItems();
    QCOMPARE(items.size(), 1);
    QVERIFY(items.first().login == login && items.first().token == secret("tok"));
    m_memory.failWith(std::nullopt);
    QCOMPARE(text(waitFor(m_memory.readParked(login))), "tok");
}

void ParkedTokensTest::parkingLeavesTheSharedEntryAlone()
{
    m_memory.setText(json("{'h':{'coder_url':'https://h','api_token':'tok'}}"));
    REQUIRE_OK(waitFor(m_memory.park(server("https://h"), secret("other"))));
    QCOMPARE(m_memory.text(), json("{'h':{'coder_url':'https://h','api_token':'tok'}}"));
    QCOMPARE(waitFor(m_memory.list())->size(), 1);
}

QTEST_GUILESS_MAIN(ParkedTokensTest)
#include "parked_tokens_test.moc"

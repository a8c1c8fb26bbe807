// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/credentials/keyring/keyring_bench.h"

#include <csignal>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

namespace {

ServerUrl dev() { return server("https://dev.example.com"); }

PrivateKeyring::Attributes lookupAttributes()
{
    return { { QStringLiteral("application"), QStringLiteral("coder-desktop") } };
}

PrivateKeyring::Attributes desktopAttributes()
{
    auto attributes = lookupAttributes();
    attributes.insert(QStringLiteral("purpose"), QStringLiteral("session"));
    return attributes;
}

const QByteArray DevLogin = json("{'CoderUrl':'https://dev.example.com/','ApiToken':'tok-1'}");

} // namespace

/// Coder Desktop's item on a real keyring, made as another program makes it.
class KeyringCoderDesktopTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<KeyringBench> m_bench;
    std::unique_ptr<KeyringBackend> m_keyring;

    Backend& desktop() { return m_keyring->coderDesktop(); }
    QString onlyItem() { return m_bench->items(lookupAttributes()).value(0); }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<KeyringBench>();
        QVERIFY(m_bench->startBus());
        m_keyring = m_bench->backend();
    }

    void cleanup()
    {
        m_keyring.reset();
        m_bench.reset();
    }

    void itsLoginIsListedAndRead()
    {
        QVERIFY(m_bench->startDaemon());
        QVERIFY(m_bench->store(DevLogin, desktopAttributes()));
        const auto list = waitFor(desktop().list());
        REQUIRE_OK(list);
        QCOMPARE(list->size(), 1);
        QCOMPARE(list->first().server, dev());
        QCOMPARE(list->first().token, factsOf(secret("tok-1")));
        QVERIFY(!list->first().problem);
        QCOMPARE(text(waitFor(desktop().read(dev()))), "tok-1");
        QVERIFY(waitFor(m_keyring->list())->isEmpty()); // the shared entry is another item
    }

    void withoutAnItemNothingIsListedAndNoneIsMade()
    {
        QVERIFY(m_bench->startDaemon());
        const auto list = waitFor(desktop().list());
        REQUIRE_OK(list);
        QVERIFY(list->isEmpty());
        REQUIRE_ERROR(waitFor(desktop().read(dev())), ErrorCode::NotFound);
        REQUIRE_ERROR(waitFor(desktop().remove(dev())), ErrorCode::NotFound);
        const auto written = waitFor(desktop().write(dev(), secret("tok-2")));
        REQUIRE_ERROR(written, ErrorCode::NotFound);
        QVERIFY(written.error().message.contains(QStringLiteral("Coder Desktop has no login here")));
        QVERIFY(m_bench->items(lookupAttributes()).isEmpty());
    }

    void writingReplacesTheTokenAndNothingElse()
    {
        QVERIFY(m_bench->startDaemon());
        auto stored = desktopAttributes();
        // gnome-keyring gives an item without a schema one when it next reads its file (measured).
        stored.insert(QStringLiteral("xdg:schema"), QStringLiteral("com.coder.CoderDesktop"));
        QVERIFY(m_bench->addItem(
            json("{\n 'v': 1.10, 'ApiToken': 'tok-1',\n 'CoderUrl': 'https://dev.example.com/', "
                 "'more': {'x': [1, '\\u00e9']} }"),
            stored));
        const QString item = onlyItem();
        REQUIRE_OK(waitFor(desktop().write(dev(), secret("tok-2"))));
        QCOMPARE(m_bench->lookup(lookupAttributes()),
            json("{'v':1.10,'ApiToken':'tok-2','CoderUrl':'https://dev.example.com/',"
                 "'more':{'x':[1,'\\u00e9']}}")); // and no line break: K27
        QCOMPARE(m_bench->items(lookupAttributes()), QStringList(item));
        QCOMPARE(m_bench->itemAttributes(item), stored);
        QCOMPARE(text(waitFor(desktop().read(dev()))), "tok-2");
    }

    void itBelongsToTheServerItNames()
    {
        QVERIFY(m_bench->startDaemon());
        QVERIFY(m_bench->store(DevLogin, desktopAttributes()));
        for (const char* url : { "http://dev.example.com", "https://other.example.com",
                 "https://dev.example.com:8443", "https://example.com" }) {
            REQUIRE_ERROR(waitFor(desktop().read(server(url))), ErrorCode::OriginMismatch);
            REQUIRE_ERROR(waitFor(desktop().write(server(url), secret("tok-2"))), ErrorCode::OriginMismatch);
            REQUIRE_ERROR(waitFor(desktop().remove(server(url))), ErrorCode::OriginMismatch);
        }
        QCOMPARE(m_bench->lookup(lookupAttributes()), DevLogin);
    }

    void removingDeletesTheItem() // K24
    {
        QVERIFY(m_bench->startDaemon());
        QVERIFY(m_bench->store(DevLogin, desktopAttributes()));
        QVERIFY(m_bench->store("other", { { QStringLiteral("application"), QStringLiteral("other") } }));
        REQUIRE_OK(waitFor(desktop().remove(dev())));
        QVERIFY(m_bench->items(lookupAttributes()).isEmpty());
        QCOMPARE(m_bench->lookup({ { QStringLiteral("application"), QStringLiteral("other") } }),
            QByteArray("other"));
        REQUIRE_ERROR(waitFor(desktop().remove(dev())), ErrorCode::NotFound);
    }

    void whatHasAnotherShapeIsCorruptAndUntouched_data() // EDGE 17, 23, 24
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("tok-1");
        QTest::newRow("half of it") << DevLogin.chopped(2);
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("empty object") << QByteArray("{}");
        QTest::newRow("no token") << json("{'CoderUrl':'https://dev.example.com'}");
        QTest::newRow("no server") << json("{'ApiToken':'tok-1'}");
        QTest::newRow("server null") << json("{'CoderUrl':null,'ApiToken':'tok-1'}");
        QTest::newRow("server no http") << json("{'CoderUrl':'ftp://dev.example.com','ApiToken':'tok-1'}");
        QTest::newRow("token a number") << json("{'CoderUrl':'https://dev.example.com','ApiToken':1}");
        QTest::newRow("token with a space")
            << json("{'CoderUrl':'https://dev.example.com','ApiToken':'tok 1'}");
        QTest::newRow("other spelling") << json("{'coderUrl':'https://dev.example.com','apiToken':'tok-1'}");
        QTest::newRow("two tokens") << json(
            "{'CoderUrl':'https://dev.example.com','ApiToken':'tok-1','ApiToken':'tok-2'}");
        QTest::newRow("invalid UTF-8")
            << json("{'CoderUrl':'https://dev.example.com','ApiToken':'tok-1','x':'\xff'}");
    }

    void whatHasAnotherShapeIsCorruptAndUntouched()
    {
        QFETCH(QByteArray, value);
        QVERIFY(m_bench->startDaemon());
        QVERIFY(m_bench->addItem(value, desktopAttributes()));
        const auto list = waitFor(desktop().list());
        REQUIRE_OK(list);
        QCOMPARE(list->size(), 1);
        QVERIFY(problemOf(list->first()) == ErrorCode::Corrupt);
        REQUIRE_ERROR(waitFor(desktop().read(dev())), ErrorCode::Corrupt);
        REQUIRE_ERROR(waitFor(desktop().write(dev(), secret("tok-2"))), ErrorCode::Corrupt);
        REQUIRE_ERROR(waitFor(desktop().remove(dev())), ErrorCode::Corrupt);
        QCOMPARE(m_bench->itemValue(onlyItem()), value);
    }

    void aLoginWithoutATokenIsSignedOutAndMayGetOne_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("null") << json("{'CoderUrl':'https://dev.example.com','ApiToken':null}");
        QTest::newRow("empty") << json("{'CoderUrl':'https://dev.example.com','ApiToken':''}");
    }

    void aLoginWithoutATokenIsSignedOutAndMayGetOne()
    {
        QFETCH(QByteArray, value);
        QVERIFY(m_bench->startDaemon());
        QVERIFY(m_bench->store(value, desktopAttributes()));
        const auto list = waitFor(desktop().list());
        REQUIRE_OK(list);
        QCOMPARE(list->first().server, dev());
        QVERIFY(problemOf(list->first()) == ErrorCode::NotFound);
        REQUIRE_ERROR(waitFor(desktop().read(dev())), ErrorCode::NotFound);
        REQUIRE_OK(waitFor(desktop().write(dev(), secret("tok-2"))));
        QCOMPARE(text(waitFor(desktop().read(dev()))), "tok-2");
    }

    void textThatIsNoTokenIsNeverWritten() // K21, K27
    {
        QVERIFY(m_bench->startDaemon());
        QVERIFY(m_bench->store(DevLogin, desktopAttributes()));
        for (const QByteArray& bad : { QByteArray(), QByteArray("a\nb"), QByteArray("\xff") }) {
            REQUIRE_ERROR(waitFor(desktop().write(dev(), secret(bad))), ErrorCode::InvalidInput);
        }
        REQUIRE_ERROR(
            waitFor(desktop().write(dev(), secret(QByteArray(70'000, 'x')))), ErrorCode::DataTooBig);
        QCOMPARE(m_bench->lookup(lookupAttributes()), DevLogin);
    }

    void severalItemsAreAConflictAndUntouched() // EDGE 12
    {
        QVERIFY(m_bench->startDaemon());
        QVERIFY(m_bench->addItem(DevLogin, desktopAttributes()));
        QVERIFY(m_bench->addItem(DevLogin, lookupAttributes()));
        const QStringList items = m_bench->items(lookupAttributes());
        QCOMPARE(items.size(), 2);
        const auto list = waitFor(desktop().list());
        REQUIRE_OK(list);
        QCOMPARE(list->size(), 1);
        QVERIFY(problemOf(list->first()) == ErrorCode::Conflict);
        REQUIRE_ERROR(waitFor(desktop().read(dev())), ErrorCode::Conflict);
        REQUIRE_ERROR(waitFor(desktop().write(dev(), secret("tok-2"))), ErrorCode::Conflict);
        REQUIRE_ERROR(waitFor(desktop().remove(dev())), ErrorCode::Conflict);
        QCOMPARE(m_bench->items(lookupAttributes()), items);
        QCOMPARE(m_bench->itemValue(items.first()), DevLogin);
    }

    void aLockedKeyringIsNeverEmpty() // EDGE 5, 8; K5
    {
        QVERIFY(m_bench->startDaemon());
        QVERIFY(m_bench->lock()); // without the item
        REQUIRE_ERROR(waitFor(desktop().list()), ErrorCode::KeyringLocked);
        QVERIFY(m_bench->unlock());
        QVERIFY(m_bench->store(DevLogin, desktopAttributes()));
        QVERIFY(m_bench->lock());
        REQUIRE_ERROR(waitFor(desktop().list()), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(waitFor(desktop().read(dev())), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(waitFor(desktop().write(dev(), secret("tok-2"))), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(waitFor(desktop().remove(dev())), ErrorCode::KeyringLocked);
        QVERIFY(m_bench->unlock());
        QCOMPARE(m_bench->lookup(lookupAttributes()), DevLogin);
    }

    void theKeyringsRestartIsNoObstacle() // EDGE 10, 11; K13
    {
        QVERIFY(m_bench->startDaemon());
        QVERIFY(m_bench->store(DevLogin, desktopAttributes()));
        QCOMPARE(text(waitFor(desktop().read(dev()))), "tok-1");
        m_bench->killDaemon();
        QVERIFY(m_bench->startDaemon());
        QCOMPARE(text(waitFor(desktop().read(dev()))), "tok-1");
        m_bench->killDaemon();
        QVERIFY(m_bench->startDaemon());
        REQUIRE_OK(waitFor(desktop().write(dev(), secret("tok-2"))));
        QCOMPARE(text(waitFor(desktop().read(dev()))), "tok-2");
    }

    void theApplicationOutlivesItsBus() // EDGE 2; K15
    {
        QVERIFY(m_bench->startDaemon());
        QVERIFY(m_bench->store(DevLogin, desktopAttributes()));
        REQUIRE_OK(waitFor(desktop().read(dev()))); // libsecret is connected now, and will end the worker
        m_bench->killDaemon();
        m_bench->killBus();
        REQUIRE_ERROR(waitFor(desktop().read(dev())), ErrorCode::KeyringUnavailable);
        REQUIRE_ERROR(waitFor(desktop().list()), ErrorCode::KeyringUnavailable);
        QVERIFY(m_bench->start());
        QCOMPARE(text(waitFor(desktop().read(dev()))), "tok-1");
    }

    void aServiceThatHandsOutNoSecretIsGivenUpAfterTenSeconds() // EDGE 4, K10
    {
        QVERIFY(m_bench->startMock(QStringLiteral("hang-get")));
        QVERIFY(m_bench->addItem(DevLogin, desktopAttributes()));
        QElapsedTimer timer;
        timer.start();
        REQUIRE_ERROR(waitFor(desktop().read(dev())), ErrorCode::TimedOut);
        QVERIFY2(
            timer.elapsed() >= 9000 && timer.elapsed() < 12000, qPrintable(QString::number(timer.elapsed())));
        m_bench->killDaemon();
        QVERIFY(m_bench->startDaemon());
        REQUIRE_OK(waitFor(desktop().list()));
    }

    void aWriteWithoutAnAnswerSaysThatItMayHaveBeenSaved() // K10
    {
        QVERIFY(m_bench->startMock(QStringLiteral("hang-edit")));
        QVERIFY(m_bench->addItem(DevLogin, desktopAttributes()));
        const auto written = waitFor(desktop().write(dev(), secret("tok-2")));
        REQUIRE_ERROR(written, ErrorCode::TimedOut);
        QVERIFY(written.error().message.contains(QStringLiteral("may or may not")));
    }

    void whatWasDoneWithoutAnAnswerIsASuccess() // K10
    {
        QVERIFY(m_bench->startMock(QStringLiteral("hang-after-edit")));
        QVERIFY(m_bench->addItem(DevLogin, desktopAttributes()));
        REQUIRE_OK(waitFor(desktop().write(dev(), secret("tok-2"))));
        QCOMPARE(text(waitFor(desktop().read(dev()))), "tok-2");
        REQUIRE_OK(waitFor(desktop().remove(dev())));
        QVERIFY(waitFor(desktop().list())->isEmpty());
    }
};

QTEST_GUILESS_MAIN(KeyringCoderDesktopTest)
#include "keyring_coder_desktop_test.moc"

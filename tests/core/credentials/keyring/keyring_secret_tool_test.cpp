// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/credentials/keyring/keyring_bench.h"

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

namespace {

PrivateKeyring::Attributes without(const char* attribute)
{
    auto attributes = PrivateKeyring::documentedAttributes();
    attributes.remove(QString::fromLatin1(attribute));
    return attributes;
}

} // namespace

/// What other programs put into the keyring, and what they find there.
class KeyringSecretToolTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<KeyringBench> m_bench;

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<KeyringBench>();
        QVERIFY(m_bench->start());
    }

    void cleanup() { m_bench.reset(); }

    void whatLatchkeyWritesOthersFindAsTheDocumentedJson()
    {
        const auto backend = m_bench->backend();
        REQUIRE_OK(waitFor(backend->write(server("https://a.example.com"), secret("A"))));
        QCOMPARE(m_bench->lookup(), '{' + entryText("a.example.com", "A") + '}');
        QCOMPARE(m_bench->items().size(), 1);
    }

    void whatOthersStoreIsListed_data()
    {
        QTest::addColumn<PrivateKeyring::Attributes>("attributes");
        QTest::newRow("with type") << PrivateKeyring::documentedAttributes();
        QTest::newRow("without type, which QtKeychain alone does not see") << without("type"); // K25
    }

    void whatOthersStoreIsListed()
    {
        QFETCH(PrivateKeyring::Attributes, attributes);
        QVERIFY(m_bench->store('{' + entryText("b.example.com", "B") + '}', attributes));
        const auto backend = m_bench->backend();
        const auto list = waitFor(backend->list());
        REQUIRE_OK(list);
        QCOMPARE(list->size(), 1);
        QCOMPARE(list->first().server->origin(), QStringLiteral("https://b.example.com"));
        const auto read = waitFor(backend->read(server("https://b.example.com")));
        REQUIRE_OK(read);
        QVERIFY(*read == secret("B"));
    }

    void anEntryOfAnotherProgramIsEditedInPlace_data() { whatOthersStoreIsListed_data(); }

    void anEntryOfAnotherProgramIsEditedInPlace()
    {
        QFETCH(PrivateKeyring::Attributes, attributes);
        const QByteArray foreign =
            json("'b.example.com':{'coder_url':'b.example.com','api_token':'B','n':1.10}");
        QVERIFY(m_bench->store('{' + foreign + '}', attributes));
        const auto backend = m_bench->backend();
        REQUIRE_OK(waitFor(backend->write(server("https://a.example.com"), secret("A"))));
        // Not a second item beside the first, which is what QtKeychain makes of another schema (measured).
        QCOMPARE(m_bench->items().size(), 1);
        QCOMPARE(m_bench->lookup(), '{' + foreign + ',' + entryText("a.example.com", "A") + '}');
        // And the other program still replaces it.
        QVERIFY(m_bench->store('{' + foreign + '}', attributes));
        QCOMPARE(m_bench->items().size(), 1);
        QCOMPARE(waitFor(backend->list())->size(), 1);
    }

    void listingChangesNoItemThatQtKeychainSees()
    {
        QVERIFY(m_bench->store('{' + entryText("b.example.com", "B") + '}'));
        const auto before = m_bench->itemAttributes(m_bench->items().first());
        REQUIRE_OK(waitFor(m_bench->backend()->list()));
        QCOMPARE(m_bench->itemAttributes(m_bench->items().first()), before);
    }

    void aLineBreakAtTheEndIsNoObstacle() // what a shell's echo adds
    {
        QVERIFY(m_bench->store('{' + entryText("b.example.com", "B") + "}\n"));
        const auto backend = m_bench->backend();
        QCOMPARE(waitFor(backend->list())->size(), 1);
        REQUIRE_OK(waitFor(backend->write(server("https://a.example.com"), secret("A"))));
        QVERIFY(!m_bench->lookup().contains('\n')); // K27
    }

    void whatIsNoMapIsLeftToTheByte_data() // K21, K22, K29, EDGE 17, 23, 24
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("invalid UTF-8") << QByteArray("{\"\xff\":{}}");
        QTest::newRow("half of it") << json("{'b.example.com':{'coder_url'");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("duplicate keys") << json("{'a':{},'a':{}}");
        QTest::newRow("rubbish behind") << json("{} x");
        QTest::newRow("plain text") << QByteArray("token");
        QTest::newRow("something behind a NUL") << QByteArray("{}\0{", 4);
    }

    void whatIsNoMapIsLeftToTheByte()
    {
        QFETCH(QByteArray, value);
        QVERIFY(m_bench->addItem(value));
        const auto backend = m_bench->backend();
        REQUIRE_ERROR(waitFor(backend->list()), ErrorCode::Corrupt);
        REQUIRE_ERROR(waitFor(backend->read(server("https://a.example.com"))), ErrorCode::Corrupt);
        REQUIRE_ERROR(
            waitFor(backend->write(server("https://a.example.com"), secret("A"))), ErrorCode::Corrupt);
        REQUIRE_ERROR(waitFor(backend->remove(server("https://a.example.com"))), ErrorCode::Corrupt);
        QCOMPARE(m_bench->items().size(), 1);
        QCOMPARE(m_bench->itemValue(m_bench->items().first()), value);
    }

    void anItemThatSaysItIsNotTextIsLeftAlone() // K23
    {
        auto attributes = PrivateKeyring::documentedAttributes();
        attributes[QStringLiteral("type")] = QStringLiteral("base64");
        QVERIFY(m_bench->addItem("e30=", attributes));
        const auto backend = m_bench->backend();
        REQUIRE_ERROR(waitFor(backend->list()), ErrorCode::Corrupt);
        REQUIRE_ERROR(
            waitFor(backend->write(server("https://a.example.com"), secret("A"))), ErrorCode::Corrupt);
        QCOMPARE(m_bench->itemValue(m_bench->items().first()), QByteArray("e30="));
    }

    void anEntryOverTheLimitIsNotWritten() // EDGE 20, K19
    {
        QByteArray large;
        for (int i = 0; large.size() < 65200; ++i) {
            large += (i == 0 ? '{' : ',') + entryText("coder-" + QByteArray::number(i), QByteArray(20, 'x'));
        }
        large += '}';
        QVERIFY(large.size() < 65536);
        QVERIFY(m_bench->addItem(large)); // secret-tool takes 8192 bytes only
        const auto backend = m_bench->backend();
        const auto written =
            waitFor(backend->write(server("https://a.example.com"), secret(QByteArray(500, 'a'))));
        REQUIRE_ERROR(written, ErrorCode::DataTooBig);
        QVERIFY(written.error().message.contains(QStringLiteral("65536")));
        QCOMPARE(m_bench->lookup(), large);
    }

    void duplicatesAreToldAndNeverDeleted() // EDGE 12, K25
    {
        QVERIFY(m_bench->addItem('{' + entryText("a.example.com", "A") + '}'));
        QVERIFY(m_bench->addItem(
            '{' + entryText("a.example.com", "A") + ',' + entryText("b.example.com", "B") + '}'));
        const QStringList items = m_bench->items();
        QCOMPARE(items.size(), 2);
        const auto backend = m_bench->backend();
        const auto state = waitFor(backend->state());
        REQUIRE_OK(state);
        QCOMPARE(state->entries, 2);
        const auto read = waitFor(backend->read(server("https://a.example.com")));
        REQUIRE_OK(read);
        const auto list = waitFor(backend->list());
        REQUIRE_OK(list);
        QVERIFY(problemOf(list->last()) == ErrorCode::Conflict);
        QVERIFY(!list->first().problem);
        REQUIRE_ERROR(
            waitFor(backend->write(server("https://a.example.com"), secret("C"))), ErrorCode::Conflict);
        REQUIRE_ERROR(waitFor(backend->remove(server("https://a.example.com"))), ErrorCode::Conflict);
        QCOMPARE(m_bench->items(), items);
    }

    void itemsOfOtherServicesAreNotSeen() // EDGE 13, K26
    {
        auto other = PrivateKeyring::documentedAttributes();
        other[QStringLiteral("server")] = QStringLiteral("other");
        QVERIFY(m_bench->addItem('{' + entryText("a.example.com", "A") + '}', other));
        QVERIFY(m_bench->addItem("token",
            { { QStringLiteral("service"), QStringLiteral("coder-v2-credentials") },
                { QStringLiteral("username"), QStringLiteral("coder-login-credentials") } }));
        const auto backend = m_bench->backend();
        QVERIFY(waitFor(backend->list())->isEmpty());
        REQUIRE_ERROR(waitFor(backend->remove(server("https://a.example.com"))), ErrorCode::NotFound);
    }

    void removingTheLastServerRemovesTheItem() // K24
    {
        const auto backend = m_bench->backend();
        REQUIRE_OK(waitFor(backend->write(server("https://a.example.com"), secret("A"))));
        REQUIRE_OK(waitFor(backend->remove(server("https://a.example.com"))));
        QVERIFY(m_bench->items().isEmpty());
        REQUIRE_ERROR(waitFor(backend->remove(server("https://a.example.com"))), ErrorCode::NotFound);
    }

    void valuesOfEveryLegalKindSurvive()
    {
        const auto backend = m_bench->backend();
        const QByteArray odd = "!\"#$%&'()*+,-./:;<=>?@[\\]^_{|}~";
        REQUIRE_OK(waitFor(backend->write(server("http://[::1]:3000"), secret(odd))));
        const auto read = waitFor(backend->read(server("http://[::1]:3000")));
        REQUIRE_OK(read);
        QVERIFY(*read == secret(odd));
        REQUIRE_ERROR(waitFor(backend->read(server("https://[::1]:3000"))), ErrorCode::OriginMismatch);
    }

    void aTokenWithControlCharactersIsRefused_data() // K21, K22, K27
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("NUL") << QByteArray("ab\0cd", 5);
        QTest::newRow("line break") << QByteArray("ab\ncd");
        QTest::newRow("invalid UTF-8") << QByteArray("ab\xff");
    }

    void aTokenWithControlCharactersIsRefused()
    {
        QFETCH(QByteArray, value);
        const auto backend = m_bench->backend();
        REQUIRE_ERROR(
            waitFor(backend->write(server("https://a.example.com"), secret(value))), ErrorCode::InvalidInput);
        QVERIFY(m_bench->items().isEmpty());
    }
};

QTEST_GUILESS_MAIN(KeyringSecretToolTest)
#include "keyring_secret_tool_test.moc"

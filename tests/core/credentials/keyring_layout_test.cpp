// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring_layout.h"
#include "tests/support/result_check.h"

using namespace latchkey;
using namespace latchkey::credentials;

namespace {

const QString Service = QStringLiteral("coder-v2-credentials");

Secret secret(const char* text) { return Secret::takeFrom(QByteArray(text)); }

} // namespace

class KeyringLayoutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linuxHoldsTextUnderServiceAndUser()
    {
        const auto layout = keyringLayout(Platform::Linux, Service);
        QCOMPARE(layout.service, Service);
        QCOMPARE(layout.key, QStringLiteral("coder-login-credentials"));
        const auto stored = layout.encode(secret(R"({"a":{}})"));
        REQUIRE_OK(stored);
        QCOMPARE(stored->bytes(), QByteArrayView(R"({"a":{}})"));
        QCOMPARE(layout.maxStoredBytes, 65536);
    }

    void macOsHoldsBase64UnderServiceAndAccount()
    {
        const auto layout = keyringLayout(Platform::MacOs, Service);
        QCOMPARE(layout.service, Service);
        QCOMPARE(layout.key, QStringLiteral("coder-login-credentials"));
        const auto stored = layout.encode(secret(R"({"a":{}})"));
        REQUIRE_OK(stored);
        QCOMPARE(stored->bytes(), QByteArrayView("eyJhIjp7fX0="));
        const auto json = layout.decode(*stored);
        REQUIRE_OK(json);
        QCOMPARE(json->bytes(), QByteArrayView(R"({"a":{}})"));
    }

    void windowsHoldsBytesUnderTheServiceNameAlone()
    {
        // QtKeychain uses the key alone as target name there.
        const auto layout = keyringLayout(Platform::Windows, Service);
        QCOMPARE(layout.service, QString());
        QCOMPARE(layout.key, Service);
        QVERIFY(layout.form == StoredForm::Utf8Bytes);
        QCOMPARE(layout.maxStoredBytes, 2560);
    }

    void parkedItemsStandUnderAServiceOfTheirOwn()
    {
        const QString name = QStringLiteral("https://dev.example.com 0a1b2c3d");
        const auto layout = parkedLayout(Platform::Linux, Service, name);
        QCOMPARE(layout.service, QStringLiteral("latchkey"));
        QCOMPARE(layout.key, name);
        QVERIFY(layout.form == StoredForm::Text);
        QCOMPARE(parkedLayout(Platform::Linux, QStringLiteral("test"), name).service,
            QStringLiteral("test-latchkey"));
        // QtKeychain uses the key alone as target name there.
        QCOMPARE(parkedLayout(Platform::Windows, Service, name).key, QStringLiteral("latchkey ") + name);
    }

    void macOsCountsTheWholeCommand()
    {
        // The CLI's ErrSetDataTooBig: the command line of `security` may have 4096 bytes, so about 3000 of
        // data.
        const auto layout = keyringLayout(Platform::MacOs, Service);
        const QByteArray command =
            "add-generic-password -U -s coder-v2-credentials -a coder-login-credentials -w "
            + QByteArray(layout.maxStoredBytes, 'x') + '\n';
        QCOMPARE(command.size(), 4096);
        REQUIRE_OK(layout.encode(Secret::takeFrom(QByteArray(3000, 'a'))));
    }

    void refusesWhatThePlatformCannotHold_data() // EDGE 20, K20
    {
        QTest::addColumn<Platform>("platform");
        QTest::addColumn<int>("largest");
        QTest::newRow("Linux") << Platform::Linux << 65536;
        QTest::newRow("macOS") << Platform::MacOs << 3012;
        QTest::newRow("Windows") << Platform::Windows << 2560;
    }

    void refusesWhatThePlatformCannotHold()
    {
        QFETCH(Platform, platform);
        QFETCH(int, largest);
        const auto layout = keyringLayout(platform, Service);
        REQUIRE_OK(layout.encode(Secret::takeFrom(QByteArray(largest, 'a'))));
        const auto refused = layout.encode(Secret::takeFrom(QByteArray(largest + 1, 'a')));
        REQUIRE_ERROR(refused, ErrorCode::DataTooBig);
        QVERIFY(refused.error().message.contains(QString::number(layout.maxStoredBytes)));
    }

    void windowsHoldsAboutTwentyThreeServers()
    {
        const QByteArray entry = R"("coder-00.example.com":{"coder_url":"https://coder-00.example.com",)"
                                 R"("api_token":"aaaaaaaaaa-bbbbbbbbbbbbbbbbbbbbbb"},)";
        const auto layout = keyringLayout(Platform::Windows, Service);
        REQUIRE_OK(layout.encode(Secret::takeFrom(entry.repeated(20))));
        REQUIRE_ERROR(layout.encode(Secret::takeFrom(entry.repeated(27))), ErrorCode::DataTooBig);
    }

    void neverStoresControlCharactersOrBrokenText_data() // K21, K22, K27
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("NUL") << QByteArray("{\"a\":{}}\0b", 10);
        QTest::newRow("line break") << QByteArray("{\n}");
        QTest::newRow("tab") << QByteArray("{\t}");
        QTest::newRow("broken UTF-8") << QByteArray("{\"\xff\":{}}");
    }

    void neverStoresControlCharactersOrBrokenText()
    {
        QFETCH(QByteArray, text);
        for (const auto platform : { Platform::Linux, Platform::MacOs, Platform::Windows }) {
            const auto layout = keyringLayout(platform, Service);
            REQUIRE_ERROR(layout.encode(Secret::takeFrom(QByteArray(text))), ErrorCode::InvalidInput);
        }
    }

    void aStoredValueThatIsNoTextIsCorrupt_data() // EDGE 17
    {
        QTest::addColumn<QByteArray>("stored");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("broken UTF-8") << QByteArray("{\"\xc3\":1}");
        QTest::newRow("NUL at the end") << QByteArray("{}\0", 3);
    }

    void aStoredValueThatIsNoTextIsCorrupt()
    {
        QFETCH(QByteArray, stored);
        for (const auto platform : { Platform::Linux, Platform::Windows }) {
            const auto layout = keyringLayout(platform, Service);
            REQUIRE_ERROR(layout.decode(Secret::takeFrom(QByteArray(stored))), ErrorCode::Corrupt);
        }
        const auto mac = keyringLayout(Platform::MacOs, Service);
        REQUIRE_ERROR(mac.decode(Secret::takeFrom(stored.toBase64())), ErrorCode::Corrupt);
        REQUIRE_ERROR(mac.decode(secret("{not base64}")), ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(KeyringLayoutTest)
#include "keyring_layout_test.moc"

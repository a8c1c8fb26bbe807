// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/protocol.h"
#include "tests/support/result_check.h"

#include <QRandomGenerator>

using namespace latchkey;
using namespace latchkey::credentials;

namespace {

QByteArray payloadOf(const QByteArray& frame) { return frame.mid(FrameHeaderBytes); }

} // namespace

class KeyringProtocolTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRequestComesBackAsItWas()
    {
        KeyringRequest request;
        request.operation = KeyringOperation::Write;
        request.serviceName = QStringLiteral("service");
        request.lockFolder = QStringLiteral("/folder");
        request.mayPrompt = true;
        request.server = *ServerUrl::parse(QStringLiteral("http://[::1]:3000"));
        request.entry = KeyringEntry::Parked;
        request.fingerprint = QStringLiteral("0a1b2c3d");
        request.token = Secret::takeFrom(QByteArray("token"));
        const QByteArray frame = encode(request);
        QCOMPARE(payloadSize(frame.left(FrameHeaderBytes)), std::optional(frame.size() - FrameHeaderBytes));
        const auto decoded = decodeRequest(payloadOf(frame));
        QVERIFY(decoded);
        QVERIFY(decoded->operation == request.operation);
        QVERIFY(decoded->entry == request.entry);
        QCOMPARE(decoded->fingerprint, request.fingerprint);
        QCOMPARE(decoded->serviceName, request.serviceName);
        QCOMPARE(decoded->lockFolder, request.lockFolder);
        QVERIFY(decoded->mayPrompt);
        QVERIFY(decoded->server == request.server);
        QVERIFY(decoded->token == request.token);
    }

    void aMessageComesBackAsItWas()
    {
        WorkerMessage message;
        message.kind = WorkerMessage::Kind::Failed;
        message.error = { ErrorCode::Conflict, QStringLiteral("two copies") };
        message.state = { true, 2, QStringLiteral("gnome-keyring-daemon"),
            { { QStringLiteral("KWallet") }, true } };
        message.token = Secret::takeFrom(QByteArray("token"));
        StoredCredential good;
        good.key = QStringLiteral("a.example.com");
        good.server = *ServerUrl::parse(good.key);
        good.token = { QStringLiteral("0123456789"), QStringLiteral("89abcdef") };
        StoredCredential bad;
        bad.key = QStringLiteral("bad");
        bad.problem = Error { ErrorCode::Corrupt, QStringLiteral("wrong shape") };
        message.credentials = { good, bad };
        const auto decoded = decodeMessage(payloadOf(encode(message)));
        QVERIFY(decoded);
        QVERIFY(decoded->kind == message.kind && decoded->error == message.error);
        QVERIFY(decoded->state.locked);
        QCOMPARE(decoded->state.entries, 2);
        QCOMPARE(decoded->state.provider, message.state.provider);
        QCOMPARE(decoded->state.neighbours.providers, message.state.neighbours.providers);
        QVERIFY(decoded->state.neighbours.hasTray);
        QVERIFY(decoded->token == message.token);
        QCOMPARE(decoded->credentials.size(), 2);
        QVERIFY(decoded->credentials[0].server == good.server && decoded->credentials[0].token == good.token);
        QVERIFY(!decoded->credentials[0].problem);
        QVERIFY(!decoded->credentials[1].server && decoded->credentials[1].problem == bad.problem);
    }

    void framesAreBounded()
    {
        QVERIFY(payloadSize(QByteArray("\x00\xff\xff\xff", 4)));
        QVERIFY(!payloadSize(QByteArray("\x01\x00\x00\x01", 4)));
        QVERIFY(!payloadSize(QByteArray("\xff\xff\xff\xff", 4)));
        QVERIFY(!payloadSize("abc"));
    }

    void whatIsNoMessageIsRefused()
    {
        QVERIFY(!decodeRequest({}));
        QVERIFY(!decodeMessage({}));
        QVERIFY(!decodeRequest("garbage"));
        KeyringRequest readWithoutServer;
        readWithoutServer.operation = KeyringOperation::Read;
        QVERIFY(!decodeRequest(payloadOf(encode(readWithoutServer))));
    }

    void requestsWhosePartsDoNotFitAreRefused_data()
    {
        QTest::addColumn<KeyringOperation>("operation");
        QTest::addColumn<KeyringEntry>("entry");
        QTest::addColumn<bool>("hasServer");
        QTest::addColumn<QString>("fingerprint");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<bool>("accepted");
        const QString fingerprint = QStringLiteral("0a1b2c3d");
        const QString none;
        const QByteArray noToken;
        using Operation = KeyringOperation;
        using Entry = KeyringEntry;
        QTest::newRow("list") << Operation::List << Entry::Parked << false << none << noToken << true;
        QTest::newRow("copy") << Operation::Copy << Entry::Shared << false << none << noToken << true;
        QTest::newRow("copy another")
            << Operation::Copy << Entry::Parked << false << none << noToken << false;
        QTest::newRow("copy one") << Operation::Copy << Entry::Shared << true << none << noToken << false;
        QTest::newRow("list one") << Operation::List << Entry::Parked << true << none << noToken << false;
        QTest::newRow("list with a fingerprint")
            << Operation::List << Entry::Parked << false << fingerprint << noToken << false;
        QTest::newRow("list with a token")
            << Operation::List << Entry::Shared << false << none << QByteArray("t") << false;
        QTest::newRow("read") << Operation::Read << Entry::Parked << true << fingerprint << noToken << true;
        QTest::newRow("read nothing")
            << Operation::Read << Entry::Parked << false << fingerprint << noToken << false;
        QTest::newRow("read without a fingerprint")
            << Operation::Read << Entry::Parked << true << none << noToken << false;
        QTest::newRow("read with a token")
            << Operation::Read << Entry::Parked << true << fingerprint << QByteArray("t") << false;
        QTest::newRow("read by another item's name")
            << Operation::Read << Entry::Parked << true << QStringLiteral("../../../x") << noToken << false;
        QTest::newRow("read by a fingerprint in capitals")
            << Operation::Read << Entry::Parked << true << fingerprint.toUpper() << noToken << false;
        QTest::newRow("shared with a fingerprint")
            << Operation::Read << Entry::Shared << true << fingerprint << noToken << false;
        QTest::newRow("write") << Operation::Write << Entry::Parked << true << fingerprint << QByteArray("t")
                               << true;
        QTest::newRow("use") << Operation::Use << Entry::Parked << true << fingerprint << noToken << true;
        QTest::newRow("use with a token")
            << Operation::Use << Entry::Parked << true << fingerprint << QByteArray("t") << false;
        QTest::newRow("use what stands in the shared entry")
            << Operation::Use << Entry::Shared << true << none << noToken << false;
        QTest::newRow("Coder Desktop's")
            << Operation::Remove << Entry::CoderDesktop << true << none << noToken << true;
        QTest::newRow("Coder Desktop's with a fingerprint")
            << Operation::Remove << Entry::CoderDesktop << true << fingerprint << noToken << false;
        QTest::newRow("state of an entry")
            << Operation::State << Entry::CoderDesktop << false << none << noToken << false;
        QTest::newRow("unlock an entry")
            << Operation::Unlock << Entry::Parked << false << none << noToken << false;
        QTest::newRow("no operation")
            << static_cast<Operation>(7) << Entry::Shared << true << none << noToken << false;
        QTest::newRow("no entry") << Operation::List << static_cast<Entry>(3) << false << none << noToken
                                  << false;
    }

    void requestsWhosePartsDoNotFitAreRefused()
    {
        QFETCH(KeyringOperation, operation);
        QFETCH(KeyringEntry, entry);
        QFETCH(bool, hasServer);
        QFETCH(QString, fingerprint);
        QFETCH(QByteArray, token);
        QFETCH(bool, accepted);
        KeyringRequest request;
        request.operation = operation;
        request.entry = entry;
        if (hasServer) {
            request.server = *ServerUrl::parse(QStringLiteral("https://h"));
        }
        request.fingerprint = fingerprint;
        request.token = Secret::takeFrom(std::move(token));
        QCOMPARE(decodeRequest(payloadOf(encode(request))).has_value(), accepted);
    }

    void theLoginToBeKeptGoesWithAUseAlone()
    {
        KeyringRequest request;
        request.operation = KeyringOperation::Use;
        request.entry = KeyringEntry::Parked;
        request.server = *ServerUrl::parse(QStringLiteral("https://h"));
        request.fingerprint = QStringLiteral("0a1b2c3d");
        request.kept =
            LoginId { *ServerUrl::parse(QStringLiteral("http://other:3000")), QStringLiteral("3d2c1b0a") };
        QVERIFY(decodeRequest(payloadOf(encode(request)))->kept == request.kept);
        request.operation = KeyringOperation::Read;
        QVERIFY(!decodeRequest(payloadOf(encode(request))));
        request.operation = KeyringOperation::Use;
        request.kept->fingerprint = QStringLiteral("no finger");
        QVERIFY(!decodeRequest(payloadOf(encode(request))));
    }

    void cutRequestsAreRefused()
    {
        KeyringRequest request;
        request.operation = KeyringOperation::Read;
        request.entry = KeyringEntry::Parked;
        request.server = *ServerUrl::parse(QStringLiteral("https://h"));
        request.fingerprint = QStringLiteral("0a1b2c3d");
        const QByteArray payload = payloadOf(encode(request));
        QVERIFY(decodeRequest(payload));
        for (qsizetype size = 0; size < payload.size(); ++size) {
            QVERIFY(!decodeRequest(payload.left(size)));
        }
        QVERIFY(!decodeRequest(payload + "rubbish")); // counts as a token, which no read has
    }

    void numbersOfTextsAreNotBelieved() // found by fuzzing: 50 GB were asked for
    {
        WorkerMessage message;
        message.state.neighbours.providers = { QStringLiteral("the only one") };
        QByteArray payload = payloadOf(encode(message));
        const QByteArray one = QByteArray("\0\0\0\1\0\0\0\x18", 8); // one text of 24 bytes
        QCOMPARE(payload.count(one), 1);
        payload.replace(payload.indexOf(one), 4, QByteArray("\x7f\xff\xff\xff"));
        QVERIFY(!decodeMessage(payload));
    }

    void cutAndChangedFramesNeverCrash()
    {
        WorkerMessage message;
        message.credentials.append({ QStringLiteral("a"), {}, {}, Error { ErrorCode::Corrupt, QString() } });
        const QByteArray payload = payloadOf(encode(message));
        for (qsizetype size = 0; size < payload.size(); ++size) {
            QVERIFY(!decodeMessage(payload.left(size)));
        }
        auto* random = QRandomGenerator::global();
        int understood = 0;
        for (int i = 0; i < 5000; ++i) {
            QByteArray changed = payload;
            changed[random->bounded(changed.size())] = static_cast<char>(random->bounded(256));
            understood += decodeMessage(changed).has_value() + decodeRequest(changed).has_value();
        }
        QVERIFY(understood < 10000);
    }
};

QTEST_GUILESS_MAIN(KeyringProtocolTest)
#include "keyring_protocol_test.moc"

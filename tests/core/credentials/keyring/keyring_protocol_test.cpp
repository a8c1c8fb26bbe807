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
        request.token = Secret::takeFrom(QByteArray("token"));
        const QByteArray frame = encode(request);
        QCOMPARE(payloadSize(frame.left(FrameHeaderBytes)), std::optional(frame.size() - FrameHeaderBytes));
        const auto decoded = decodeRequest(payloadOf(frame));
        QVERIFY(decoded);
        QVERIFY(decoded->operation == request.operation);
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
        message.state = { true, 2, QStringLiteral("gnome-keyring-daemon") };
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

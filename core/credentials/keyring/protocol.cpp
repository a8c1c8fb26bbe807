// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/protocol.h"

#include <QDataStream>
#include <QIODevice>
#include <QtEndian>

namespace latchkey::credentials {

namespace {

constexpr auto StreamVersion = QDataStream::Qt_6_4;

// Reserves the room first: a growing array would leave copies of its content behind.
template <typename WriteFields> QByteArray frameOf(const Secret& secret, WriteFields writeFields)
{
    QByteArray fields;
    QDataStream fieldStream(&fields, QIODevice::WriteOnly);
    fieldStream.setVersion(StreamVersion);
    writeFields(fieldStream);

    const auto size = static_cast<quint32>(fields.size() + secret.size());
    QByteArray frame;
    frame.reserve(FrameHeaderBytes + static_cast<qsizetype>(size));
    frame.resize(FrameHeaderBytes);
    qToBigEndian(size, frame.data());
    frame.append(fields);
    frame.append(secret.bytes());
    return frame;
}

void writeServer(QDataStream& stream, const std::optional<ServerUrl>& server)
{
    stream << (server ? server->origin() : QString());
}

// False when the text is there but is no server.
bool readServer(QDataStream& stream, std::optional<ServerUrl>& server)
{
    QString origin;
    stream >> origin;
    if (origin.isEmpty()) {
        return true;
    }
    auto parsed = ServerUrl::parse(origin);
    if (!parsed) {
        return false;
    }
    server = std::move(*parsed);
    return true;
}

// Qt would make room at once for as many as the stream says, be it two thousand million.
void readTexts(QDataStream& stream, QStringList& texts)
{
    quint32 count = 0;
    stream >> count;
    for (quint32 i = 0; i < count && stream.status() == QDataStream::Ok; ++i) {
        stream >> texts.emplace_back();
    }
}

void writeError(QDataStream& stream, const Error& error)
{
    stream << static_cast<quint8>(error.code) << error.message;
}

void readError(QDataStream& stream, Error& error)
{
    quint8 code = 0;
    stream >> code >> error.message;
    error.code = static_cast<ErrorCode>(code);
}

void writeCredential(QDataStream& stream, const StoredCredential& credential)
{
    stream << credential.key;
    writeServer(stream, credential.server);
    stream << credential.token.tokenId << credential.token.fingerprint << credential.problem.has_value();
    if (credential.problem) {
        writeError(stream, *credential.problem);
    }
}

bool readCredential(QDataStream& stream, StoredCredential& credential)
{
    stream >> credential.key;
    if (!readServer(stream, credential.server)) {
        return false;
    }
    bool hasProblem = false;
    stream >> credential.token.tokenId >> credential.token.fingerprint >> hasProblem;
    if (hasProblem) {
        readError(stream, credential.problem.emplace(ErrorCode::Corrupt, QString()));
    }
    return true;
}

// A request's parts fit each other: each operation has what it needs, and nothing else.
bool makesSense(const KeyringRequest& request)
{
    const bool isOfLogin = request.operation >= KeyringOperation::Read;
    const bool isOfEntry = request.operation >= KeyringOperation::List;
    if (isOfLogin != request.server.has_value() || (!isOfEntry && request.entry != KeyringEntry::Shared)) {
        return false;
    }
    const bool isUse = request.operation == KeyringOperation::Use;
    if (request.operation == KeyringOperation::Copy && request.entry != KeyringEntry::Shared) {
        return false;
    }
    if ((!request.token.isEmpty() && request.operation != KeyringOperation::Write)
        || (isUse && request.entry != KeyringEntry::Parked) || (!isUse && request.kept)) {
        return false;
    }
    if (isOfLogin && request.entry == KeyringEntry::Parked) {
        return loginNamed(parkedName({ *request.server, request.fingerprint })).has_value();
    }
    return request.fingerprint.isEmpty();
}

// The secret is what follows the fields, to the end of the payload.
Secret secretAfter(const QDataStream& stream, const QByteArray& payload)
{
    return Secret::takeFrom(payload.mid(stream.device()->pos()));
}

} // namespace

QByteArray encode(const KeyringRequest& request)
{
    return frameOf(request.token, [&](QDataStream& stream) {
        stream << static_cast<quint8>(request.operation) << static_cast<quint8>(request.entry)
               << request.serviceName << request.lockFolder << request.mayPrompt;
        writeServer(stream, request.server);
        stream << request.fingerprint << (request.kept ? parkedName(*request.kept) : QString());
    });
}

QByteArray encode(const WorkerMessage& message)
{
    return frameOf(message.token, [&](QDataStream& stream) {
        stream << static_cast<quint8>(message.kind);
        writeError(stream, message.error);
        stream << message.state.locked << message.state.entries << message.state.provider
               << message.state.neighbours.providers << message.state.neighbours.hasTray
               << static_cast<qint32>(message.credentials.size());
        for (const StoredCredential& credential : message.credentials) {
            writeCredential(stream, credential);
        }
    });
}

std::optional<qsizetype> payloadSize(QByteArrayView header)
{
    if (header.size() != FrameHeaderBytes) {
        return std::nullopt;
    }
    const auto size = static_cast<qsizetype>(qFromBigEndian<quint32>(header.data()));
    return size <= MaxFrameBytes ? std::optional(size) : std::nullopt;
}

std::optional<KeyringRequest> decodeRequest(const QByteArray& payload)
{
    QDataStream stream(payload);
    stream.setVersion(StreamVersion);
    KeyringRequest request;
    quint8 operation = 0;
    quint8 entry = 0;
    stream >> operation >> entry >> request.serviceName >> request.lockFolder >> request.mayPrompt;
    if (!readServer(stream, request.server)) {
        return std::nullopt;
    }
    QString kept;
    stream >> request.fingerprint >> kept;
    request.kept = loginNamed(kept);
    if (request.kept.has_value() == kept.isEmpty()) {
        return std::nullopt;
    }
    if (stream.status() != QDataStream::Ok || operation > static_cast<quint8>(KeyringOperation::Use)
        || entry > static_cast<quint8>(KeyringEntry::CoderDesktop)) {
        return std::nullopt;
    }
    request.operation = static_cast<KeyringOperation>(operation);
    request.entry = static_cast<KeyringEntry>(entry);
    request.token = secretAfter(stream, payload);
    return makesSense(request) ? std::optional(request) : std::nullopt;
}

std::optional<WorkerMessage> decodeMessage(const QByteArray& payload)
{
    QDataStream stream(payload);
    stream.setVersion(StreamVersion);
    WorkerMessage message;
    quint8 kind = 0;
    qint32 count = 0;
    stream >> kind;
    if (kind > static_cast<quint8>(WorkerMessage::Kind::Failed)) {
        return std::nullopt;
    }
    readError(stream, message.error);
    message.kind = static_cast<WorkerMessage::Kind>(kind);
    stream >> message.state.locked >> message.state.entries >> message.state.provider;
    readTexts(stream, message.state.neighbours.providers);
    stream >> message.state.neighbours.hasTray >> count;
    for (qint32 i = 0; i < count && stream.status() == QDataStream::Ok; ++i) {
        if (!readCredential(stream, message.credentials.emplace_back())) {
            return std::nullopt;
        }
    }
    if (stream.status() != QDataStream::Ok) {
        return std::nullopt;
    }
    message.token = secretAfter(stream, payload);
    return message;
}

} // namespace latchkey::credentials

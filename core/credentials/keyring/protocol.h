// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring_backend.h"

#include <QByteArray>

#include <optional>

namespace latchkey::credentials {

// What the application and its keyring worker say to each other: frames of a 4-byte big-endian length and
// that many bytes. The application sends one request and gets any number of notices and then one answer.
// Reentrant values; decoding trusts nothing.

enum class KeyringOperation : quint8 { State, Unlock, List, Copy, Read, Write, Remove, Use };

/// What List, Copy (of Shared alone: its text as it is), Read, Write and Remove are about. Use is about
/// Parked: it is ParkedTokens::useParked().
enum class KeyringEntry : quint8 {
    Shared, ///< the entry that Coder's programs share
    Parked, ///< Latchkey's own items, one a login
    CoderDesktop, ///< Coder Desktop's item
};

struct KeyringRequest
{
    KeyringOperation operation = KeyringOperation::State;
    KeyringEntry entry = KeyringEntry::Shared;
    QString serviceName;
    QString lockFolder;
    bool mayPrompt = false;
    std::optional<ServerUrl> server; ///< for Read, Write, Remove, Use
    QString fingerprint; ///< beside the server, for Parked: the token's
    std::optional<LoginId> kept; ///< for Use
    Secret token; ///< for Write
};

struct WorkerMessage
{
    enum class Kind : quint8 {
        AskingPerson, ///< notice: from here on a prompt waits for a person
        PersonAnswered, ///< notice: no longer
        Changing, ///< notice: from here on the keyring may have been changed
        Done, ///< answer
        Failed, ///< answer
    };

    Kind kind = Kind::Done;
    Error error = { ErrorCode::KeyringUnavailable, QString() }; ///< of Failed
    KeyringState state; ///< of State
    QList<StoredCredential> credentials; ///< of List; of a parked item, server and fingerprint alone
    Secret token; ///< of Read and Use; of Copy, the text
};

constexpr qsizetype FrameHeaderBytes = 4;
constexpr qsizetype MaxFrameBytes = 16'777'216; // a list of 10,000 servers has 3 million

/// The frame, header and all. It holds the secret in plain: wipe() it once it is sent.
QByteArray encode(const KeyringRequest& request);
QByteArray encode(const WorkerMessage& message);

/// How many bytes follow this header, or none when that is more than a frame may have.
std::optional<qsizetype> payloadSize(QByteArrayView header);

/// The content of a payload, or none when it is not a whole and valid one. The caller wipes the payload.
std::optional<KeyringRequest> decodeRequest(const QByteArray& payload);
std::optional<WorkerMessage> decodeMessage(const QByteArray& payload);

} // namespace latchkey::credentials

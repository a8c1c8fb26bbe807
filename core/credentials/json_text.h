// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/secret.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace latchkey::credentials {

// JSON as text, for editing a document that is not ours alone. QJsonDocument would rewrite what it did not
// understand (1.10, 2^63, escapes, the order), takes the last of two equal keys, and leaves unwiped copies of
// the tokens in memory.

/// A member of a JSON object, as views into the text it was read from.
struct JsonMember
{
    QByteArrayView keyText; ///< as spelled, in quotes
    QString key; ///< decoded
    QByteArrayView value; ///< as spelled, with the white space inside it
};

/// The members of a text that is one JSON object (RFC 8259, to the letter: no BOM, no comments). Nothing when
/// it is not, holds invalid UTF-8, repeats a key in any object, or nests deeper than 64 levels.
std::optional<QList<JsonMember>> jsonMembers(QByteArrayView text);

/// What a JSON string stands for, as UTF-8. Nothing when this valid value is no string, or holds half of a
/// surrogate pair.
std::optional<Secret> jsonString(QByteArrayView value);

/// A valid JSON text without the white space between its parts. Nothing else changes.
Secret compactJson(QByteArrayView validText);

/// Printable ASCII as a JSON string.
QByteArray quotedJson(QByteArrayView printableAscii);

} // namespace latchkey::credentials

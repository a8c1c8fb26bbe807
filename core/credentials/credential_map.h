// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/map_entry.h"
#include "core/credentials/stored_credential.h"

#include <QByteArray>
#include <QList>

namespace latchkey::credentials {

/// The JSON object of the shared entry:
/// `{"coder.example.com": {"coder_url": "https://coder.example.com", "api_token": "..."}, ...}`
/// (format: the Coder CLI's package sessionstore).
///
/// What it does not change it keeps to the letter: other entries, unknown keys and fields, the order, number
/// and escape spellings. Only white space outside strings goes, since a line break in a stored value can
/// destroy a GNOME keyring (measured). A plain value with secrets in it, wiped when the last copy goes.
class CredentialMap
{
public:
    /// Reads the text; empty text is an empty map. Errors: `Corrupt` when it is not a JSON object in valid
    /// UTF-8 with unique keys (also inside entries), at most 64 levels deep. An entry of a wrong shape is not
    /// an error here: list() carries its problem, and changes of the map are refused as `Corrupt`.
    static Result<CredentialMap> parse(const QByteArray& text);

    /// Compact JSON, with no byte below 0x20. An empty map is `{}`. The caller wipes it.
    QByteArray toJson() const;

    bool isEmpty() const { return m_entries.isEmpty(); }

    /// The token of this server. An entry belongs to its `coder_url`'s origin, or to https:// + key when that
    /// has no scheme. Errors: `NotFound`; `OriginMismatch` when the host's entry belongs to another origin;
    /// `Corrupt` when its entry cannot be used; `Conflict` when an entry names this server and another, or
    /// several entries hold different tokens for it.
    Result<Secret> token(const ServerUrl& server) const;

    /// Sets the token, in the entry this origin has or in a new one under its host key, keeping the entry's
    /// other fields. `coder_url` becomes the origin. Errors: `InvalidInput` as checkToken(); `Corrupt` when
    /// any entry is of a wrong shape; `OriginMismatch` when the host's entry belongs to another origin, whose
    /// token would be lost; `Conflict` as token().
    Result<void> set(const ServerUrl& server, const Secret& token);

    /// Removes this origin's entry. Errors: `NotFound`, `OriginMismatch` and `Conflict` as token(), and
    /// `Corrupt` when any entry is of a wrong shape.
    Result<void> remove(const ServerUrl& server);

    /// All entries in stored order. An entry that cannot be used, or that contradicts another, carries its
    /// problem.
    QList<StoredCredential> list() const;

private:
    Result<QList<qsizetype>> entriesOf(const ServerUrl& server) const;
    Result<QList<qsizetype>> changeableEntriesOf(const ServerUrl& server) const;

    QList<MapEntry> m_entries;
};

} // namespace latchkey::credentials

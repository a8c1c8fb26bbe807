// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"
#include "core/shared/secret.h"

#include <QString>

namespace latchkey::credentials {

enum class Platform { Linux, MacOs, Windows };

/// In which form the JSON text lies in a keyring.
enum class StoredForm {
    Text, ///< the JSON as text
    Base64, ///< base64 of the JSON's UTF-8, as text
    Utf8Bytes, ///< the JSON's UTF-8 as raw bytes
};

/// Where and how a platform's keyring holds an item, in QtKeychain's terms: the shared entry as the Coder
/// applications agreed on it (format: the Coder CLI's package sessionstore), and Latchkey's own items alike.
///
/// QtKeychain maps service and key so: on Linux to the Secret Service attributes `server` and `user` (with
/// `type`=`plaintext` for text), on macOS to service and account. On Windows it uses the key alone as target
/// name, so there the key is the service's name. A plain value; reentrant.
struct KeyringLayout
{
    QString service;
    QString key;
    StoredForm form = StoredForm::Text;
    qsizetype maxStoredBytes = 0; ///< of the stored value, that is after encoding

    /// The value to store for this JSON text. Errors: `DataTooBig`, with both sizes, when the platform cannot
    /// hold it; `InvalidInput` for text with a byte below 0x20 (a NUL cuts the value short, and a line break
    /// destroys a GNOME keyring without a password at its next start, both measured).
    Result<Secret> encode(const Secret& json) const;

    /// The JSON text of a stored value. Errors: `Corrupt` when the value is empty, holds a NUL, or is not
    /// base64 or UTF-8 where the form asks for it.
    Result<Secret> decode(const Secret& stored) const;
};

/// The shared entry's layout. `serviceName` is `coder-v2-credentials`, or another in tests.
KeyringLayout keyringLayout(Platform platform, const QString& serviceName);

/// The layout of the parked item of this name (parkedName()), beside the shared entry of this service name:
/// service `latchkey`, or one of its own in tests.
KeyringLayout parkedLayout(Platform platform, const QString& serviceName, const QString& name);

/// The platform this program was built for.
Platform currentPlatform();

} // namespace latchkey::credentials

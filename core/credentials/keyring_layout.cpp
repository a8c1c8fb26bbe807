// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring_layout.h"

#include <QCoreApplication>
#include <QStringDecoder>

#include <algorithm>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(KeyringLayout)
};

constexpr qsizetype LinuxLimit = 65536; // the Secret Service has none; a D-Bus message has
constexpr qsizetype WindowsLimit = 2560; // CRED_MAX_CREDENTIAL_BLOB_SIZE

// The CLI hands the value to macOS's `security` tool, whose command line may have 4096 bytes in all.
qsizetype macLimit(const QString& service, const QString& account)
{
    const QString command = QStringLiteral("add-generic-password -U -s %1 -a %2 -w \n").arg(service, account);
    return 4096 - command.toUtf8().size();
}

bool isUtf8(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = decoder(bytes);
    wipe(text);
    return !decoder.hasError();
}

// The bytes of a secret as Qt's byte array functions take them, without a copy.
QByteArray view(const Secret& secret)
{
    return QByteArray::fromRawData(secret.bytes().data(), secret.size());
}

std::unexpected<Error> unreadable()
{
    return failure(ErrorCode::Corrupt,
        Text::tr(
            "The keyring entry is not readable as text. It was left as it is; look at it with your keyring's "
            "own program."));
}

KeyringLayout layoutOf(
    Platform platform, const QString& service, const QString& account, const QString& windowsTarget)
{
    switch (platform) {
    case Platform::MacOs:
        return { service, account, StoredForm::Base64, macLimit(service, account) };
    case Platform::Windows:
        return { QString(), windowsTarget, StoredForm::Utf8Bytes, WindowsLimit };
    case Platform::Linux:
        break;
    }
    return { service, account, StoredForm::Text, LinuxLimit };
}

} // namespace

Result<Secret> KeyringLayout::encode(const Secret& json) const
{
    const auto isControl = [](char byte) { return static_cast<unsigned char>(byte) < 0x20; };
    if (std::ranges::any_of(json.bytes(), isControl) || !isUtf8(json.bytes())) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("The keyring entry would hold control characters or broken text. Nothing was "
                     "written."));
    }
    Secret stored = form == StoredForm::Base64 ? Secret::takeFrom(view(json).toBase64()) : json;
    if (stored.size() > maxStoredBytes) {
        return failure(ErrorCode::DataTooBig,
            Text::tr("The keyring entry would be %1 bytes, and this system's keyring holds %2. Nothing was "
                     "written; remove a server first.")
                .arg(stored.size())
                .arg(maxStoredBytes));
    }
    return stored;
}

Result<Secret> KeyringLayout::decode(const Secret& stored) const
{
    Secret json = stored;
    if (form == StoredForm::Base64) {
        auto decoded =
            QByteArray::fromBase64Encoding(view(stored).trimmed(), QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded) {
            return unreadable();
        }
        json = Secret::takeFrom(std::move(*decoded));
    }
    // An empty value is not an empty map: KeePassXC hands one out for what it does not want to show.
    if (json.isEmpty() || json.bytes().contains('\0') || !isUtf8(json.bytes())) {
        return unreadable();
    }
    return json;
}

KeyringLayout keyringLayout(Platform platform, const QString& serviceName)
{
    return layoutOf(platform, serviceName, QStringLiteral("coder-login-credentials"), serviceName);
}

KeyringLayout parkedLayout(Platform platform, const QString& serviceName, const QString& name)
{
    const bool isShared = serviceName == QStringLiteral("coder-v2-credentials");
    const QString service = isShared ? QStringLiteral("latchkey") : serviceName + QStringLiteral("-latchkey");
    return layoutOf(platform, service, name, service + u' ' + name);
}

Platform currentPlatform()
{
#if defined(Q_OS_MACOS)
    return Platform::MacOs;
#elif defined(Q_OS_WIN)
    return Platform::Windows;
#else
    return Platform::Linux;
#endif
}

} // namespace latchkey::credentials

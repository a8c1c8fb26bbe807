// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/coder_desktop_entry.h"

#include "core/credentials/json_edit.h"
#include "core/credentials/json_text.h"
#include "core/credentials/keyring_layout.h"

#include <QCoreApplication>

namespace latchkey::credentials {

namespace {

using Value = KeyringItem::Value;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(CoderDesktopEntry)
};

const QString UrlField = QStringLiteral("CoderUrl");
const QString TokenField = QStringLiteral("ApiToken");
const QString RowKey = QStringLiteral("coder-desktop");

// What the value may be. It is found by attributes, so service and key say nothing.
const KeyringLayout ValueLayout = { {}, {}, StoredForm::Text, 65536 };

struct Login
{
    ServerUrl server;
    Secret token; // empty when Coder Desktop is signed out
};

std::unexpected<Error> unknownShape()
{
    return failure(ErrorCode::Corrupt,
        Text::tr(
            "Coder Desktop's keyring entry is not in the form Latchkey knows. It was left as it is; sign "
            "in with Coder Desktop again."));
}

Result<Login> loginIn(const Secret& json)
{
    const auto members = jsonMembers(json.bytes());
    if (!members) {
        return unknownShape();
    }
    std::optional<Secret> url;
    std::optional<Secret> token;
    for (const JsonMember& member : *members) {
        if (member.key == UrlField) {
            url = jsonString(member.value);
        } else if (member.key == TokenField) {
            token = member.value == "null" ? Secret() : jsonString(member.value);
        }
    }
    if (!url || !token || (!token->isEmpty() && !checkToken(*token))) {
        return unknownShape();
    }
    const auto server = ServerUrl::parse(url->revealedText().trimmed());
    if (!server) {
        return unknownShape();
    }
    return Login { *server, *token };
}

// The login for this server alone.
Result<Login> loginFor(const ServerUrl& server, const Value& stored)
{
    if (!stored) {
        return failure(ErrorCode::NotFound, Text::tr("Coder Desktop has no login on this computer."));
    }
    auto login = loginIn(*stored);
    if (login && login->server != server) {
        return failure(ErrorCode::OriginMismatch,
            Text::tr("Coder Desktop is signed in to %1, so its login is not used for %2. Sign in to %2 with "
                     "Coder Desktop first.")
                .arg(login->server.origin(), server.origin()));
    }
    return login;
}

Error signedOut(const ServerUrl& server)
{
    return { ErrorCode::NotFound,
        Text::tr("Coder Desktop knows %1 but holds no token for it. Sign in with Coder Desktop.")
            .arg(server.displayHost()) };
}

} // namespace

CoderDesktopEntry::CoderDesktopEntry(KeyringItem& item, const QString& lockPath)
    : m_item(item)
    , m_lockPath(lockPath)
{
}

Result<Secret> CoderDesktopEntry::read(const ServerUrl& server)
{
    const auto stored = m_item.load();
    if (!stored) {
        return std::unexpected(stored.error());
    }
    const auto login = loginFor(server, *stored);
    if (!login) {
        return std::unexpected(login.error());
    }
    return login->token.isEmpty() ? std::unexpected(signedOut(server)) : Result<Secret>(login->token);
}

Result<QList<StoredCredential>> CoderDesktopEntry::list()
{
    const auto stored = m_item.load();
    if (!stored) {
        return std::unexpected(stored.error());
    }
    const auto& value = *stored;
    if (!value) {
        return QList<StoredCredential>();
    }
    StoredCredential row;
    row.key = RowKey;
    const auto login = loginIn(*value);
    if (!login) {
        row.problem = login.error();
    } else {
        row.server = login->server;
        row.token = factsOf(login->token);
        row.problem = login->token.isEmpty() ? std::optional(signedOut(login->server)) : std::nullopt;
    }
    return QList<StoredCredential> { row };
}

Result<void> CoderDesktopEntry::write(const ServerUrl& server, const Secret& token)
{
    if (auto usable = checkToken(token); !usable) {
        return usable;
    }
    return editItem(m_item, m_lockPath, [&](const Value& stored) -> Result<Value> {
        if (!stored) {
            return failure(ErrorCode::NotFound,
                Text::tr(
                    "Coder Desktop has no login here, and Latchkey makes none for it. Sign in to %1 with "
                    "Coder Desktop first.")
                    .arg(server.displayHost()));
        }
        if (const auto login = loginFor(server, stored); !login) {
            return std::unexpected(login.error());
        }
        const auto value =
            ValueLayout.encode(withStringFields(compactJson(stored->bytes()), { { TokenField, token } }));
        return value ? Result<Value>(*value) : std::unexpected(value.error());
    });
}

Result<void> CoderDesktopEntry::remove(const ServerUrl& server)
{
    return editItem(m_item, m_lockPath, [&](const Value& stored) -> Result<Value> {
        const auto login = loginFor(server, stored);
        return login ? Result<Value>(Value()) : std::unexpected(login.error());
    });
}

} // namespace latchkey::credentials

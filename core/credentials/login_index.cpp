// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/login_index.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace latchkey::credentials {

namespace {

constexpr qint64 LargestIndex = 16'777'216;
constexpr auto LockLimit = std::chrono::seconds(10); // as long as the keyring may take in another Latchkey

const QString LoginsField = QStringLiteral("logins");
const QString SignOutsField = QStringLiteral("unfinished_sign_outs");
const QString TokenIdField = QStringLiteral("token_id");
const QString AccountField = QStringLiteral("account");
const QString CurrentField = QStringLiteral("current");
const QString LastUsedField = QStringLiteral("last_used");
const QString CheckField = QStringLiteral("check");

QJsonObject toJson(const KnownLogin& login)
{
    QJsonObject json = toJson(login.id);
    json.insert(TokenIdField, login.tokenId);
    json.insert(AccountField, login.account);
    json.insert(CurrentField, login.current);
    json.insert(LastUsedField, login.lastUsed);
    if (login.check) {
        json.insert(CheckField, toJson(*login.check));
    }
    return json;
}

KnownLogin loginFromJson(const LoginId& id, const QJsonObject& json)
{
    return {
        .id = id,
        .tokenId = json.value(TokenIdField).toString(),
        .account = json.value(AccountField).toString(),
        .current = json.value(CurrentField).toBool(),
        .lastUsed = json.value(LastUsedField).toInteger(),
        .check = checkFromJson(json.value(CheckField).toObject()),
    };
}

bool makesSense(const QByteArray& content) { return QJsonDocument::fromJson(content).isObject(); }

} // namespace

const KnownLogin* KnownLogins::find(const LoginId& id) const
{
    const auto found = std::ranges::find(logins, id, &KnownLogin::id);
    return found == logins.end() ? nullptr : &*found;
}

KnownLogin& KnownLogins::remember(const LoginId& id)
{
    const auto found = std::ranges::find(logins, id, &KnownLogin::id);
    if (found != logins.end()) {
        return *found;
    }
    logins.append({ .id = id, .tokenId = {}, .account = {}, .check = {} });
    return logins.last();
}

void KnownLogins::forget(const LoginId& id)
{
    logins.removeIf([&id](const KnownLogin& login) { return login.id == id; });
    unfinishedSignOuts.removeAll(id);
}

const KnownLogin* KnownLogins::current(const ServerUrl& server) const
{
    const auto found = std::ranges::find_if(
        logins, [&server](const KnownLogin& login) { return login.current && login.id.server == server; });
    return found == logins.end() ? nullptr : &*found;
}

void KnownLogins::setCurrent(const LoginId& id)
{
    remember(id);
    for (KnownLogin& login : logins) {
        if (login.id.server == id.server) {
            login.current = login.id == id;
        }
    }
}

void KnownLogins::use(const LoginId& id, qint64 now)
{
    KnownLogin login = remember(id);
    login.lastUsed = now;
    logins.removeIf([&id](const KnownLogin& other) { return other.id == id; });
    logins.prepend(login);
}

LoginIndex::LoginIndex(const QString& path)
    : m_path(path)
{
}

Result<KnownLogins> LoginIndex::load() const
{
    const auto content = readPrivateFile(m_path, LargestIndex);
    if (!content && content.error().code != ErrorCode::NotFound) {
        return std::unexpected(content.error());
    }
    KnownLogins known;
    const QJsonObject json = QJsonDocument::fromJson(content.value_or(QByteArray())).object();
    for (const auto& value : json.value(LoginsField).toArray()) {
        const auto id = loginIdFromJson(value.toObject());
        if (id && known.find(*id) == nullptr) {
            known.logins.append(loginFromJson(*id, value.toObject()));
        }
    }
    for (const auto& value : json.value(SignOutsField).toArray()) {
        if (const auto id = loginIdFromJson(value.toObject())) {
            known.unfinishedSignOuts.append(*id);
        }
    }
    return known;
}

Result<void> LoginIndex::save(const KnownLogins& known) const
{
    auto prepared = prepare(known);
    return prepared ? prepared->commit() : std::unexpected(prepared.error());
}

Result<PreparedFile> LoginIndex::prepare(const KnownLogins& known) const
{
    const auto old = readPrivateFile(m_path, LargestIndex);
    if (old && !makesSense(*old)) {
        if (auto kept = replacePrivateFile(m_path + QStringLiteral(".damaged"), *old); !kept) {
            return std::unexpected(kept.error());
        }
    }
    QJsonArray logins;
    for (const KnownLogin& login : known.logins) {
        logins.append(toJson(login));
    }
    QJsonArray signOuts;
    for (const LoginId& id : known.unfinishedSignOuts) {
        signOuts.append(toJson(id));
    }
    const QJsonObject json { { LoginsField, logins }, { SignOutsField, signOuts } };
    return PreparedFile::prepare(m_path, QJsonDocument(json).toJson());
}

Result<void> LoginIndex::change(const std::function<void(KnownLogins&)>& edit) const
{
    auto known = load();
    if (!known) {
        return std::unexpected(known.error());
    }
    edit(*known);
    return save(*known);
}

Result<FileLock> LoginIndex::lock() const
{
    if (auto made = ensurePrivateFolder(QFileInfo(m_path).path()); !made) {
        return std::unexpected(made.error());
    }
    return FileLock::acquire(m_path + QStringLiteral(".lock"), LockLimit);
}

} // namespace latchkey::credentials

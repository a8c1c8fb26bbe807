// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/libsecret_item.h"

#include "core/credentials/keyring/keyring_fault.h"

// Items by their paths: libsecret calls it unstable, and has not changed it since 2012. Its stable calls
// search anew and read all properties of what they find, for each value.
#define SECRET_API_SUBJECT_TO_CHANGE
#include <libsecret/secret.h>
#include <memory>

namespace latchkey::credentials {

namespace {

struct Releases
{
    void operator()(::SecretService* service) const { g_object_unref(service); }
    void operator()(::SecretValue* value) const { secret_value_unref(value); }
    void operator()(GHashTable* table) const { g_hash_table_unref(table); }
    void operator()(GVariant* variant) const { g_variant_unref(variant); }
    void operator()(GError* error) const { g_error_free(error); }
};

template <typename T> using Owned = std::unique_ptr<T, Releases>;

// libsecret's own text may quote anything the service said, so it stays here.
std::unexpected<Error> failureOf(GError* error)
{
    const Owned<GError> owned(error);
    if (g_error_matches(error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) != FALSE) {
        return keyringFailure(KeyringFault::Locked);
    }
    const bool isDenied = g_error_matches(error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED) != FALSE;
    return keyringFailure(isDenied ? KeyringFault::AccessDenied : KeyringFault::ServiceFailed);
}

// The process's one connection, with a session.
Result<Owned<::SecretService>> libsecret()
{
    GError* error = nullptr;
    Owned<::SecretService> service(secret_service_get_sync(SECRET_SERVICE_OPEN_SESSION, nullptr, &error));
    if (!service) {
        return failureOf(error);
    }
    return service;
}

// The secrets of items, by path.
Result<Owned<GHashTable>> secretsOf(const QStringList& items)
{
    const auto service = libsecret();
    if (!service) {
        return std::unexpected(service.error());
    }
    QByteArrayList paths;
    for (const QString& item : items) {
        paths.append(item.toUtf8());
    }
    QList<const char*> pointers;
    for (const QByteArray& path : std::as_const(paths)) {
        pointers.append(path.constData());
    }
    pointers.append(nullptr);
    GError* error = nullptr;
    Owned<GHashTable> found(
        secret_service_get_secrets_for_dbus_paths_sync(service->get(), pointers.data(), nullptr, &error));
    if (!found) {
        return failureOf(error);
    }
    return found;
}

::SecretValue* secretOf(GHashTable* secrets, const QString& item)
{
    return static_cast<::SecretValue*>(g_hash_table_lookup(secrets, item.toUtf8().constData()));
}

KeyringItem::Value valueOf(::SecretValue* secret)
{
    if (secret == nullptr) {
        return std::nullopt;
    }
    gsize size = 0;
    const char* bytes = secret_value_get(secret, &size);
    return Secret::takeFrom(QByteArray(bytes, static_cast<qsizetype>(size)));
}

} // namespace

QString openLibsecretSession()
{
    const auto service = libsecret();
    if (!service) {
        return {};
    }
    gchar* owner = g_dbus_proxy_get_name_owner(G_DBUS_PROXY(service->get()));
    const QString result = QString::fromUtf8(owner);
    g_free(owner);
    return result;
}

Result<QList<KeyringItem::Value>> readItems(const QStringList& items)
{
    const auto secrets = secretsOf(items);
    if (!secrets) {
        return std::unexpected(secrets.error());
    }
    QList<KeyringItem::Value> values;
    for (const QString& item : items) {
        values.append(valueOf(secretOf(secrets->get(), item)));
    }
    return values;
}

LibsecretItem::LibsecretItem(const SecretService& service, const ItemAttributes& attributes,
    const QStringList& items, const std::function<void()>& beforeChange)
    : m_service(service)
    , m_attributes(attributes)
    , m_items(items)
    , m_beforeChange(beforeChange)
{
}

Result<void> LibsecretItem::find()
{
    const auto facts = m_service.look(m_attributes);
    if (!facts) {
        return std::unexpected(facts.error());
    }
    m_items = facts->items;
    if (facts->locked) {
        return keyringFailure(KeyringFault::Locked);
    }
    return m_items.size() > 1 ? keyringFailure(KeyringFault::Duplicates) : Result<void>();
}

Result<KeyringItem::Value> LibsecretItem::load()
{
    if (m_presumed) {
        return *std::exchange(m_presumed, std::nullopt);
    }
    for (const bool isLookedFor : { false, true }) {
        if (isLookedFor) {
            if (const auto found = find(); !found) {
                return std::unexpected(found.error());
            }
            if (!isThere()) {
                return Value();
            }
        }
        if (isThere()) {
            const auto secrets = secretsOf({ m_items.first() });
            if (!secrets) {
                return std::unexpected(secrets.error());
            }
            if (auto* secret = secretOf(secrets->get(), m_items.first())) {
                m_contentType = secret_value_get_content_type(secret);
                return valueOf(secret);
            }
        }
    }
    return keyringFailure(KeyringFault::UnknownForm); // there, and still without a value
}

Result<void> LibsecretItem::store(const Secret& value)
{
    const auto service = libsecret();
    if (!service || !isThere()) {
        return service ? keyringFailure(KeyringFault::ServiceFailed) : std::unexpected(service.error());
    }
    const Owned<::SecretValue> secret(
        secret_value_new(value.bytes().data(), value.size(), m_contentType.constData()));
    GVariant* encoded = secret_service_encode_dbus_secret(service->get(), secret.get());
    GDBusProxy* proxy = G_DBUS_PROXY(service->get());
    m_beforeChange();
    GError* error = nullptr;
    const Owned<GVariant> reply(g_dbus_connection_call_sync(g_dbus_proxy_get_connection(proxy),
        g_dbus_proxy_get_name(proxy), m_items.first().toUtf8().constData(), "org.freedesktop.Secret.Item",
        "SetSecret", g_variant_new("(@(oayays))", encoded), nullptr, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
        nullptr, &error));
    return reply ? Result<void>() : failureOf(error);
}

Result<void> LibsecretItem::erase()
{
    const auto service = libsecret();
    if (!service || !isThere()) {
        return service ? keyringFailure(KeyringFault::ServiceFailed) : std::unexpected(service.error());
    }
    m_beforeChange();
    GError* error = nullptr;
    const gboolean succeeded = secret_service_delete_item_dbus_path_sync(
        service->get(), m_items.first().toUtf8().constData(), nullptr, &error);
    return succeeded == FALSE ? failureOf(error) : Result<void>();
}

} // namespace latchkey::credentials

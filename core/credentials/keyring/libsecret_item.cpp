// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/libsecret_item.h"

#include "core/credentials/keyring/keyring_fault.h"
#include "core/shared/then.h"

// Items by their paths: libsecret calls it unstable, and has not changed it since 2012. Its stable calls
// search anew and read all properties of what they find, for each value.
#define SECRET_API_SUBJECT_TO_CHANGE
#include <libsecret/secret.h>
#include <memory>

namespace latchkey::credentials {

namespace {

struct Releases
{
    void operator()(::SecretValue* value) const { secret_value_unref(value); }
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

// The process's one connection, with a session. It is kept: to get it anew takes longer than a question. When
// its bus or its Secret Service goes, the worker goes, too.
Result<::SecretService*> libsecret()
{
    static ::SecretService* kept = nullptr;
    if (kept == nullptr) {
        GError* error = nullptr;
        kept = secret_service_get_sync(SECRET_SERVICE_OPEN_SESSION, nullptr, &error);
        if (kept == nullptr) {
            return failureOf(error);
        }
    }
    return kept;
}

// Calls a method of the service's objects. The arguments are taken over.
Result<Owned<GVariant>> call(::SecretService* service, const char* path, const char* interface,
    const char* method, GVariant* arguments)
{
    auto* proxy = G_DBUS_PROXY(service);
    GError* error = nullptr;
    Owned<GVariant> reply(
        g_dbus_connection_call_sync(g_dbus_proxy_get_connection(proxy), g_dbus_proxy_get_name(proxy), path,
            interface, method, arguments, nullptr, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, nullptr, &error));
    if (!reply) {
        return failureOf(error);
    }
    return reply;
}

using Secrets = QList<std::shared_ptr<::SecretValue>>;

Result<Secrets> askForSecrets(::SecretService* service, const QStringList& items)
{
    GVariantBuilder paths;
    g_variant_builder_init(&paths, G_VARIANT_TYPE("ao"));
    for (const QString& item : items) {
        g_variant_builder_add(&paths, "o", item.toUtf8().constData());
    }
    const auto reply =
        call(service, g_dbus_proxy_get_object_path(G_DBUS_PROXY(service)), "org.freedesktop.Secret.Service",
            "GetSecrets", g_variant_new("(aoo)", &paths, secret_service_get_session_dbus_path(service)));
    if (!reply) {
        return std::unexpected(reply.error());
    }
    if (g_variant_is_of_type(reply->get(), G_VARIANT_TYPE("(a{o(oayays)})")) == FALSE) {
        return keyringFailure(KeyringFault::ServiceFailed);
    }
    const Owned<GVariant> found(g_variant_get_child_value(reply->get(), 0));
    Secrets secrets;
    for (const QString& item : items) {
        const Owned<GVariant> secret(g_variant_lookup_value(found.get(), item.toUtf8().constData(), nullptr));
        auto* value = secret ? secret_service_decode_dbus_secret(service, secret.get()) : nullptr;
        secrets.append(value != nullptr ? std::shared_ptr<::SecretValue>(value, Releases()) : nullptr);
    }
    return secrets;
}

// The secrets of items, in their order; null for one that is gone or locked.
Result<Secrets> secretsOf(const QStringList& items)
{
    return libsecret() | then([&](::SecretService* service) { return askForSecrets(service, items); });
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
    gchar* owner = g_dbus_proxy_get_name_owner(G_DBUS_PROXY(*service));
    const QString result = QString::fromUtf8(owner);
    g_free(owner);
    return result;
}

Result<QList<KeyringItem::Value>> readItems(const QStringList& items)
{
    return secretsOf(items) | then([](const Secrets& secrets) {
        QList<KeyringItem::Value> values;
        for (const auto& secret : secrets) {
            values.append(valueOf(secret.get()));
        }
        return values;
    });
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
    if (const auto presumed = std::exchange(m_presumed, std::nullopt)) {
        return *presumed;
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
            if (auto* secret = secrets->first().get()) {
                m_contentType = secret_value_get_content_type(secret);
                return valueOf(secret);
            }
        }
    }
    return keyringFailure(KeyringFault::UnknownForm); // there, and still without a value
}

Result<void> LibsecretItem::store(const Secret& value)
{
    if (!isThere()) {
        return keyringFailure(KeyringFault::ServiceFailed);
    }
    return libsecret() | then([&](::SecretService* service) {
        const Owned<::SecretValue> secret(
            secret_value_new(value.bytes().data(), value.size(), m_contentType.constData()));
        m_beforeChange();
        return call(service, m_items.first().toUtf8().constData(), "org.freedesktop.Secret.Item", "SetSecret",
                   g_variant_new("(@(oayays))", secret_service_encode_dbus_secret(service, secret.get())))
            | then([](const Owned<GVariant>&) { });
    });
}

Result<void> LibsecretItem::erase()
{
    if (!isThere()) {
        return keyringFailure(KeyringFault::ServiceFailed);
    }
    return libsecret() | then([&](::SecretService* service) -> Result<void> {
        m_beforeChange();
        GError* error = nullptr;
        const gboolean succeeded = secret_service_delete_item_dbus_path_sync(
            service, m_items.first().toUtf8().constData(), nullptr, &error);
        return succeeded == FALSE ? failureOf(error) : Result<void>();
    });
}

} // namespace latchkey::credentials

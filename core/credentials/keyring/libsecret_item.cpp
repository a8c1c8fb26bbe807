// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/libsecret_item.h"

#include "core/credentials/keyring/keyring_fault.h"

#include <libsecret/secret.h>
#include <memory>

namespace latchkey::credentials {

namespace {

struct Releases
{
    void operator()(::SecretItem* item) const { g_object_unref(item); }
    void operator()(::SecretValue* value) const { secret_value_unref(value); }
    void operator()(GHashTable* table) const { g_hash_table_unref(table); }
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

Owned<GHashTable> tableOf(const ItemAttributes& attributes)
{
    Owned<GHashTable> table(g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free));
    for (auto it = attributes.begin(); it != attributes.end(); ++it) {
        g_hash_table_insert(
            table.get(), g_strdup(it.key().toUtf8().constData()), g_strdup(it.value().toUtf8().constData()));
    }
    return table;
}

// The one item, which must be there, with its secret loaded.
Result<Owned<::SecretItem>> itemWith(const ItemAttributes& attributes)
{
    GError* error = nullptr;
    GList* found = secret_service_search_sync(
        nullptr, nullptr, tableOf(attributes).get(), SECRET_SEARCH_ALL, nullptr, &error);
    if (error != nullptr) {
        return failureOf(error);
    }
    Owned<::SecretItem> item(found == nullptr ? nullptr : SECRET_ITEM(g_object_ref(found->data)));
    const auto count = g_list_length(found);
    g_list_free_full(found, g_object_unref);
    if (count != 1) {
        return keyringFailure(count > 1 ? KeyringFault::Duplicates : KeyringFault::ServiceFailed);
    }
    if (secret_item_load_secret_sync(item.get(), nullptr, &error) == FALSE) {
        return failureOf(error);
    }
    return item;
}

Owned<::SecretValue> valueOf(::SecretItem* item)
{
    return Owned<::SecretValue>(secret_item_get_secret(item));
}

Result<void> outcomeOf(gboolean succeeded, GError* error)
{
    return succeeded == FALSE ? failureOf(error) : Result<void>();
}

} // namespace

LibsecretItem::LibsecretItem(
    const SecretService& service, const ItemAttributes& attributes, const std::function<void()>& beforeChange)
    : m_service(service)
    , m_attributes(attributes)
    , m_beforeChange(beforeChange)
{
}

Result<KeyringItem::Value> LibsecretItem::load()
{
    const auto facts = m_service.look(m_attributes);
    if (!facts) {
        return std::unexpected(facts.error());
    }
    if (facts->locked) {
        return keyringFailure(KeyringFault::Locked);
    }
    if (facts->items.isEmpty()) {
        return Value();
    }
    const auto item = itemWith(m_attributes);
    if (!item) {
        return std::unexpected(item.error());
    }
    const auto value = valueOf(item->get());
    if (!value) {
        return keyringFailure(KeyringFault::UnknownForm);
    }
    gsize size = 0;
    const char* bytes = secret_value_get(value.get(), &size);
    return Value(Secret::takeFrom(QByteArray(bytes, static_cast<qsizetype>(size))));
}

Result<void> LibsecretItem::store(const Secret& value)
{
    const auto item = itemWith(m_attributes);
    if (!item) {
        return std::unexpected(item.error());
    }
    const auto old = valueOf(item->get());
    const Owned<::SecretValue> changed(secret_value_new(
        value.bytes().data(), value.size(), old ? secret_value_get_content_type(old.get()) : "text/plain"));
    m_beforeChange();
    GError* error = nullptr;
    const gboolean succeeded = secret_item_set_secret_sync(item->get(), changed.get(), nullptr, &error);
    return outcomeOf(succeeded, error);
}

Result<void> LibsecretItem::erase()
{
    const auto item = itemWith(m_attributes);
    if (!item) {
        return std::unexpected(item.error());
    }
    m_beforeChange();
    GError* error = nullptr;
    const gboolean succeeded = secret_item_delete_sync(item->get(), nullptr, &error);
    return outcomeOf(succeeded, error);
}

} // namespace latchkey::credentials

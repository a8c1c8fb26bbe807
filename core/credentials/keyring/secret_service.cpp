// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/secret_service.h"

#include "core/credentials/keyring/keyring_fault.h"
#include "core/credentials/keyring/unlock_prompt.h"

#include <QDBusArgument>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QFileInfo>

namespace latchkey::credentials {

namespace {

constexpr int AnswerLimitMs = 2000;
constexpr int StartLimitMs = 5000;

const QString ServiceName = QStringLiteral("org.freedesktop.secrets");
const QString ServicePath = QStringLiteral("/org/freedesktop/secrets");
const QString ServiceInterface = QStringLiteral("org.freedesktop.Secret.Service");
const QString CollectionInterface = QStringLiteral("org.freedesktop.Secret.Collection");
const QString ItemInterface = QStringLiteral("org.freedesktop.Secret.Item");
const QString AttributesProperty = QStringLiteral("Attributes");
const QString PropertiesInterface = QStringLiteral("org.freedesktop.DBus.Properties");

BusCall serviceCall(const QString& method, const QVariantList& arguments)
{
    return { ServiceName, ServicePath, ServiceInterface, method, arguments };
}

BusCall getProperty(const QString& path, const QString& interface, const QString& property)
{
    return { ServiceName, path, PropertiesInterface, QStringLiteral("Get"), { interface, property } };
}

QStringList pathsIn(const QVariant& argument)
{
    QStringList paths;
    for (const auto& path : qdbus_cast<QList<QDBusObjectPath>>(argument)) {
        paths.append(path.path());
    }
    return paths;
}

QVariant variantIn(const QVariantList& reply) { return reply.value(0).value<QDBusVariant>().variant(); }

} // namespace

ItemAttributes attributesOf(const KeyringLayout& layout)
{
    return { { QStringLiteral("server"), layout.service }, { QStringLiteral("user"), layout.key } };
}

Result<QString> SecretService::runningService() const
{
    const QDeadlineTimer deadline(AnswerLimitMs);
    auto owner = m_bus.ownerOf(ServiceName, deadline);
    if (!owner || !owner->isEmpty()) {
        return owner;
    }
    if (const auto started = m_bus.startService(ServiceName, QDeadlineTimer(StartLimitMs)); !started) {
        return std::unexpected(started.error());
    }
    return m_bus.ownerOf(ServiceName, QDeadlineTimer(AnswerLimitMs));
}

Result<SecretServiceFacts> SecretService::look(const ItemAttributes& wanted) const
{
    const auto owner = runningService();
    if (!owner) {
        return std::unexpected(owner.error());
    }
    const QDeadlineTimer deadline(AnswerLimitMs);
    const auto alias =
        m_bus.call(serviceCall(QStringLiteral("ReadAlias"), { QStringLiteral("default") }), deadline);
    if (!alias) {
        return std::unexpected(alias.error());
    }
    SecretServiceFacts facts;
    facts.owner = *owner;
    facts.collection = alias->value(0).value<QDBusObjectPath>().path();
    if (facts.collection.isEmpty() || facts.collection == QStringLiteral("/")) {
        return keyringFailure(KeyringFault::NoDefaultCollection);
    }
    const auto locked =
        m_bus.call(getProperty(facts.collection, CollectionInterface, QStringLiteral("Locked")), deadline);
    if (!locked) {
        return std::unexpected(locked.error());
    }
    qDBusRegisterMetaType<ItemAttributes>();
    const auto found =
        m_bus.call(serviceCall(QStringLiteral("SearchItems"), { QVariant::fromValue(wanted) }), deadline);
    if (!found) {
        return std::unexpected(found.error());
    }
    const QStringList lockedItems = pathsIn(found->value(1));
    facts.locked = variantIn(*locked).toBool() || !lockedItems.isEmpty();
    facts.items = pathsIn(found->value(0)) + lockedItems;
    return facts;
}

QString SecretService::provider(const SecretServiceFacts& facts) const
{
    const QString bus = QStringLiteral("org.freedesktop.DBus");
    const auto pid = m_bus.call(
        { bus, QStringLiteral("/"), bus, QStringLiteral("GetConnectionUnixProcessID"), { facts.owner } },
        QDeadlineTimer(AnswerLimitMs));
    if (!pid) {
        return {};
    }
    const QFileInfo program(QStringLiteral("/proc/%1/exe").arg(pid->value(0).toUInt()));
    return QFileInfo(program.symLinkTarget()).fileName();
}

Result<void> SecretService::unlock(
    const SecretServiceFacts& facts, const std::function<void(bool)>& asking) const
{
    QList<QDBusObjectPath> locked = { QDBusObjectPath(facts.collection) };
    for (const QString& item : facts.items) {
        locked.append(QDBusObjectPath(item));
    }
    const auto reply = m_bus.call(serviceCall(QStringLiteral("Unlock"), { QVariant::fromValue(locked) }),
        QDeadlineTimer(AnswerLimitMs));
    if (!reply) {
        return std::unexpected(reply.error());
    }
    const QString prompt = reply->value(1).value<QDBusObjectPath>().path();
    if (prompt == QStringLiteral("/")) {
        return {};
    }
    asking(true);
    const auto answer = UnlockPrompt(m_bus, facts.owner, prompt).ask();
    asking(false);
    return answer;
}

Result<ItemAttributes> SecretService::attributes(const QString& item) const
{
    const auto reply =
        m_bus.call(getProperty(item, ItemInterface, AttributesProperty), QDeadlineTimer(AnswerLimitMs));
    if (!reply) {
        return std::unexpected(reply.error());
    }
    return qdbus_cast<ItemAttributes>(variantIn(*reply));
}

Result<void> SecretService::adopt(const QString& item, bool forWriting) const
{
    const auto present = attributes(item);
    if (!present) {
        return std::unexpected(present.error());
    }
    ItemAttributes wanted = *present;
    wanted.insert(QStringLiteral("type"), QStringLiteral("plaintext"));
    if (present->contains(QStringLiteral("type")) && *present != wanted) {
        return keyringFailure(KeyringFault::UnknownForm);
    }
    if (forWriting) {
        wanted.insert(QStringLiteral("xdg:schema"), QStringLiteral("org.qt.keychain"));
    }
    if (wanted == *present) {
        return {};
    }
    const QVariantList arguments = { ItemInterface, AttributesProperty,
        QVariant::fromValue(QDBusVariant(QVariant::fromValue(wanted))) };
    const auto set = m_bus.call({ ServiceName, item, PropertiesInterface, QStringLiteral("Set"), arguments },
        QDeadlineTimer(AnswerLimitMs));
    if (!set) {
        return std::unexpected(set.error());
    }
    return {};
}

} // namespace latchkey::credentials

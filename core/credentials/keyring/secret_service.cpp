// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/secret_service.h"

#include "core/credentials/keyring/keyring_fault.h"
#include "core/credentials/keyring/unlock_prompt.h"
#include "core/shared/then.h"

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
const QString TypeAttribute = QStringLiteral("type");
const QString TextType = QStringLiteral("plaintext");
const QString SchemaAttribute = QStringLiteral("xdg:schema");
const QString KeychainSchema = QStringLiteral("org.qt.keychain");
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

ItemAttributes keychainAttributesOf(const KeyringLayout& layout)
{
    auto attributes = attributesOf(layout);
    attributes.insert(TypeAttribute, TextType);
    attributes.insert(SchemaAttribute, KeychainSchema);
    return attributes;
}

Result<SecretServiceFacts> SecretService::look(
    const ItemAttributes& wanted, const QList<ItemAttributes>& others) const
{
    const QList<ItemAttributes> searches = QList { wanted } + others;
    auto facts = lookOnce(searches);
    if (facts || facts.error() != keyringError(KeyringFault::NoService)) {
        return facts;
    }
    return m_bus.startService(ServiceName, QDeadlineTimer(StartLimitMs))
        | then([&] { return lookOnce(searches); });
}

Result<SecretServiceFacts> SecretService::lookOnce(const QList<ItemAttributes>& searches) const
{
    // All is asked before the first answer is waited for: a round trip takes far longer than an answer.
    qDBusRegisterMetaType<ItemAttributes>();
    const QDeadlineTimer deadline(AnswerLimitMs);
    const auto askWhetherLocked = [&] {
        return m_bus.send(getProperty(m_collection, CollectionInterface, QStringLiteral("Locked")), deadline);
    };
    const auto askedOwner = m_bus.askForOwner(ServiceName, deadline);
    const auto askedAlias =
        m_bus.send(serviceCall(QStringLiteral("ReadAlias"), { QStringLiteral("default") }), deadline);
    auto askedLocked = m_collection.isEmpty() ? std::nullopt : std::optional(askWhetherLocked());
    QList<QDBusPendingCall> asked;
    for (const ItemAttributes& wanted : searches) {
        asked.append(m_bus.send(
            serviceCall(QStringLiteral("SearchItems"), { QVariant::fromValue(wanted) }), deadline));
    }

    const auto owner = SessionBus::ownerIn(askedOwner);
    if (!owner) {
        return std::unexpected(owner.error());
    }
    SecretServiceFacts facts;
    facts.owner = *owner;
    const auto alias = SessionBus::resultOf(askedAlias);
    if (!alias) {
        return std::unexpected(alias.error());
    }
    facts.collection = alias->value(0).value<QDBusObjectPath>().path();
    if (facts.collection.isEmpty() || facts.collection == QStringLiteral("/")) {
        return keyringFailure(KeyringFault::NoDefaultCollection);
    }
    if (facts.collection != m_collection || !askedLocked) {
        m_collection = facts.collection;
        askedLocked = askWhetherLocked();
    }
    const auto locked = SessionBus::resultOf(*askedLocked);
    if (!locked) {
        return std::unexpected(locked.error());
    }
    facts.locked = variantIn(*locked).toBool();
    for (const QDBusPendingCall& search : std::as_const(asked)) {
        const auto found = SessionBus::resultOf(search);
        if (!found) {
            return std::unexpected(found.error());
        }
        const QStringList lockedItems = pathsIn(found->value(1));
        facts.locked = facts.locked || !lockedItems.isEmpty();
        facts.others.append(pathsIn(found->value(0)) + lockedItems);
    }
    facts.items = facts.others.takeFirst();
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
    if (prompt.isEmpty()) {
        return keyringFailure(KeyringFault::ServiceFailed);
    }
    asking(true);
    const auto answer = UnlockPrompt(m_bus, facts.owner, prompt).ask();
    asking(false);
    return answer;
}

QList<Result<ItemAttributes>> SecretService::attributes(const QStringList& items) const
{
    const QDeadlineTimer deadline(AnswerLimitMs);
    QList<QDBusPendingCall> asked;
    for (const QString& item : items) {
        asked.append(m_bus.send(getProperty(item, ItemInterface, AttributesProperty), deadline));
    }
    QList<Result<ItemAttributes>> result;
    for (const QDBusPendingCall& each : std::as_const(asked)) {
        const auto reply = SessionBus::resultOf(each);
        result.append(reply ? Result<ItemAttributes>(qdbus_cast<ItemAttributes>(variantIn(*reply)))
                            : std::unexpected(reply.error()));
    }
    return result;
}

Result<void> SecretService::adopt(const QString& item, bool forWriting) const
{
    const auto present = attributes({ item }).first();
    if (!present) {
        return std::unexpected(present.error());
    }
    ItemAttributes wanted = *present;
    wanted.insert(TypeAttribute, TextType);
    if (present->contains(TypeAttribute) && *present != wanted) {
        return keyringFailure(KeyringFault::UnknownForm);
    }
    if (forWriting) {
        wanted.insert(SchemaAttribute, KeychainSchema);
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

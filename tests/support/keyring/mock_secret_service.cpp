// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// A Secret Service that misbehaves on demand: `mock_secret_service MODE[,MODE...]` on the session bus. It has
// one collection, keeps its items in memory, and offers sessions without encryption only.
//
//   plain                 behaves
//   slow                  answers everything after 0.3 s
//   hang-all, hang-search, hang-open, hang-get
//                         never answers anything, SearchItems, OpenSession, requests for secrets
//   hang-write            never answers CreateItem, and stores nothing
//   hang-after-write      stores the item and never answers
//   hang-edit             never answers SetSecret and Delete, and changes nothing
//   hang-after-edit       does what they ask for and never answers
//   denied                refuses everything
//   fail-N, fail-after-N  answers the N-th call with an error: instead of doing it, or once it is done
//   locked-N              answers the N-th call that all is locked, which it is not
//   nonsense-N            answers the N-th call that has an answer with a number, instead of doing it
//   only-METHOD           these count calls of this method alone: the order of all varies
//   foreign               begins with an item of the shared entry that another program made, and one of
//                         Coder Desktop
//   no-collection         has no default collection
//   no-session            opens no sessions
//   get-locks, get-copies answers requests for secrets without any, and is locked from then on, or has a
//                         second item like each
//   prompt-unanswered, prompt-dismissed, prompt-accepted, prompt-useless
//                         is locked, and its prompt ends so; the last one is accepted and unlocks nothing

#include "tests/support/keyring/plain_secret.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QMap>
#include <QTimer>

#include <cstdio>

using latchkey::test::PlainSecret;

namespace {

using Attributes = QMap<QString, QString>;
using Paths = QList<QDBusObjectPath>;
using Secrets = QMap<QDBusObjectPath, PlainSecret>;

const QDBusObjectPath None(QStringLiteral("/"));
const QDBusObjectPath Collection(QStringLiteral("/org/freedesktop/secrets/collection/mock"));
const QDBusObjectPath Session(QStringLiteral("/org/freedesktop/secrets/session/mock"));
const QDBusObjectPath Prompt(QStringLiteral("/org/freedesktop/secrets/prompt/mock"));

struct Item
{
    Attributes attributes;
    QByteArray value;
};

class MockService final : public QDBusVirtualObject
{
public:
    explicit MockService(const QString& modes)
        : m_modes(modes.split(u','))
    {
        for (const QString& mode : std::as_const(m_modes)) {
            const QString kind = mode.section(u'-', 0, -2);
            const QString last = mode.section(u'-', -1);
            m_locked = m_locked || kind == QStringLiteral("prompt");
            m_failsAfter = m_failsAfter || kind == QStringLiteral("fail-after");
            m_saysLocked = m_saysLocked || kind == QStringLiteral("locked");
            m_saysNonsense = m_saysNonsense || kind == QStringLiteral("nonsense");
            if (kind == QStringLiteral("only")) {
                m_countedMethod = last;
            } else if (const int number = last.toInt(); number > 0) {
                m_failingCall = number;
            }
        }
        if (has("foreign")) {
            add({ { QStringLiteral("server"), QStringLiteral("coder-v2-credentials") },
                    { QStringLiteral("user"), QStringLiteral("coder-login-credentials") } },
                "{\"f.example.com\":{\"coder_url\":\"https://f.example.com\",\"api_token\":\"F\"}}");
            add({ { QStringLiteral("application"), QStringLiteral("coder-desktop") } },
                "{\"CoderUrl\":\"https://d.example.com/\",\"ApiToken\":\"D\"}");
        }
    }

    QString introspect(const QString&) const override { return {}; }

    bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override
    {
        if (has("denied")) {
            return connection.send(message.createErrorReply(
                QStringLiteral("org.freedesktop.DBus.Error.AccessDenied"), QString()));
        }
        if (hangsAt(message.member())) {
            message.setDelayedReply(true);
            return true;
        }
        const bool isCounted = m_countedMethod.isEmpty()
            ? !m_saysNonsense || message.member() != QStringLiteral("Prompt") // that one answers nothing
            : message.member() == m_countedMethod;
        const bool isNth = isCounted && ++m_calls == m_failingCall;
        if (isNth && !m_failsAfter) {
            return connection.send(failureOf(message));
        }
        const QDBusMessage done = answer(message, connection);
        const QDBusMessage reply = isNth ? failureOf(message) : done;
        if (hangsAfter(message.member())) {
            message.setDelayedReply(true);
            return true;
        }
        if (has("slow")) {
            message.setDelayedReply(true);
            QTimer::singleShot(300, this, [reply, connection] { connection.send(reply); });
            return true;
        }
        return connection.send(reply);
    }

private:
    bool has(const char* mode) const { return m_modes.contains(QLatin1StringView(mode)); }

    void add(const Attributes& attributes, const QByteArray& value)
    {
        m_items[QDBusObjectPath(Collection.path() + u'/' + QString::number(++m_lastItem))] = { attributes,
            value };
    }

    bool hangsAt(const QString& member) const
    {
        return has("hang-all") || (has("hang-search") && member == QStringLiteral("SearchItems"))
            || (has("hang-open") && member == QStringLiteral("OpenSession"))
            || (has("hang-get") && member.startsWith(QStringLiteral("GetSecret")))
            || (has("hang-write") && member == QStringLiteral("CreateItem"))
            || (has("hang-edit") && isEdit(member));
    }

    bool hangsAfter(const QString& member) const
    {
        return (has("hang-after-write") && member == QStringLiteral("CreateItem"))
            || (has("hang-after-edit") && isEdit(member));
    }

    static bool isEdit(const QString& member)
    {
        return member == QStringLiteral("SetSecret") || member == QStringLiteral("Delete");
    }

    QDBusMessage failureOf(const QDBusMessage& message) const
    {
        std::printf("failed %s\n", qPrintable(message.member()));
        std::fflush(stdout);
        if (m_saysNonsense) {
            return message.createReply(42);
        }
        return message.createErrorReply(m_saysLocked ? QStringLiteral("org.freedesktop.Secret.Error.IsLocked")
                                                     : QStringLiteral("org.freedesktop.DBus.Error.Failed"),
            QStringLiteral("it fails"));
    }

    QDBusMessage answer(const QDBusMessage& message, const QDBusConnection& connection)
    {
        const QString member = message.member();
        const QVariantList arguments = message.arguments();
        if (member == QStringLiteral("OpenSession")) {
            return openSession(message);
        }
        if (member == QStringLiteral("ReadAlias")) {
            return message.createReply(QVariant::fromValue(has("no-collection") ? None : Collection));
        }
        if (member == QStringLiteral("Get")) {
            return message.createReply(QVariant::fromValue(QDBusVariant(property(message))));
        }
        if (member == QStringLiteral("GetAll")) {
            return message.createReply(QVariantMap { { QStringLiteral("Locked"), m_locked } });
        }
        if (member == QStringLiteral("SearchItems")) {
            const Paths found = search(qdbus_cast<Attributes>(arguments.value(0)));
            return message.createReply({ QVariant::fromValue(m_locked ? Paths() : found),
                QVariant::fromValue(m_locked ? found : Paths()) });
        }
        if (member == QStringLiteral("Unlock")) {
            return message.createReply({ QVariant::fromValue(m_locked ? Paths() : Paths { Collection }),
                QVariant::fromValue(m_locked ? Prompt : None) });
        }
        if (member == QStringLiteral("Prompt")) {
            prompt(connection);
            return message.createReply();
        }
        if (member.startsWith(QStringLiteral("GetSecret")) && (has("get-locks") || has("get-copies"))) {
            m_locked = has("get-locks");
            for (const Item& item : m_items.values()) { // a copy, since it grows
                add(item.attributes, item.value);
            }
            return message.createReply(QVariant::fromValue(Secrets()));
        }
        if (member == QStringLiteral("GetSecrets")) {
            return message.createReply(QVariant::fromValue(secrets(qdbus_cast<Paths>(arguments.value(0)))));
        }
        if (member.startsWith(QStringLiteral("GetSecret"))) {
            const QDBusObjectPath path(message.path());
            return message.createReply(QVariant::fromValue(secrets({ path }).value(path)));
        }
        if (member == QStringLiteral("SetSecret")) {
            m_items[QDBusObjectPath(message.path())].value =
                qdbus_cast<PlainSecret>(arguments.value(0)).value;
            return message.createReply();
        }
        if (member == QStringLiteral("CreateItem")) {
            return create(message);
        }
        if (member == QStringLiteral("Set")) {
            m_items[QDBusObjectPath(message.path())].attributes =
                qdbus_cast<Attributes>(arguments.value(2).value<QDBusVariant>().variant());
            return message.createReply();
        }
        if (member == QStringLiteral("Delete")) {
            m_items.remove(QDBusObjectPath(message.path()));
            return message.createReply(QVariant::fromValue(None));
        }
        return message.createErrorReply(QDBusError::UnknownMethod, member);
    }

    QDBusMessage openSession(const QDBusMessage& message) const
    {
        const QString algorithm = message.arguments().value(0).toString();
        std::printf("session %s\n", qPrintable(algorithm));
        std::fflush(stdout);
        if (has("no-session") || algorithm != QStringLiteral("plain")) {
            return message.createErrorReply(QDBusError::NotSupported, QStringLiteral("plain only"));
        }
        return message.createReply(
            { QVariant::fromValue(QDBusVariant(QString())), QVariant::fromValue(Session) });
    }

    QVariant property(const QDBusMessage& message) const
    {
        if (message.arguments().value(1).toString() == QStringLiteral("Attributes")) {
            return QVariant::fromValue(m_items.value(QDBusObjectPath(message.path())).attributes);
        }
        return m_locked;
    }

    Paths search(const Attributes& wanted) const
    {
        Paths found;
        for (auto item = m_items.begin(); item != m_items.end(); ++item) {
            bool matches = true;
            for (auto it = wanted.begin(); it != wanted.end(); ++it) {
                const bool isSchema = it.key() == QStringLiteral("xdg:schema");
                matches = matches && (isSchema || item->attributes.value(it.key()) == it.value());
            }
            if (matches) {
                found.append(item.key());
            }
        }
        return found;
    }

    Secrets secrets(const Paths& paths) const
    {
        Secrets result;
        for (const QDBusObjectPath& path : paths) {
            result.insert(path, { Session, {}, m_items.value(path).value, QStringLiteral("text/plain") });
        }
        return result;
    }

    QDBusMessage create(const QDBusMessage& message)
    {
        const auto properties = qdbus_cast<QVariantMap>(message.arguments().value(0));
        const auto attributes = qdbus_cast<Attributes>(
            properties.value(QStringLiteral("org.freedesktop.Secret.Item.Attributes")));
        const Paths present = search(attributes);
        const QDBusObjectPath path = present.isEmpty()
            ? QDBusObjectPath(Collection.path() + u'/' + QString::number(++m_lastItem))
            : present.first();
        m_items[path] = { attributes, qdbus_cast<PlainSecret>(message.arguments().value(1)).value };
        return message.createReply({ QVariant::fromValue(path), QVariant::fromValue(None) });
    }

    void prompt(const QDBusConnection& connection)
    {
        std::puts("prompt shown");
        std::fflush(stdout);
        if (has("prompt-unanswered")) {
            return;
        }
        const bool dismissed = has("prompt-dismissed");
        m_locked = dismissed || has("prompt-useless");
        auto completed = QDBusMessage::createSignal(
            Prompt.path(), QStringLiteral("org.freedesktop.Secret.Prompt"), QStringLiteral("Completed"));
        completed.setArguments(
            { dismissed, QVariant::fromValue(QDBusVariant(QVariant::fromValue(Paths()))) });
        QTimer::singleShot(50, this, [completed, connection] { connection.send(completed); });
    }

    QStringList m_modes;
    bool m_locked = false;
    bool m_failsAfter = false;
    bool m_saysLocked = false;
    bool m_saysNonsense = false;
    int m_failingCall = 0; ///< 0: none
    QString m_countedMethod; ///< empty: all
    int m_calls = 0;
    QMap<QDBusObjectPath, Item> m_items;
    int m_lastItem = 0;
};

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    qDBusRegisterMetaType<Attributes>();
    qDBusRegisterMetaType<PlainSecret>();
    qDBusRegisterMetaType<Secrets>();
    MockService service(QCoreApplication::arguments().value(1));
    auto bus = QDBusConnection::sessionBus();
    // Without its bus it has nobody to misbehave to.
    bus.connect(QString(), QStringLiteral("/org/freedesktop/DBus/Local"),
        QStringLiteral("org.freedesktop.DBus.Local"), QStringLiteral("Disconnected"),
        QCoreApplication::instance(), SLOT(quit()));
    const bool ready = bus.registerVirtualObject(
                           QStringLiteral("/org/freedesktop/secrets"), &service, QDBusConnection::SubPath)
        && bus.registerService(QStringLiteral("org.freedesktop.secrets"));
    return ready ? QCoreApplication::exec() : 1;
}

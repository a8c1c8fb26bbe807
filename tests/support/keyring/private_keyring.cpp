// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/keyring/private_keyring.h"

#include "tests/support/keyring/plain_secret.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QDBusVariant>
#include <QTest>

#include <csignal>

namespace latchkey::test {

namespace {

const QString SecretsName = QStringLiteral("org.freedesktop.secrets");
const QString ServicePath = QStringLiteral("/org/freedesktop/secrets");
const QString ServiceInterface = QStringLiteral("org.freedesktop.Secret.Service");
const QString PropertiesInterface = QStringLiteral("org.freedesktop.DBus.Properties");
const QString LoginCollection = QStringLiteral("/org/freedesktop/secrets/collection/login");
const QByteArray Password = "a test's password";
constexpr int LimitMs = 20000;

QStringList attributeArguments(const PrivateKeyring::Attributes& attributes)
{
    QStringList arguments;
    for (auto it = attributes.begin(); it != attributes.end(); ++it) {
        arguments << it.key() << it.value();
    }
    return arguments;
}

} // namespace

QString keyringWorkerProgram() { return QStringLiteral(LATCHKEY_BINARY_DIR "/latchkey-keyring-worker"); }

QString mockSecretServiceProgram()
{
    return QStringLiteral(LATCHKEY_BINARY_DIR "/tests/mock_secret_service");
}

PrivateKeyring::PrivateKeyring()
{
    qDBusRegisterMetaType<Attributes>();
    qDBusRegisterMetaType<PlainSecret>();
}

PrivateKeyring::~PrivateKeyring() { killDaemon(); }

bool PrivateKeyring::makeActivatable(const QString& command)
{
    return PrivateSession::makeActivatable(SecretsName, command);
}

bool PrivateKeyring::startOwner(const QString& program, const QStringList& arguments, const QByteArray& input)
{
    tieToThisProcess(m_daemon);
    m_daemon.start(program, arguments);
    if (!m_daemon.waitForStarted(LimitMs)) {
        return false;
    }
    m_daemon.write(input);
    m_daemon.closeWriteChannel();
    return QTest::qWaitFor([this] { return waitForOwner(); }, LimitMs);
}

// Whether the name's owner is the process we started, and not one on its way out.
bool PrivateKeyring::waitForOwner()
{
    auto* bus = connection().interface();
    const QDBusReply<uint> owner = bus->servicePid(SecretsName);
    return owner.isValid() && owner.value() == static_cast<uint>(m_daemon.processId());
}

// On a busy computer one in some thousand died at its first question (seen once): then another one is
// started.
bool PrivateKeyring::startDaemon()
{
    const QStringList arguments = { QStringLiteral("--foreground"), QStringLiteral("--unlock"),
        QStringLiteral("--components=secrets") };
    for (int i = 0; i < 3; ++i) {
        if (!startOwner(QStringLiteral("gnome-keyring-daemon"), arguments, Password)) {
            return false;
        }
        if (plainSession() != QStringLiteral("/")) {
            return true;
        }
        end(m_daemon);
    }
    return false;
}

bool PrivateKeyring::startMock(const QString& mode)
{
    return startOwner(mockSecretServiceProgram(), { mode }, {});
}

void PrivateKeyring::killDaemon()
{
    end(m_daemon);
    if (connection().isConnected()) { // the bus is ours alone, and so is what it started
        const QDBusReply<uint> started = connection().interface()->servicePid(SecretsName);
        if (started.isValid()) {
            ::kill(static_cast<pid_t>(started.value()), SIGKILL);
        }
    }
}

void PrivateKeyring::pauseDaemon() { ::kill(static_cast<pid_t>(m_daemon.processId()), SIGSTOP); }

void PrivateKeyring::continueDaemon() { ::kill(static_cast<pid_t>(m_daemon.processId()), SIGCONT); }

QByteArray PrivateKeyring::daemonOutput()
{
    while (m_daemon.waitForReadyRead(0)) {
    } // what was printed before its last answer lies in the pipe at least
    m_daemonOutput += m_daemon.readAllStandardOutput();
    return m_daemonOutput;
}

bool PrivateKeyring::lock()
{
    const QList<QDBusObjectPath> objects = { QDBusObjectPath(LoginCollection) };
    return call(ServicePath, ServiceInterface, QStringLiteral("Lock"), { QVariant::fromValue(objects) })
        .has_value();
}

bool PrivateKeyring::unlock()
{
    const PlainSecret password { QDBusObjectPath(plainSession()), {}, Password,
        QStringLiteral("text/plain") };
    return call(ServicePath, QStringLiteral("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"),
        QStringLiteral("UnlockWithMasterPassword"),
        { QVariant::fromValue(QDBusObjectPath(LoginCollection)), QVariant::fromValue(password) })
        .has_value();
}

PrivateKeyring::Attributes PrivateKeyring::documentedAttributes()
{
    return { { QStringLiteral("server"), QStringLiteral("coder-v2-credentials") },
        { QStringLiteral("user"), QStringLiteral("coder-login-credentials") },
        { QStringLiteral("type"), QStringLiteral("plaintext") } };
}

PrivateKeyring::Attributes PrivateKeyring::lookupAttributes()
{
    auto attributes = documentedAttributes();
    attributes.remove(QStringLiteral("type"));
    return attributes;
}

bool PrivateKeyring::store(const QByteArray& value, const Attributes& attributes)
{
    QProcess tool;
    tool.start(QStringLiteral("secret-tool"),
        QStringList { QStringLiteral("store"), QStringLiteral("--label=a test's item") }
            + attributeArguments(attributes));
    tool.write(value);
    tool.closeWriteChannel();
    return tool.waitForFinished(LimitMs) && tool.exitCode() == 0;
}

QByteArray PrivateKeyring::lookup(const Attributes& attributes)
{
    QProcess tool;
    tool.start(QStringLiteral("secret-tool"),
        QStringList { QStringLiteral("lookup") } + attributeArguments(attributes));
    tool.waitForFinished(LimitMs);
    return tool.readAllStandardOutput();
}

std::optional<QVariantList> PrivateKeyring::call(
    const QString& path, const QString& interface, const QString& method, const QVariantList& arguments)
{
    auto message = QDBusMessage::createMethodCall(SecretsName, path, interface, method);
    message.setArguments(arguments);
    const auto reply = connection().call(message, QDBus::Block, LimitMs);
    if (reply.type() != QDBusMessage::ReplyMessage) {
        qWarning("%s: %s", qPrintable(method), qPrintable(reply.errorName()));
        return std::nullopt;
    }
    return reply.arguments();
}

QString PrivateKeyring::plainSession()
{
    const auto opened = call(ServicePath, ServiceInterface, QStringLiteral("OpenSession"),
        { QStringLiteral("plain"), QVariant::fromValue(QDBusVariant(QString())) });
    return opened ? opened->value(1).value<QDBusObjectPath>().path() : QStringLiteral("/");
}

bool PrivateKeyring::addItem(
    const QByteArray& value, const Attributes& attributes, const QString& contentType)
{
    const QVariantMap properties = {
        { QStringLiteral("org.freedesktop.Secret.Item.Label"), QStringLiteral("a test's item") },
        { QStringLiteral("org.freedesktop.Secret.Item.Attributes"), QVariant::fromValue(attributes) },
    };
    const PlainSecret secret { QDBusObjectPath(plainSession()), {}, value, contentType };
    return call(LoginCollection, QStringLiteral("org.freedesktop.Secret.Collection"),
        QStringLiteral("CreateItem"), { properties, QVariant::fromValue(secret), false })
        .has_value();
}

QStringList PrivateKeyring::items(const Attributes& attributes)
{
    const auto found = call(
        ServicePath, ServiceInterface, QStringLiteral("SearchItems"), { QVariant::fromValue(attributes) });
    QStringList paths;
    for (const int list : { 0, 1 }) {
        for (const auto& path : qdbus_cast<QList<QDBusObjectPath>>(found ? found->value(list) : QVariant())) {
            paths.append(path.path());
        }
    }
    return paths;
}

QByteArray PrivateKeyring::itemValue(const QString& path)
{
    const auto reply = call(path, QStringLiteral("org.freedesktop.Secret.Item"), QStringLiteral("GetSecret"),
        { QVariant::fromValue(QDBusObjectPath(plainSession())) });
    return reply ? qdbus_cast<PlainSecret>(reply->value(0)).value : QByteArray();
}

PrivateKeyring::Attributes PrivateKeyring::itemAttributes(const QString& path)
{
    const auto reply = call(path, PropertiesInterface, QStringLiteral("Get"),
        { QStringLiteral("org.freedesktop.Secret.Item"), QStringLiteral("Attributes") });
    return reply ? qdbus_cast<Attributes>(reply->value(0).value<QDBusVariant>().variant()) : Attributes();
}

} // namespace latchkey::test

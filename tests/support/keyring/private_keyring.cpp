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
#include <QDir>
#include <QFile>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

namespace latchkey::test {

namespace {

const QString SecretsName = QStringLiteral("org.freedesktop.secrets");
const QString ServicePath = QStringLiteral("/org/freedesktop/secrets");
const QString ServiceInterface = QStringLiteral("org.freedesktop.Secret.Service");
const QString PropertiesInterface = QStringLiteral("org.freedesktop.DBus.Properties");
const QString LoginCollection = QStringLiteral("/org/freedesktop/secrets/collection/login");
const QByteArray Password = "a test's password";
constexpr int LimitMs = 20000;

const char* const BusConfiguration =
    R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=%1/bus-socket</listen>
  <auth>EXTERNAL</auth>
  <servicedir>%1/services</servicedir>
  <policy context="default">
    <allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/>
  </policy>
  <limit name="max_incoming_bytes">1000000000</limit>
  <limit name="max_message_size">1000000000</limit>
</busconfig>
)";

bool writeFile(const QString& path, const QString& content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content.toUtf8()) >= 0;
}

// Even a test that crashes leaves nothing running.
void tieToThisProcess(QProcess& process)
{
    process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process.setStandardErrorFile(QProcess::nullDevice());
}

void end(QProcess& process)
{
    if (process.state() != QProcess::NotRunning) {
        process.kill();
        process.waitForFinished(LimitMs);
    }
}

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
    const QString home = m_folder.path();
    for (const char* name : { "run", "services" }) {
        QDir(home).mkdir(QString::fromLatin1(name));
    }
    QFile::setPermissions(
        home + QStringLiteral("/run"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    setVariable("HOME", home);
    setVariable("XDG_RUNTIME_DIR", home + QStringLiteral("/run"));
    setVariable("XDG_DATA_HOME", home + QStringLiteral("/data"));
    setVariable("XDG_CONFIG_HOME", home + QStringLiteral("/config"));
    setVariable("XDG_CACHE_HOME", home + QStringLiteral("/cache"));
    for (const char* name :
        { "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL" }) {
        setVariable(name, QString());
    }
}

PrivateKeyring::~PrivateKeyring()
{
    killDaemon();
    killBus();
    for (auto it = m_savedEnvironment.begin(); it != m_savedEnvironment.end(); ++it) {
        if (it.value().isNull()) {
            qunsetenv(it.key().constData());
        } else {
            qputenv(it.key().constData(), it.value());
        }
    }
}

// An empty value unsets the variable.
void PrivateKeyring::setVariable(const char* name, const QString& value)
{
    if (!m_savedEnvironment.contains(name)) {
        m_savedEnvironment.insert(name, qEnvironmentVariableIsSet(name) ? qgetenv(name) : QByteArray());
    }
    if (value.isEmpty()) {
        qunsetenv(name);
    } else {
        qputenv(name, value.toUtf8());
    }
}

bool PrivateKeyring::startBus()
{
    const QString configuration = folder() + QStringLiteral("/bus.conf");
    if (!writeFile(configuration, QString::fromLatin1(BusConfiguration).arg(folder()))) {
        return false;
    }
    QFile::remove(folder() + QStringLiteral("/bus-socket"));
    tieToThisProcess(m_bus);
    m_bus.start(QStringLiteral("dbus-daemon"),
        { QStringLiteral("--nofork"), QStringLiteral("--print-address=1"),
            QStringLiteral("--config-file=") + configuration });
    while (!m_bus.canReadLine() && m_bus.waitForReadyRead(LimitMs)) { }
    // Without the bus's own guid, so that the address stays good for a bus that comes after it.
    m_address = QString::fromUtf8(m_bus.readLine()).trimmed().section(u',', 0, 0);
    setVariable("DBUS_SESSION_BUS_ADDRESS", m_address);
    m_connectionName = QStringLiteral("private-keyring-%1").arg(++m_connections);
    return QDBusConnection::connectToBus(m_address, m_connectionName).isConnected();
}

void PrivateKeyring::killBus()
{
    QDBusConnection::disconnectFromBus(m_connectionName);
    end(m_bus);
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
    auto* bus = QDBusConnection(m_connectionName).interface();
    const QDBusReply<uint> owner = bus->servicePid(SecretsName);
    return owner.isValid() && owner.value() == static_cast<uint>(m_daemon.processId());
}

bool PrivateKeyring::startDaemon()
{
    return startOwner(QStringLiteral("gnome-keyring-daemon"),
        { QStringLiteral("--foreground"), QStringLiteral("--unlock"),
            QStringLiteral("--components=secrets") },
        Password);
}

bool PrivateKeyring::startMock(const QString& mode)
{
    return startOwner(mockSecretServiceProgram(), { mode }, {});
}

void PrivateKeyring::killDaemon()
{
    end(m_daemon);
    const QDBusConnection connection(m_connectionName);
    if (connection.isConnected()) { // the bus is ours alone, and so is what it started
        const QDBusReply<uint> started = connection.interface()->servicePid(SecretsName);
        if (started.isValid()) {
            ::kill(static_cast<pid_t>(started.value()), SIGKILL);
        }
    }
}

void PrivateKeyring::pauseDaemon() { ::kill(static_cast<pid_t>(m_daemon.processId()), SIGSTOP); }

void PrivateKeyring::continueDaemon() { ::kill(static_cast<pid_t>(m_daemon.processId()), SIGCONT); }

QByteArray PrivateKeyring::daemonOutput()
{
    m_daemonOutput += m_daemon.readAllStandardOutput();
    return m_daemonOutput;
}

bool PrivateKeyring::makeActivatable(const QString& command)
{
    const QString entry = QStringLiteral("[D-BUS Service]\nName=%1\nExec=%2\n").arg(SecretsName, command);
    if (!writeFile(folder() + QStringLiteral("/services/org.freedesktop.secrets.service"), entry)) {
        return false;
    }
    auto* bus = QDBusConnection(m_connectionName).interface();
    return bus->call(QStringLiteral("ReloadConfig")).type() == QDBusMessage::ReplyMessage;
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

QByteArray PrivateKeyring::lookup()
{
    Attributes attributes = documentedAttributes();
    attributes.remove(QStringLiteral("type"));
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
    const auto reply = QDBusConnection(m_connectionName).call(message, QDBus::Block, LimitMs);
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

QStringList PrivateKeyring::items()
{
    Attributes attributes = documentedAttributes();
    attributes.remove(QStringLiteral("type"));
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

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/keyring/private_session.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDir>
#include <QFile>

#include <csignal>
#include <sys/prctl.h>

namespace latchkey::test {

namespace {

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
    %2
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

} // namespace

PrivateSession::PrivateSession()
{
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

PrivateSession::~PrivateSession()
{
    killBus();
    for (auto it = m_savedEnvironment.begin(); it != m_savedEnvironment.end(); ++it) {
        if (it.value().isNull()) {
            qunsetenv(it.key().constData());
        } else {
            qputenv(it.key().constData(), it.value());
        }
    }
}

void PrivateSession::setVariable(const char* name, const QString& value)
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

bool PrivateSession::startBus(const QString& rules)
{
    const QString configuration = folder() + QStringLiteral("/bus.conf");
    if (!writeFile(configuration, QString::fromLatin1(BusConfiguration).arg(folder(), rules))) {
        return false;
    }
    QFile::remove(folder() + QStringLiteral("/bus-socket"));
    tieToThisProcess(m_bus);
    m_bus.start(QStringLiteral("dbus-daemon"),
        { QStringLiteral("--nofork"), QStringLiteral("--print-address=1"),
            QStringLiteral("--config-file=") + configuration });
    while (!m_bus.canReadLine() && m_bus.waitForReadyRead(LimitMs)) { }
    // Without the bus's own guid, so that the address stays good for a bus that comes after it.
    const QString address = QString::fromUtf8(m_bus.readLine()).trimmed().section(u',', 0, 0);
    setVariable("DBUS_SESSION_BUS_ADDRESS", address);
    m_connectionName = QStringLiteral("private-keyring-%1").arg(++m_connections);
    return QDBusConnection::connectToBus(address, m_connectionName).isConnected();
}

void PrivateSession::killBus()
{
    QDBusConnection::disconnectFromBus(m_connectionName);
    end(m_bus);
}

bool PrivateSession::makeActivatable(const QString& name, const QString& command)
{
    const QString entry = QStringLiteral("[D-BUS Service]\nName=%1\nExec=%2\n").arg(name, command);
    if (!writeFile(folder() + QStringLiteral("/services/%1.service").arg(name), entry)) {
        return false;
    }
    auto* bus = connection().interface();
    return bus->call(QStringLiteral("ReloadConfig")).type() == QDBusMessage::ReplyMessage;
}

void PrivateSession::tieToThisProcess(QProcess& process)
{
    process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process.setStandardErrorFile(QProcess::nullDevice());
}

void PrivateSession::end(QProcess& process)
{
    if (process.state() != QProcess::NotRunning) {
        process.kill();
        process.waitForFinished(LimitMs);
    }
}

} // namespace latchkey::test

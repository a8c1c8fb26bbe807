// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QDBusConnection>
#include <QHash>
#include <QProcess>
#include <QTemporaryDir>

namespace latchkey::test {

/// A temporary home with a session bus that only this test knows.
///
/// From its making to its end, this process's environment leads there (home folders, bus address, no
/// display), and so do the processes it starts. Everything it started ends with it. One at a time; make it
/// before the first use of D-Bus.
class PrivateSession
{
public:
    PrivateSession();
    ~PrivateSession();
    Q_DISABLE_COPY_MOVE(PrivateSession)

    /// Without it, or after killBus(), there is no bus at all. `rules` are added to its policy
    /// (dbus-daemon(1)), which allows everything. False when it does not come up.
    bool startBus(const QString& rules = {});
    void killBus();

    /// Lets the bus start this command for a name.
    bool makeActivatable(const QString& name, const QString& command);

    QString folder() const { return m_folder.path(); }
    QDBusConnection connection() const { return QDBusConnection(m_connectionName); }

    /// Sets a variable of this process until the session's end; an empty value unsets it.
    void setVariable(const char* name, const QString& value);

    /// Has the process killed with this one: even a test that crashes leaves nothing running.
    static void tieToThisProcess(QProcess& process);

    /// Kills the process, if it runs, and waits for its end.
    static void end(QProcess& process);

private:
    QTemporaryDir m_folder;
    QHash<QByteArray, QByteArray> m_savedEnvironment;
    QProcess m_bus;
    QString m_connectionName;
    int m_connections = 0;
};

} // namespace latchkey::test

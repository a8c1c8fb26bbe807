// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/single_instance.h"

#include <QLocalSocket>
#include <QTimer>

#include <sys/socket.h>
#include <unistd.h>

namespace latchkey {

namespace {

constexpr char RaiseMessage[] = "raise\n";
constexpr int AnswerLimitMs = 1000;
constexpr qsizetype MostCallers = 4;

/// The socket's rights keep others away already; this holds where somebody changed them.
bool isOwnProgram(const QLocalSocket& caller)
{
    ucred peer = {};
    socklen_t size = sizeof(peer);
    return getsockopt(static_cast<int>(caller.socketDescriptor()), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0
        && peer.uid == geteuid();
}

} // namespace

SingleInstance::SingleInstance(const QString& runtimeFolder, QObject* parent)
    : QObject(parent)
    , m_socket(runtimeFolder + QStringLiteral("/window.socket"))
    , m_lock(runtimeFolder + QStringLiteral("/window.lock"))
{
    m_lock.setStaleLockTime(0); // only a dead owner makes it stale, never age
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_server.setMaxPendingConnections(4);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::answer);
}

bool SingleInstance::claim()
{
    if (m_lock.tryLock(0)) {
        QLocalServer::removeServer(m_socket); // left behind by a killed process; the lock says nobody listens
        m_server.listen(m_socket);
        return true;
    }
    QLocalSocket first;
    first.connectToServer(m_socket);
    if (first.waitForConnected(AnswerLimitMs)) {
        first.write(RaiseMessage);
        first.waitForBytesWritten(AnswerLimitMs);
        first.disconnectFromServer();
    }
    return false;
}

void SingleInstance::answer()
{
    while (QLocalSocket* caller = m_server.nextPendingConnection()) {
        connect(caller, &QLocalSocket::disconnected, caller, &QObject::deleteLater);
        if (m_server.findChildren<QLocalSocket*>().size() > MostCallers || !isOwnProgram(*caller)) {
            caller->abort();
            continue;
        }
        QTimer::singleShot(AnswerLimitMs, caller, &QLocalSocket::abort);
        caller->setReadBufferSize(sizeof(RaiseMessage));
        connect(caller, &QLocalSocket::readyRead, this, [this, caller] {
            if (caller->bytesAvailable() < qint64(sizeof(RaiseMessage) - 1)) {
                return;
            }
            if (caller->readAll() == RaiseMessage) {
                Q_EMIT raiseRequested();
            }
            caller->abort();
        });
    }
}

} // namespace latchkey

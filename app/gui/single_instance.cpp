// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/single_instance.h"

#include <QLocalSocket>

namespace latchkey {

namespace {

constexpr char RaiseMessage[] = "raise\n";
constexpr int AnswerLimitMs = 1000;

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
        connect(caller, &QLocalSocket::disconnected, caller, &QObject::deleteLater);
    }
}

} // namespace latchkey

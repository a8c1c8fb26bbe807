// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/single_instance.h"

#include <QFileInfo>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using latchkey::SingleInstance;

class SingleInstanceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSecondStartRaisesTheFirst() // EDGE 71
    {
        const QTemporaryDir folder;
        SingleInstance first(folder.path());
        QVERIFY(first.claim());
        QSignalSpy raised(&first, &SingleInstance::raiseRequested);
        SingleInstance second(folder.path());
        QVERIFY(!second.claim());
        QTRY_COMPARE(raised.count(), 1);
    }

    void theNextStartTakesOverAfterTheFirstEnded()
    {
        const QTemporaryDir folder;
        {
            SingleInstance first(folder.path());
            QVERIFY(first.claim());
        }
        SingleInstance next(folder.path());
        QVERIFY(next.claim());
    }

    void aSocketLeftByAKilledProcessIsNoObstacle() // D3
    {
        const QTemporaryDir folder;
        QFile stale(folder.filePath(QStringLiteral("window.socket")));
        QVERIFY(stale.open(QIODevice::WriteOnly));
        stale.close();
        SingleInstance instance(folder.path());
        QVERIFY(instance.claim());
        QSignalSpy raised(&instance, &SingleInstance::raiseRequested);
        SingleInstance second(folder.path());
        QVERIFY(!second.claim());
        QTRY_COMPARE(raised.count(), 1);
    }

    void theSocketBelongsToTheUserAlone() // D2
    {
        const QTemporaryDir folder;
        SingleInstance instance(folder.path());
        QVERIFY(instance.claim());
        const auto permissions = QFileInfo(folder.filePath(QStringLiteral("window.socket"))).permissions();
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QCOMPARE(permissions & others, QFile::Permissions());
    }

    void anythingButTheOneMessageIsIgnored()
    {
        const QTemporaryDir folder;
        SingleInstance instance(folder.path());
        QVERIFY(instance.claim());
        QSignalSpy raised(&instance, &SingleInstance::raiseRequested);
        QLocalSocket caller;
        caller.connectToServer(folder.filePath(QStringLiteral("window.socket")));
        QVERIFY(caller.waitForConnected(1000));
        caller.write(QByteArray(100000, 'r'));
        QTRY_COMPARE(caller.state(), QLocalSocket::UnconnectedState);
        QCOMPARE(raised.count(), 0);
    }

    void aCallerThatSaysNothingIsSentAway()
    {
        const QTemporaryDir folder;
        SingleInstance instance(folder.path());
        QVERIFY(instance.claim());
        QLocalSocket caller;
        caller.connectToServer(folder.filePath(QStringLiteral("window.socket")));
        QVERIFY(caller.waitForConnected(1000));
        QTRY_COMPARE(caller.state(), QLocalSocket::UnconnectedState);
    }

    void aCrowdDoesNotKeepTheNextStartOut()
    {
        const QTemporaryDir folder;
        SingleInstance instance(folder.path());
        QVERIFY(instance.claim());
        QSignalSpy raised(&instance, &SingleInstance::raiseRequested);
        std::vector<std::unique_ptr<QLocalSocket>> crowd;
        for (int i = 0; i < 100; ++i) {
            crowd.push_back(std::make_unique<QLocalSocket>());
            crowd.back()->connectToServer(folder.filePath(QStringLiteral("window.socket")));
            QCoreApplication::processEvents();
        }
        const auto isGone = [](const auto& caller) {
            return caller->state() == QLocalSocket::UnconnectedState;
        };
        QTRY_VERIFY(std::ranges::all_of(crowd, isGone));
        SingleInstance second(folder.path());
        QVERIFY(!second.claim());
        QTRY_COMPARE(raised.count(), 1);
    }

    void anotherUserIsSentAwayEvenThroughAnOpenDoor()
    {
        if (geteuid() != 0) {
            QSKIP("Only root can become another user.");
        }
        const QTemporaryDir folder;
        SingleInstance instance(folder.path());
        QVERIFY(instance.claim());
        QSignalSpy raised(&instance, &SingleInstance::raiseRequested);
        const QString path = folder.filePath(QStringLiteral("window.socket"));
        const auto all = QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        for (const QString& opened : { folder.path(), path }) {
            QVERIFY(QFile::setPermissions(opened, QFile::permissions(opened) | all));
        }
        sockaddr_un door = { AF_UNIX, {} };
        qstrncpy(door.sun_path, QFile::encodeName(path).constData(), sizeof(door.sun_path));
        const pid_t other = fork();
        if (other == 0) {
            const int caller = socket(AF_UNIX, SOCK_STREAM, 0);
            char answer = 0;
            const bool isLetIn = setgid(65534) == 0 && setuid(65534) == 0
                && ::connect(caller, reinterpret_cast<const sockaddr*>(&door), sizeof(door)) == 0;
            const bool isSent = isLetIn && send(caller, "raise\n", 6, MSG_NOSIGNAL) == 6;
            _exit(!isLetIn ? 1 : isSent && recv(caller, &answer, 1, 0) > 0 ? 2 : 0);
        }
        int status = 0;
        QVERIFY(QTest::qWaitFor([&] { return waitpid(other, &status, WNOHANG) == other; }));
        QCOMPARE(status, 0); // it came through the door, and was sent away
        QCOMPARE(raised.count(), 0);
    }
};

QTEST_GUILESS_MAIN(SingleInstanceTest)
#include "single_instance_test.moc"

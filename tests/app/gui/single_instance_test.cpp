// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/single_instance.h"

#include <QFileInfo>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QtTest>

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
};

QTEST_GUILESS_MAIN(SingleInstanceTest)
#include "single_instance_test.moc"

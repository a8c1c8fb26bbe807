// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/bus_address.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace latchkey;

namespace {

std::optional<QString> addressFor(const QString& given, const QString& runtimeFolder = {})
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), given);
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), runtimeFolder);
    return sessionBusAddress(environment);
}

} // namespace

class BusAddressTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBusAddressIsTakenFromTheEnvironment() // EDGE 1, 2; K1, K2
    {
        QCOMPARE(addressFor(QStringLiteral("unix:path=/x")), std::optional(QStringLiteral("unix:path=/x")));
        QVERIFY(!addressFor({}));
        QVERIFY(!addressFor(QStringLiteral("disabled:")));
        QVERIFY(!addressFor(QStringLiteral("autolaunch:")));
        QCOMPARE(addressFor(QStringLiteral("unix:path=/x;autolaunch:")),
            std::optional(QStringLiteral("unix:path=/x")));
        QVERIFY(!addressFor({}, QStringLiteral("relative")));
    }

    void theRuntimeFoldersBusIsTheFallback()
    {
        const QTemporaryDir folder;
        QVERIFY(!addressFor({}, folder.path()));
        QFile bus(folder.filePath(QStringLiteral("bus")));
        QVERIFY(bus.open(QIODevice::WriteOnly));
        QCOMPARE(addressFor({}, folder.path()), std::optional(QStringLiteral("unix:path=") + bus.fileName()));
    }

    void theSystemBusIsTheOneThatIsNamed()
    {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("DBUS_SYSTEM_BUS_ADDRESS"), QStringLiteral("unix:path=/y"));
        QCOMPARE(systemBusAddress(environment), std::optional(QStringLiteral("unix:path=/y")));
    }
};

QTEST_GUILESS_MAIN(BusAddressTest)
#include "bus_address_test.moc"

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/session_watcher.h"

#include "tests/support/keyring/private_session.h"

#include <QDBusArgument>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusVirtualObject>
#include <QElapsedTimer>
#include <QtTest>

#include <csignal>
#include <unistd.h>

using latchkey::SessionWatcher;
using latchkey::test::PrivateSession;

struct UserOfSession
{
    uint id;
    QDBusObjectPath path;
};
Q_DECLARE_METATYPE(UserOfSession)

QDBusArgument& operator<<(QDBusArgument& argument, const UserOfSession& user)
{
    argument.beginStructure();
    argument << user.id << user.path;
    argument.endStructure();
    return argument;
}

const QDBusArgument& operator>>(const QDBusArgument& argument, UserOfSession& user)
{
    argument.beginStructure();
    argument >> user.id >> user.path;
    argument.endStructure();
    return argument; // NOLINT(bugprone-return-const-ref-from-parameter): the signature is QtDBus's
}

namespace {

const QString LoginService = QStringLiteral("org.freedesktop.login1");

/// logind's sessions: `.../mine` belongs to this user, `.../other` to someone else.
class FakeSessions final : public QDBusVirtualObject
{
public:
    QString introspect(const QString& /*path*/) const override { return {}; }

    bool handleMessage(const QDBusMessage& message, const QDBusConnection& bus) override
    {
        const uint user = message.path().endsWith(QStringLiteral("/mine")) ? getuid() : getuid() + 1;
        const UserOfSession answer { user, QDBusObjectPath(QStringLiteral("/org/freedesktop/login1/user")) };
        return bus.send(message.createReply(QVariant::fromValue(QDBusVariant(QVariant::fromValue(answer)))));
    }
};

} // namespace

/// A private bus stands for the session's and the system's; the test plays screen saver and logind on it.
class SessionWatcherTest final : public QObject
{
    Q_OBJECT

private:
    struct Watched
    {
        explicit Watched(const SessionWatcher::Buses& buses)
            : watcher(buses)
        {
            QSignalSpy started(&watcher, &SessionWatcher::started);
            listens = started.wait();
        }

        SessionWatcher watcher;
        QSignalSpy locked { &watcher, &SessionWatcher::locked };
        QSignalSpy aboutToSleep { &watcher, &SessionWatcher::aboutToSleep };
        bool listens = false;
    };

    std::unique_ptr<PrivateSession> m_session;
    FakeSessions m_fakeSessions;

    static QString address() { return qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"); }
    void own(const QString& service) const { QVERIFY(m_session->connection().registerService(service)); }

    void emitSignal(const QString& path, const QString& interface, const QString& name,
        const QVariantList& arguments = {}) const
    {
        auto signal = QDBusMessage::createSignal(path, interface, name);
        signal.setArguments(arguments);
        QVERIFY(m_session->connection().send(signal));
    }

private Q_SLOTS:
    void initTestCase() { qDBusRegisterMetaType<UserOfSession>(); }

    void init()
    {
        m_session = std::make_unique<PrivateSession>();
        QVERIFY(m_session->startBus());
    }

    void cleanup() { m_session.reset(); }

    void everyDesktopsScreenSaverIsHeard_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("path");
        QTest::newRow("freedesktop") << "org.freedesktop.ScreenSaver" << "/org/freedesktop/ScreenSaver";
        QTest::newRow("KDE") << "org.freedesktop.ScreenSaver" << "/ScreenSaver";
        QTest::newRow("GNOME") << "org.gnome.ScreenSaver" << "/org/gnome/ScreenSaver";
        QTest::newRow("Cinnamon") << "org.cinnamon.ScreenSaver" << "/org/cinnamon/ScreenSaver";
        QTest::newRow("MATE") << "org.mate.ScreenSaver" << "/org/mate/ScreenSaver";
        QTest::newRow("Xfce") << "org.xfce.ScreenSaver" << "/org/xfce/ScreenSaver";
    }

    void everyDesktopsScreenSaverIsHeard() // EDGE 74
    {
        QFETCH(QString, service);
        QFETCH(QString, path);
        own(service);
        Watched watched({ .session = address(), .system = {} });
        QVERIFY(watched.listens);
        emitSignal(path, service, QStringLiteral("ActiveChanged"), { false }); // unlocked
        emitSignal(path, service, QStringLiteral("ActiveChanged"), { true });
        QTRY_COMPARE(watched.locked.count(), 1);
        QCOMPARE(watched.aboutToSleep.count(), 0);
    }

    void aScreenSaverThatStartsLaterIsHeardToo()
    {
        const QString service = QStringLiteral("org.gnome.ScreenSaver");
        Watched watched({ .session = address(), .system = {} });
        QVERIFY(watched.listens);
        own(service);
        emitSignal(
            QStringLiteral("/org/gnome/ScreenSaver"), service, QStringLiteral("ActiveChanged"), { true });
        QTRY_COMPARE(watched.locked.count(), 1);
    }

    void theSleepOfTheComputerIsHeard()
    {
        own(LoginService);
        Watched watched({ .session = {}, .system = address() });
        QVERIFY(watched.listens);
        const QString manager = LoginService + QStringLiteral(".Manager");
        const QString path = QStringLiteral("/org/freedesktop/login1");
        emitSignal(path, manager, QStringLiteral("PrepareForSleep"), { false }); // it woke up
        emitSignal(path, manager, QStringLiteral("PrepareForSleep"), { true });
        QTRY_COMPARE(watched.aboutToSleep.count(), 1);
        QCOMPARE(watched.locked.count(), 0);
    }

    void onlyTheLockOfOurOwnSessionCounts()
    {
        own(LoginService);
        const QString sessions = QStringLiteral("/org/freedesktop/login1/session");
        QVERIFY(m_session->connection().registerVirtualObject(
            sessions, &m_fakeSessions, QDBusConnection::SubPath));
        Watched watched({ .session = {}, .system = address() });
        QVERIFY(watched.listens);
        const QString interface = LoginService + QStringLiteral(".Session");
        emitSignal(sessions + QStringLiteral("/other"), interface, QStringLiteral("Lock"));
        emitSignal(sessions + QStringLiteral("/mine"), interface, QStringLiteral("Lock"));
        QTRY_COMPARE(watched.locked.count(), 1);
        emitSignal(sessions + QStringLiteral("/other"), interface, QStringLiteral("Lock"));
        emitSignal(QStringLiteral("/org/freedesktop/login1"), LoginService + QStringLiteral(".Manager"),
            QStringLiteral("PrepareForSleep"), { true });
        QTRY_COMPARE(watched.aboutToSleep.count(), 1); // which was said after the other's lock
        QCOMPARE(watched.locked.count(), 1);
    }

    void nobodyIsStarted()
    {
        const QString mark = m_session->folder() + QStringLiteral("/started");
        for (const char* name :
            { "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.freedesktop.login1" }) {
            QVERIFY(m_session->makeActivatable(
                QString::fromLatin1(name), QStringLiteral("/usr/bin/touch ") + mark));
        }
        const Watched watched({ .session = address(), .system = address() });
        QVERIFY(watched.listens);
        QVERIFY(!QFile::exists(mark));
    }

    void withoutABusThereIsSilence()
    {
        {
            const SessionWatcher none({});
        }
        m_session->killBus();
        const Watched watched({ .session = address(), .system = QStringLiteral("unix:path=/no/such/bus") });
        QVERIFY(watched.listens);
        QCOMPARE(watched.locked.count(), 0);
    }

    void theEndOfTheBusHarmsNobody()
    {
        const Watched watched({ .session = address(), .system = address() });
        QVERIFY(watched.listens);
        m_session->killBus();
        QTest::qWait(100);
        QCOMPARE(watched.locked.count(), 0);
    }

    void aBusThatHangsHoldsNobodyUp()
    {
        const uint bus =
            m_session->connection().interface()->servicePid(QStringLiteral("org.freedesktop.DBus"));
        QVERIFY(bus != 0);
        kill(static_cast<pid_t>(bus), SIGSTOP);
        QElapsedTimer timer;
        timer.start();
        auto watcher = std::make_unique<SessionWatcher>(SessionWatcher::Buses { address(), address() });
        const qint64 taken = timer.elapsed();
        QTest::qWait(100);
        kill(static_cast<pid_t>(bus), SIGCONT);
        QVERIFY2(taken < 50, qPrintable(QString::number(taken)));
        QSignalSpy started(watcher.get(), &SessionWatcher::started);
        QVERIFY(started.wait());
    }
};

QTEST_GUILESS_MAIN(SessionWatcherTest)
#include "session_watcher_test.moc"

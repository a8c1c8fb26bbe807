// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/session_watcher.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>

#include <atomic>
#include <unistd.h>

namespace latchkey {

namespace {

constexpr int AnswerLimitMs = 1000;

struct ScreenSaver
{
    const char* service; ///< and interface
    const char* path;
};

constexpr ScreenSaver ScreenSavers[] = {
    { "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver" },
    { "org.freedesktop.ScreenSaver", "/ScreenSaver" }, // the older path, which KDE serves as well
    { "org.gnome.ScreenSaver", "/org/gnome/ScreenSaver" },
    { "org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver" },
    { "org.mate.ScreenSaver", "/org/mate/ScreenSaver" },
    { "org.xfce.ScreenSaver", "/org/xfce/ScreenSaver" },
};

const QString LoginService = QStringLiteral("org.freedesktop.login1");
const QString SessionInterface = QStringLiteral("org.freedesktop.login1.Session");

/// Whether this user's session is at the path. A session that cannot be asked for is taken for ours: hiding
/// too much does no harm.
bool isOurSession(const QDBusConnection& bus, const QString& path)
{
    auto question = QDBusMessage::createMethodCall(
        LoginService, path, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    question.setArguments({ SessionInterface, QStringLiteral("User") });
    question.setAutoStartService(false);
    const QDBusMessage reply = bus.call(question, QDBus::Block, AnswerLimitMs);
    const auto value = reply.arguments().value(0).value<QDBusVariant>().variant().value<QDBusArgument>();
    if (reply.type() != QDBusMessage::ReplyMessage || value.currentType() != QDBusArgument::StructureType) {
        return true;
    }
    uint user = 0;
    QDBusObjectPath userPath;
    value.beginStructure();
    value >> user >> userPath;
    value.endStructure();
    return user == getuid();
}

/// What SessionWatcher has on the thread that listens.
class BusListener final : public QObject
{
    Q_OBJECT

public:
    explicit BusListener(const SessionWatcher::Buses& buses)
        : m_buses(buses)
    {
        static std::atomic<int> made = 0;
        m_name = QStringLiteral("latchkey-session-%1").arg(++made);
    }

    ~BusListener() override
    {
        // While a connection closes, QtDBus would touch receivers that it still knows, in a thread of its
        // own.
        for (const Subscription& each : std::as_const(m_subscriptions)) {
            QDBusConnection(each.bus).disconnect(
                each.service, each.path, each.interface, each.signal, this, each.slot);
        }
        QDBusConnection::disconnectFromBus(sessionName());
        QDBusConnection::disconnectFromBus(systemName());
    }

    void listen()
    {
        if (m_buses.session) {
            QDBusConnection::connectToBus(*m_buses.session, sessionName());
            for (const auto& [service, path] : ScreenSavers) {
                const QString name = QString::fromLatin1(service);
                subscribe({ sessionName(), name, QString::fromLatin1(path), name,
                    QStringLiteral("ActiveChanged"), SLOT(screenSaverChanged(bool)) });
            }
        }
        if (m_buses.system) {
            QDBusConnection::connectToBus(*m_buses.system, systemName());
            subscribe({ systemName(), LoginService, QStringLiteral("/org/freedesktop/login1"),
                QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PrepareForSleep"),
                SLOT(prepareForSleep(bool)) });
            subscribe({ systemName(), LoginService, QString(), SessionInterface, QStringLiteral("Lock"),
                SLOT(lockSession(QDBusMessage)) });
        }
        Q_EMIT started();
    }

public Q_SLOTS:
    void screenSaverChanged(bool active)
    {
        if (active) {
            Q_EMIT locked();
        }
    }

    void prepareForSleep(bool begins)
    {
        if (begins) {
            Q_EMIT aboutToSleep();
        }
    }

    void lockSession(const QDBusMessage& signal)
    {
        if (isOurSession(QDBusConnection(systemName()), signal.path())) {
            Q_EMIT locked();
        }
    }

Q_SIGNALS:
    void started();
    void locked();
    void aboutToSleep();

private:
    struct Subscription
    {
        QString bus;
        QString service;
        QString path;
        QString interface;
        QString signal;
        const char* slot;
    };

    void subscribe(const Subscription& wanted)
    {
        const bool done =
            QDBusConnection(wanted.bus)
                .connect(wanted.service, wanted.path, wanted.interface, wanted.signal, this, wanted.slot);
        if (done) {
            m_subscriptions.append(wanted);
        }
    }

    QString sessionName() const { return m_name; }
    QString systemName() const { return m_name + QStringLiteral("-system"); }

    SessionWatcher::Buses m_buses;
    QString m_name;
    QList<Subscription> m_subscriptions;
};

} // namespace

SessionWatcher::SessionWatcher(const Buses& buses, QObject* parent)
    : QObject(parent)
{
    if (!buses.session && !buses.system) {
        return;
    }
    auto* listener = new BusListener(buses);
    listener->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, listener, &BusListener::listen);
    connect(&m_thread, &QThread::finished, listener, &QObject::deleteLater);
    connect(listener, &BusListener::started, this, &SessionWatcher::started);
    connect(listener, &BusListener::locked, this, &SessionWatcher::locked);
    connect(listener, &BusListener::aboutToSleep, this, &SessionWatcher::aboutToSleep);
    m_thread.setObjectName(QStringLiteral("session watcher"));
    m_thread.start();
}

SessionWatcher::~SessionWatcher()
{
    m_thread.quit();
    m_thread.wait();
}

} // namespace latchkey

#include "session_watcher.moc"

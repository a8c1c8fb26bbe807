// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/demo.h"
#include "app/gui/desktop_app.h"
#include "core/shared/private_file.h"
#include "tests/support/keyring/private_session.h"
#include "tests/support/result_check.h"
#include "ui/shared/secret_field.h"

#include <QApplication>
#include <QClipboard>
#include <QDBusMessage>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

using namespace latchkey;
using test::PrivateSession;

/// The whole window on a private bus, where the test plays the screen saver and logind.
class ScreenLockTest final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PrivateSession> m_session;
    std::unique_ptr<Demo> m_demo;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<DesktopApp> m_desktop;

    template <typename T> T* find(const char* name)
    {
        auto* page = m_desktop->window().findChild<ui::ServersView*>();
        auto* found = page->findChild<T*>(QString::fromLatin1(name));
        return found != nullptr ? found : m_desktop->window().findChild<T*>(QString::fromLatin1(name));
    }

    void emitSignal(const QString& path, const QString& interface, const QString& name) const
    {
        auto signal = QDBusMessage::createSignal(path, interface, name);
        signal.setArguments({ true });
        QVERIFY(m_session->connection().send(signal));
    }

    void lockScreen() const
    {
        emitSignal(QStringLiteral("/org/gnome/ScreenSaver"), QStringLiteral("org.gnome.ScreenSaver"),
            QStringLiteral("ActiveChanged"));
    }

private Q_SLOTS:
    void init()
    {
        m_session = std::make_unique<PrivateSession>();
        QVERIFY(m_session->startBus());
        for (const char* name : { "org.gnome.ScreenSaver", "org.freedesktop.login1" }) {
            QVERIFY(m_session->connection().registerService(QString::fromLatin1(name)));
        }
        auto demo = Demo::make();
        REQUIRE_OK(demo);
        m_demo = std::move(*demo);
        auto options = m_demo->options();
        const QString bus = qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS");
        options.environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), bus);
        options.environment.insert(QStringLiteral("DBUS_SYSTEM_BUS_ADDRESS"), bus);
        REQUIRE_OK(ensurePrivateFolder(options.paths.stateFolder));
        m_services = std::make_unique<Services>(options);
        m_desktop = std::make_unique<DesktopApp>(
            *m_services, options.paths.stateFolder + QStringLiteral("/window.ini"));
        QSignalSpy listening(m_desktop->findChild<SessionWatcher*>(), &SessionWatcher::started);
        m_desktop->window().show();
        QVERIFY(listening.wait());
        QTRY_VERIFY(find<QTableView>("serversTable")->model()->rowCount() > 0);
    }

    void cleanup()
    {
        m_desktop.reset();
        m_services.reset();
        m_demo.reset();
        m_session.reset();
    }

    void aLockedScreenHidesTokensAndKeepsTheRest() // EDGE 74
    {
        auto* search = find<QLineEdit>("search");
        auto* table = find<QTableView>("serversTable");
        search->setText(QStringLiteral("staging"));
        QTRY_COMPARE(table->model()->rowCount(), 1);
        table->selectRow(0);
        auto* secret = find<ui::SecretField>("secretField");
        find<QToolButton>("revealButton")->click();
        QTRY_VERIFY(secret->isRevealed());
        find<QPushButton>("copyButton")->click();
        QTRY_VERIFY(!QApplication::clipboard()->text().isEmpty());

        lockScreen();
        QTRY_VERIFY(!secret->isRevealed());
        QVERIFY(QApplication::clipboard()->text().isEmpty());
        QCOMPARE(search->text(), QStringLiteral("staging"));
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->selectionModel()->selectedRows().size(), 1);

        QSignalSpy locked(m_desktop->findChild<SessionWatcher*>(), &SessionWatcher::locked);
        lockScreen(); // again, with nothing to hide
        QVERIFY(locked.wait());
        find<QToolButton>("revealButton")->click();
        QTRY_VERIFY(secret->isRevealed());
    }

    void aTokenThatIsBeingTypedGoesBackToDots() // EDGE 74
    {
        find<QPushButton>("addServer")->click();
        auto* token = find<QLineEdit>("token");
        QVERIFY(token != nullptr);
        token->setText(QStringLiteral("0123456789-abcdefghijklmnopqrstuv"));
        token->actions().first()->trigger();
        QCOMPARE(token->echoMode(), QLineEdit::Normal);
        lockScreen();
        QTRY_COMPARE(token->echoMode(), QLineEdit::Password);
        QCOMPARE(token->text(), QStringLiteral("0123456789-abcdefghijklmnopqrstuv"));
    }

    void aSleepOfTheComputerHidesThemToo()
    {
        auto* secret = find<ui::SecretField>("secretField");
        find<QToolButton>("revealButton")->click();
        QTRY_VERIFY(secret->isRevealed());
        emitSignal(QStringLiteral("/org/freedesktop/login1"),
            QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PrepareForSleep"));
        QTRY_VERIFY(!secret->isRevealed());
    }
};

QTEST_MAIN(ScreenLockTest)
#include "screen_lock_test.moc"

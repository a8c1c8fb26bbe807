// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/desktop_app.h"
#include "core/shared/private_file.h"
#include "tests/support/keyring/private_keyring.h"
#include "tests/support/result_check.h"

#include <QElapsedTimer>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

using namespace latchkey;
using test::PrivateKeyring;

namespace {

/// How long the event loop was away at most, while this object lived.
class StallProbe
{
public:
    StallProbe()
    {
        m_sinceBeat.start();
        QObject::connect(&m_beat, &QTimer::timeout, &m_beat,
            [this] { m_longest = qMax(m_longest, m_sinceBeat.restart()); });
        m_beat.start(5);
    }

    qint64 longestMs() const { return m_longest; }

private:
    QTimer m_beat;
    QElapsedTimer m_sinceBeat;
    qint64 m_longest = 0;
};

constexpr char StoredEntry[] = "{\"a.example.com\":{\"coder_url\":\"https://a.example.com\","
                               "\"api_token\":\"0123456789-abcdefghijklmnopqrstuv\"}}";
constexpr qint64 StallLimitMs = 500; // a busy test machine; a wait for the keyring would be 2,000 and more

} // namespace

/// The window over the real keyring worker, on a private bus with a real or a failing keyring.
class WindowKeyringTest final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PrivateKeyring> m_keyring;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<DesktopApp> m_desktop;

    void openWindow()
    {
        auto options = Services::Options::fromEnvironment(QProcessEnvironment::systemEnvironment());
        options.keyringWorker = test::keyringWorkerProgram();
        REQUIRE_OK(ensurePrivateFolder(options.paths.stateFolder));
        m_services = std::make_unique<Services>(options);
        m_desktop = std::make_unique<DesktopApp>(
            *m_services, options.paths.stateFolder + QStringLiteral("/window.ini"));
        m_desktop->window().show();
    }

    template <typename T> T* find(const char* name)
    {
        return m_desktop->window().findChild<ui::ServersView*>()->findChild<T*>(QString::fromLatin1(name));
    }

    QString emptyTitle() { return find<QLabel>("emptyTitle")->text(); }
    int rows() { return find<QTableView>("serversTable")->model()->rowCount(); }

    /// Opens the window and checks that it says this within the limit, without ever standing still.
    void opensAndSays(const QString& title, int limitMs)
    {
        const StallProbe probe;
        QElapsedTimer timer;
        openWindow();
        timer.start();
        QTRY_COMPARE_WITH_TIMEOUT(emptyTitle(), title, limitMs);
        qInfo("told after %lld ms, longest stall %lld ms", timer.elapsed(), probe.longestMs());
        QVERIFY(!find<QLabel>("emptyText")->text().isEmpty());
        QVERIFY(probe.longestMs() < StallLimitMs);
    }

private Q_SLOTS:
    void init() { m_keyring = std::make_unique<PrivateKeyring>(); }

    void cleanup()
    {
        m_desktop.reset();
        m_services.reset();
        m_keyring.reset();
    }

    void listsWhatSecretToolStored()
    {
        QVERIFY(m_keyring->start());
        QVERIFY(m_keyring->store(StoredEntry));
        openWindow();
        QTRY_COMPARE_WITH_TIMEOUT(rows(), 1, 10000);
    }

    void withoutABusItSaysSo() { opensAndSays(QStringLiteral("The keyring cannot be read"), 5000); } // EDGE 1

    void anEntryThatCannotBeReadIsSavedAsItIs() // EDGE 23
    {
        QVERIFY(m_keyring->start());
        const QByteArray entry = "{\"a.example.com\": {";
        QVERIFY(m_keyring->store(entry));
        opensAndSays(QStringLiteral("The keyring cannot be read"), 10000);
        QCOMPARE(find<QPushButton>("emptyAction")->text(), QStringLiteral("Save a copy…"));
        find<QPushButton>("emptyAction")->click();
        auto* const dialog = m_desktop->window().findChild<QFileDialog*>(QStringLiteral("copyDialog"));
        QVERIFY(dialog != nullptr);
        const QString path = m_keyring->folder() + QStringLiteral("/copy.json");
        dialog->setDirectory(m_keyring->folder());
        dialog->selectFile(path);
        QMetaObject::invokeMethod(dialog, "accept");
        QTRY_VERIFY_WITH_TIMEOUT(readPrivateFile(path, 1000).has_value(), 10000);
        QCOMPARE(readPrivateFile(path, 1000).value_or(QByteArray()), entry);
        QCOMPARE(m_keyring->lookup(), entry);
    }

    void withoutAServiceItSaysSo() // EDGE 3
    {
        QVERIFY(m_keyring->startBus());
        opensAndSays(QStringLiteral("The keyring cannot be read"), 5000);
    }

    void stayingUsableWhileTheKeyringHangs() // EDGE 4
    {
        QVERIFY(m_keyring->start());
        m_keyring->pauseDaemon();
        opensAndSays(QStringLiteral("The keyring cannot be read"), 10000);
        m_keyring->continueDaemon();
        find<QPushButton>("emptyAction")->click(); // Try again
        QTRY_COMPARE_WITH_TIMEOUT(emptyTitle(), QStringLiteral("No servers yet"), 10000);
    }

    void aLockedKeyringIsSaidAndCanBeOpenedAgain() // EDGE 5, 8
    {
        QVERIFY(m_keyring->start());
        QVERIFY(m_keyring->store(StoredEntry));
        QVERIFY(m_keyring->lock());
        opensAndSays(QStringLiteral("The keyring is locked"), 5000);
        QVERIFY(m_keyring->unlock());
        m_desktop->reload();
        QTRY_COMPARE_WITH_TIMEOUT(rows(), 1, 10000);
    }

    void anUnansweredPromptIsCancelledAtOnce() // EDGE 7
    {
        QVERIFY(m_keyring->startBus() && m_keyring->startMock(QStringLiteral("prompt-unanswered")));
        opensAndSays(QStringLiteral("The keyring is locked"), 5000);
        find<QPushButton>("emptyAction")->click(); // Unlock
        auto* banner = find<QLabel>("bannerText");
        QTRY_VERIFY(banner->isVisible());
        QCOMPARE(banner->text(), QStringLiteral("Waiting for you to unlock the keyring…"));
        find<QPushButton>("bannerAction")->click(); // Cancel
        QTRY_VERIFY_WITH_TIMEOUT(!banner->isVisible(), 5000);
        QCOMPARE(emptyTitle(), QStringLiteral("The keyring is locked"));
    }
};

QTEST_MAIN(WindowKeyringTest)
#include "window_keyring_test.moc"

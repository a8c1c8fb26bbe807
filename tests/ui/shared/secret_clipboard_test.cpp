// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/secret_clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QtTest>

using latchkey::Secret;
using latchkey::ui::SecretClipboard;
using namespace std::chrono_literals;

/// On Qt's own clipboard of the offscreen platform; `system/clipboard_test` shows the same to other programs.
class SecretClipboardTest final : public QObject
{
    Q_OBJECT

private:
    using End = SecretClipboard::End;

    static Secret token() { return Secret::takeFrom(QByteArray("0123456789-abcdefghijklmnopqrstuv")); }

    bool holdsToken() const { return m_clipboard->text().startsWith(QStringLiteral("0123456789-")); }
    SecretClipboard::ElapsedTime manualTime()
    {
        return [this] { return m_now; };
    }

    QClipboard* m_clipboard = nullptr;
    std::chrono::milliseconds m_now { 0 };

private Q_SLOTS:
    void init()
    {
        m_clipboard = QGuiApplication::clipboard();
        m_clipboard->clear();
        m_now = 1h;
    }

    void copiesMarkedAsSecret() // EDGE 73
    {
        SecretClipboard secrets(m_clipboard);
        secrets.copy(token());
        const QMimeData* data = m_clipboard->mimeData();
        QCOMPARE(data->text(), QStringLiteral("0123456789-abcdefghijklmnopqrstuv"));
        QCOMPARE(data->data(QStringLiteral("x-kde-passwordManagerHint")), QByteArray("secret"));
    }

    void countsDownAndClearsAfterItsTime()
    {
        SecretClipboard secrets(m_clipboard);
        secrets.setLifetime(2s);
        QSignalSpy counted(&secrets, &SecretClipboard::counted);
        QSignalSpy ended(&secrets, &SecretClipboard::ended);
        secrets.copy(token());
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(ended.first().first().value<End>(), End::Cleared);
        QCOMPARE(counted.first().first().value<std::chrono::seconds>(), 2s);
        QCOMPARE(counted.last().first().value<std::chrono::seconds>(), 1s);
        const QMimeData* left = m_clipboard->mimeData(); // the text, and the data in other formats
        QVERIFY(left == nullptr || left->formats().isEmpty());
    }

    void staysThroughItsTime()
    {
        SecretClipboard secrets(m_clipboard, manualTime());
        QSignalSpy ended(&secrets, &SecretClipboard::ended);
        QSignalSpy counted(&secrets, &SecretClipboard::counted);
        secrets.copy(token());
        m_now += 29s;
        QTRY_COMPARE(counted.count(), 2);
        QCOMPARE(counted.last().first().value<std::chrono::seconds>(), 1s);
        QVERIFY(holdsToken());
        QCOMPARE(ended.count(), 0);
    }

    void aSleepOfTheComputerCountsToo() // EDGE 73
    {
        SecretClipboard secrets(m_clipboard, manualTime());
        secrets.copy(token());
        m_now += 8h; // Qt's timers have stood still meanwhile, and go on where they were
        QTRY_VERIFY_WITH_TIMEOUT(!holdsToken(), 2000);
    }

    void theTimeGoesOnInSleep()
    {
        const auto before = SecretClipboard::timeSinceBoot();
        QTest::qSleep(20);
        QVERIFY(SecretClipboard::timeSinceBoot() >= before + 20ms);
        timespec boot {};
        QCOMPARE(clock_gettime(CLOCK_BOOTTIME, &boot), 0);
        QVERIFY(std::chrono::abs(SecretClipboard::timeSinceBoot() - std::chrono::seconds(boot.tv_sec)) < 2s);
    }

    void leavesWhatSomeoneElseCopiedMeanwhile() // EDGE 73
    {
        SecretClipboard secrets(m_clipboard, manualTime());
        QSignalSpy ended(&secrets, &SecretClipboard::ended);
        secrets.copy(token());
        m_clipboard->setText(QStringLiteral("a shopping list"));
        QCOMPARE(ended.count(), 1); // at once: what is counted down is no longer there
        QCOMPARE(ended.first().first().value<End>(), End::Gone);
        m_now += 31s;
        secrets.clear();
        QCOMPARE(m_clipboard->text(), QStringLiteral("a shopping list"));
        QCOMPARE(ended.count(), 1);
    }

    void aClipboardThatIsEmptyAlreadyIsLeftAlone()
    {
        SecretClipboard secrets(m_clipboard);
        QSignalSpy ended(&secrets, &SecretClipboard::ended);
        secrets.copy(token());
        m_clipboard->clear();
        secrets.clear();
        QCOMPARE(ended.count(), 1);
        QCOMPARE(ended.first().first().value<End>(), End::Gone);
    }

    void aSecondCopyStartsItsOwnTime()
    {
        SecretClipboard secrets(m_clipboard, manualTime());
        QSignalSpy ended(&secrets, &SecretClipboard::ended);
        QSignalSpy counted(&secrets, &SecretClipboard::counted);
        secrets.copy(token());
        m_now += 20s;
        secrets.copy(Secret::takeFrom(QByteArray("9876543210-abcdefghijklmnopqrstuv")));
        QCOMPARE(ended.count(), 0);
        QCOMPARE(counted.last().first().value<std::chrono::seconds>(), 30s);
        secrets.clear();
        QVERIFY(m_clipboard->text().isEmpty());
    }

    void saysSoWhenItCannotBeTakenAway()
    {
        SecretClipboard secrets(m_clipboard);
        QSignalSpy ended(&secrets, &SecretClipboard::ended);
        secrets.copy(token());
        const auto keeper = connect(m_clipboard, &QClipboard::dataChanged, this, [this] {
            if (m_clipboard->text().isEmpty()) {
                m_clipboard->setText(token().revealedText());
            }
        });
        secrets.clear();
        disconnect(keeper);
        QCOMPARE(ended.count(), 1);
        QCOMPARE(ended.first().first().value<End>(), End::StillThere);
    }

    void saysSoWhenAnotherProgramPutsItBackLater() // EDGE 73
    {
        SecretClipboard secrets(m_clipboard);
        QSignalSpy ended(&secrets, &SecretClipboard::ended);
        secrets.copy(token());
        secrets.clear();
        QCOMPARE(ended.last().first().value<End>(), End::Cleared);
        m_clipboard->setText(token().revealedText());
        QTRY_COMPARE(ended.count(), 2);
        QCOMPARE(ended.last().first().value<End>(), End::StillThere);
        QVERIFY(!holdsToken());
    }

    void clearsAtQuit() // EDGE 73
    {
        SecretClipboard secrets(m_clipboard);
        secrets.copy(token());
        QVERIFY(QMetaObject::invokeMethod(qApp, "aboutToQuit"));
        QVERIFY(m_clipboard->text().isEmpty());
    }

    void clearsAtQuitWhatCameBackJustBefore()
    {
        SecretClipboard secrets(m_clipboard);
        secrets.copy(token());
        secrets.clear();
        m_clipboard->setText(token().revealedText());
        QVERIFY(QMetaObject::invokeMethod(qApp, "aboutToQuit"));
        QVERIFY(m_clipboard->text().isEmpty());
    }
};

QTEST_MAIN(SecretClipboardTest)
#include "secret_clipboard_test.moc"

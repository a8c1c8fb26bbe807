// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/secret_clipboard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QtTest>

using latchkey::Secret;
using latchkey::ui::SecretClipboard;

class SecretClipboardTest final : public QObject
{
    Q_OBJECT

private:
    static Secret token() { return Secret::takeFrom(QByteArray("0123456789-abcdefghijklmnopqrstuv")); }
    QClipboard* m_clipboard = nullptr;

private Q_SLOTS:
    void init()
    {
        m_clipboard = QGuiApplication::clipboard();
        m_clipboard->clear();
    }

    void copiesMarkedAsSecret() // EDGE 73
    {
        SecretClipboard secrets(m_clipboard);
        secrets.copy(token());
        const QMimeData* data = m_clipboard->mimeData();
        QCOMPARE(data->text(), QStringLiteral("0123456789-abcdefghijklmnopqrstuv"));
        QCOMPARE(data->data(QStringLiteral("x-kde-passwordManagerHint")), QByteArray("secret"));
    }

    void neverTouchesTheMouseSelection()
    {
        if (m_clipboard->supportsSelection()) {
            m_clipboard->setText(QStringLiteral("mine"), QClipboard::Selection);
        }
        SecretClipboard secrets(m_clipboard);
        secrets.copy(token());
        QVERIFY(!m_clipboard->text(QClipboard::Selection).contains(QStringLiteral("0123456789")));
    }

    void clearsAfterItsTime()
    {
        SecretClipboard secrets(m_clipboard);
        secrets.setLifetime(std::chrono::seconds(0));
        QSignalSpy cleared(&secrets, &SecretClipboard::cleared);
        secrets.copy(token());
        QTRY_COMPARE(cleared.count(), 1);
        QCOMPARE(cleared.first().first().toBool(), true);
        QVERIFY(m_clipboard->text().isEmpty());
    }

    void leavesWhatSomeoneElseCopiedMeanwhile() // EDGE 73
    {
        SecretClipboard secrets(m_clipboard);
        secrets.setLifetime(std::chrono::seconds(0));
        QSignalSpy cleared(&secrets, &SecretClipboard::cleared);
        secrets.copy(token());
        m_clipboard->setText(QStringLiteral("a shopping list"));
        QTest::qWait(50);
        QCOMPARE(m_clipboard->text(), QStringLiteral("a shopping list"));
        QCOMPARE(cleared.count(), 0);
    }

    void clearsAtQuit()
    {
        SecretClipboard secrets(m_clipboard);
        secrets.copy(token());
        QVERIFY(QMetaObject::invokeMethod(qApp, "aboutToQuit"));
        QVERIFY(m_clipboard->text().isEmpty());
    }
};

QTEST_MAIN(SecretClipboardTest)
#include "secret_clipboard_test.moc"

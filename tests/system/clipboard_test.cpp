// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/desktop/virtual_display.h"

#include <QtTest>

using latchkey::test::VirtualDisplay;

namespace {

constexpr int LimitMs = 10000;
const QString Token = QStringLiteral("0123456789-abcdefghijklmnopqrstuv");

/// xclip, as any other program of the person's desktop.
class OtherProgram
{
public:
    explicit OtherProgram(const VirtualDisplay& display)
        : m_environment(display.environment())
    {
    }

    /// What it would paste; empty when there is nothing of this kind.
    QString paste(const QString& selection = QStringLiteral("clipboard"),
        const QString& format = QStringLiteral("UTF8_STRING")) const
    {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.start(QStringLiteral("xclip"),
            { QStringLiteral("-o"), QStringLiteral("-selection"), selection, QStringLiteral("-t"), format });
        process.waitForFinished(LimitMs);
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }

    /// It goes on in the background, until something else is copied.
    void copy(const QString& text, const QString& selection = QStringLiteral("clipboard")) const
    {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.setStandardOutputFile(QProcess::nullDevice());
        process.start(
            QStringLiteral("xclip"), { QStringLiteral("-i"), QStringLiteral("-selection"), selection });
        process.write(text.toUtf8());
        process.closeWriteChannel();
        process.waitForFinished(LimitMs);
        QTRY_COMPARE_WITH_TIMEOUT(paste(selection), text, LimitMs);
    }

private:
    QProcessEnvironment m_environment;
};

/// Latchkey's clipboard in a process of its own, on a real X server.
class CopyingProgram
{
public:
    CopyingProgram(const VirtualDisplay& display, int seconds)
    {
        QProcessEnvironment environment = display.environment();
        environment.insert(QStringLiteral("CLIPBOARD_TOKEN"), Token);
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(
            qEnvironmentVariable("LATCHKEY_BUILD_DIR") + QStringLiteral("/tests/clipboard_process"),
            { QString::number(seconds) });
    }
    ~CopyingProgram()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(CopyingProgram)

    /// Waits until it has said this.
    bool says(const QByteArray& word)
    {
        return QTest::qWaitFor(
            [&] {
                m_said += m_process.readAllStandardOutput();
                return m_said.split('\n').contains(word);
            },
            LimitMs);
    }

    bool quits()
    {
        m_process.closeWriteChannel();
        return m_process.waitForFinished(LimitMs) && m_process.exitStatus() == QProcess::NormalExit;
    }

private:
    QProcess m_process;
    QByteArray m_said;
};

} // namespace

class ClipboardTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void otherProgramsSeeItMarkedAndForItsTimeOnly() // EDGE 73
    {
        const VirtualDisplay display;
        const OtherProgram other(display);
        CopyingProgram program(display, 2);
        QVERIFY(program.says("copied"));
        QCOMPARE(other.paste(), Token);
        QCOMPARE(other.paste(QStringLiteral("clipboard"), QStringLiteral("x-kde-passwordManagerHint")),
            QStringLiteral("secret"));
        QVERIFY(program.says("Cleared"));
        QCOMPARE(other.paste(), QString());
        QVERIFY(!other.paste(QStringLiteral("clipboard"), QStringLiteral("TARGETS"))
                .contains(QStringLiteral("text")));
    }

    void theSelectionOfTheMiddleMouseButtonIsNotTouched() // EDGE 73
    {
        const VirtualDisplay display;
        const OtherProgram other(display);
        other.copy(QStringLiteral("selected text"), QStringLiteral("primary"));
        CopyingProgram program(display, 1);
        QVERIFY(program.says("copied"));
        QCOMPARE(other.paste(QStringLiteral("primary")), QStringLiteral("selected text"));
        QVERIFY(program.says("Cleared"));
        QCOMPARE(other.paste(QStringLiteral("primary")), QStringLiteral("selected text"));
    }

    void whatAnotherProgramCopiesMeanwhileIsLeftAlone() // EDGE 73
    {
        const VirtualDisplay display;
        const OtherProgram other(display);
        CopyingProgram program(display, 30);
        QVERIFY(program.says("copied"));
        other.copy(QStringLiteral("a shopping list"));
        QVERIFY(program.says("Gone"));
        QVERIFY(program.quits());
        QCOMPARE(other.paste(), QStringLiteral("a shopping list"));
    }

    void aClipboardManagerThatTookItOverLosesItToo() // EDGE 73
    {
        const VirtualDisplay display;
        const OtherProgram manager(display);
        CopyingProgram program(display, 3);
        QVERIFY(program.says("copied"));
        manager.copy(Token); // it owns the clipboard now, with the same content
        QVERIFY(program.says("Cleared"));
        QCOMPARE(manager.paste(), QString());
    }

    void aClipboardManagerThatPutsItBackIsTold() // EDGE 73
    {
        const VirtualDisplay display;
        const OtherProgram manager(display);
        CopyingProgram program(display, 1);
        QVERIFY(program.says("copied"));
        QVERIFY(program.says("Cleared"));
        manager.copy(Token);
        QVERIFY(program.says("StillThere"));
    }

    void quittingBeforeItsTimeTakesItAway() // EDGE 73
    {
        const VirtualDisplay display;
        const OtherProgram other(display);
        CopyingProgram program(display, 300);
        QVERIFY(program.says("copied"));
        other.copy(Token); // a manager that would outlive us
        QVERIFY(program.quits());
        QCOMPARE(other.paste(), QString());
    }
};

QTEST_GUILESS_MAIN(ClipboardTest)
#include "clipboard_test.moc"

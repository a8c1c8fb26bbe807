// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/desktop/desktop_fixture.h"
#include "ui/diagnosis/diagnosis_dialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QtTest>

using namespace latchkey;
using namespace latchkey::diagnosis;
using test::DesktopFixture;

/// Help > Diagnose.
class DiagnosisDialogTest final : public QObject
{
    Q_OBJECT

private:
    static QStringList textsIn(const QWidget& widget)
    {
        QStringList texts;
        const auto labels = widget.findChildren<QLabel*>();
        for (const QLabel* label : labels) {
            texts.append(label->text());
        }
        return texts;
    }

private Q_SLOTS:
    void helpOpensItWithTheKeyboard()
    {
        DesktopFixture fixture;
        fixture.start();
        fixture.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&fixture.window()));
        QTest::keyClick(&fixture.window(), Qt::Key_F1);
        auto* dialog = fixture.window().findChild<ui::DiagnosisDialog*>();
        QVERIFY(dialog != nullptr);
        const auto* summary = dialog->findChild<QLabel*>(QStringLiteral("diagnosisSummary"));
        QTRY_VERIFY(summary->text() != QStringLiteral("Looking…"));
        QVERIFY(textsIn(*dialog).contains(
            QStringLiteral("No variable overrides the active login or the usual places.")));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(fixture.window().findChild<ui::DiagnosisDialog*>() == nullptr);
    }

    void itSaysWhatIsWrongAndHowToMendIt()
    {
        QList<Finding> findings { { QStringLiteral("a"), Area::Keyring, Level::Problem,
                                      QStringLiteral("It is locked."), QStringLiteral("Unlock it.") },
            { QStringLiteral("b"), Area::Clock, Level::Good, QStringLiteral("It is right.") } };
        ui::DiagnosisDialog dialog([&] { return finishedFuture<QList<Finding>>(findings); });
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        const auto* summary = dialog.findChild<QLabel*>(QStringLiteral("diagnosisSummary"));
        QTRY_COMPARE(summary->text(), QStringLiteral("There is one problem."));
        QVERIFY(textsIn(dialog).contains(QStringLiteral("Unlock it.")));
        dialog.findChild<QPushButton*>(QStringLiteral("copyReport"))->click();
        QCOMPARE(QGuiApplication::clipboard()->text(),
            QStringLiteral(
                "problem: Keyring: It is locked.\n    -> Unlock it.\ngood: Clock: It is right.\n"));

        findings.removeFirst();
        dialog.findChild<QPushButton*>(QStringLiteral("lookAgain"))->click();
        QTRY_COMPARE(summary->text(), QStringLiteral("Everything works."));
        QVERIFY(!textsIn(*dialog.findChild<QScrollArea*>(QStringLiteral("findings"))->widget())
                .contains(QStringLiteral("Unlock it.")));
    }

    void aLookThatOutlivesTheDialogIsNoHarm()
    {
        QPromise<Result<QList<Finding>>> pending;
        pending.start();
        {
            const ui::DiagnosisDialog dialog([&] { return pending.future(); });
        }
        pending.addResult(QList<Finding>());
        pending.finish();
        QCoreApplication::processEvents();
    }
};

QTEST_MAIN(DiagnosisDialogTest)
#include "diagnosis_dialog_test.moc"

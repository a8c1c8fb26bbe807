// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/empty_state.h"

#include <QLabel>
#include <QPushButton>
#include <QtTest>

using latchkey::ui::EmptyState;

class EmptyStateTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsALongReasonToItsEnd()
    {
        EmptyState state;
        state.resize(800, 600);
        state.setContent(QStringLiteral("warning"), QStringLiteral("The keyring cannot be read"),
            QStringLiteral(
                "There is no desktop session bus, so the system keyring cannot be reached. Start Latchkey in "
                "a desktop session, or use the Coder CLI's files instead. This sentence makes it longer."),
            QStringLiteral("Try again"));
        state.show();
        QVERIFY(QTest::qWaitForWindowExposed(&state));
        const auto* text = state.findChild<QLabel*>(QStringLiteral("emptyText"));
        QVERIFY2(text->height() >= text->heightForWidth(text->width()), "the text is cut off");
    }

    void hasAButtonOnlyForAnAction()
    {
        EmptyState state;
        state.show();
        state.setContent(QStringLiteral("search"), QStringLiteral("Nothing"), QStringLiteral("At all"));
        const auto* button = state.findChild<QPushButton*>(QStringLiteral("emptyAction"));
        QVERIFY(!button->isVisible());
        state.setContent(QStringLiteral("search"), QStringLiteral("Nothing"), QStringLiteral("At all"),
            QStringLiteral("Clear search"));
        QVERIFY(button->isVisible());
    }
};

QTEST_MAIN(EmptyStateTest)
#include "empty_state_test.moc"

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/desktop/desktop_fixture.h"

#include "core/sessions/identifier_digest.h"
#include "tests/support/result_check.h"
#include "ui/shared/page.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QListWidget>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QtTest>

using namespace latchkey;
using test::DesktopFixture;

/// The window where people have other screens, fonts, directions and ways to use it than we do.
class SurroundingsTest final : public QObject
{
    Q_OBJECT

private:
    static constexpr int Pages = 4;

    static void showPage(DesktopFixture& fixture, int page)
    {
        fixture.window().showPage(page);
        QTRY_VERIFY(fixture.window().findChild<QAbstractItemView*>() != nullptr);
        QTest::qWait(50); // until what was read is laid out; the checks need no more
    }

    /// What a screen reader says of a widget that can be reached with Tab.
    static QStringList namelessWidgets(const QWidget* window)
    {
        QStringList nameless;
        for (QWidget* widget : window->findChildren<QWidget*>()) {
            const bool isReached = widget->isVisibleTo(window) && widget->isEnabled()
                && (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget->focusProxy() == nullptr;
            if (!isReached) {
                continue;
            }
            const QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(widget);
            if (spoken == nullptr || spoken->text(QAccessible::Name).isEmpty()) {
                nameless.append(
                    QLatin1StringView(widget->metaObject()->className()) + u' ' + widget->objectName());
            }
        }
        return nameless;
    }

    static QStringList cutButtons(const QWidget* window)
    {
        QStringList cut;
        for (const QAbstractButton* button : window->findChildren<QAbstractButton*>()) {
            if (button->isVisibleTo(window) && !button->text().isEmpty()
                && button->width() < button->minimumSizeHint().width()) {
                cut.append(button->objectName() + u' ' + button->text());
            }
        }
        return cut;
    }

private Q_SLOTS:
    void cleanup()
    {
        QApplication::setLayoutDirection(Qt::LeftToRight);
        QApplication::setFont(m_font);
    }

    void initTestCase() { m_font = QApplication::font(); }

    void everythingThatTabReachesHasAName() // EDGE 75
    {
        DesktopFixture fixture(DesktopFixture::Content::Samples);
        fixture.start();
        for (int page = 0; page < Pages; ++page) {
            showPage(fixture, page);
            const QStringList nameless = namelessWidgets(&fixture.window());
            QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
        }
        fixture.window().showPage(1);
        for (const char* button : { "purgeButton", "rulesButton" }) {
            QTRY_VERIFY(fixture.find<QPushButton>(button)->isEnabled());
            fixture.find<QPushButton>(button)->click();
            auto* dialog = fixture.window().findChildren<QDialog*>().last();
            QTRY_VERIFY(dialog->isVisible());
            const QStringList nameless = namelessWidgets(dialog);
            QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
            dialog->reject();
        }
    }

    void aMonitorThatIsGoneDoesNotHideTheWindow() // EDGE 75
    {
        DesktopFixture fixture;
        fixture.start();
        fixture.window().resize(720, 480); // the test's screen is small
        fixture.window().move(9000, 7000);
        fixture.stop();
        fixture.start();
        const QRect screen = QGuiApplication::primaryScreen()->availableGeometry();
        QVERIFY(screen.intersected(fixture.window().frameGeometry()).width() > 100);
        const QPoint corner = fixture.window().frameGeometry().topLeft();
        QVERIFY2(
            screen.contains(corner), qPrintable(QStringLiteral("%1, %2").arg(corner.x()).arg(corner.y())));
    }

    void aFontOfTwiceTheSizeCutsNoButton() // EDGE 75
    {
        QFont large = m_font;
        large.setPointSizeF(large.pointSizeF() * 2);
        QApplication::setFont(large);
        DesktopFixture fixture(DesktopFixture::Content::Samples);
        fixture.start();
        for (int page = 0; page < Pages; ++page) {
            showPage(fixture, page);
            const QStringList cut = cutButtons(&fixture.window());
            QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
        }
    }

    void fromRightToLeftTheWindowIsMirrored() // EDGE 75
    {
        QApplication::setLayoutDirection(Qt::RightToLeft);
        DesktopFixture fixture(DesktopFixture::Content::Samples);
        fixture.start();
        showPage(fixture, 1);
        const auto x = [&](const char* name) {
            return fixture.find(name)->mapTo(&fixture.window(), QPoint()).x();
        };
        QVERIFY(x("sessionDetails") < x("sessionsTree"));
        QVERIFY(x("purgeButton") < x("search"));
        QVERIFY(x("chipRevoked") < x("chipActive"));
    }

    void veryLongNamesAreWholeInTheTooltipAndForScreenReaders() // EDGE 76
    {
        DesktopFixture fixture;
        fixture.start();
        const QString user = QString(250, u'u') + QStringLiteral("-end");
        const QString agent = QStringLiteral("Agent/") + QString(3000, u'a') + QStringLiteral("-end");
        SystemRandom random;
        REQUIRE_OK(waitFor(fixture.services().sessions().add(user, sessions::makeIdentifier(random), agent)));
        fixture.window().showPage(1);
        fixture.find<QComboBox>("grouping")->setCurrentIndex(2); // nothing
        fixture.desktop().reload();
        QTRY_COMPARE(fixture.sessionList()->model()->rowCount(), 1);
        QCOMPARE(fixture.sessionList()->textElideMode(), Qt::ElideMiddle);
        const QModelIndex row = fixture.sessionList()->model()->index(0, 0);
        QVERIFY(row.data(Qt::ToolTipRole).toString().contains(user));
        QVERIFY(row.data(Qt::ToolTipRole).toString().contains(agent));
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(fixture.sessionList());
        QVERIFY(list != nullptr && list->tableInterface() != nullptr);
        QCOMPARE(list->tableInterface()->cellAt(0, 0)->text(QAccessible::Name), user);
        QVERIFY(fixture.window().width() <= 1200); // nothing was pushed out
    }

private:
    QFont m_font;
};

QTEST_MAIN(SurroundingsTest)
#include "surroundings_test.moc"

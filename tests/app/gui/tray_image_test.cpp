// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/tray_image.h"

#include <QPainter>
#include <QPixmap>
#include <QtTest>

#include <cmath>

using latchkey::TrayBadge;
using latchkey::trayImage;

namespace {

constexpr int Sides[] = { 16, 22, 24, 32, 48, 64 };

double luminance(const QColor& color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& one, const QColor& other)
{
    const auto [dark, light] = std::minmax({ luminance(one), luminance(other) });
    return (light + 0.05) / (dark + 0.05);
}

QImage imageOf(TrayBadge badge, int side) { return trayImage(badge).pixmap(side, side).toImage(); }

QRect corner(int side) { return { side / 2, side / 2, side - side / 2, side - side / 2 }; }

/// Which share of the area's pixels stand out from a panel of this colour.
double visibleShare(const QImage& image, const QRect& area, const QColor& panel)
{
    QImage shown(image.size(), QImage::Format_RGB32);
    shown.fill(panel);
    QPainter(&shown).drawImage(0, 0, image);
    int visible = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            visible += contrast(shown.pixelColor(x, y), panel) >= 3.0 ? 1 : 0;
        }
    }
    return double(visible) / (area.width() * area.height());
}

} // namespace

class TrayImageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isPaintedForEverySizeOfPanels()
    {
        for (const auto badge : { TrayBadge::None, TrayBadge::Active, TrayBadge::Warning }) {
            for (const int side : Sides) {
                QVERIFY(trayImage(badge).availableSizes().contains(QSize(side, side)));
            }
        }
    }

    void theMarksDifferAndLeaveTheRestAsItIs()
    {
        for (const int side : Sides) {
            const QRect rest(0, 0, side / 3, side);
            const QImage plain = imageOf(TrayBadge::None, side);
            const QImage active = imageOf(TrayBadge::Active, side);
            const QImage warning = imageOf(TrayBadge::Warning, side);
            QVERIFY(plain.copy(corner(side)) != active.copy(corner(side)));
            QVERIFY(active.copy(corner(side)) != warning.copy(corner(side)));
            QCOMPARE(plain.copy(rest), active.copy(rest));
            QCOMPARE(plain.copy(rest), warning.copy(rest));
        }
    }

    void standsOutFromEveryPanel_data()
    {
        QTest::addColumn<QColor>("panel");
        QTest::newRow("dark") << QColor(32, 33, 36);
        QTest::newRow("black") << QColor(Qt::black);
        QTest::newRow("light") << QColor(239, 240, 241);
        QTest::newRow("white") << QColor(Qt::white);
    }

    void standsOutFromEveryPanel() // EDGE 70
    {
        QFETCH(QColor, panel);
        for (const auto badge : { TrayBadge::None, TrayBadge::Active, TrayBadge::Warning }) {
            for (const int side : Sides) {
                const QImage image = imageOf(badge, side);
                QVERIFY(visibleShare(image, image.rect(), panel) > 0.4);
                QVERIFY(visibleShare(image, corner(side), panel) > 0.4);
            }
        }
    }
};

QTEST_MAIN(TrayImageTest)
#include "tray_image_test.moc"

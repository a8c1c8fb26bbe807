// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/tray_image.h"

#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace latchkey {

namespace {

constexpr int Sides[] = { 16, 22, 24, 32, 48, 64 };
constexpr double BadgeShare = 0.56; // of the icon's side: a smaller mark is a mere dot at 16 pixels
constexpr double GapShare = 0.06; // the panel shines through between icon and mark

QString badgeFile(TrayBadge badge)
{
    return badge == TrayBadge::Active ? QStringLiteral(":/icons/badge_active.svg")
                                      : QStringLiteral(":/icons/badge_warning.svg");
}

QPixmap paintedImage(int side, TrayBadge badge)
{
    QPixmap image(side, side);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    QSvgRenderer(QStringLiteral(":/icons/latchkey.svg")).render(&painter);
    if (badge != TrayBadge::None) {
        QSvgRenderer mark(badgeFile(badge));
        const double markSide = qRound(side * BadgeShare);
        const double gap = side * GapShare;
        const QRectF corner(side - markSide, side - markSide, markSide, markSide);
        painter.setCompositionMode(QPainter::CompositionMode_DestinationOut);
        mark.render(&painter, corner.adjusted(-gap, -gap, gap, gap));
        painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
        mark.render(&painter, corner);
    }
    return image;
}

} // namespace

QIcon trayImage(TrayBadge badge)
{
    QIcon icon;
    for (const int side : Sides) {
        icon.addPixmap(paintedImage(side, badge));
    }
    return icon;
}

} // namespace latchkey

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/themed_icon.h"

#include <QDir>
#include <QGuiApplication>
#include <QPalette>
#include <QtTest>

using latchkey::ui::themedIcon;

class ThemedIconTest final : public QObject
{
    Q_OBJECT

private:
    static bool hasColor(const QImage& image, const QColor& color)
    {
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y).alpha() > 200 && image.pixelColor(x, y) == color) {
                    return true;
                }
            }
        }
        return false;
    }

private Q_SLOTS:
    void everyIconDrawsSomethingInThePalettesColour_data()
    {
        QTest::addColumn<QString>("name");
        for (const QFileInfo& file : QDir(QStringLiteral(":/icons")).entryInfoList()) {
            const QString name = file.baseName();
            // The program's own and the tray's marks are in colour.
            if (name != QStringLiteral("latchkey") && !name.startsWith(QStringLiteral("badge_"))) {
                QTest::newRow(qPrintable(name)) << name;
            }
        }
    }

    void everyIconDrawsSomethingInThePalettesColour()
    {
        QFETCH(QString, name);
        QPalette palette;
        palette.setColor(QPalette::WindowText, QColor(10, 200, 30));
        QGuiApplication::setPalette(palette);
        const QImage image = themedIcon(name).pixmap(48, 48).toImage();
        QVERIFY(hasColor(image, QColor(10, 200, 30)));
        palette.setColor(QPalette::WindowText, QColor(240, 240, 240));
        QGuiApplication::setPalette(palette);
        QVERIFY(hasColor(themedIcon(name).pixmap(48, 48).toImage(), QColor(240, 240, 240)));
    }
};

QTEST_MAIN(ThemedIconTest)
#include "themed_icon_test.moc"

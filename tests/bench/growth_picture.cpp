// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/bench/growth_picture.h"

#include <QSaveFile>
#include <QTextStream>

#include <algorithm>
#include <cmath>

namespace latchkey::bench {

namespace {

constexpr double Width = 720;
constexpr double Height = 420;
constexpr double Left = 190;
constexpr double Right = 660;
constexpr double Top = 40;
constexpr double Bottom = 330;
constexpr double Margin = 16;
constexpr double Limit = 2;
constexpr double Headroom = 1.15;
constexpr std::array Colors { "#1b6ac9", "#c2571a", "#2c8a4b" }; // told apart in shades of grey too

QString text(double x, double y, const char* anchor, const QString& words, const char* color = "#333")
{
    return QStringLiteral("<text x=\"%1\" y=\"%2\" text-anchor=\"%3\" fill=\"%4\">%5</text>\n")
        .arg(x)
        .arg(y)
        .arg(QLatin1StringView(anchor), QLatin1StringView(color), words);
}

QString rule(double x1, double y1, double x2, double y2, const char* style)
{
    return QStringLiteral("<line x1=\"%1\" y1=\"%2\" x2=\"%3\" y2=\"%4\" %5/>\n")
        .arg(x1)
        .arg(y1)
        .arg(x2)
        .arg(y2)
        .arg(QLatin1StringView(style));
}

/// Where values lie on the picture.
struct Axes
{
    double smallest;
    double largest;
    double highest;

    double x(qint64 size) const
    {
        return Left
            + (Right - Left) * std::log10(static_cast<double>(size) / smallest)
            / std::log10(largest / smallest);
    }
    double y(double multiple) const { return Bottom - (Bottom - Top) * multiple / highest; }
};

QString drawn(const Curve& curve, const QList<qint64>& sizes, const Axes& axes, qsizetype place)
{
    const char* color = Colors[static_cast<std::size_t>(place) % Colors.size()];
    QString points;
    QString marks;
    for (qsizetype i = 0; i < sizes.size(); ++i) {
        const double x = axes.x(sizes[i]);
        const double y = axes.y(curve.milliseconds[i] / curve.milliseconds.first());
        points += QStringLiteral("%1,%2 ").arg(x).arg(y);
        marks += QStringLiteral("<circle cx=\"%1\" cy=\"%2\" r=\"4\" fill=\"%3\"/>\n")
                     .arg(x)
                     .arg(y)
                     .arg(QLatin1StringView(color));
    }
    // What the points say in milliseconds stands below, where lines do not cross it.
    const double y = Bottom + 42 + 18 * static_cast<double>(place);
    QString legend = text(Margin, y, "start", curve.title, color);
    for (qsizetype i = 0; i < sizes.size(); ++i) {
        legend += text(axes.x(sizes[i]), y, "middle",
            QString::number(curve.milliseconds[i], 'g', 3) + QStringLiteral(" ms"), color);
    }
    return QStringLiteral("<polyline points=\"%1\" fill=\"none\" stroke=\"%2\" stroke-width=\"2\"/>\n")
               .arg(points, QLatin1StringView(color))
        + marks + legend;
}

} // namespace

bool writeGrowthPicture(const QString& path, const QList<qint64>& sizes, const QList<Curve>& curves)
{
    double highest = Limit;
    for (const Curve& curve : curves) {
        highest =
            std::max(highest, *std::ranges::max_element(curve.milliseconds) / curve.milliseconds.first());
    }
    const Axes axes { static_cast<double>(sizes.first()), static_cast<double>(sizes.last()),
        highest * Headroom };
    QString svg = QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1 %2\""
                                 " font-family=\"sans-serif\" font-size=\"13\">\n"
                                 "<rect width=\"%1\" height=\"%2\" fill=\"white\"/>\n")
                      .arg(Width)
                      .arg(Height);
    svg += text(Margin, Top - 16, "start",
        QStringLiteral("Cost of a call by the sessions in the file, as a multiple of the cost with %L1")
            .arg(sizes.first()));
    for (int multiple = 0; multiple <= axes.highest; ++multiple) {
        const double y = axes.y(multiple);
        svg += rule(Left, y, Right, y,
                   multiple == int(Limit) ? "stroke=\"#b00\" stroke-dasharray=\"6 4\"" : "stroke=\"#ddd\"")
            + text(Left - 8, y + 4, "end", QStringLiteral("%1 x").arg(multiple));
    }
    for (const qint64 size : sizes) {
        svg += text(axes.x(size), Bottom + 20, "middle", QStringLiteral("%L1").arg(size));
    }
    for (qsizetype i = 0; i < curves.size(); ++i) {
        svg += drawn(curves[i], sizes, axes, i);
    }
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write((svg + QStringLiteral("</svg>\n")).toUtf8()) > 0
        && file.commit();
}

} // namespace latchkey::bench

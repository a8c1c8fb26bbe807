// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/bench/report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QTextStream>

#include <algorithm>
#include <chrono>

namespace latchkey::bench {

namespace {

constexpr qint64 Million = 1'000'000;

QString unitText(Unit unit)
{
    switch (unit) {
    case Unit::PerSecond:
        return QStringLiteral("1/s");
    case Unit::Milliseconds:
        return QStringLiteral("ms");
    case Unit::Megabytes:
        return QStringLiteral("MB");
    case Unit::PerMinute:
        break;
    }
    return QStringLiteral("/min");
}

QString numberText(double number)
{
    return QString::number(number, 'f', number < 10 ? 2 : number < 1000 ? 1 : 0);
}

/// What JSON readers expect of a measured number: no sixteen digits.
double rounded(double number) { return QString::number(number, 'g', 4).toDouble(); }

QString line(const QStringList& cells)
{
    constexpr std::array Widths { 24, 11, 11, 5, 9, 7, 5 };
    QString text = cells[0].leftJustified(Widths[0]);
    for (std::size_t i = 1; i < Widths.size(); ++i) {
        const QString& cell = cells[static_cast<qsizetype>(i)];
        text += u' ' + (i == 3 ? cell.leftJustified(Widths[i]) : cell.rightJustified(Widths[i]));
    }
    return text + QStringLiteral("  ") + cells.last();
}

QString line(const Row& row)
{
    return line({ row.name, numberText(row.ours), numberText(row.peer), unitText(row.unit),
        QStringLiteral("%1 x").arg(row.ratio(), 0, 'f', 2), QStringLiteral("%1 x").arg(row.goal),
        row.isMet() ? QStringLiteral("met") : QStringLiteral("no"), row.peerName });
}

} // namespace

Report::Report(const QString& jsonFile, qint64 rows)
    : m_jsonFile(jsonFile)
    , m_sessions(rows)
{
}

void Report::add(const Row& row)
{
    m_rows.append(row);
    QTextStream(stderr) << line(row) << Qt::endl;
    QJsonArray all;
    for (const Row& each : m_rows) {
        QJsonObject object { { QStringLiteral("name"), each.name },
            { QStringLiteral("ours"), rounded(each.ours) }, { QStringLiteral("peer"), rounded(each.peer) },
            { QStringLiteral("peer_name"), each.peerName }, { QStringLiteral("unit"), unitText(each.unit) },
            { QStringLiteral("ratio"), rounded(each.ratio()) }, { QStringLiteral("goal"), each.goal },
            { QStringLiteral("met"), each.isMet() } };
        if (m_sessions != Million) {
            object.insert(QStringLiteral("quick_with_sessions"), m_sessions);
        }
        all.append(object);
    }
    QSaveFile file(m_jsonFile);
    require(file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(all).toJson()) > 0 && file.commit(),
        "bench.json can be written");
}

void Report::print() const
{
    QTextStream out(stdout);
    if (m_sessions != Million) {
        out << "QUICK: a smoke test with " << m_sessions
            << " sessions wherever a million is said, and few repeats. Its numbers are not the bench's.\n";
    }
    out << line({ QStringLiteral("name"), QStringLiteral("ours"), QStringLiteral("peer"),
        QStringLiteral("unit"), QStringLiteral("ratio"), QStringLiteral("goal"), QStringLiteral("met"),
        QStringLiteral("peer is") })
        << '\n';
    for (const Row& row : m_rows) {
        out << line(row) << '\n';
    }
}

double median(QList<double> numbers)
{
    const auto middle = numbers.begin() + (numbers.size() - 1) / 2;
    std::nth_element(numbers.begin(), middle, numbers.end());
    return *middle;
}

QList<double> inTurn(int rounds, const QList<Measurement>& measurements)
{
    QList<QList<double>> taken(measurements.size());
    for (int round = 0; round < rounds; ++round) {
        for (qsizetype i = 0; i < measurements.size(); ++i) {
            taken[i].append(measurements[i]());
        }
    }
    QList<double> medians;
    for (const QList<double>& numbers : taken) {
        medians.append(median(numbers));
    }
    return medians;
}

double milliseconds(const std::function<void()>& act)
{
    const auto start = std::chrono::steady_clock::now();
    act();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

void require(bool isRight, const char* what)
{
    if (!isRight) {
        qFatal("The bench ends, since this does not hold: %s", what);
    }
}

} // namespace latchkey::bench

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/chart_axes.h"

#include <QDateTime>
#include <QLocale>
#include <QtTest>

using namespace latchkey::ui;

namespace {

qint64 midnight(const char* date)
{
    return QDate::fromString(QString::fromLatin1(date), Qt::ISODate).startOfDay().toSecsSinceEpoch();
}

} // namespace

/// Where the axes of the purge's picture have their labels.
class ChartAxesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void datesAreYearsMonthsOrDays_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("until");
        QTest::addColumn<int>("most");
        QTest::addColumn<QStringList>("labels");
        const auto row = [](const char* name, const char* from, const char* until, int most,
                             const char* labels) {
            QTest::newRow(name) << QString::fromLatin1(from) << QString::fromLatin1(until) << most
                                << QString::fromLatin1(labels).split(u',', Qt::SkipEmptyParts);
        };
        row("a day", "2026-05-01", "2026-05-02", 6, "1 May");
        row("a week", "2026-04-29", "2026-05-06", 4, "29 Apr,1 May,3 May,5 May");
        row("months", "2026-01-15", "2026-05-15", 6, "Feb 2026,Mar 2026,Apr 2026,May 2026");
        row("half years", "2024-05-20", "2026-11-22", 6, "Jul 2024,Jan 2025,Jul 2025,Jan 2026,Jul 2026");
        row("years", "2016-11-22", "2026-11-22", 11, "2017,2018,2019,2020,2021,2022,2023,2024,2025,2026");
        row("every second year", "2016-11-22", "2026-11-22", 6, "2018,2020,2022,2024,2026");
        row("room for nothing", "2016-11-22", "2026-11-22", 0, "");
    }

    void datesAreYearsMonthsOrDays()
    {
        QFETCH(const QString, from);
        QFETCH(const QString, until);
        QFETCH(const int, most);
        QFETCH(const QStringList, labels);
        const auto ticks = timeTicks(midnight(qPrintable(from)), midnight(qPrintable(until)), most);
        QStringList found;
        for (const TimeTick& tick : ticks) {
            found.append(tick.label);
            QCOMPARE(QDateTime::fromSecsSinceEpoch(tick.at).time(), QTime(0, 0));
        }
        QCOMPARE(found, labels);
        QVERIFY(found.size() <= qMax(most, 1));
    }

    void countsAreRound()
    {
        QCOMPARE(CountScale({ 0, 3 }).ticks(), (QList<qint64> { 0, 1, 2, 3 }));
        QCOMPARE(CountScale({ 40, 1771 }).ticks(), (QList<qint64> { 0, 500, 1000, 1500, 2000 }));
        QCOMPARE(CountScale({ 1'000'000 }).ticks(), (QList<qint64> { 0, 500'000, 1'000'000 }));
        QCOMPARE(CountScale({ 0, 0 }).share(0), 0.0);
        QCOMPARE(CountScale({ 40, 1771 }).share(1000), 0.5);
    }

    void isLogarithmicFromFiftyTimesTheUsualBarOn()
    {
        QVERIFY(!CountScale({ 0, 0, 0, 10, 10, 500 }).isLogarithmic()); // empty bars do not count
        const CountScale logarithmic({ 0, 0, 0, 10, 10, 501 });
        QVERIFY(logarithmic.isLogarithmic());
        QCOMPARE(logarithmic.ticks(), (QList<qint64> { 1, 10, 100 }));
        QCOMPARE(logarithmic.share(0), 0.0);
        QCOMPARE(logarithmic.share(501), 1.0);
        QVERIFY(logarithmic.share(10) > 0.3);
        QVERIFY(!CountScale(QList<qint64>()).isLogarithmic());
    }
};

QTEST_GUILESS_MAIN(ChartAxesTest)
#include "chart_axes_test.moc"

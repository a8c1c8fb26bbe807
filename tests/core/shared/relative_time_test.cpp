// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/relative_time.h"

#include <QtTest>

#include <limits>

using namespace latchkey;

/// Times in people's words, whatever the number.
class RelativeTimeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTimeHasAWord_data();
    void everyTimeHasAWord();
    void theHourThatComesTwiceHasItsZone();
};

namespace {

constexpr qint64 Now = 1'700'000'000;
constexpr qint64 Hour = 3600;

} // namespace

void RelativeTimeTest::everyTimeHasAWord_data()
{
    QTest::addColumn<qint64>("time");
    QTest::addColumn<QString>("relative");
    QTest::addColumn<QString>("exactly"); // its start, where the zone does not matter
    const auto row = [](const char* name, qint64 time, const char* relative, const char* exactly) {
        QTest::newRow(name) << time << QString::fromLatin1(relative) << QString::fromLatin1(exactly);
    };
    row("now", Now, "just now", "2023-11-1");
    row("a clock that is a little ahead", Now + 60, "just now", "2023-11-1");
    row("ahead", Now + 61, "in the future", "2023-11-1");
    row("days ago", Now - 72 * Hour, "3 days ago", "2023-11-1");
    row("zero", 0, "never", "never");
    row("negative", -1, "before 1970", "before 1970");
    row("the year 1601", -11'644'473'600, "before 1970", "before 1970");
    row("the lowest", std::numeric_limits<qint64>::min(), "before 1970", "before 1970");
    row("the year 9998", 253'370'764'799 - 86'400, "in the future", "9998-12-3");
    row("milliseconds", Now * 1000, "in the future", "after the year 9999");
    row("microseconds", Now * 1'000'000, "in the future", "after the year 9999");
    row("the highest", std::numeric_limits<qint64>::max(), "in the future", "after the year 9999");
}

void RelativeTimeTest::everyTimeHasAWord() // EDGE 51, 77
{
    QFETCH(const qint64, time);
    QFETCH(const QString, relative);
    QFETCH(const QString, exactly);
    QCOMPARE(relativeTime(time, Now), relative);
    QVERIFY2(exactTime(time).startsWith(exactly), qPrintable(exactTime(time)));
}

void RelativeTimeTest::theHourThatComesTwiceHasItsZone() // EDGE 51
{
    qputenv("TZ", "Europe/Berlin");
    constexpr qint64 beforeTheClocksGoBack = 1'698'539'400; // 2023-10-29 02:30 CEST
    const QString first = exactTime(beforeTheClocksGoBack);
    const QString second = exactTime(beforeTheClocksGoBack + Hour);
    QVERIFY(first.startsWith(QStringLiteral("2023-10-29 02:30:00 ")));
    QVERIFY(second.startsWith(QStringLiteral("2023-10-29 02:30:00 ")));
    QVERIFY(first != second);
    QCOMPARE(relativeTime(beforeTheClocksGoBack, beforeTheClocksGoBack + Hour), QStringLiteral("1 hour ago"));
}

QTEST_GUILESS_MAIN(RelativeTimeTest)
#include "relative_time_test.moc"

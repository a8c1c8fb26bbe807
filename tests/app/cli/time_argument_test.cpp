// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/time_argument.h"
#include "tests/support/result_check.h"

#include <ctime>

using namespace latchkey;
using namespace latchkey::cli;

namespace {

constexpr qint64 now = 1'780'000'000; // 2026-05-28 20:26:40 UTC
constexpr qint64 day = 86'400;

} // namespace

class TimeArgumentTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTimesAsPeopleAndScriptsWriteThem_data();
    void readsTimesAsPeopleAndScriptsWriteThem();
    void refusesWhatIsNoTime_data();
    void refusesWhatIsNoTime();
    void doesNotDependOnTheZoneOfThisComputer();
};

void TimeArgumentTest::readsTimesAsPeopleAndScriptsWriteThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("seconds");

    const auto row = [](const char* text, qint64 seconds) {
        QTest::newRow(text) << QString::fromLatin1(text) << seconds;
    };
    row("0", 0);
    row("1767225600", 1767225600);
    row("0s", now);
    row("90d", now - 90 * day);
    row("30s", now - 30);
    row("15min", now - 900);
    row("24h", now - day);
    row("2w", now - 14 * day);
    row("1y", now - 365 * day);
    row("2026-05-01", 1777593600);
    row("2026-05-01T12:30", 1777593600 + 12 * 3600 + 30 * 60);
    row("2026-05-01 12:30:15", 1777593600 + 12 * 3600 + 30 * 60 + 15);
    row("2026-05-01T12:30:15Z", 1777593600 + 12 * 3600 + 30 * 60 + 15);
    row("2026-05-01T12:30:15+02:00", 1777593600 + 10 * 3600 + 30 * 60 + 15);
    row("2026-05-01T12:30:15-0530", 1777593600 + 18 * 3600 + 15);
    row("2024-02-29", 1709164800);
    row("1970-01-01", 0);
    row("9999-12-31T23:59:59Z", 253402300799);
}

void TimeArgumentTest::readsTimesAsPeopleAndScriptsWriteThem()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, seconds);

    const auto time = parseTimeArgument(text, now);
    REQUIRE_OK(time);
    QCOMPARE(*time, seconds);
}

void TimeArgumentTest::refusesWhatIsNoTime_data()
{
    QTest::addColumn<QString>("text");

    const char* const texts[] = { "", " ", "d", "x", "6m", "90 d", "-90d", "90D", "1.5d", "now", "yesterday",
        "2026-13-01", "2026-02-30", "2026-5-1", "2026-05-01T25:00", "2026-05-01T12", "01.05.2026",
        "2026-05-01T12:30:15+02", "1601-01-01", "1969-12-31", "99999999999999", "999999999999999999999",
        "9999999999y", "100y", "0x10", "1e9", "12:30", "2026-05-01T12:30:15 Z", "2026-05-01Z" };
    for (const char* text : texts) {
        QTest::addRow("\"%s\"", text) << QString::fromLatin1(text);
    }
    QTest::newRow("NUL") << QString(QStringLiteral("90d") + QChar(0));
    QTest::newRow("other digits") << QStringLiteral("\u0669\u0660d");
    QTest::newRow("very long") << QString(100'000, u'9') + u'd';
}

void TimeArgumentTest::refusesWhatIsNoTime()
{
    QFETCH(const QString, text);

    REQUIRE_ERROR(parseTimeArgument(text, now), ErrorCode::InvalidInput);
}

void TimeArgumentTest::doesNotDependOnTheZoneOfThisComputer()
{
    for (const char* zone : { "UTC", "America/New_York", "Asia/Kolkata" }) {
        qputenv("TZ", zone);
        tzset();
        const auto time =
            parseTimeArgument(QStringLiteral("2026-03-29T02:30:00"), now); // no such hour in Berlin
        REQUIRE_OK(time);
        QCOMPARE(*time, 1774751400);
    }
}

QTEST_GUILESS_MAIN(TimeArgumentTest)
#include "time_argument_test.moc"

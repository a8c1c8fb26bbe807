// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/import/imported_time.h"

#include <QtTest>

using namespace latchkey::sessions;

class ImportedTimeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTimes_data();
    void tellsTimes();
    void takesTheZoneForTimesThatNameNone_data();
    void takesTheZoneForTimesThatNameNone();
    void doesNotGuess_data();
    void doesNotGuess();
};

void ImportedTimeTest::tellsTimes_data() // EDGE 51
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("seconds");

    const auto row = [](const char* text, qint64 seconds) {
        QTest::newRow(text) << QString::fromLatin1(text) << seconds;
    };
    row("1700000000", 1'700'000'000);
    row("1700000000123", 1'700'000'000); // milliseconds
    row("1700000000123456", 1'700'000'000); // microseconds
    row("1700000000.75", 1'700'000'000);
    row("+5", 5);
    row("0", 0);
    row("-1", -1);
    row("-0.5", -1);
    row("-1.5", -2);
    row("4000000000", 4'000'000'000); // in the future, kept as it is
    row("253402300799", 253'402'300'799); // the last second of 9999
    row("253402300800", 253'402'300); // as seconds beyond that: milliseconds, of 1978
    row("253402300799999", 253'402'300'799); // the last millisecond of 9999
    row("253402300800000", 253'402'300); // microseconds
    row("-11644473600", -11'644'473'600); // 1601
    row("-11644473600000", -11'644'473'600);
    row("-62135596800", -62'135'596'800); // year 1
    row("1601-01-01", -11'644'473'600);
    row("9999-12-31 23:59:59", 253'402'300'799);
    row("2023-11-14", 1'699'920'000);
    row("2023-11-14 22:13:20", 1'700'000'000);
    row("2023-11-14 22:13", 1'699'999'980);
    row(" 2023-11-14 22:13:20 ", 1'700'000'000);
    row("2023-11-14 22:13:20.999999", 1'700'000'000);
    row("2023-11-14T22:13:20Z", 1'700'000'000);
    row("2023-11-14T22:13:20.5Z", 1'700'000'000);
    row("2023-11-14 22:13:20 UTC", 1'700'000'000);
    row("2023-11-15T00:13:20+02:00", 1'700'000'000);
    row("2023-11-15 03:43:20.123456+0530", 1'700'000'000);
    row("2023-11-14 15:13:20-07", 1'700'000'000);
}

void ImportedTimeTest::tellsTimes()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, seconds);

    QCOMPARE(importedTime(text, QTimeZone::utc()), std::optional(seconds));
}

void ImportedTimeTest::takesTheZoneForTimesThatNameNone_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("seconds");

    QTest::newRow("winter") << QStringLiteral("2023-11-14 23:13:20") << qint64(1'700'000'000);
    QTest::newRow("summer") << QStringLiteral("2023-07-01 02:00:00") << qint64(1'688'169'600);
    QTest::newRow("its own zone") << QStringLiteral("2023-11-14 22:13:20Z") << qint64(1'700'000'000);
    QTest::newRow("number") << QStringLiteral("1700000000") << qint64(1'700'000'000);
}

void ImportedTimeTest::takesTheZoneForTimesThatNameNone() // EDGE 51
{
    QFETCH(const QString, text);
    QFETCH(const qint64, seconds);

    QCOMPARE(importedTime(text, QTimeZone("Europe/Berlin")), std::optional(seconds));
}

void ImportedTimeTest::doesNotGuess_data()
{
    QTest::addColumn<QString>("text");

    for (const char* text :
        { "", " ", "yesterday", "0000-00-00 00:00:00", "2023-02-30", "2023-11-14 25:00:00", "14.11.2023",
            "11/14/2023", "2023-11-14 22:13:20 CEST", "2023-11-14 22:13:20+99", "infinity", "1e9", "0x10",
            "12:00", "999999999999999999", "9999999999999999999999", "-999999999999999999",
            "2023-11-14 22:13:20; DROP TABLE sessions", "--5" }) {
        QTest::newRow(*text == 0 ? "empty" : text) << QString::fromLatin1(text);
    }
}

void ImportedTimeTest::doesNotGuess() // EDGE 51
{
    QFETCH(const QString, text);

    QCOMPARE(importedTime(text, QTimeZone::utc()), std::optional<qint64>());
}

QTEST_GUILESS_MAIN(ImportedTimeTest)
#include "imported_time_test.moc"

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/bench/report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

using namespace latchkey::bench;

/// What turns measurements into verdicts.
class ReportTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ratioSaysHowManyTimesBetter()
    {
        const Row rate { QStringLiteral("rate"), 300, 100, {}, Unit::PerSecond, 3 };
        QCOMPARE(rate.ratio(), 3.0);
        QVERIFY(rate.isMet());
        const Row time { QStringLiteral("time"), 300, 100, {}, Unit::Milliseconds, 0.5 };
        QCOMPARE(time.ratio(), 1.0 / 3);
        QVERIFY(!time.isMet());
    }

    void medianIsTheLowerMiddle()
    {
        QCOMPARE(median({ 9, 1, 5 }), 5.0);
        QCOMPARE(median({ 9, 1, 5, 2 }), 2.0);
        QCOMPARE(median({ 7 }), 7.0);
    }

    void measurementsTakeTurns()
    {
        QByteArray order;
        const auto medians =
            inTurn(3, { [&] { return order.append('a').size(); }, [&] { return order.append('b').size(); } });
        QCOMPARE(order, "ababab");
        QCOMPARE(medians, (QList<double> { 3, 4 }));
    }

    void theFileHoldsEachRow()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("bench.json"));
        Report report(path, 1'000'000);
        report.add(
            { QStringLiteral("one"), 12.3456, 24.6912, QStringLiteral("a peer"), Unit::Milliseconds, 1.5 });
        report.add({ QStringLiteral("two"), 1, 1, QStringLiteral("a peer"), Unit::PerSecond, 2 });
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray rows = QJsonDocument::fromJson(file.readAll()).array();
        QCOMPARE(rows.size(), 2);
        const QJsonObject expected { { QStringLiteral("name"), QStringLiteral("one") },
            { QStringLiteral("ours"), 12.35 }, { QStringLiteral("peer"), 24.69 },
            { QStringLiteral("peer_name"), QStringLiteral("a peer") },
            { QStringLiteral("unit"), QStringLiteral("ms") }, { QStringLiteral("ratio"), 2 },
            { QStringLiteral("goal"), 1.5 }, { QStringLiteral("met"), true } };
        QCOMPARE(rows[0].toObject(), expected);
        QCOMPARE(rows[1][QStringLiteral("met")].toBool(), false);
    }

    void aQuickRunSaysSoInEachRow()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("bench.json"));
        Report report(path, 5000);
        report.add({ QStringLiteral("one"), 1, 1, QStringLiteral("a peer"), Unit::Milliseconds, 1 });
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(
            QJsonDocument::fromJson(file.readAll())[0][QStringLiteral("quick_with_sessions")].toInt(), 5000);
    }
};

QTEST_GUILESS_MAIN(ReportTest)
#include "report_test.moc"

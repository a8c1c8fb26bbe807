// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/sessions/store_fixture.h"
#include "tests/support/figure.h"

#include <QProcess>
#include <QtTest>

#include <sqlite3.h>

namespace latchkey::test {

/// SQLite before 3.51.3 can lose commits when one process writes while another one moves the write-ahead log
/// (sqlite.org/wal.html, "The WAL-reset bug"). Latchkey's lock keeps them apart.
class WalResetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLostUnderTheLock();
    void withoutTheLockThisTestSeesTheDamage();
};

namespace {

bool isLong() { return qEnvironmentVariableIsSet("LATCHKEY_LONG_TESTS"); }

constexpr int Writers = 3;
constexpr int Checkpointers = 2;
constexpr int RoundMs = 1500;

/// Three writers beside two checkpointers, once. Empty when all that was acknowledged is there and the file
/// is whole.
QByteArray damageOfOneRound(const QString& program)
{
    StoreFixture fixture;
    fixture.fill({ QStringLiteral("ann") });
    std::vector<std::unique_ptr<QProcess>> processes;
    const auto start = [&](const QStringList& arguments) {
        processes.push_back(std::make_unique<QProcess>());
        processes.back()->start(program, arguments);
    };
    for (int i = 0; i < Writers; ++i) {
        start({ QStringLiteral("work"), fixture.path(), QStringLiteral("worker%1").arg(i),
            QStringLiteral("0"), QString::number(RoundMs) });
    }
    for (int i = 0; i < Checkpointers; ++i) {
        start({ QStringLiteral("passive"), fixture.path(), QString::number(RoundMs) });
    }
    qint64 added = 0;
    qint64 removed = 0;
    QByteArray damage;
    for (const auto& process : processes) {
        process->waitForFinished(60'000);
        const QByteArray said = process->readAllStandardOutput();
        added += said.count("done add ");
        removed += said.count("done remove ");
        const qsizetype error = said.indexOf("error:");
        damage += error < 0 ? QByteArray() : said.mid(error, 200) + "; ";
    }
    const QByteArray verdict = fixture.sqlValue("PRAGMA integrity_check");
    const qint64 there = fixture.sqlValue("SELECT count(*) FROM sessions").toLongLong();
    if (verdict != "ok") {
        damage += verdict + "; ";
    }
    if (there != added - removed + 1) {
        damage += QByteArray::number(there) + " sessions where " + QByteArray::number(added - removed + 1)
            + " were acknowledged";
    }
    return damage;
}

} // namespace

void WalResetTest::nothingIsLostUnderTheLock() // S3
{
    const int rounds = isLong() ? 500 : 6;
    for (int round = 0; round < rounds; ++round) {
        const QByteArray damage = damageOfOneRound(QStringLiteral(LOCKED_PROCESS));
        QVERIFY2(damage.isEmpty(), damage.constData());
    }
    noteFigure(
        QStringLiteral("rounds of three writers beside two checkpointers (WAL reset): damaged"), rounds, 0);
}

void WalResetTest::withoutTheLockThisTestSeesTheDamage() // S3
{
    if (sqlite3_libversion_number() >= 3051003) {
        QSKIP("This SQLite is mended: it has no damage to show.");
    }
    constexpr int MostRounds = 40; // the first one, nearly always
    for (int round = 1; round <= MostRounds; ++round) {
        const QByteArray damage = damageOfOneRound(QStringLiteral(UNLOCKED_PROCESS));
        if (!damage.isEmpty()) {
            qInfo("damaged in round %d: %s", round, damage.constData());
            return;
        }
    }
    QFAIL("No damage without the lock: this test could not fail.");
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::WalResetTest)
#include "wal_reset_test.moc"

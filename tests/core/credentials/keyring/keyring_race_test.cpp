// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/credentials/keyring/keyring_bench.h"
#include "tests/support/figure.h"

#include <QMap>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>

#include <algorithm>
#include <vector>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

/// Several programs editing the shared entry at once.
class KeyringRaceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eightProcessesLoseNothing() // K16, K17, EDGE 36
    {
        // Each edit is durable and looked at twice, so 200 take minutes.
        const int edits = qEnvironmentVariableIsSet("LATCHKEY_LONG_TESTS") ? 200 : 40;
        constexpr int Writers = 8;
        KeyringBench bench;
        QVERIFY(bench.start());
        QElapsedTimer timer;
        timer.start();
        std::vector<std::unique_ptr<QProcess>> writers;
        for (int i = 0; i < Writers; ++i) {
            writers.push_back(startWriter(bench, i, edits));
        }
        int lost = 0;
        int worstMs = 0;
        for (const auto& writer : writers) {
            QVERIFY(writer->waitForFinished(300000));
            QCOMPARE(writer->exitCode(), 0);
            const auto words = writer->readAllStandardOutput().trimmed().split('\n').constLast().split(' ');
            QCOMPARE(words.size(), 4);
            lost += words[1].toInt();
            worstMs = qMax(worstMs, words[3].toInt());
        }
        qInfo("%d writers x %d edits: %d lost, worst wait %d ms, %lld ms in all", Writers, edits, lost,
            worstMs, timer.elapsed());
        QCOMPARE(lost, 0);
        noteFigure(QStringLiteral("edits of the shared entry by 8 processes at once: lost"),
            qint64(Writers) * edits, 0);
        QVERIFY2(worstMs <= WorstMs, qPrintable(QString::number(worstMs)));
        const auto list = waitFor(bench.backend()->list());
        REQUIRE_OK(list);
        QCOMPARE(list->size(), Writers * qMin(edits, 20));
        QCOMPARE(bench.items().size(), 1);
    }

    void killedEditsLeaveAWholeEntry() // FAULTS 4
    {
        constexpr int Writers = 3;
        const int rounds = qEnvironmentVariableIsSet("LATCHKEY_LONG_TESTS") ? 350 : 10;
        KeyringBench bench;
        QVERIFY(bench.start());
        QVERIFY(bench.store('{' + entryText("foreign.example.com", "F") + '}'));
        QMap<QByteArray, QByteArrayList> possible; // what a server's token may be by now
        QSet<QByteArray> stored; // the servers of which one is acknowledged
        qsizetype acknowledged = 0;
        for (int round = 0; round < rounds; ++round) {
            std::vector<std::unique_ptr<QProcess>> writers;
            for (int i = 0; i < Writers; ++i) {
                writers.push_back(startWriter(bench, i, 100'000));
            }
            for (const auto& writer : writers) {
                QVERIFY(writer->waitForReadyRead(30'000));
            }
            writers[0]->waitForFinished(
                QRandomGenerator::global()->bounded(1, 150)); // when they die is what varies
            for (const auto& writer : writers) {
                writer->kill();
                QVERIFY(writer->waitForFinished());
                const QByteArrayList lines = writer->readAllStandardOutput().split('\n');
                for (const QByteArray& line : lines) {
                    const QByteArrayList words = line.split(' ');
                    if (words[0] == "begin" && words.size() == 3) {
                        possible[words[1]].append(words[2]);
                    } else if (words[0] == "done" && words.size() == 3) {
                        possible[words[1]] = { words[2] };
                        stored.insert(words[1]);
                        ++acknowledged;
                    }
                }
            }
            const auto backend = bench.backend();
            const auto list = waitFor(backend->list());
            REQUIRE_OK(list);
            QCOMPARE(list->first().key, QStringLiteral("foreign.example.com"));
            QCOMPARE(bench.items().size(), 1);
        }
        const auto backend = bench.backend();
        for (auto entry = possible.cbegin(); entry != possible.cend(); ++entry) {
            const auto read = waitFor(backend->read(server(QString::fromLatin1(entry.key()))));
            const bool isPossible = read
                ? std::ranges::any_of(
                      entry.value(), [&](const QByteArray& value) { return *read == secret(value); })
                : read.error().code == ErrorCode::NotFound && !stored.contains(entry.key());
            QVERIFY2(isPossible, entry.key().constData());
        }
        QVERIFY(acknowledged > rounds);
        noteFigure(QStringLiteral("kills of programs that edit the shared entry: acknowledged logins lost"),
            qint64(rounds) * Writers, 0);
    }

    void aProgramWithoutTheLockIsMetWithoutDamage() // K18
    {
        KeyringBench bench;
        QVERIFY(bench.start());
        const auto backend = bench.backend();
        QVERIFY(bench.store('{' + entryText("foreign.example.com", "F") + '}'));
        // The other program keeps writing back what it read, while we write.
        const int writes = qEnvironmentVariableIsSet("LATCHKEY_LONG_TESTS") ? 10'000 : 20;
        int reported = 0;
        int undone = 0;
        for (int i = 0; i < writes; ++i) {
            const auto host = server(QStringLiteral("h%1.example.com").arg(i % 20)); // secret-tool takes 8 KB
            const Secret token = secret(QByteArray::number(i));
            const auto written = backend->write(host, token);
            QVERIFY(bench.store(bench.lookup()));
            const auto outcome = waitFor(written);
            QVERIFY(outcome || outcome.error().code == ErrorCode::Conflict);
            const auto read = waitFor(backend->read(host));
            reported += outcome ? 0 : 1;
            undone += outcome && (!read || *read != token) ? 1 : 0;
        }
        REQUIRE_OK(waitFor(backend->write(server("last.example.com"), secret("A"))));
        const auto list = waitFor(backend->list());
        REQUIRE_OK(list);
        qInfo("%d writes beside a program without the lock: %d reported, %d undone by it afterwards", writes,
            reported, undone);
        noteFigure(QStringLiteral(
                       "writes beside a program without the lock that writes back old copies: undone by it "
                       "after we looked"),
            writes, undone);
        QCOMPARE(list->first().key, QStringLiteral("foreign.example.com"));
        QCOMPARE(list->last().key, QStringLiteral("last.example.com"));
        QCOMPARE(bench.items().size(), 1);
    }

private:
    static std::unique_ptr<QProcess> startWriter(const KeyringBench& bench, int number, int edits)
    {
        auto writer = std::make_unique<QProcess>();
        writer->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        writer->start(QStringLiteral(LATCHKEY_BINARY_DIR "/tests/keyring_edit_process"),
            { QStringLiteral("writer%1").arg(number), QString::number(edits),
                bench.folder() + QStringLiteral("/run/latchkey"), keyringWorkerProgram() });
        return writer;
    }

#if defined(LATCHKEY_SANITIZED)
    static constexpr int WorstMs = 5000;
#else
    static constexpr int WorstMs = 2000;
#endif
};

QTEST_GUILESS_MAIN(KeyringRaceTest)
#include "keyring_race_test.moc"

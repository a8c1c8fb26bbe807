// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/activity/activity_log.h"
#include "core/shared/file_lock.h"
#include "tests/support/child_process.h"
#include "tests/support/file_check.h"
#include "tests/support/full_disk.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_check.h"

#include <QTemporaryDir>

using namespace latchkey;
using namespace latchkey::activity;
using namespace latchkey::test;

/// What people rely on: what was done is there, in order, and nobody else's. activity_chain_test shows what
/// is seen of changes.
class ActivityLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void nothingIsThereBeforeTheFirstEntry();
    void whatWasDoneIsReadBack();
    void filesAreTheOwnersAlone();
    void theNewestComeFirstAndNoMoreThanAskedFor();
    void aLongLogIsReadFromItsEnd();
    void searchLooksAtEveryField();
    void namesFromOutsideCannotForgeALine();
    void entriesOfSeveralProcessesAreAllThere();
    void entriesThatWaitAreWrittenBeforeItGoes();
    void whoeverHoldsTheLogDoesNotStopTheProgram();
    void aFullDiskLeavesTheLogAsItWas();
    void aLogThatCannotBeWrittenIsTold();
    void anEntryThatIsTooLongIsRefused();

private:
    QString path() const { return m_folder->filePath(u"latchkey/activity.jsonl"_qs); }

    std::unique_ptr<QTemporaryDir> m_folder;
    ManualClock m_clock { 1'777'000'000 };
};

void ActivityLogTest::init() { m_folder = std::make_unique<QTemporaryDir>(); }

void ActivityLogTest::nothingIsThereBeforeTheFirstEntry()
{
    ActivityLog log(path(), By::Terminal, m_clock);
    const auto entries = waitFor(log.newest(10));
    REQUIRE_OK(entries);
    QVERIFY(entries->isEmpty());
    const auto verdict = waitFor(log.verify());
    REQUIRE_OK(verdict);
    QVERIFY(!verdict->problem);
    QCOMPARE(verdict->entries, 0);
    QCOMPARE(namesIn(m_folder->path()), QStringList());
}

void ActivityLogTest::whatWasDoneIsReadBack()
{
    ActivityLog log(path(), By::Terminal, m_clock);
    REQUIRE_OK(waitFor(log.record({ .act = Act::SessionsPurge,
        .what = u"412 sessions of 96 users"_qs,
        .count = 412,
        .details = { { u"cutoff"_qs, 1'700'000'000 }, { u"users"_qs, 96 } } })));
    m_clock.advance(60);
    REQUIRE_OK(waitFor(
        log.record({ .act = Act::SessionsRevoke, .what = u"3 sessions of bob"_qs, .by = By::Rules })));
    const auto entries = waitFor(log.newest(10));
    REQUIRE_OK(entries);
    QCOMPARE(entries->size(), 2);
    const Entry& newest = entries->at(0);
    QCOMPARE(newest.number, 2);
    QCOMPARE(newest.time, 1'777'000'060);
    QCOMPARE(newest.by, u"rules"_qs);
    QCOMPARE(newest.act, u"sessions.revoke"_qs);
    QVERIFY(newest.state == Entry::State::Whole);
    const Entry& first = entries->at(1);
    QCOMPARE(first.by, u"latchkeyctl"_qs);
    QCOMPARE(first.what, u"412 sessions of 96 users"_qs);
    QCOMPARE(first.count, 412);
    QCOMPARE(detailsText(first), u"{\"cutoff\":1700000000,\"users\":96}"_qs);
    QCOMPARE(newest.previous, first.hash);
    const auto verdict = waitFor(log.verify());
    REQUIRE_OK(verdict);
    QVERIFY2(!verdict->problem, qPrintable(verdict->problem.value_or(Error()).message));
    QCOMPARE(verdict->entries, 2);
}

void ActivityLogTest::filesAreTheOwnersAlone()
{
    const mode_t before = umask(0);
    {
        ActivityLog log(path(), By::Window, m_clock);
        REQUIRE_OK(waitFor(log.record({ .act = Act::Undo, .what = {} })));
    }
    umask(before);
    const QString folder = m_folder->filePath(u"latchkey"_qs);
    QCOMPARE(modeOf(folder), 0700U);
    QCOMPARE(namesIn(folder), QStringList({ u"activity.jsonl"_qs, u"activity.jsonl.head"_qs }));
    for (const QString& name : namesIn(folder)) {
        QCOMPARE(modeOf(folder + u'/' + name), 0600U);
    }
}

void ActivityLogTest::theNewestComeFirstAndNoMoreThanAskedFor()
{
    ActivityLog log(path(), By::Window, m_clock);
    for (int i = 1; i <= 5; ++i) {
        log.record({ .act = Act::ServersUse, .what = QString::number(i) });
    }
    REQUIRE_OK(waitFor(log.record({ .act = Act::ServersUse, .what = u"6"_qs })));
    const auto entries = waitFor(log.newest(3));
    REQUIRE_OK(entries);
    QStringList texts;
    for (const Entry& entry : *entries) {
        texts.append(entry.what);
    }
    QCOMPARE(texts, QStringList({ u"6"_qs, u"5"_qs, u"4"_qs }));
}

void ActivityLogTest::aLongLogIsReadFromItsEnd()
{
    // Lines of many lengths, so that the ends of the blocks that are read fall everywhere in them.
    constexpr int Entries = 400;
    const ActivityFile file(path());
    for (int i = 1; i <= Entries; ++i) {
        Entry entry;
        entry.act = u"undo"_qs;
        entry.what = QString(i * 37 % 2000, u'x') + QString::number(i);
        REQUIRE_OK(file.append(entry));
    }
    const QByteArray content = contentOf(path());
    QVERIFY(content.size() > 400'000);
    const auto entries = file.newest(Entries + 1);
    REQUIRE_OK(entries);
    QCOMPARE(entries->size(), Entries);
    for (int i = 0; i < Entries; ++i) {
        const Entry& entry = entries->at(i);
        QCOMPARE(entry.number, Entries - i);
        QVERIFY(entry.state == Entry::State::Whole);
        QVERIFY(content.sliced(entry.position).startsWith("{\"act\""));
        QVERIFY(entry.position == 0 || content[entry.position - 1] == '\n');
    }
}

void ActivityLogTest::searchLooksAtEveryField()
{
    ActivityLog log(path(), By::Window, m_clock);
    log.record({ .act = Act::ServersUse, .what = u"Alice on https://dev.example.com"_qs });
    REQUIRE_OK(waitFor(log.record(
        { .act = Act::SessionsPurge, .what = u"x"_qs, .details = { { u"user"_qs, u"bob"_qs } } })));
    for (const char* text : { "alice", "servers.USE", "example" }) {
        const auto found = waitFor(log.newest(10, QString::fromLatin1(text)));
        REQUIRE_OK(found);
        QCOMPARE(found->size(), 1);
        QCOMPARE(found->constFirst().number, 1);
    }
    const auto byDetail = waitFor(log.newest(10, u"Bob"_qs));
    REQUIRE_OK(byDetail);
    QCOMPARE(byDetail->size(), 1);
    QCOMPARE(byDetail->constFirst().number, 2);
    const auto byProgram = waitFor(log.newest(1, u"window"_qs));
    REQUIRE_OK(byProgram);
    QCOMPARE(byProgram->constFirst().number, 2);
    REQUIRE_OK(waitFor(log.newest(10, u"nobody"_qs)));
    QVERIFY(waitFor(log.newest(10, u"nobody"_qs))->isEmpty());
}

void ActivityLogTest::namesFromOutsideCannotForgeALine() // EDGE 48, 67
{
    const QString name = u"eve\"}\n{\"act\":\"servers.use\",\"number\":2}\r\n\u2028\u202e\u0000"_qs;
    ActivityLog log(path(), By::Window, m_clock);
    REQUIRE_OK(waitFor(log.record({ .act = Act::ServersAdd, .what = name })));
    QCOMPARE(contentOf(path()).count('\n'), 1);
    const auto entries = waitFor(log.newest(10));
    REQUIRE_OK(entries);
    QCOMPARE(entries->size(), 1);
    QCOMPARE(entries->constFirst().what, name);
}

void ActivityLogTest::entriesOfSeveralProcessesAreAllThere()
{
    constexpr int Processes = 4;
    constexpr int Rounds = 50;
    std::vector<std::unique_ptr<ChildProcess>> writers(Processes);
    for (int i = 0; i < Processes; ++i) {
        writers[i] = std::make_unique<ChildProcess>([this, i](int) {
            const ActivityFile file(path());
            for (int round = 0; round < Rounds; ++round) {
                Entry entry;
                entry.what = u"%1 %2"_qs.arg(i).arg(round);
                if (!file.append(entry)) {
                    return 1;
                }
            }
            return 0;
        });
    }
    for (const auto& writer : writers) {
        QCOMPARE(writer->waitForExit(), 0);
    }
    const ActivityFile file(path());
    const auto entries = file.newest(Processes * Rounds + 1);
    REQUIRE_OK(entries);
    QCOMPARE(entries->size(), Processes * Rounds);
    QSet<QString> seen;
    for (const Entry& entry : *entries) {
        seen.insert(entry.what);
    }
    QCOMPARE(seen.size(), Processes * Rounds);
    const auto verdict = file.verify();
    REQUIRE_OK(verdict);
    QVERIFY2(!verdict->problem, qPrintable(verdict->problem.value_or(Error()).message));
}

void ActivityLogTest::entriesThatWaitAreWrittenBeforeItGoes()
{
    {
        ActivityLog log(path(), By::Window, m_clock);
        for (int i = 0; i < 20; ++i) {
            log.record({ .act = Act::ServersCopy, .what = QString::number(i) });
        }
    }
    const auto entries = ActivityFile(path()).newest(100);
    REQUIRE_OK(entries);
    QCOMPARE(entries->size(), 20);
}

void ActivityLogTest::whoeverHoldsTheLogDoesNotStopTheProgram()
{
    ActivityLog log(path(), By::Window, m_clock);
    REQUIRE_OK(waitFor(log.record({ .act = Act::ServersUse, .what = u"first"_qs })));
    auto lock = FileLock::acquire(path(), std::chrono::seconds(1));
    REQUIRE_OK(lock);
    const Future<void> waiting = log.record({ .act = Act::ServersUse, .what = u"second"_qs });
    REQUIRE_OK(waitFor(log.newest(1))); // reading waits for nobody
    QVERIFY(!waiting.isFinished());
    {
        const FileLock letGo(std::move(*lock));
    }
    REQUIRE_OK(waitFor(waiting));
}

void ActivityLogTest::aFullDiskLeavesTheLogAsItWas() // EDGE 38
{
    const ActivityFile file(path());
    Entry entry;
    entry.what = u"kept"_qs;
    REQUIRE_OK(file.append(entry));
    const QByteArray before = contentOf(path());
    {
        const FullDisk full(static_cast<rlim_t>(before.size()) + 20);
        REQUIRE_ERROR(file.append(entry), ErrorCode::DiskFull);
    }
    QCOMPARE(contentOf(path()), before);
    REQUIRE_OK(file.append(entry));
    const auto verdict = file.verify();
    REQUIRE_OK(verdict);
    QVERIFY(!verdict->problem);
    QCOMPARE(verdict->entries, 2);
}

void ActivityLogTest::aLogThatCannotBeWrittenIsTold()
{
    const QString folder = m_folder->filePath(u"latchkey"_qs);
    const ActivityFile file(path());
    putFile(folder, "a file where the folder should be");
    REQUIRE_ERROR(file.append({}), ErrorCode::StoreUnavailable);
    QVERIFY(QFile::remove(folder));
    QVERIFY(QDir().mkpath(path()));
    REQUIRE_ERROR(file.append({}), ErrorCode::StoreUnavailable);
    REQUIRE_ERROR(file.newest(1), ErrorCode::Corrupt);
    QVERIFY(QDir().rmdir(path()));
    QCOMPARE(mkfifo(QFile::encodeName(path()).constData(), 0600), 0);
    REQUIRE_ERROR(file.append({}), ErrorCode::Corrupt);
    REQUIRE_ERROR(file.newest(1), ErrorCode::Corrupt);
    REQUIRE_ERROR(file.verify(), ErrorCode::Corrupt);
    QVERIFY(QFile::remove(path()));
    putFile(path(), "", 0622);
    REQUIRE_ERROR(file.append({}), ErrorCode::AccessDenied);
}

void ActivityLogTest::anEntryThatIsTooLongIsRefused()
{
    const ActivityFile file(path());
    Entry entry;
    REQUIRE_OK(file.append(entry));
    entry.what = QString(70'000, u'x');
    REQUIRE_ERROR(file.append(entry), ErrorCode::DataTooBig);
    const auto entries = file.newest(10);
    REQUIRE_OK(entries);
    QCOMPARE(entries->size(), 1);
}

QTEST_GUILESS_MAIN(ActivityLogTest)
#include "activity_log_test.moc"

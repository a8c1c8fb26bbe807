// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/activity/activity_file.h"
#include "core/activity/activity_log.h"
#include "tests/support/failing_call.h"
#include "tests/support/figure.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_check.h"

#include <QTemporaryDir>

using namespace latchkey;
using namespace latchkey::activity;
using namespace latchkey::test;

namespace {

Entry entryOf(const QString& what)
{
    Entry entry;
    entry.time = 1'777'000'000;
    entry.by = u"window"_qs;
    entry.act = actWord(Act::ServersUse);
    entry.what = what;
    return entry;
}

QStringList textsOf(const QList<Entry>& entries)
{
    QStringList texts;
    for (const Entry& entry : entries) {
        texts.append(entry.what);
    }
    return texts;
}

} // namespace

/// Each call to the system that the log's files need fails once.
class ActivityFailingTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = std::make_unique<ActivityFile>(m_folder->filePath(u"latchkey/activity.jsonl"_qs));
    }

    void anEntryIsThereOrRefused_data()
    {
        QTest::addColumn<int>("before");
        QTest::newRow("the first one") << 0;
        QTest::newRow("one more") << 2;
    }
    void anEntryIsThereOrRefused();
    void readingNeverMistakesADiskForAForger();
    void anExportIsWholeOrRefused();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ActivityFile> m_file;
};

void ActivityFailingTest::anEntryIsThereOrRefused()
{
    QFETCH(const int, before);
    const auto fill = [&] {
        init();
        for (int i = 0; i < before; ++i) {
            REQUIRE_OK(m_file->append(entryOf(QString::number(i))));
        }
    };
    Result<void> written;
    const auto write = [&] { written = m_file->append(entryOf(u"new"_qs)); };
    const auto check = [&] {
        QVERIFY(written || !written.error().message.isEmpty());
        REQUIRE_OK(m_file->append(entryOf(u"last"_qs)));
        const auto newest = m_file->newest(100);
        REQUIRE_OK(newest);
        QVERIFY(!written || newest->size() == before + 2); // what failed may be there all the same
        QCOMPARE(newest->first().what, u"last"_qs);
        const auto verdict = m_file->verify();
        REQUIRE_OK(verdict);
        QVERIFY2(!verdict->problem, qPrintable(verdict->problem.value_or(Error()).message));
        QCOMPARE(verdict->entries, newest->size());
    };
    const int tried = withEachCallFailing(fill, write, check);
    QVERIFY(tried > 10);
    noteFigure(u"file system calls of the activity log, each failing once: entries lost"_qs, tried, 0);
}

void ActivityFailingTest::readingNeverMistakesADiskForAForger()
{
    QStringList texts;
    for (int i = 0; i < 300; ++i) {
        REQUIRE_OK(m_file->append(entryOf(QString::number(i) + QString(1000, u'x'))));
        texts.prepend(entryOf(QString::number(i) + QString(1000, u'x')).what);
    }
    Result<QList<Entry>> entries;
    const int looks = withEachCallFailing([] {}, [&] { entries = m_file->newest(1000); },
        [&] { QVERIFY(!entries || textsOf(*entries) == texts); });
    Result<Verdict> verdict;
    const int checks = withEachCallFailing([] {}, [&] { verdict = m_file->verify(); },
        [&] { QVERIFY(!verdict || (!verdict->problem && verdict->entries == texts.size())); });
    QVERIFY(looks > 5 && checks > 5);
    noteFigure(
        u"file system calls of the activity log, each failing once: false alarms"_qs, looks + checks, 0);
}

void ActivityFailingTest::anExportIsWholeOrRefused()
{
    REQUIRE_OK(m_file->append(entryOf(u"the only one"_qs)));
    const ManualClock clock { 1'777'000'000 };
    ActivityLog log(m_file->path(), By::Window, clock);
    const QString path = m_folder->filePath(u"log.csv"_qs);
    Result<qint64> exported;
    const int tried = withEachCallFailing([&] { QFile::remove(path); },
        [&] { exported = waitFor(log.exportTo(path, Format::Csv)); },
        [&] {
            QVERIFY(!exported || (*exported == 1 && QFileInfo(path).size() > 0));
            QVERIFY(exported || !exported.error().message.isEmpty());
        });
    QVERIFY(tried > 5);
    REQUIRE_OK(exported);
}

QTEST_GUILESS_MAIN(ActivityFailingTest)
#include "activity_failing_test.moc"

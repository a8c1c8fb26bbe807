// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/activity/activity_chain.h"
#include "core/activity/activity_file.h"
#include "tests/support/file_check.h"
#include "tests/support/result_check.h"

#include <QCryptographicHash>
#include <QTemporaryDir>

using namespace latchkey;
using namespace latchkey::activity;
using namespace latchkey::test;

/// A change of the log shows, and a crash is not taken for one.
class ActivityChainTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void anyoneCanCheckALineByHand();
    void changesShow_data();
    void changesShow();
    void aChangeStillShowsAfterTheNextEntry_data() { changesShow_data(); }
    void aChangeStillShowsAfterTheNextEntry();
    void aWriterKilledBeforeTheHeadIsNoChange();
    void aHalfWrittenLineIsNoChangeAndGoes();
    void whatSomebodyElseCutShortStays();
    void damagedLinesAreShownAsSuch();
    void aNumberThatNoLogReachesIsNoEntry();

private:
    static constexpr int Entries = 6;

    QString path() const { return m_folder->filePath(u"activity.jsonl"_qs); }
    QByteArrayList lines() const { return contentOf(path()).split('\n').first(Entries); }
    void put(const QByteArrayList& lines) const { putFile(path(), lines.join('\n') + '\n'); }
    Result<void> appendOne(const QString& what) const;
    /// What verify() has to complain of; empty when all is whole.
    QString problem() const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

Result<void> ActivityChainTest::appendOne(const QString& what) const
{
    Entry entry;
    entry.time = 1'777'000'000;
    entry.by = u"window"_qs;
    entry.act = u"servers.use"_qs;
    entry.what = what;
    return ActivityFile(path()).append(entry);
}

QString ActivityChainTest::problem() const
{
    const auto verdict = ActivityFile(path()).verify();
    if (!verdict) {
        return u"could not verify: "_qs + verdict.error().message;
    }
    return verdict->problem.value_or(Error()).message;
}

void ActivityChainTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    for (int i = 1; i <= Entries; ++i) {
        REQUIRE_OK(appendOne(u"entry %1"_qs.arg(i)));
    }
    QCOMPARE(problem(), QString());
}

void ActivityChainTest::anyoneCanCheckALineByHand()
{
    const QByteArray line = lines()[2];
    const qsizetype seal = line.indexOf(",\"hash\":\"");
    const QByteArray hash =
        QCryptographicHash::hash(line.first(seal) + '}', QCryptographicHash::Sha256).toHex();
    QCOMPARE(line.sliced(seal), ",\"hash\":\"" + hash + "\"}");
    QVERIFY(lines()[3].contains("\"previous\":\"" + hash + '"'));
}

using Lines = QByteArrayList;

void ActivityChainTest::changesShow_data()
{
    QTest::addColumn<std::function<Lines(Lines)>>("change");
    QTest::addColumn<QString>("told");
    const auto row = [](const char* name, const std::function<Lines(Lines)>& change, const QString& told) {
        QTest::newRow(name) << change << told;
    };
    row(
        "a word in the middle",
        [](Lines all) {
            all[2].replace("entry 3", "entry 9");
            return all;
        },
        u"Line 3"_qs);
    row(
        "a space that changes no meaning",
        [](Lines all) {
            all[2].replace("\"act\":", "\"act\": ");
            return all;
        },
        u"Line 3"_qs);
    row(
        "a line of another kind",
        [](Lines all) {
            all[3] = "not JSON";
            return all;
        },
        u"Line 4"_qs);
    row(
        "an empty line",
        [](Lines all) {
            all.insert(2, QByteArray());
            return all;
        },
        u"Line 3"_qs);
    row(
        "a line taken out",
        [](Lines all) {
            all.removeAt(1);
            return all;
        },
        u"Before line 2"_qs);
    row(
        "the first line taken out",
        [](Lines all) {
            all.removeFirst();
            return all;
        },
        u"Before line 1"_qs);
    row(
        "a line twice",
        [](Lines all) {
            all.insert(2, all[2]);
            return all;
        },
        u"Line 4"_qs);
    row(
        "two lines in the other order",
        [](Lines all) {
            all.swapItemsAt(2, 3);
            return all;
        },
        u"Before line 3"_qs);
    row(
        "the last line taken out",
        [](Lines all) {
            all.removeLast();
            return all;
        },
        u"At the end"_qs);
    row("the last three taken out", [](Lines all) { return all.first(3); }, u"At the end"_qs);
    row(
        "a changed line with the right hash of its own",
        [](Lines all) {
            QByteArray& line = all[2];
            line = line.first(line.indexOf(",\"hash\"")).replace("entry 3", "entry 9");
            const auto hash = QCryptographicHash::hash(line + '}', QCryptographicHash::Sha256).toHex();
            line += ",\"hash\":\"" + hash + "\"}";
            return all;
        },
        u"Line 4"_qs);
    row(
        "another, longer log in its place", // found by fuzzing: the next entry's head hid it
        [](const Lines& all) {
            ChainEnd end;
            Lines others;
            for (qsizetype i = 0; i < all.size() + 2; ++i) {
                Entry entry;
                entry.what = u"other %1"_qs.arg(i);
                others.append(sealedLine(entry, end).chopped(1));
                end = endOf(entry);
            }
            return others;
        },
        u"The activity log was replaced"_qs);
}

void ActivityChainTest::changesShow()
{
    QFETCH(std::function<Lines(Lines)>, change);
    QFETCH(QString, told);
    put(change(lines()));
    QVERIFY2(problem().startsWith(told), qPrintable(problem()));
}

void ActivityChainTest::aChangeStillShowsAfterTheNextEntry()
{
    QFETCH(std::function<Lines(Lines)>, change);
    put(change(lines()));
    REQUIRE_OK(appendOne(u"later"_qs));
    REQUIRE_OK(appendOne(u"and later"_qs));
    QVERIFY(!problem().isEmpty());
    QVERIFY(contentOf(path()).contains("and later"));
}

void ActivityChainTest::aWriterKilledBeforeTheHeadIsNoChange()
{
    const QString head = ActivityFile(path()).headPath();
    const QByteArray before = contentOf(head);
    REQUIRE_OK(appendOne(u"its head was never written"_qs));
    putFile(head, before);
    QCOMPARE(problem(), QString());
    REQUIRE_OK(appendOne(u"the next"_qs));
    QCOMPARE(problem(), QString());

    QVERIFY(QFile::remove(head)); // killed at the very first entry
    putFile(path(), lines()[0] + '\n');
    QCOMPARE(problem(), QString());
    REQUIRE_OK(appendOne(u"the next"_qs));
    QCOMPARE(problem(), QString());
    QVERIFY(QFile::exists(head));
}

void ActivityChainTest::aHalfWrittenLineIsNoChangeAndGoes()
{
    const QByteArray whole = contentOf(path());
    putFile(path(), whole + whole.first(100));
    QCOMPARE(problem(), QString());
    const auto entries = ActivityFile(path()).newest(100);
    REQUIRE_OK(entries);
    QCOMPARE(entries->size(), Entries);
    REQUIRE_OK(appendOne(u"the next"_qs));
    QCOMPARE(problem(), QString());
    QCOMPARE(contentOf(path()).count('\n'), Entries + 1);
    QVERIFY(contentOf(path()).startsWith(whole));

    QVERIFY(QFile::remove(ActivityFile(path()).headPath())); // the very first entry, half written
    putFile(path(), whole.first(100));
    QCOMPARE(problem(), QString());
    REQUIRE_OK(appendOne(u"the first"_qs));
    QCOMPARE(problem(), QString());
    QCOMPARE(contentOf(path()).count('\n'), 1);
}

void ActivityChainTest::whatSomebodyElseCutShortStays()
{
    const QByteArray whole = contentOf(path());
    putFile(path(), whole.first(whole.size() / 2));
    const QString told = problem();
    QVERIFY2(told.startsWith(u"At the end"_qs), qPrintable(told));
    REQUIRE_OK(appendOne(u"later"_qs));
    QVERIFY(contentOf(path()).startsWith(whole.first(whole.size() / 2)));
    QVERIFY(!problem().isEmpty());

    // Nor does the head come back by itself.
    putFile(path(), whole);
    QVERIFY(QFile::remove(ActivityFile(path()).headPath()));
    QVERIFY(!problem().isEmpty());
    REQUIRE_OK(appendOne(u"later"_qs));
    QVERIFY(!problem().isEmpty());
    QVERIFY(QFile::remove(path())); // all that a person does to begin anew
    REQUIRE_OK(appendOne(u"the first of a new log"_qs));
    QCOMPARE(problem(), QString());
}

void ActivityChainTest::damagedLinesAreShownAsSuch()
{
    QByteArrayList all = lines();
    all[1].replace("entry 2", "entry 9");
    all[3] = QByteArray(200'000, '\xff');
    all[4] = "[1]";
    put(all);
    const auto entries = ActivityFile(path()).newest(100);
    REQUIRE_OK(entries);
    QVERIFY(entries->constFirst().state == Entry::State::Whole);
    QCOMPARE(entries->constLast().number, 1);
    QVERIFY(entries->at(1).state == Entry::State::Unreadable);
    const Entry& changed = entries->at(entries->size() - 2);
    QVERIFY(changed.state == Entry::State::Changed);
    QCOMPARE(changed.what, u"entry 9"_qs);
}

void ActivityChainTest::aNumberThatNoLogReachesIsNoEntry() // found by fuzzing: the next number overflowed
{
    QByteArray object(R"({"act":"servers.use","by":"window","number":9223372036854775807,"what":"x"})");
    const QByteArray hash = QCryptographicHash::hash(object, QCryptographicHash::Sha256).toHex();
    object.chop(1);
    const QByteArray line = object + ",\"hash\":\"" + hash + "\"}";
    QCOMPARE(entryFrom(line, 0).state, Entry::State::Unreadable);
    QVERIFY(!headFrom(R"({"hash":")" + hash + R"(","number":9223372036854775807})"));
    put(lines() << line);
    REQUIRE_OK(appendOne(u"next"_qs));
    QVERIFY2(problem().startsWith(u"Line 7"_qs), qPrintable(problem()));
}

QTEST_GUILESS_MAIN(ActivityChainTest)
#include "activity_chain_test.moc"

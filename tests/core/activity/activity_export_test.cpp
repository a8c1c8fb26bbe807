// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/activity/activity_export.h"

#include <QtTest>

using namespace latchkey::activity;

class ActivityExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void csvHasALineAnEntry();
    void csvStartsNoFormula();
    void jsonHasEveryField();
    void everyActHasAWord();
};

namespace {

Entry sample()
{
    Entry entry;
    entry.state = Entry::State::Whole;
    entry.number = 7;
    entry.time = 1'777'000'000;
    entry.by = u"window"_qs;
    entry.act = u"sessions.revoke"_qs;
    entry.what = u"3 sessions of \"bob\", the builder"_qs;
    entry.count = 3;
    entry.details = { { u"users"_qs, 1 } };
    entry.previous = u"aa"_qs;
    entry.hash = u"bb"_qs;
    return entry;
}

} // namespace

void ActivityExportTest::csvHasALineAnEntry()
{
    QCOMPARE(csvOf({ sample() }),
        QByteArray("number,time,by,act,what,count,details,previous,hash,state\r\n"
                   "7,2026-04-24T03:06:40Z,\"window\",\"sessions.revoke\",\"3 sessions of \"\"bob\"\", the "
                   "builder\",3,\"{\"\"users\"\":1}\",\"aa\",\"bb\",whole\r\n"));
    QCOMPARE(
        csvOf({ Entry() }).split('\n')[1], QByteArray("0,,\"\",\"\",\"\",0,\"\",\"\",\"\",unreadable\r"));
}

void ActivityExportTest::csvStartsNoFormula()
{
    for (const char* text : { "=1+1", "+1", "-1", "@SUM(A1)", "\t=1" }) {
        Entry entry = sample();
        entry.what = QString::fromLatin1(text);
        QVERIFY2(csvOf({ entry }).contains(QByteArray("\"'") + text + '"'), text);
    }
}

void ActivityExportTest::jsonHasEveryField()
{
    const QJsonObject object = jsonOf(sample());
    QCOMPARE(object.keys(),
        QStringList({ u"act"_qs, u"by"_qs, u"count"_qs, u"details"_qs, u"hash"_qs, u"number"_qs,
            u"previous"_qs, u"state"_qs, u"time"_qs, u"what"_qs }));
    QCOMPARE(object[u"time"_qs].toInteger(), 1'777'000'000);
    QCOMPARE(object[u"state"_qs].toString(), u"whole"_qs);
    QCOMPARE(jsonOf(QList<Entry> { sample(), sample() }).size(), 2);
}

void ActivityExportTest::everyActHasAWord()
{
    QSet<QString> words;
    for (int i = 0; i <= static_cast<int>(Act::Undo); ++i) {
        const Act act = static_cast<Act>(i);
        words.insert(actWord(act));
        QVERIFY(actOf(actWord(act)) == act);
    }
    QCOMPARE(words.size(), static_cast<int>(Act::Undo) + 1);
    QVERIFY(!actOf(u"sessions.teleport"_qs));
}

QTEST_GUILESS_MAIN(ActivityExportTest)
#include "activity_export_test.moc"

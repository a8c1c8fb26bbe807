// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/user_agents/literal_index.h"

#include <QtTest>

using namespace latchkey::sessions;

namespace {

using Numbers = std::vector<qsizetype>;

} // namespace

/// Which expressions can match a text at all.
class LiteralIndexTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wantsOneOfEach();
    void takesOneThatRequiresNothing();
    void doesNotAskForSingleCharacters();
    void asksForNoMoreThanItHasBitsFor();
    void tellsLiteralsWithOneBeginningApart();
    void takesAnyByte();
};

void LiteralIndexTest::wantsOneOfEach()
{
    LiteralIndex index;
    index.add({ { "bot", "spider" } });
    index.add({ { "android" }, { "build", "webkit" } });
    QCOMPARE(index.candidates("a spider"), Numbers({ 0 }));
    QCOMPARE(index.candidates("android webkit"), Numbers({ 1 }));
    QCOMPARE(index.candidates("build build android bot"), Numbers({ 0, 1 }));
    QCOMPARE(index.candidates("build webkit"), Numbers());
    QCOMPARE(index.candidates("android"), Numbers());
    QCOMPARE(index.candidates(""), Numbers());
}

void LiteralIndexTest::takesOneThatRequiresNothing()
{
    LiteralIndex index;
    index.add({ { "bot" } });
    index.add({});
    QCOMPARE(index.candidates("anything"), Numbers({ 1 }));
    QCOMPARE(index.candidates(""), Numbers({ 1 }));
}

void LiteralIndexTest::doesNotAskForSingleCharacters()
{
    LiteralIndex index;
    index.add({ { "android", "x" }, { "build" } });
    QCOMPARE(index.candidates("a build"), Numbers({ 0 }));
    QCOMPARE(index.candidates("android"), Numbers());
}

void LiteralIndexTest::asksForNoMoreThanItHasBitsFor()
{
    QByteArrayList words;
    QList<AnyOf> required;
    for (int number = 10; number < 60; ++number) {
        words.append(QByteArray::number(number));
        required.append(AnyOf { words.last() });
    }
    LiteralIndex index;
    index.add(required);
    QCOMPARE(index.candidates(words.join(' ')), Numbers({ 0 }));
    QCOMPARE(index.candidates(words.first(32).join(' ')), Numbers({ 0 }));
    QCOMPARE(index.candidates(words.first(31).join(' ')), Numbers());
}

void LiteralIndexTest::tellsLiteralsWithOneBeginningApart()
{
    LiteralIndex index;
    index.add({ { "win" } });
    index.add({ { "windows" } });
    index.add({ { "window cleaner" } });
    index.add({ { "dows" } });
    QCOMPARE(index.candidates("windows"), Numbers({ 0, 1, 3 }));
    QCOMPARE(index.candidates("wwindow"), Numbers({ 0 }));
    QCOMPARE(index.candidates("wi"), Numbers());
}

void LiteralIndexTest::takesAnyByte()
{
    LiteralIndex index;
    index.add({ { "ab" } });
    QByteArray every;
    for (int byte = 0; byte < 256; ++byte) {
        every += char(byte);
    }
    QCOMPARE(index.candidates(every), Numbers({ 0 }));
    QCOMPARE(index.candidates("a"), Numbers());
}

QTEST_GUILESS_MAIN(LiteralIndexTest)
#include "literal_index_test.moc"

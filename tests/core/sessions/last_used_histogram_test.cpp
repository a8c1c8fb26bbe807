// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/last_used_histogram.h"
#include "tests/core/sessions/store_fixture.h"
#include "tests/support/result_check.h"

#include <ctime>

namespace latchkey::test {

using namespace sessions;

/// The histogram of last use and the counts by kind of device, over a real database.
class LastUsedHistogramTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void anEmptyStoreHasBarsAndNothingInThem();
    void oneSessionIsInItsBar();
    void sessionsOfOneTimeAreOneBar();
    void barsAreWholeDaysSideBySide_data();
    void barsAreWholeDaysSideBySide();
    void daysOfSummerTimeBeginAtMidnightToo();
    void theFirstAndTheLastSecondOfABarAreInIt();
    void timesThatCannotBeRightAreToldApart();
    void aClockThatIsFarOutStillGivesBars_data();
    void aClockThatIsFarOutStillGivesBars();
    void kindsAreCountedInEachBarAndInAll();
    void looksAtTheFilteredOnesAlone();

private:
    void add(const char* user, qint64 lastUsed, const char* kind = "desktop");
    LastUsedHistogram histogram(const HistogramShape& shape = {}, const SessionFilter& filter = {});

    std::unique_ptr<StoreFixture> m_fixture;
    std::unique_ptr<SessionStore> m_store;
    int m_added = 0;
};

namespace {

constexpr qint64 Day = 86'400;

qint64 midnight(int year, int month, int day)
{
    return QDate(year, month, day).startOfDay().toSecsSinceEpoch();
}

} // namespace

void LastUsedHistogramTest::initTestCase()
{
    qputenv("TZ", "Europe/Berlin"); // which has summer time
    tzset();
    QCOMPARE(midnight(2023, 7, 1) % Day, 22 * 3600);
}

void LastUsedHistogramTest::init()
{
    m_store.reset();
    m_fixture = std::make_unique<StoreFixture>();
    m_store = m_fixture->open();
    REQUIRE_OK(waitFor(m_store->counts({}))); // makes the file
}

/// A session of a user agent of its own, recognised as `kind`.
void LastUsedHistogramTest::add(const char* user, qint64 lastUsed, const char* kind)
{
    const QByteArray number = QByteArray::number(++m_added);
    const QByteArray agent = "INSERT INTO user_agents VALUES (" + number + ", 'agent " + number
        + "', '', '', 'device', '" + kind + "', '')";
    const QByteArray name = "INSERT OR IGNORE INTO users (name) VALUES ('" + QByteArray(user) + "')";
    const QByteArray session =
        "INSERT INTO sessions (lookup, user_id, user_agent_id, revoked, created, last_used)"
        " SELECT randomblob(32), id, "
        + number + ", 0, 1, " + QByteArray::number(lastUsed) + " FROM users WHERE name = '" + user + '\'';
    QVERIFY(m_fixture->runSql(agent.constData()));
    QVERIFY(m_fixture->runSql(name.constData()));
    QVERIFY(m_fixture->runSql(session.constData()));
}

LastUsedHistogram LastUsedHistogramTest::histogram(const HistogramShape& shape, const SessionFilter& filter)
{
    return waitFor(m_store->histogram(filter, shape)).value_or(LastUsedHistogram());
}

void LastUsedHistogramTest::anEmptyStoreHasBarsAndNothingInThem()
{
    const LastUsedHistogram empty = histogram();
    QCOMPARE(empty.bars.size(), 60);
    QCOMPARE(empty.sessions(), 0);
    QCOMPARE(empty.bars.first().from, midnight(2023, 7, 18)); // 120 days up to today, 2023-11-14
    QCOMPARE(empty.bars.last().until, midnight(2023, 11, 15));
}

void LastUsedHistogramTest::oneSessionIsInItsBar()
{
    add("ann", Now);
    const LastUsedHistogram one = histogram();
    QCOMPARE(one.sessions(), 1);
    QCOMPARE(one.bars.last().sessions(), 1);
    QCOMPARE(one.bars.size(), 60); // not one broad bar
}

void LastUsedHistogramTest::sessionsOfOneTimeAreOneBar()
{
    for (int i = 0; i < 5; ++i) {
        add("ann", Now - 400 * Day);
    }
    const LastUsedHistogram same = histogram({ .mostBars = 10, .fewestDays = 1 });
    QCOMPARE(same.bars.first().sessions(), 5);
    QCOMPARE(same.sessions(), 5);
}

void LastUsedHistogramTest::barsAreWholeDaysSideBySide_data()
{
    QTest::addColumn<int>("ageInDays");
    QTest::addColumn<int>("mostBars");
    QTest::addColumn<int>("bars");
    QTest::addColumn<int>("daysPerBar");
    QTest::newRow("today") << 0 << 60 << 10 << 1;
    QTest::newRow("as short as allowed") << 9 << 60 << 10 << 1;
    QTest::newRow("a day a bar") << 59 << 60 << 60 << 1;
    QTest::newRow("one day more") << 60 << 60 << 31 << 2;
    QTest::newRow("years") << 800 << 60 << 58 << 14;
    QTest::newRow("one bar") << 800 << 1 << 1 << 801;
}

void LastUsedHistogramTest::barsAreWholeDaysSideBySide()
{
    QFETCH(const int, ageInDays);
    QFETCH(const int, mostBars);
    QFETCH(const int, bars);
    QFETCH(const int, daysPerBar);
    add("ann", midnight(2023, 11, 14) - qint64(ageInDays) * Day + 3600 * 3);
    const LastUsedHistogram made = histogram({ .mostBars = mostBars, .fewestDays = 10 });
    QCOMPARE(made.bars.size(), bars);
    QVERIFY(made.bars.first().sessions() == 1 || ageInDays == 0);
    QCOMPARE(made.sessions(), 1);
    for (qsizetype i = 0; i < made.bars.size(); ++i) {
        const auto from = QDateTime::fromSecsSinceEpoch(made.bars[i].from);
        const auto until = QDateTime::fromSecsSinceEpoch(made.bars[i].until);
        QCOMPARE(from.time(), QTime(0, 0));
        QCOMPARE(from.date().daysTo(until.date()), daysPerBar);
        QVERIFY(i == 0 || made.bars[i - 1].until == made.bars[i].from);
    }
    QCOMPARE(made.bars.last().until, midnight(2023, 11, 15));
}

void LastUsedHistogramTest::daysOfSummerTimeBeginAtMidnightToo() // EDGE 51
{
    m_fixture->clock().set(midnight(2023, 10, 31));
    add("ann", midnight(2023, 3, 20));
    add("ann", midnight(2023, 3, 27) - 1); // the last second of the day with 23 hours
    add("ann", midnight(2023, 10, 30) - 1); // and of the one with 25
    const LastUsedHistogram year = histogram({ .mostBars = 400, .fewestDays = 1 });
    int shortDays = 0;
    int longDays = 0;
    for (const LastUsedHistogram::Bar& bar : year.bars) {
        const qint64 hours = (bar.until - bar.from) / 3600;
        shortDays += hours == 23 ? 1 : 0;
        longDays += hours == 25 ? 1 : 0;
        QCOMPARE(bar.sessions(), hours != 24 || bar.from == midnight(2023, 3, 20) ? 1 : 0);
    }
    QCOMPARE(shortDays, 1);
    QCOMPARE(longDays, 1);
}

void LastUsedHistogramTest::theFirstAndTheLastSecondOfABarAreInIt()
{
    const qint64 day = midnight(2023, 11, 5);
    add("ann", day - 1);
    add("ann", day);
    add("ann", day + Day - 1);
    add("ann", day + Day);
    const LastUsedHistogram days = histogram({ .mostBars = 60, .fewestDays = 30 });
    const auto bar = std::ranges::find(days.bars, day, &LastUsedHistogram::Bar::from);
    QVERIFY(bar != days.bars.end());
    QCOMPARE(bar->sessions(), 2);
    QCOMPARE((bar - 1)->sessions(), 1);
    QCOMPARE((bar + 1)->sessions(), 1);
}

void LastUsedHistogramTest::timesThatCannotBeRightAreToldApart() // EDGE 51
{
    add("ann", Now - 200 * Day);
    for (const qint64 early : { qint64(-11'644'473'600), qint64(-1), qint64(0), qint64(1) }) {
        add("ann", early, "phone");
    }
    for (const qint64 late : { midnight(2023, 11, 15), qint64(253'402'300'799), Now * 1'000'000 }) {
        add("ann", late, "bot");
    }
    const LastUsedHistogram told = histogram();
    QCOMPARE(told.bars.first().from, midnight(2023, 4, 29)); // the axis is that of the sound one
    QCOMPARE(told.earlier, KindCounts({ { DeviceKind::Phone, 4 } }));
    QCOMPARE(told.later, KindCounts({ { DeviceKind::Bot, 3 } }));
    QCOMPARE(told.sessions(), 8);
}

void LastUsedHistogramTest::aClockThatIsFarOutStillGivesBars_data()
{
    QTest::addColumn<qint64>("now");
    QTest::newRow("1601") << qint64(-11'644'473'600);
    QTest::newRow("1970") << qint64(0);
    QTest::newRow("9999") << qint64(253'402'300'799);
    QTest::newRow("microseconds") << Now * 1'000'000;
}

void LastUsedHistogramTest::aClockThatIsFarOutStillGivesBars() // EDGE 51
{
    QFETCH(const qint64, now);
    add("ann", Now);
    m_fixture->clock().set(now);
    const LastUsedHistogram odd = histogram();
    QVERIFY(odd.bars.size() > 1);
    QVERIFY(odd.bars.size() <= 60);
    QCOMPARE(odd.sessions(), 1);
    QCOMPARE(sumOf(odd.earlier) + sumOf(odd.later), 1);
}

void LastUsedHistogramTest::kindsAreCountedInEachBarAndInAll()
{
    for (const char* kind : { "desktop", "phone", "tablet", "tv", "bot", "program", "unknown", "desktop" }) {
        add("ann", Now, kind);
    }
    add("bob", Now - 10 * Day, "phone");
    const LastUsedHistogram made = histogram({ .mostBars = 30, .fewestDays = 30 });
    KindCounts ofToday { { DeviceKind::Desktop, 2 }, { DeviceKind::Phone, 1 }, { DeviceKind::Tablet, 1 },
        { DeviceKind::Television, 1 }, { DeviceKind::Bot, 1 }, { DeviceKind::Program, 1 },
        { DeviceKind::Unknown, 1 } };
    QCOMPARE(made.bars.last().kinds, ofToday);
    QCOMPARE(made.bars[19].kinds, KindCounts({ { DeviceKind::Phone, 1 } }));
    const auto counts = waitFor(m_store->counts({}));
    REQUIRE_OK(counts);
    ofToday[DeviceKind::Phone] = 2;
    QCOMPARE(counts->kinds, ofToday);
    QCOMPARE(counts->matched, 9);
    SessionFilter bob;
    bob.username = QStringLiteral("bob");
    bob.lastUsedAtOrBefore = Now;
    QCOMPARE(waitFor(m_store->counts(bob))->kinds.value(DeviceKind::Phone), 1);
    QCOMPARE(waitFor(m_store->counts(bob))->kinds.value(DeviceKind::Desktop), 0);
}

void LastUsedHistogramTest::looksAtTheFilteredOnesAlone()
{
    add("ann", Now - 3000 * Day);
    add("bob", Now - 5 * Day);
    add("bob", Now);
    SessionFilter bob;
    bob.username = QStringLiteral("bob");
    QCOMPARE(histogram({}, bob).sessions(), 2);
    QCOMPARE(histogram({}, bob).bars.size(), 60); // 120 days: ann's years are not on its axis
    bob.lastUsedAtOrBefore = Now - 5 * Day; // EDGE 53
    QCOMPARE(histogram({}, bob).sessions(), 1);
    SessionFilter nobody;
    nobody.username = QStringLiteral("nobody");
    QCOMPARE(histogram({}, nobody).sessions(), 0);
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::LastUsedHistogramTest)
#include "last_used_histogram_test.moc"

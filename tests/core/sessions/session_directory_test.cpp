// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/user_agents/user_agent_parser.h"
#include "tests/core/sessions/store_fixture.h"
#include "tests/support/result_check.h"

#include <QSet>

#include <algorithm>

namespace latchkey::test {

using namespace sessions;

/// What the window and `sessions list` read and do: filters, pages, groups, counts and bulk changes.
class SessionDirectoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aSessionSaysWhatItsUserAgentIs();
    void anUnrecognisedUserAgentStandsForItsDevice();
    void withoutAParserNothingIsRecognisedAndALaterOneDoesIt();
    void filtersFindWhatTheySay_data();
    void filtersFindWhatTheySay();
    void searchIgnoresCaseInEveryScript();
    void searchTakesPercentAndUnderscoreAsTheyAre();
    void pagesNeitherRepeatNorSkipRowsOfOneTime_data();
    void pagesNeitherRepeatNorSkipRowsOfOneTime();
    void oddTimesSortAsTheNumbersTheyAre();
    void groupsShareADeviceAUserAgentOrAUser();
    void aGroupsKeyIsWhatTheFilterTakes();
    void countsAreWhatRemoveDeletes();
    void bulkRevokeSaysWhatItChangedAndRestoreUndoesIt();
    void anUndoLeavesAloneWhatWasChangedSince();
    void aRevokedSessionSaysSinceWhen();
    void aSelectionOfPartsIsOneFilter();
    void findsTimesThatCannotBeRight();
    void keepsTheNewestOfEachUser();
    void aCancelledCallTellsWhatItDid();
    void revokingById();
    void aPurgeOverAllUsersIsRemoveWithACutoff();
    void removingInBatchesRemovesAll();
    void manyIdsAreChangedInBatchesToo();
    void userAgentsThatNobodyHasAreForgotten();

private:
    void add(const char* user, const char* identifier, const QString& userAgent);
    void addMany(int sessions);
    QStringList names(const SessionFilter& filter, const SessionSort& sort = {});

    std::unique_ptr<StoreFixture> m_fixture;
    std::unique_ptr<UserAgentParser> m_parser;
    std::unique_ptr<SessionStore> m_store;
};

namespace {

const QString Firefox =
    QStringLiteral("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0");
const QString OtherFirefox =
    QStringLiteral("Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0");
const QString Chrome =
    QStringLiteral("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like "
                   "Gecko) Chrome/119.0.0.0 Safari/537.36");
const QString Odd = QStringLiteral("zzz-made-up-thing");

constexpr qint64 Hour = 3600;

SessionFilter touchedBy(const BulkChange& change)
{
    SessionFilter filter;
    filter.changedBy = change.id;
    return filter;
}

} // namespace

/// ann: laptop (Firefox, 3 h ago), phone (Chrome, 2 h ago, revoked); bob: work (Firefox 121, 1 h ago);
/// Zoë: odd (unknown, now). A user's name and the session's identifier make its name here.
void SessionDirectoryTest::init()
{
    m_fixture = std::make_unique<StoreFixture>();
    m_parser = std::make_unique<UserAgentParser>(QStringLiteral(UAP_CORE_DIR "/regexes.yaml"));
    m_store = std::make_unique<SessionStore>(
        SessionStore::Options { .path = m_fixture->path() }, m_fixture->clock(), m_parser.get());
    m_fixture->clock().set(Now - 3 * Hour);
    add("ann", "laptop", Firefox);
    m_fixture->clock().set(Now - 2 * Hour);
    add("ann", "phone", Chrome);
    REQUIRE_OK(waitFor(m_store->revoke(QStringLiteral("ann"), secret("phone"))));
    m_fixture->clock().set(Now - 1 * Hour);
    add("bob", "work", OtherFirefox);
    m_fixture->clock().set(Now);
    add("Zo\xc3\xab", "odd", Odd);
}

void SessionDirectoryTest::cleanup()
{
    m_store.reset();
    m_parser.reset();
    m_fixture.reset();
}

void SessionDirectoryTest::add(const char* user, const char* identifier, const QString& userAgent)
{
    REQUIRE_OK(waitFor(m_store->add(QString::fromUtf8(user), secret(identifier), userAgent)));
}

/// Sessions of the user "many".
void SessionDirectoryTest::addMany(int sessions)
{
    QList<Future<Token>> added;
    for (int i = 0; i < sessions; ++i) {
        added.append(m_store->add(QStringLiteral("many"), Secret::takeFrom(QByteArray::number(i)), Odd));
    }
    for (const auto& future : added) {
        REQUIRE_OK(waitFor(future));
    }
}

/// The users of the matching sessions, in order.
QStringList SessionDirectoryTest::names(const SessionFilter& filter, const SessionSort& sort)
{
    const auto page = waitFor(m_store->page(filter, sort, 0, 100));
    if (!page) {
        return { page.error().message };
    }
    QStringList users;
    for (const Session& session : *page) {
        users.append(session.token.username);
    }
    return users;
}

void SessionDirectoryTest::aSessionSaysWhatItsUserAgentIs()
{
    const auto page = waitFor(m_store->page({}, { SessionColumn::LastUsed, Qt::AscendingOrder }, 0, 1));
    REQUIRE_OK(page);
    const Session& session = page->first();
    QCOMPARE(session.token.username, QStringLiteral("ann"));
    QCOMPARE(session.token.userAgent, Firefox);
    QCOMPARE(session.token.created, Now - 3 * Hour);
    QCOMPARE(session.token.fingerprint.size(), 8);
    QCOMPARE(session.browser, QStringLiteral("Firefox 120.0"));
    QVERIFY(session.os.contains(QStringLiteral("Linux")));
    QVERIFY(session.device.startsWith(QStringLiteral("Firefox")));
    QCOMPARE(session.kind, DeviceKind::Desktop);
}

void SessionDirectoryTest::anUnrecognisedUserAgentStandsForItsDevice()
{
    SessionFilter filter;
    filter.username = QString::fromUtf8("Zo\xc3\xab");
    const auto page = waitFor(m_store->page(filter, {}, 0, 1));
    REQUIRE_OK(page);
    QCOMPARE(page->first().device, Odd);
    QCOMPARE(page->first().browser, QString());
    QCOMPARE(page->first().kind, DeviceKind::Unknown);
}

void SessionDirectoryTest::withoutAParserNothingIsRecognisedAndALaterOneDoesIt()
{
    StoreFixture other;
    {
        const auto store = other.open();
        for (int i = 0; i < 40; ++i) { // more than are recognised at a time
            const QString agent = Firefox + QStringLiteral(" and something else %1").arg(i);
            REQUIRE_OK(waitFor(
                store->add(QStringLiteral("ann"), Secret::takeFrom(QByteArray::number(i + 1000)), agent)));
        }
        const auto page = waitFor(store->page({}, {}, 0, 1));
        REQUIRE_OK(page);
        QCOMPARE(page->first().browser, QString());
        QCOMPARE(page->first().device, page->first().token.userAgent.first(80) + QChar(0x2026));
    }
    SessionStore store({ .path = other.path() }, other.clock(), m_parser.get());
    REQUIRE_OK(waitFor(store.validate(QStringLiteral("ann"), secret("1000"))));
    const auto devices = [&] {
        QStringList names;
        const auto groups = waitFor(store.groups({}, GroupBy::Device));
        for (const SessionGroup& group : groups.value_or(QList<SessionGroup>())) {
            names.append(group.key);
        }
        return names;
    };
    QTRY_COMPARE_WITH_TIMEOUT(devices(), QStringList { QStringLiteral("Firefox on Linux") }, 30'000);
}

void SessionDirectoryTest::filtersFindWhatTheySay_data()
{
    QTest::addColumn<SessionFilter>("filter");
    QTest::addColumn<QStringList>("users");
    const QString zoe = QString::fromUtf8("Zo\xc3\xab");
    const QString ann = QStringLiteral("ann");
    const QString bob = QStringLiteral("bob");
    const auto row = [](const char* name, auto&& change, const QStringList& users) {
        SessionFilter filter;
        change(filter);
        QTest::newRow(name) << filter << users;
    };
    const auto searching = [](const char* text) {
        return [text](SessionFilter& filter) { filter.search = QString::fromUtf8(text); };
    };
    row("everything, newest first", [](SessionFilter&) { }, { zoe, bob, ann, ann });
    row("user", [&](SessionFilter& filter) { filter.username = ann; }, { ann, ann });
    row("user, exactly", [](SessionFilter& filter) { filter.username = QStringLiteral("an"); }, {});
    row("active", [](SessionFilter& filter) { filter.state = SessionState::Active; }, { zoe, bob, ann });
    row("revoked", [](SessionFilter& filter) { filter.state = SessionState::Revoked; }, { ann });
    row("no ids", [](SessionFilter& filter) { filter.ids = QList<SessionId> {}; }, {});
    row("ids", [](SessionFilter& filter) { filter.ids = QList<SessionId> { 1, 3, 99 }; }, { bob, ann });
    row("user agent", [](SessionFilter& filter) { filter.userAgent = Chrome; }, { ann });
    row("device", [](SessionFilter& filter) { filter.device = Odd; }, { zoe });
    row("cut-off is inclusive",
        [](SessionFilter& filter) { filter.lastUsedAtOrBefore = Now - 2 * Hour; }, // EDGE 53
        { ann, ann });
    row("search: user", searching("BOB"), { bob });
    row("search: browser", searching("chrome"), { ann });
    row("search: system", searching("windows"), { ann });
    row("search: raw", searching("rv:121"), { bob });
    row("search: every word", searching("ann firefox"), { ann });
    row("search: none", searching("ann made-up"), {});
    row("search: blanks", searching("  \t "), { zoe, bob, ann, ann });
    row("search: is no SQL", searching("' OR 1=1 --"), {});
    row("all together",
        [&](SessionFilter& filter) {
            filter.username = ann;
            filter.state = SessionState::Active;
            filter.search = QStringLiteral("firefox");
            filter.lastUsedAtOrBefore = Now;
            filter.ids = QList<SessionId> { 1, 2, 3, 4 };
        },
        { ann });
}

void SessionDirectoryTest::filtersFindWhatTheySay()
{
    QFETCH(const SessionFilter, filter);
    QFETCH(const QStringList, users);
    QCOMPARE(names(filter), users);
    const auto counts = waitFor(m_store->counts(filter));
    REQUIRE_OK(counts);
    QCOMPARE(counts->matched, users.size());
}

void SessionDirectoryTest::searchIgnoresCaseInEveryScript()
{
    SessionFilter filter;
    filter.search = QString::fromUtf8("ZO\xc3\x8b");
    QCOMPARE(names(filter).size(), 1);
    const auto all = waitFor(m_store->page({}, {}, 0, 1));
    REQUIRE_OK(all);
    filter.search = all->first().token.fingerprint.toUpper();
    QCOMPARE(names(filter).size(), 1);
}

void SessionDirectoryTest::searchTakesPercentAndUnderscoreAsTheyAre() // EDGE 49
{
    SessionFilter filter;
    for (const QString& word :
        { QStringLiteral("%"), QStringLiteral("b_b"), QStringLiteral("*"), QStringLiteral("\\") }) {
        filter.search = word;
        QCOMPARE(names(filter), QStringList());
    }
    add("a%b_c\\d", "x", Odd);
    for (const QString& word : { QStringLiteral("A%b"), QStringLiteral("b_c"), QStringLiteral("c\\d") }) {
        filter.search = word;
        QCOMPARE(names(filter).size(), 1);
    }
}

void SessionDirectoryTest::pagesNeitherRepeatNorSkipRowsOfOneTime_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<Qt::SortOrder>("order");
    for (int column = 0; column <= static_cast<int>(SessionColumn::Id); ++column) {
        QTest::addRow("column %d up", column) << column << Qt::AscendingOrder;
        QTest::addRow("column %d down", column) << column << Qt::DescendingOrder;
    }
}

void SessionDirectoryTest::pagesNeitherRepeatNorSkipRowsOfOneTime() // EDGE 62
{
    QFETCH(const int, column);
    QFETCH(const Qt::SortOrder, order);
    QList<Future<Token>> added;
    for (int i = 0; i < 60; ++i) { // all at one time, by three users, with two user agents
        added.append(m_store->add(QStringLiteral("user%1").arg(i % 3),
            Secret::takeFrom(QByteArray::number(i)), i % 2 == 0 ? Firefox : Odd));
    }
    for (const auto& future : added) {
        REQUIRE_OK(waitFor(future));
    }
    QList<SessionId> seen;
    for (qint64 offset = 0; offset < 70; offset += 7) {
        const auto page = waitFor(m_store->page({}, { SessionColumn(column), order }, offset, 7));
        REQUIRE_OK(page);
        QList<SessionId> ids;
        for (const Session& session : *page) {
            ids.append(session.token.id);
        }
        QCOMPARE(*waitFor(m_store->ids({}, { SessionColumn(column), order }, offset, 7)), ids);
        seen += ids;
    }
    QCOMPARE(seen.size(), 64);
    QCOMPARE(QSet<SessionId>(seen.begin(), seen.end()).size(), 64);
}

void SessionDirectoryTest::oddTimesSortAsTheNumbersTheyAre() // EDGE 51
{
    const QList<qint64> times { -11'644'473'600, -1, 0, 1, Now * 1'000'000, 253'402'300'799 };
    for (const qint64 time : times) {
        m_fixture->clock().set(time);
        add("odd", QByteArray::number(time).constData(), Odd);
    }
    SessionFilter filter;
    filter.username = QStringLiteral("odd");
    const auto page = waitFor(m_store->page(filter, { SessionColumn::LastUsed, Qt::AscendingOrder }, 0, 100));
    REQUIRE_OK(page);
    QList<qint64> stored;
    for (const Session& session : *page) {
        stored.append(session.token.lastUsed);
    }
    QList<qint64> expected = times;
    std::ranges::sort(expected);
    QCOMPARE(stored, expected); // kept as they came, in order
}

void SessionDirectoryTest::groupsShareADeviceAUserAgentOrAUser()
{
    const auto users = waitFor(m_store->groups({}, GroupBy::User));
    REQUIRE_OK(users);
    QCOMPARE(users->size(), 3);
    QCOMPARE(users->last().key, QStringLiteral("ann"));
    QCOMPARE(users->last().sessions, 2);
    QCOMPARE(users->last().revoked, 1);
    QCOMPARE(users->last().lastUsed, Now - 2 * Hour);

    const auto agents = waitFor(m_store->groups({}, GroupBy::UserAgent));
    REQUIRE_OK(agents);
    QCOMPARE(agents->size(), 4);
    QCOMPARE(agents->at(1).key, OtherFirefox);
    QCOMPARE(agents->at(1).browser, QStringLiteral("Firefox 121.0"));
    QCOMPARE(agents->at(1).kind, DeviceKind::Desktop);

    const auto devices = waitFor(m_store->groups({}, GroupBy::Device));
    REQUIRE_OK(devices);
    QCOMPARE(devices->size(), 3); // an update of the browser makes no new device
    QCOMPARE(devices->first().key, Odd);
    QCOMPARE(devices->at(1).sessions, 2);
    QCOMPARE(devices->at(1).lastUsed, Now - Hour);
}

void SessionDirectoryTest::aGroupsKeyIsWhatTheFilterTakes()
{
    for (const GroupBy by : { GroupBy::Device, GroupBy::UserAgent, GroupBy::User }) {
        const auto groups = waitFor(m_store->groups({}, by));
        REQUIRE_OK(groups);
        for (const SessionGroup& group : *groups) {
            SessionFilter filter;
            (by == GroupBy::Device        ? filter.device
                    : by == GroupBy::User ? filter.username
                                          : filter.userAgent) = group.key;
            QCOMPARE(names(filter).size(), group.sessions);
        }
    }
}

void SessionDirectoryTest::countsAreWhatRemoveDeletes()
{
    m_fixture->clock().advance(22 * Hour + 1);
    const auto all = waitFor(m_store->counts({}));
    REQUIRE_OK(all);
    QCOMPARE(all->matched, 4);
    QCOMPARE(all->users, 3);
    QCOMPARE(all->revoked, 1);
    QCOMPARE(all->usedLast24Hours, 2);
    SessionFilter filter;
    filter.search = QStringLiteral("firefox");
    const auto counts = waitFor(m_store->counts(filter));
    REQUIRE_OK(counts);
    QCOMPARE(counts->matched, 2);
    const auto removed = waitFor(m_store->remove(filter, {}));
    REQUIRE_OK(removed);
    QCOMPARE(*removed, counts->matched);
    QCOMPARE(names({}).size(), 2);
}

void SessionDirectoryTest::bulkRevokeSaysWhatItChangedAndRestoreUndoesIt()
{
    const auto revoked = waitFor(m_store->revoke(SessionFilter {}, {}));
    REQUIRE_OK(revoked);
    QCOMPARE(revoked->sessions, 3); // one was revoked before
    REQUIRE_ERROR(waitFor(m_store->validate(QStringLiteral("bob"), secret("work"))), ErrorCode::TokenInvalid);
    const auto restored = waitFor(m_store->restore(touchedBy(*revoked), {}));
    REQUIRE_OK(restored);
    QCOMPARE(restored->sessions, 3);
    REQUIRE_OK(waitFor(m_store->validate(QStringLiteral("bob"), secret("work"))));
    REQUIRE_ERROR(
        waitFor(m_store->validate(QStringLiteral("ann"), secret("phone"))), ErrorCode::TokenInvalid);
    const auto again = waitFor(m_store->restore(touchedBy(*revoked), {}));
    REQUIRE_OK(again);
    QCOMPARE(again->sessions, 0);
}

void SessionDirectoryTest::anUndoLeavesAloneWhatWasChangedSince()
{
    const auto revoked = waitFor(m_store->revoke(SessionFilter {}, {}));
    REQUIRE_OK(revoked);
    SessionFilter bob;
    bob.username = QStringLiteral("bob");
    REQUIRE_OK(waitFor(m_store->restore(bob, {})));
    REQUIRE_OK(waitFor(m_store->revoke(bob, {}))); // looks as before, but somebody decided it anew
    const auto restored = waitFor(m_store->restore(touchedBy(*revoked), {}));
    REQUIRE_OK(restored);
    QCOMPARE(restored->sessions, revoked->sessions - 1);
    REQUIRE_ERROR(waitFor(m_store->validate(QStringLiteral("bob"), secret("work"))), ErrorCode::TokenInvalid);
}

void SessionDirectoryTest::aRevokedSessionSaysSinceWhen()
{
    m_fixture->clock().advance(Hour);
    SessionFilter bob;
    bob.username = QStringLiteral("bob");
    const auto when = [&] { return waitFor(m_store->page(bob, {}, 0, 1))->first().revokedAt; };
    QVERIFY(!when());
    REQUIRE_OK(waitFor(m_store->revoke(QStringLiteral("bob"), secret("work"))));
    const auto first = when();
    QCOMPARE(first, std::optional(m_fixture->clock().unixSeconds()));
    m_fixture->clock().advance(Hour);
    REQUIRE_OK(waitFor(m_store->revoke(QStringLiteral("bob"), secret("work"))));
    QCOMPARE(when(), first);
    bob.revokedAtOrBefore = *first - 1;
    QCOMPARE(waitFor(m_store->counts(bob))->matched, 0);
    bob.revokedAtOrBefore = *first;
    QCOMPARE(waitFor(m_store->counts(bob))->matched, 1);
    REQUIRE_OK(waitFor(m_store->restore(bob, {})));
    bob.revokedAtOrBefore.reset();
    QVERIFY(!when());
}

void SessionDirectoryTest::revokingById() // EDGE 60
{
    SessionFilter filter;
    filter.ids = QList<SessionId> { 1 };
    const auto revoked = waitFor(m_store->revoke(filter, {}));
    REQUIRE_OK(revoked);
    QCOMPARE(revoked->sessions, 1);
    REQUIRE_ERROR(
        waitFor(m_store->validate(QStringLiteral("ann"), secret("laptop"))), ErrorCode::TokenInvalid);
    REQUIRE_OK(waitFor(m_store->validate(QStringLiteral("bob"), secret("work"))));
}

void SessionDirectoryTest::aSelectionOfPartsIsOneFilter()
{
    SessionFilter parts;
    for (int i = 0; i < 1200; ++i) { // more than SQLite would take as a chain
        SessionFilter part;
        part.ids = QList<SessionId> { i };
        parts.anyOf.push_back(part);
    }
    QCOMPARE(waitFor(m_store->counts(parts))->matched, 4);
    parts.anyOf.resize(2); // 0 and 1
    parts.anyOf[0].ids.reset();
    parts.anyOf[0].username = QStringLiteral("bob");
    QCOMPARE(waitFor(m_store->counts(parts))->matched, 2);
    parts.exceptIds = QList<SessionId> { 1 };
    QCOMPARE(waitFor(m_store->counts(parts))->matched, 1);
}

void SessionDirectoryTest::findsTimesThatCannotBeRight() // EDGE 51
{
    SessionFilter odd;
    odd.oddClockAsOf = m_fixture->clock().unixSeconds();
    const auto matched = [&] { return waitFor(m_store->counts(odd))->matched; };
    QCOMPARE(matched(), 0);
    odd.oddClockAsOf = Now - 61; // the newest is of Now
    QCOMPARE(matched(), 1);
    odd.oddClockAsOf = Now - 60;
    QCOMPARE(matched(), 0);
    odd.oddClockAsOf = m_fixture->clock().unixSeconds();
    QVERIFY(m_fixture->runSql("UPDATE sessions SET created = last_used + 1 WHERE id = 1"));
    QVERIFY(m_fixture->runSql("UPDATE sessions SET created = 0, last_used = 0 WHERE id = 2"));
    QVERIFY(m_fixture->runSql("UPDATE sessions SET last_used = 253402300799 WHERE id = 3"));
    QCOMPARE(matched(), 3);
}

void SessionDirectoryTest::keepsTheNewestOfEachUser()
{
    SessionFilter surplus;
    surplus.beyondNewestActive = 1;
    QCOMPARE(waitFor(m_store->counts(surplus))->matched, 0); // ann has two, one of them revoked
    add("ann", "third", Odd);
    m_fixture->clock().advance(Hour);
    add("ann", "fourth", Odd);
    const auto rows = waitFor(m_store->page(surplus, {}, 0, 10));
    REQUIRE_OK(rows);
    QCOMPARE(rows->size(), 2);
    for (const Session& session : *rows) {
        QCOMPARE(session.token.username, QStringLiteral("ann"));
        QVERIFY(!session.token.revoked);
        QVERIFY(session.token.lastUsed < m_fixture->clock().unixSeconds());
    }
    surplus.beyondNewestActive = 0;
    QCOMPARE(waitFor(m_store->counts(surplus))->matched, 5);
}

void SessionDirectoryTest::aCancelledCallTellsWhatItDid()
{
    BulkProgress progress;
    progress.cancel(); // it stops after its first batch
    addMany(5'003);
    SessionFilter many;
    many.username = QStringLiteral("many");
    const auto removed = waitFor(m_store->remove(many, progress));
    REQUIRE_OK(removed);
    QVERIFY(*removed > 0);
    QVERIFY(*removed < 5000);
    QCOMPARE(progress.done(), *removed);
    QCOMPARE(waitFor(m_store->counts(many))->matched, 5'003 - *removed);
}

void SessionDirectoryTest::aPurgeOverAllUsersIsRemoveWithACutoff() // EDGE 53
{
    SessionFilter filter;
    filter.lastUsedAtOrBefore = Now - Hour;
    const auto removed = waitFor(m_store->remove(filter, {}));
    REQUIRE_OK(removed);
    QCOMPARE(*removed, 3);
    QCOMPARE(names({}), QStringList { QString::fromUtf8("Zo\xc3\xab") });
}

void SessionDirectoryTest::removingInBatchesRemovesAll()
{
    addMany(5'003);
    SessionFilter filter;
    filter.username = QStringLiteral("many");
    BulkProgress progress;
    const auto revoked = waitFor(m_store->revoke(filter, progress));
    REQUIRE_OK(revoked);
    QCOMPARE(revoked->sessions, 5'003);
    QCOMPARE(progress.done(), 5'003);
    const auto removed = waitFor(m_store->remove(touchedBy(*revoked), {}));
    REQUIRE_OK(removed);
    QCOMPARE(*removed, 5'003);
    QCOMPARE(names({}).size(), 4);
}

void SessionDirectoryTest::manyIdsAreChangedInBatchesToo()
{
    addMany(5'003);
    SessionFilter many;
    many.username = QStringLiteral("many");
    SessionFilter chosen; // from the middle of the list, and not as the rows lie in the file
    chosen.ids =
        *waitFor(m_store->ids(many, { SessionColumn::Fingerprint, Qt::AscendingOrder }, 1'000, 4'000));
    QCOMPARE(chosen.ids->size(), 4'000);
    many.exceptIds = chosen.ids;
    chosen.ids->append(chosen.ids->first());
    const auto revoked = waitFor(m_store->revoke(chosen, {}));
    REQUIRE_OK(revoked);
    QCOMPARE(revoked->sessions, 4'000);
    many.state = SessionState::Active;
    QCOMPARE(waitFor(m_store->counts(many))->matched, 1'003);
    QCOMPARE(*waitFor(m_store->remove(chosen, {})), 4'000);
    many.exceptIds.reset();
    QCOMPARE(waitFor(m_store->counts(many))->matched, 1'003);
}

void SessionDirectoryTest::userAgentsThatNobodyHasAreForgotten()
{
    REQUIRE_OK(waitFor(m_store->remove(QStringLiteral("bob"), secret("work"))));
    QCOMPARE(m_fixture->sqlValue("SELECT count(*) FROM user_agents"), "3");
    REQUIRE_OK(waitFor(m_store->remove(SessionFilter {}, {})));
    QCOMPARE(m_fixture->sqlValue("SELECT count(*) FROM user_agents"), "0");
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::SessionDirectoryTest)
#include "session_directory_test.moc"

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/import/session_import.h"
#include "core/sessions/session_store.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_check.h"

#include <QTemporaryDir>

using namespace latchkey;
using namespace latchkey::sessions;

namespace {

constexpr qint64 now = 1'700'000'000;

/// Rows from memory; one may be unreadable.
class ListedRows final : public TableSource
{
public:
    Result<std::optional<TableRow>> next() override
    {
        if (m_next == unreadable && m_readings >= firstBadReading) {
            return failure(ErrorCode::Corrupt, QStringLiteral("row"));
        }
        return m_next < rows.size() ? std::optional(rows[m_next++]) : std::nullopt;
    }
    Result<void> rewind() override
    {
        m_next = 0;
        ++m_readings;
        return {};
    }

    QList<TableRow> rows;
    qsizetype unreadable = -1;
    int firstBadReading = 0;

private:
    qsizetype m_next = 0;
    int m_readings = 0;
};

TableMapping everyColumn()
{
    TableMapping mapping;
    mapping.username = QStringLiteral("user");
    mapping.identifier = { QStringLiteral("series"), QStringLiteral("token") };
    mapping.userAgent = QStringLiteral("agent");
    mapping.created = QStringLiteral("created");
    mapping.lastUsed = QStringLiteral("used");
    mapping.revoked = QStringLiteral("revoked");
    return mapping;
}

TableRow row(const char* user, const char* token, const char* created = "10", const char* lastUsed = "20",
    const char* revoked = "", const char* agent = "curl/8")
{
    return { .values = { QString::fromUtf8(user), QStringLiteral("s"), QString::fromUtf8(token),
                 QString::fromUtf8(agent), QString::fromUtf8(created), QString::fromUtf8(lastUsed),
                 QString::fromUtf8(revoked) } };
}

QList<TableRow> manyRows(int count)
{
    QList<TableRow> rows;
    for (int i = 0; i < count; ++i) {
        rows.append(row("ann", QByteArray::number(i).constData()));
    }
    return rows;
}

} // namespace

class SessionImportTest final : public QObject
{
    Q_OBJECT

    Result<ImportReport> import(TableSource& rows, const std::function<void(ImportOptions&)>& change = {});
    QList<Token> stored();

    std::unique_ptr<QTemporaryDir> m_folder;
    test::ManualClock m_clock { now };
    std::unique_ptr<SessionStore> m_store;

private Q_SLOTS:
    void init();
    void storesSessionsWithTheirHistory();
    void whoHasTheIdentifierIsSignedIn();
    void oneTimeStandsForTheOther_data();
    void oneTimeStandsForTheOther();
    void aTableWithoutTimesHasThatOfTheImport();
    void oddTimesAreKeptAsTheyAre();
    void tellsRevokedFromActive_data();
    void tellsRevokedFromActive();
    void refusesRowsByReason();
    void userNamesAndAgentsAreStoredSafely();
    void mayBeRepeated();
    void aDryRunTellsTheSameAndStoresNothing();
    void anUnreadableTableImportsNothing();
    void anErrorAmidTheSecondReadingTellsWhatIsStored();
    void stopsWhileItCounts();
    void stopsBetweenBatches();
    void tellsWhatWasStoredBeforeTheStoreFailed();
};

void SessionImportTest::init()
{
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<SessionStore>(
        SessionStore::Options { .path = m_folder->filePath(QStringLiteral("sessions.db")) }, m_clock,
        nullptr);
}

Result<ImportReport> SessionImportTest::import(
    TableSource& rows, const std::function<void(ImportOptions&)>& change)
{
    ImportOptions options { .reading = { .mapping = everyColumn(), .now = now } };
    if (change) {
        change(options);
    }
    return importTable(rows, m_store.get(), options);
}

QList<Token> SessionImportTest::stored()
{
    QList<Token> tokens;
    const auto page = waitFor(m_store->page({}, { SessionColumn::Username, Qt::AscendingOrder }, 0, 100'000));
    for (const Session& session : page.value_or(QList<Session>())) {
        tokens.append(session.token);
    }
    return tokens;
}

void SessionImportTest::storesSessionsWithTheirHistory()
{
    ListedRows rows;
    rows.rows = { row("ann", "1", "2023-11-14 22:13:20", "1700000001"), row("bob", "2", "5", "6", "1") };
    const auto report = import(rows);
    REQUIRE_OK(report);
    QCOMPARE(report->read, 2);
    QCOMPARE(report->imported, 2);
    const QList<Token> tokens = stored();
    QCOMPARE(tokens.size(), 2);
    QCOMPARE(tokens[0].username, QStringLiteral("ann"));
    QCOMPARE(tokens[0].created, now);
    QCOMPARE(tokens[0].lastUsed, now + 1);
    QCOMPARE(tokens[0].userAgent, QStringLiteral("curl/8"));
    QVERIFY(!tokens[0].revoked);
    QCOMPARE(tokens[1].lastUsed, 6);
    QVERIFY(tokens[1].revoked);
    SessionFilter revoked;
    revoked.revokedAtOrBefore = 6; // it cannot have been used after that
    QCOMPARE(waitFor(m_store->counts(revoked))->matched, 1);
}

void SessionImportTest::whoHasTheIdentifierIsSignedIn()
{
    ListedRows rows;
    rows.rows = { row("ann", "1"), row("bob", "2", "5", "6", "1") };
    REQUIRE_OK(import(rows));
    const auto identifier = [](const char* text) { return Secret::takeFrom(QByteArray(text)); };
    const auto valid = waitFor(m_store->validate(QStringLiteral("ann"), identifier("s:1")));
    REQUIRE_OK(valid);
    QCOMPARE(valid->token.created, 10);
    REQUIRE_ERROR(
        waitFor(m_store->validate(QStringLiteral("ann"), identifier("1"))), ErrorCode::TokenInvalid);
    REQUIRE_ERROR(
        waitFor(m_store->validate(QStringLiteral("bob"), identifier("s:2"))), ErrorCode::TokenInvalid);
}

void SessionImportTest::oneTimeStandsForTheOther_data()
{
    QTest::addColumn<QByteArray>("created");
    QTest::addColumn<QByteArray>("lastUsed");
    QTest::addColumn<qint64>("isCreated");
    QTest::addColumn<qint64>("isLastUsed");

    QTest::newRow("both") << QByteArray("10") << QByteArray("20") << qint64(10) << qint64(20);
    QTest::newRow("created only") << QByteArray("10") << QByteArray() << qint64(10) << qint64(10);
    QTest::newRow("last used only") << QByteArray() << QByteArray("20") << qint64(20) << qint64(20);
}

void SessionImportTest::oneTimeStandsForTheOther()
{
    QFETCH(const QByteArray, created);
    QFETCH(const QByteArray, lastUsed);

    ListedRows rows;
    rows.rows = { row("ann", "1", created.constData(), lastUsed.constData()) };
    REQUIRE_OK(import(rows));
    QTEST(stored().value(0).created, "isCreated");
    QTEST(stored().value(0).lastUsed, "isLastUsed");
}

void SessionImportTest::aTableWithoutTimesHasThatOfTheImport()
{
    ListedRows rows;
    rows.rows = { TableRow { .values = { QStringLiteral("ann"), QStringLiteral("1") } } };
    TableMapping mapping;
    mapping.username = QStringLiteral("user");
    mapping.identifier = { QStringLiteral("token") };
    REQUIRE_OK(import(rows, [&](ImportOptions& options) { options.reading.mapping = mapping; }));
    QCOMPARE(stored().value(0).created, now);
    QCOMPARE(stored().value(0).lastUsed, now);
}

void SessionImportTest::oddTimesAreKeptAsTheyAre() // EDGE 51
{
    ListedRows rows;
    rows.rows = { row("a", "1", "20", "10"), row("b", "1", "0", "0"),
        row("c", "1", "1601-01-01", "9999-12-31") };
    REQUIRE_OK(import(rows));
    const QList<Token> tokens = stored();
    QCOMPARE(tokens.size(), 3);
    QCOMPARE(tokens[0].created, 20);
    QCOMPARE(tokens[0].lastUsed, 10);
    QCOMPARE(tokens[1].lastUsed, 0);
    QCOMPARE(tokens[2].created, -11'644'473'600);
    QCOMPARE(tokens[2].lastUsed, 253'402'214'400);
}

void SessionImportTest::tellsRevokedFromActive_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("revoked");

    for (const char* value : { "", "0", "f", "False", "NO", "n" }) {
        QTest::addRow("active: %s", value) << QByteArray(value) << false;
    }
    for (const char* value : { "1", "t", "TRUE", "yes", "Y", "1700000000", "2023-11-14T22:13:20Z" }) {
        QTest::addRow("revoked: %s", value) << QByteArray(value) << true;
    }
}

void SessionImportTest::tellsRevokedFromActive()
{
    QFETCH(const QByteArray, value);

    ListedRows rows;
    rows.rows = { row("ann", "1", "1", "1", value.constData()) };
    REQUIRE_OK(import(rows));
    QCOMPARE(stored().size(), 1);
    QTEST(stored().constFirst().revoked, "revoked");
}

void SessionImportTest::refusesRowsByReason() // EDGE 48, 49, 51
{
    ListedRows rows;
    rows.rows = { row("", "1"), row("a\x01", "1"), row("\xff", "1"),
        row(QByteArray(300, 'x').constData(), "1"), row("ann", ""), row("ann", "\xc3\xa9"),
        row("ann", QByteArray(600, 'x').constData()), row("ann", "1", "yesterday"), row("ann", "1", "", ""),
        row("ann", "1", "1", "1", "perhaps"), TableRow { .values = {}, .isWhole = false }, row("ann", "1") };
    const auto report = import(rows);
    REQUIRE_OK(report);
    QCOMPARE(report->read, rows.rows.size());
    QCOMPARE(report->imported, 1);
    QHash<QString, QList<qint64>> refused;
    for (const auto& [problem, refusedRows] : report->refused) {
        refused.insert(problemName(problem), refusedRows.first);
        QCOMPARE(refusedRows.count, refusedRows.first.size());
    }
    const QHash<QString, QList<qint64>> expected { { QStringLiteral("no_user"), { 1 } },
        { QStringLiteral("user"), { 2, 3, 4 } }, { QStringLiteral("no_identifier"), { 5 } },
        { QStringLiteral("identifier"), { 6, 7 } }, { QStringLiteral("time"), { 8, 9 } },
        { QStringLiteral("revoked"), { 10 } }, { QStringLiteral("columns"), { 11 } } };
    QCOMPARE(refused, expected);
}

void SessionImportTest::userNamesAndAgentsAreStoredSafely() // EDGE 48, 49
{
    ListedRows rows;
    rows.rows = { row("Jose\xcc\x81", "1", "1", "1", "", "a\r\nb\x1b[31m<script>"), row("Ann ", "1"),
        row("ann", "1"),
        row("%_'; DROP TABLE sessions; --", "1", "1", "1", "", QByteArray(10'240, 'x').constData()) };
    REQUIRE_OK(import(rows));
    QHash<QString, QString> agents;
    for (const Token& token : stored()) {
        agents.insert(token.username, token.userAgent);
    }
    QCOMPARE(agents.size(), 4);
    QCOMPARE(agents.value(QStringLiteral("Jos\u00e9")), QStringLiteral("a  b [31m<script>"));
    QCOMPARE(agents.value(QStringLiteral("%_'; DROP TABLE sessions; --")).size(), 4096);
    QVERIFY(agents.contains(QStringLiteral("Ann ")));
}

void SessionImportTest::mayBeRepeated() // EDGE 50
{
    ListedRows rows;
    rows.rows = { row("ann", "1"), row("bob", "1"), row("ann", "1", "30", "40") };
    const auto first = import(rows);
    REQUIRE_OK(first);
    QCOMPARE(first->imported, 2); // the same identifier of another user is another session
    QCOMPARE(first->alreadyThere, 1);
    const auto again = import(rows);
    REQUIRE_OK(again);
    QCOMPARE(again->imported, 0);
    QCOMPARE(again->alreadyThere, 3);
    QCOMPARE(stored().size(), 2);
    QCOMPARE(stored().constFirst().lastUsed, 20); // what is there stays
}

void SessionImportTest::aDryRunTellsTheSameAndStoresNothing()
{
    ListedRows known;
    known.rows = { row("ann", "0"), row("ann", "1") };
    REQUIRE_OK(import(known));
    ListedRows rows;
    rows.rows = manyRows(45'000);
    rows.rows.append(rows.rows.first(7));
    rows.rows.append(row("", "1"));
    const auto dry = import(rows, [](ImportOptions& options) { options.dryRun = true; });
    REQUIRE_OK(dry);
    QCOMPARE(stored().size(), 2);
    const auto wet = import(rows);
    REQUIRE_OK(wet);
    for (const ImportReport& report : { *dry, *wet }) {
        QCOMPARE(report.read, 45'008);
        QCOMPARE(report.imported, 44'998);
        QCOMPARE(report.alreadyThere, 9);
        QCOMPARE(report.refused.at(RowProblem::NoUser).first, QList<qint64> { 45'008 });
    }
}

void SessionImportTest::anUnreadableTableImportsNothing()
{
    ListedRows rows;
    rows.rows = manyRows(30'000);
    rows.unreadable = 29'000;
    REQUIRE_ERROR(import(rows), ErrorCode::Corrupt);
    QCOMPARE(stored().size(), 0);
}

void SessionImportTest::anErrorAmidTheSecondReadingTellsWhatIsStored()
{
    ListedRows rows;
    rows.rows = manyRows(30'000);
    rows.unreadable = 29'000;
    rows.firstBadReading = 1;
    const auto report = import(rows);
    REQUIRE_OK(report);
    QVERIFY(report->stoppedBy && report->stoppedBy->code == ErrorCode::Corrupt);
    QCOMPARE(stored().size(), report->imported);
}

void SessionImportTest::stopsWhileItCounts()
{
    ListedRows rows;
    rows.rows = manyRows(90'000);
    REQUIRE_ERROR(import(rows, [](ImportOptions& options) { options.isCancelled = [] { return true; }; }),
        ErrorCode::Cancelled);
    QCOMPARE(stored().size(), 0);
}

void SessionImportTest::stopsBetweenBatches()
{
    ListedRows rows;
    rows.rows = manyRows(90'000);
    qint64 done = 0;
    const auto report = import(rows, [&](ImportOptions& options) {
        options.progress = [&](qint64 rowsDone, qint64 total) {
            done = rowsDone;
            QCOMPARE(total, 90'000);
        };
        options.isCancelled = [&] { return done > 0; };
    });
    REQUIRE_OK(report);
    QVERIFY(report->stoppedBy.has_value());
    QCOMPARE(report->stoppedBy->code, ErrorCode::Cancelled);
    QVERIFY(report->imported > 0 && report->imported < 90'000);
    QCOMPARE(stored().size(), report->imported);
    QCOMPARE(report->read, report->imported);
}

void SessionImportTest::tellsWhatWasStoredBeforeTheStoreFailed()
{
    ListedRows rows;
    rows.rows = manyRows(90'000);
    const auto report = import(rows, [&](ImportOptions& options) {
        options.progress = [&](qint64, qint64) {
            QFile::remove(m_folder->filePath(QStringLiteral("sessions.db"))); // as a person might
        };
    });
    REQUIRE_OK(report);
    QVERIFY(report->stoppedBy.has_value());
    QCOMPARE(report->stoppedBy->code, ErrorCode::StoreUnavailable);
    QVERIFY(report->imported > 0 && report->imported < 90'000);
}

QTEST_GUILESS_MAIN(SessionImportTest)
#include "session_import_test.moc"

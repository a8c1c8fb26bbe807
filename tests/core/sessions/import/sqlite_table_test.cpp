// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/sessions/import/table_rows.h"
#include "tests/support/raw_database.h"
#include "tests/support/result_check.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QtEndian>

#include <sys/stat.h>

using namespace latchkey;
using namespace latchkey::sessions;
using test::RawDatabase;

namespace {

constexpr auto twoLogins =
    "CREATE TABLE persistent_logins (username VARCHAR(64) NOT NULL, series VARCHAR(64) PRIMARY KEY,"
    " token VARCHAR(64) NOT NULL, last_used TIMESTAMP NOT NULL);"
    "INSERT INTO persistent_logins VALUES ('ann', 's1', 't1', '2023-11-14 22:13:20'),"
    " ('bob', 's2', 't2', 1700000000123);";

TableMapping spring() { return *knownTable(QStringLiteral("spring")); }

} // namespace

/// A table of a foreign SQLite database.
class SqliteTableTest final : public QObject
{
    Q_OBJECT

    QString path() const { return m_folder->filePath(QStringLiteral("app.db")); }
    Result<QStringList> read(const TableMapping& mapping = spring());

    /// Names and contents of all files, without the index of a log, which readers share.
    QStringList traces() const;

    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void readsATableWithoutATrace_data();
    void readsATableWithoutATrace();
    void readsBesideTheProgramThatHasItOpen_data();
    void readsBesideTheProgramThatHasItOpen();
    void refusesALogThatItWouldHaveToWriteFor();
    void readsAnyKindOfValue();
    void namesWhatIsThere();
    void readsNamesThatNeedQuoting();
    void refusesWhatIsNoTable();
    void refusesWhatAnotherProgramLocks();
    void refusesDamage();
    void endsWherePagesLeadInACircle();
    void neverWaitsForAPipe();
};

Result<QStringList> SqliteTableTest::read(const TableMapping& mapping)
{
    return test::rowsOf(openTable(path(), mapping), u'|');
}

QStringList SqliteTableTest::traces() const
{
    QStringList found;
    for (const QString& name : QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden)) {
        QFile file(m_folder->filePath(name));
        const QByteArray content =
            name.endsWith(QStringLiteral("-shm")) || !file.open(QIODevice::ReadOnly) ? "" : file.readAll();
        found.append(name + u' '
            + QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex()));
    }
    return found;
}

void SqliteTableTest::readsATableWithoutATrace_data()
{
    QTest::addColumn<QByteArray>("journal");
    QTest::newRow("rollback journal") << QByteArray("PRAGMA journal_mode = delete");
    QTest::newRow("write-ahead log") << QByteArray("PRAGMA journal_mode = wal");
}

void SqliteTableTest::readsATableWithoutATrace()
{
    QFETCH(const QByteArray, journal);

    {
        RawDatabase program(path());
        QVERIFY(program.run(journal) && program.run(twoLogins));
    }
    const QStringList before = traces();
    QCOMPARE(before.size(), 1);
    const auto rows = read();
    REQUIRE_OK(rows);
    QCOMPARE(*rows,
        QStringList(
            { QStringLiteral("ann|s1|t1|2023-11-14 22:13:20"), QStringLiteral("bob|s2|t2|1700000000123") }));
    QCOMPARE(traces(), before);
}

void SqliteTableTest::readsBesideTheProgramThatHasItOpen_data() { readsATableWithoutATrace_data(); }

void SqliteTableTest::readsBesideTheProgramThatHasItOpen()
{
    QFETCH(const QByteArray, journal);

    RawDatabase program(path());
    QVERIFY(program.run(journal) && program.run(twoLogins));
    const QStringList before = traces();
    const auto rows = read();
    REQUIRE_OK(rows);
    QCOMPARE(rows->size(), 2); // also what lies in the log only
    QCOMPARE(traces(), before);
    QVERIFY(program.run("DELETE FROM persistent_logins"));
}

void SqliteTableTest::refusesALogThatItWouldHaveToWriteFor()
{
    RawDatabase program(path());
    QVERIFY(program.run("PRAGMA journal_mode = wal") && program.run(twoLogins));
    const QTemporaryDir copy;
    for (const char* suffix : { "", "-wal" }) {
        QVERIFY(QFile::copy(path() + QLatin1StringView(suffix),
            copy.filePath(QStringLiteral("app.db") + QLatin1StringView(suffix))));
    }
    REQUIRE_ERROR(openTable(copy.filePath(QStringLiteral("app.db")), spring()), ErrorCode::Conflict);
    QCOMPARE(QDir(copy.path()).entryList(QDir::Files).size(), 2);
}

void SqliteTableTest::readsAnyKindOfValue()
{
    RawDatabase program(path());
    QVERIFY(program.run(
        "CREATE TABLE persistent_logins (username, series, token, last_used) ;"
        "INSERT INTO persistent_logins VALUES (NULL, 7, 1.5, x'41'), (CAST(x'4aff' AS TEXT), '', 'b', 'c')"));
    const auto rows = read();
    REQUIRE_OK(rows);
    QCOMPARE(*rows, QStringList({ QStringLiteral("|7|1.5|A"), QStringLiteral("J\ufffd||b|c") }));
}

void SqliteTableTest::namesWhatIsThere()
{
    RawDatabase program(path());
    QVERIFY(program.run("CREATE TABLE remembered (name, secret); CREATE TABLE other (a);"
                        "CREATE VIEW persistent_logins AS SELECT 1"));
    const auto noTable = read();
    REQUIRE_ERROR(noTable, ErrorCode::InvalidInput);
    QVERIFY2(noTable.error().message.contains(QStringLiteral("It has: other, remembered.")),
        qPrintable(noTable.error().message));

    TableMapping mapping = spring();
    mapping.table = QStringLiteral("Remembered");
    const auto noColumn = read(mapping);
    REQUIRE_ERROR(noColumn, ErrorCode::InvalidInput);
    QVERIFY2(
        noColumn.error().message.contains(QStringLiteral("no column \"username\". It has: name, secret.")),
        qPrintable(noColumn.error().message));
}

void SqliteTableTest::readsNamesThatNeedQuoting()
{
    RawDatabase program(path());
    QVERIFY(program.run(
        R"(CREATE TABLE "my ""logins""; x" ("the user", "a""b"); INSERT INTO "my ""logins""; x" VALUES ('ann', 's'))"));
    TableMapping mapping;
    mapping.table = QStringLiteral("my \"logins\"; x");
    mapping.username = QStringLiteral("The User");
    mapping.identifier = { QStringLiteral("a\"b") };
    const auto rows = read(mapping);
    REQUIRE_OK(rows);
    QCOMPARE(*rows, QStringList { QStringLiteral("ann|s") });
}

void SqliteTableTest::refusesWhatIsNoTable()
{
    REQUIRE_ERROR(read(), ErrorCode::NotFound);
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("app.db")));
    REQUIRE_ERROR(read(), ErrorCode::InvalidInput);
}

void SqliteTableTest::refusesWhatAnotherProgramLocks()
{
    RawDatabase program(path());
    QVERIFY(program.run(twoLogins) && program.run("BEGIN EXCLUSIVE"));
    REQUIRE_ERROR(read(), ErrorCode::TimedOut);
}

void SqliteTableTest::refusesDamage()
{
    {
        RawDatabase program(path());
        QVERIFY(program.run(twoLogins)
            && program.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                           " INSERT INTO persistent_logins SELECT 'user', i, hex(randomblob(20)), i FROM n"));
    }
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    for (qint64 page = 5; page < file.size() / 4096; page += 7) { // a few of many pages
        QVERIFY(file.seek(page * 4096));
        QCOMPARE(file.write(QByteArray(4096, '\x5a')), 4096);
    }
    file.close();
    const auto rows = read();
    REQUIRE_ERROR(rows, ErrorCode::Corrupt);

    QVERIFY(QFile::resize(path(), 600));
    REQUIRE_ERROR(read(), ErrorCode::Corrupt);
}

void SqliteTableTest::endsWherePagesLeadInACircle()
{
    constexpr qsizetype PageSize = 512;
    {
        RawDatabase program(path());
        QVERIFY(program.run("PRAGMA page_size = 512")
            && program.run("CREATE TABLE persistent_logins (username, series, token, last_used);"
                           "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                           " INSERT INTO persistent_logins SELECT 'u', i, 't', i FROM n"));
    }
    // The top of the tree becomes one of its branches, with that branch under each of its entries: as many
    // times its rows. Cells are found as SQLite's file format says (1.6).
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray content = file.readAll();
    const auto number = [&](qsizetype at, int bytes) {
        quint32 value = 0;
        for (int i = 0; i < bytes; ++i) {
            value = value << 8 | static_cast<quint8>(content[at + i]);
        }
        return value;
    };
    const auto root =
        qsizetype(RawDatabase(path())
                      .value("SELECT rootpage FROM sqlite_schema WHERE name = 'persistent_logins'")
                      .toLongLong()
            - 1)
        * PageSize;
    const auto child = [&](qsizetype page, quint32 cell) { return page + number(page + 12 + 2 * cell, 2); };
    const quint32 branchNumber = number(child(root, 0), 4);
    const qsizetype branch = qsizetype(branchNumber - 1) * PageSize;
    QCOMPARE(int(content[root]), 5); // inner pages of a table
    QCOMPARE(int(content[branch]), 5);
    content.replace(root, PageSize, content.mid(branch, PageSize));
    QByteArray pointer(4, 0);
    qToBigEndian(branchNumber, pointer.data());
    for (quint32 cell = 0; cell < number(root + 3, 2); ++cell) {
        content.replace(child(root, cell), 4, pointer);
    }
    content.replace(root + 8, 4, pointer);
    QVERIFY(file.seek(0) && file.write(content) == content.size() && file.flush());
    const auto rows = read();
    REQUIRE_ERROR(rows, ErrorCode::Corrupt);
}

void SqliteTableTest::neverWaitsForAPipe()
{
    QCOMPARE(mkfifo(QFile::encodeName(path()).constData(), 0600), 0);
    REQUIRE_ERROR(read(), ErrorCode::InvalidInput);
}

QTEST_GUILESS_MAIN(SqliteTableTest)
#include "sqlite_table_test.moc"

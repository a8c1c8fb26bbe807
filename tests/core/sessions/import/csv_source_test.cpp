// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/import/csv_source.h"
#include "tests/core/sessions/import/table_rows.h"
#include "tests/support/failing_call.h"
#include "tests/support/result_check.h"

#include <QTemporaryDir>

using namespace latchkey;
using namespace latchkey::sessions;

namespace {

TableMapping userAndToken()
{
    TableMapping mapping;
    mapping.username = QStringLiteral("user");
    mapping.identifier = { QStringLiteral("token") };
    return mapping;
}

} // namespace

class CsvSourceTest final : public QObject
{
    Q_OBJECT

    QString write(const QByteArray& content);

    /// The rows as "user=token", or the error.
    Result<QStringList> read(const QByteArray& content);

    QTemporaryDir m_folder;

private Q_SLOTS:
    void readsWhatProgramsWrite_data();
    void readsWhatProgramsWrite();
    void marksRowsOfTheWrongWidth();
    void beginsAnew();
    void readsAcrossBlocks();
    void takesNoFailureForTheEnd();
    void refusesWhatIsNoCsv_data();
    void refusesWhatIsNoCsv();
    void namesTheColumnsThatAreThere();
    void doesNotShowAFirstLineThatMayBeARow();
};

QString CsvSourceTest::write(const QByteArray& content)
{
    QFile file(m_folder.filePath(QStringLiteral("table.csv")));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
        qFatal("cannot write %s", qPrintable(file.fileName()));
    }
    return file.fileName();
}

Result<QStringList> CsvSourceTest::read(const QByteArray& content)
{
    return test::rowsOf(openCsv(write(content), userAndToken()), u'=');
}

void CsvSourceTest::readsWhatProgramsWrite_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QStringList>("rows");

    const QStringList two { QStringLiteral("ann=1"), QStringLiteral("bob=2") };
    QTest::newRow("plain") << QByteArray("user,token\nann,1\nbob,2\n") << two;
    QTest::newRow("no line break at the end") << QByteArray("user,token\nann,1\nbob,2") << two;
    QTest::newRow("CR LF") << QByteArray("user,token\r\nann,1\r\nbob,2\r\n") << two;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf\"user\",token\nann,1\nbob,2\n") << two;
    QTest::newRow("semicolons") << QByteArray("user;token;note\nann;1;a,b\nbob;2;c,d\n") << two;
    QTest::newRow("tabs") << QByteArray("user\ttoken\nann\t1\nbob\t2\n") << two;
    QTest::newRow("quoted") << QByteArray("\"user\",\"token\"\n\"ann\",\"1\"\n\"bob\",\"2\"\n") << two;
    QTest::newRow("other order, more columns, other case")
        << QByteArray("x,TOKEN,y, User\n,1,,ann\n,2,,bob\n") << two;
    QTest::newRow("empty lines") << QByteArray("user,token\n\nann,1\n\n\nbob,2\n\n") << two;
    QTest::newRow("separators, quotes and lines in fields") << QByteArray(
        "user,token\n\"a,\"\"b\"\"\r\nc\",1\n") << QStringList { QStringLiteral("a,\"b\"\r\nc=1") };
    QTest::newRow("spaces count") << QByteArray("user,token\n ann , 1 \n")
                                  << QStringList { QStringLiteral(" ann = 1 ") };
    QTest::newRow("empty fields") << QByteArray("user,token\n,\n\"\",1\n")
                                  << QStringList { QStringLiteral("="), QStringLiteral("=1") };
    QTest::newRow("Unicode") << QByteArray("user,token\nJos\xc3\xa9 \xf0\x9f\x98\x80,1\n")
                             << QStringList { QStringLiteral("José \U0001F600=1") };
    QTest::newRow("no rows") << QByteArray("user,token\n") << QStringList();
}

void CsvSourceTest::readsWhatProgramsWrite()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QStringList, rows);

    const auto read = this->read(content);
    REQUIRE_OK(read);
    QCOMPARE(*read, rows);
}

void CsvSourceTest::marksRowsOfTheWrongWidth()
{
    const auto rows = read("user,token\nann\nbob,2\ncat,3,4\n");
    REQUIRE_OK(rows);
    QCOMPARE(*rows, QStringList({ QStringLiteral("?"), QStringLiteral("bob=2"), QStringLiteral("?") }));
}

void CsvSourceTest::beginsAnew()
{
    const auto source = openCsv(write("user,token\nann,1\nbob,2\n"), userAndToken());
    REQUIRE_OK(source);
    for (int round = 0; round < 2; ++round) {
        for (const char* user : { "ann", "bob" }) {
            const auto row = (*source)->next();
            REQUIRE_OK(row);
            QVERIFY(row->has_value());
            QCOMPARE((*row)->values.constFirst(), QString::fromLatin1(user));
        }
        const auto end = (*source)->next();
        REQUIRE_OK(end);
        QVERIFY(!end->has_value());
        REQUIRE_OK((*source)->rewind());
    }
}

void CsvSourceTest::readsAcrossBlocks()
{
    QByteArray content("user,token\n");
    for (int i = 0; i < 20'000; ++i) {
        content += "\"user\n" + QByteArray::number(i) + "\"," + QByteArray::number(i) + '\n';
    }
    const auto rows = read(content);
    REQUIRE_OK(rows);
    QCOMPARE(rows->size(), 20'000);
    for (int i = 0; i < 20'000; ++i) {
        QCOMPARE(rows->at(i), QStringLiteral("user\n%1=%1").arg(i));
    }
}

void CsvSourceTest::takesNoFailureForTheEnd()
{
    QByteArray content = "user,token\n";
    QStringList all;
    for (int i = 0; i < 20'000; ++i) {
        content += "ann," + QByteArray::number(i) + '\n';
        all.append(QStringLiteral("ann=%1").arg(i));
    }
    const QString path = write(content);
    Result<QStringList> rows;
    const int tried =
        test::withEachCallFailing([] {}, [&] { rows = test::rowsOf(openTable(path, userAndToken()), u'='); },
            [&] { QVERIFY(!rows || *rows == all); });
    QVERIFY(tried > 3);
}

void CsvSourceTest::refusesWhatIsNoCsv_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("said");

    const auto row = [](const char* name, const QByteArray& content, ErrorCode code, const char* said) {
        QTest::newRow(name) << content << code << QString::fromLatin1(said);
    };
    row("empty", "", ErrorCode::InvalidInput, "first line");
    row("binary",
        QByteArray("\x7f"
                   "ELF\0\0",
            6),
        ErrorCode::InvalidInput, "neither an SQLite database nor CSV");
    row("UTF-16", QByteArray("u\0s\0e\0r\0,\0", 10), ErrorCode::InvalidInput, "UTF-8");
    row("Latin-1", "user,token\nann,1\nJos\xe9,Canary\n", ErrorCode::Corrupt, "row 2 on: it is not UTF-8");
    row("open quote", "user,token\nann,1\n\"bob,Canary\n", ErrorCode::Corrupt, "row 2 on: a quote");
    row("stray quote", "user,token\nann,Canary\"1\n", ErrorCode::Corrupt, "row 1 on: a quote");
    row("text after a quote", "user,token\n\"ann\"x,Canary\n", ErrorCode::Corrupt, "row 1 on: a quote");
    row("endless field", "user,token\n\"" + QByteArray(40 << 20, 'x'), ErrorCode::Corrupt, "16 MiB");
}

void CsvSourceTest::refusesWhatIsNoCsv()
{
    QFETCH(const QByteArray, content);
    QFETCH(const ErrorCode, code);
    QFETCH(const QString, said);

    const auto rows = read(content);
    REQUIRE_ERROR(rows, code);
    QVERIFY2(rows.error().message.contains(said), qPrintable(rows.error().message));
    QVERIFY(!rows.error().message.contains(QStringLiteral("Canary")));
}

void CsvSourceTest::namesTheColumnsThatAreThere()
{
    const auto rows = read("user,tokn,last\nann,1,2\n");
    REQUIRE_ERROR(rows, ErrorCode::InvalidInput);
    QVERIFY(rows.error().message.contains(QStringLiteral("no column \"token\". It has: user, tokn, last.")));
}

void CsvSourceTest::doesNotShowAFirstLineThatMayBeARow()
{
    const auto rows = read("ann,Canary\n");
    REQUIRE_ERROR(rows, ErrorCode::InvalidInput);
    QVERIFY2(rows.error().message.contains(QStringLiteral("user, token")), qPrintable(rows.error().message));
    QVERIFY(!rows.error().message.contains(QStringLiteral("Canary")));
}

QTEST_GUILESS_MAIN(CsvSourceTest)
#include "csv_source_test.moc"

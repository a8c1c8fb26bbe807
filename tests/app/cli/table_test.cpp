// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/table.h"

#include <QtTest>

using namespace latchkey::cli;

class TableTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void alignsColumnsByTheWidthOnScreen();
    void showsHiddenCharactersAsEscapes();
    void shortensLongCellsInTheMiddle();
    void alignsFacts();
};

void TableTest::alignsColumnsByTheWidthOnScreen()
{
    Table table({ QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C") });
    QVERIFY(table.isEmpty());
    table.addRow({ QStringLiteral("long one"), QStringLiteral("x"), QString() });
    table.addRow({ QStringLiteral("日本"), QStringLiteral("y"), QStringLiteral("z") }); // four columns wide
    QVERIFY(!table.isEmpty());
    QCOMPARE(table.text(),
        QStringLiteral("A         B  C\n"
                       "long one  x\n"
                       "日本      y  z\n"));
}

void TableTest::showsHiddenCharactersAsEscapes()
{
    Table table({ QStringLiteral("A") });
    table.addRow({ QStringLiteral("a\nb\x1b[31m\u202Ec") }); // EDGE 48
    QCOMPARE(table.text(), QStringLiteral("A\na\\u000ab\\u001b[31m\\u202ec\n"));
}

void TableTest::shortensLongCellsInTheMiddle()
{
    Table table({ QStringLiteral("A"), QStringLiteral("B") });
    table.addRow(
        { QStringLiteral("begin") + QString(500, u'x') + QStringLiteral("end"), QStringLiteral("1") });
    const QString line = table.text().section(u'\n', 1, 1);
    QVERIFY(line.startsWith(QStringLiteral("begin")));
    QVERIFY(line.contains(QStringLiteral("xend  1")));
    QVERIFY(line.size() < 60);
}

void TableTest::alignsFacts()
{
    FactList facts;
    facts.add(QStringLiteral("Server"), QStringLiteral("https://a.example"));
    facts.add(QStringLiteral("On"), QStringLiteral("b\r\nc"));
    QCOMPARE(facts.text(), QStringLiteral("Server  https://a.example\nOn      b\\u000d\\u000ac\n"));
}

QTEST_GUILESS_MAIN(TableTest)
#include "table_test.moc"

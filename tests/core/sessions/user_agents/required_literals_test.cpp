// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/user_agents/required_literals.h"

#include <QtTest>

using namespace latchkey::sessions;

/// The literals that let most patterns be skipped without trying them.
class RequiredLiteralsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatEveryMatchContains_data();
    void findsWhatEveryMatchContains();
};

void RequiredLiteralsTest::findsWhatEveryMatchContains_data()
{
    QTest::addColumn<QString>("regex");
    QTest::addColumn<QByteArray>("literals");

    const auto row = [](const char* name, const char* regex, const char* literals) {
        QTest::newRow(name) << QString::fromLatin1(regex) << QByteArray(literals);
    };
    row("plain text, in lower case", "ArcGIS Client", "arcgis client");
    row("all of several", R"((Chrome)/(\d+)\.x)", "chrome & / & .x");
    row("one of each branch", "(Namoroka|Shiretoko|Minefield)/", "namoroka|shiretoko|minefield & /");
    row("the longest of a branch", R"((?:Foo\d+Barbar|Baz))", "barbar|baz");
    row("all of a single branch", R"((Foo\d+Barbar))", "foo & barbar");
    row("optional character goes", "Win? Phone", "wi &  phone");
    row("optional group goes", "Opera(?: Mobile)?", "opera");
    row("empty branch makes a group optional", R"((Foo)(?:\.bar|))", "foo");
    row("repeated character stays once", "abc+de", "abc & de");
    row("counted group stays", "(?:ab){2}", "ab");
    row("group counted from none goes", "(?:abcdef){0,2}xy", "xy");
    row("class of both cases is the letter", "Black[Bb]erry", "blackberry");
    row("class of several letters ends a run", "Black[Bc]erry", "black & erry");
    row("class of all but one ends a run", "a[^b]c", "a & c");
    row("escaped punctuation is text", R"(Mac\.OS\/X)", "mac.os/x");
    row("escaped letter ends a run", R"(Foo\d+Barbar)", "foo & barbar");
    row("bracket inside a class", R"([^\]a]xyz)", "xyz");
    row("nothing known of a class", "[a-z]+", "");
    row("a branch that can be anything", "(?:abc|.*)", "");
    row("look-ahead is not understood", "abc(?!d)efg", "");
    row("unknown escape is not understood", R"(abc\x41)", "");
    row("unclosed group is not understood", "(abc", "");
    row("open brace as text is not understood", "abc{d", "");
    row("empty", "", "");
}

void RequiredLiteralsTest::findsWhatEveryMatchContains()
{
    QFETCH(const QString, regex);
    QFETCH(const QByteArray, literals);

    QByteArrayList required;
    for (const AnyOf& oneOf : requiredLiterals(regex)) {
        required.append(oneOf.join('|'));
    }
    QCOMPARE(required.join(" & "), literals);
}

QTEST_GUILESS_MAIN(RequiredLiteralsTest)
#include "required_literals_test.moc"

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/json_text.h"
#include "tests/support/result_check.h"

#include <QJsonDocument>
#include <QRandomGenerator>

using namespace latchkey;
using namespace latchkey::credentials;

class JsonTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsObjects_data();
    void acceptsObjects();
    void refusesWhatIsNotOneStrictObject_data();
    void refusesWhatIsNotOneStrictObject();
    void givesMembersAsSpelled();
    void refusesDeepNestingAndStillAcceptsSixtyFourLevels();
    void decodesStrings();
    void refusesHalfSurrogatesInStrings();
    void compactingDropsWhiteSpaceOutsideStringsOnly();
    void quotedTextDecodesToItself();
    void neverAcceptsWhatQtRefuses();
};

void JsonTextTest::acceptsObjects_data()
{
    QTest::addColumn<QByteArray>("text");
    const QList<QByteArray> texts { "{}", " \t\r\n{ } ", R"({"a":1})", R"({"":{}})", R"({"a":"\u0000"})",
        R"({"a":[1,-0,0.5,1.10,1e400,-1E+2,9223372036854775809,[],{"b":[{}]}]})",
        R"({"a":true,"b":false,"c":null})", R"({"\"\\\/\b\f\n\r\t\ud83d\ude00":"ü😀"})", R"({"a":"\ud800"})",
        R"({"a":{"x":1},"A":{"x":1}})" };
    for (const QByteArray& text : texts) {
        QTest::newRow(text.constData()) << text;
    }
}

void JsonTextTest::acceptsObjects()
{
    QFETCH(QByteArray, text);
    QVERIFY(jsonMembers(text));
}

void JsonTextTest::refusesWhatIsNotOneStrictObject_data() // EDGE 23, 24, K29
{
    QTest::addColumn<QByteArray>("text");
    const QList<QByteArray> texts { "", " ", "null", "[]", "\"x\"", "1", "true", "{", "}", R"({"a")",
        R"({"a":)", R"({"a":1)", R"({"a":1,)", R"({"a":1,})", R"({"a":1}})", R"({"a":1} x)",
        R"({"a":1}{"b":2})", R"({a:1})", R"({'a':1})", R"({"a" 1})", R"({"a":1 "b":2})", R"({1:1})",
        R"({"a":tru})", R"({"a":nul})", R"({"a":NaN})", R"({"a":01})", R"({"a":1.})", R"({"a":.5})",
        R"({"a":+1})", R"({"a":1e})", R"({"a":-})", R"({"a":0x1})", R"({"a":1 2})", R"({"a":t rue})",
        R"({"a":"x})", R"({"a":"\x"})", R"({"a":"\u12"})", R"({"a":"\u12g4"})", R"({"a":"\u+123"})",
        R"({"a":"\u 123"})", "{\"a\":\"\\", "{\"a\":\"\\u", "{\"a\":\"line\nbreak\"}", "{\"a\":\"tab\t\"}",
        R"({"\ud800":1})", R"({"a":1,"a":1})", R"({"a":1,"\u0061":2})", R"({"a":{"b":1,"b":2}})",
        R"({"a":[{"b":1,"b":1}]})", "\xef\xbb\xbf{}", "{\"a\":\"\xff\"}", "{\"a\":\"\xc0\x80\"}",
        "{\"a\":\"\xed\xa0\x80\"}", "{\"a\":1}//", "{\"a\":[1,]}", "{\"a\":[,]}", "{,}", R"({"a":[1})",
        R"({"a":{]})", QByteArray("{}\0", 3), QByteArray("{\0}", 3) };
    for (const QByteArray& text : texts) {
        QTest::newRow(qPrintable(QString::fromLatin1(text.toPercentEncoding(" {}[]\":,'\\+")))) << text;
    }
}

void JsonTextTest::refusesWhatIsNotOneStrictObject()
{
    QFETCH(QByteArray, text);
    QVERIFY(!jsonMembers(text));
}

void JsonTextTest::givesMembersAsSpelled()
{
    const QByteArray text(R"( { "\u0061" : { "x" : 1.10 } , "b":[ ] } )");
    const auto members = jsonMembers(text);
    QVERIFY(members);
    QCOMPARE(members->size(), 2);
    QCOMPARE(members->at(0).keyText.toByteArray(), QByteArray("\"\\u0061\""));
    QCOMPARE(members->at(0).key, u"a"_qs);
    QCOMPARE(members->at(0).value.toByteArray(), "{ \"x\" : 1.10 }");
    QCOMPARE(members->at(1).key, u"b"_qs);
    QCOMPARE(members->at(1).value.toByteArray(), "[ ]");
}

void JsonTextTest::refusesDeepNestingAndStillAcceptsSixtyFourLevels() // EDGE 24
{
    const auto nested = [](int levels) {
        return QByteArray(
            "{\"a\":" + QByteArray("[").repeated(levels) + QByteArray("]").repeated(levels) + '}');
    };
    QVERIFY(jsonMembers(nested(64)));
    QVERIFY(!jsonMembers(nested(65)));
    QVERIFY(!jsonMembers(nested(1'000'000)));
    QVERIFY(!jsonMembers(QByteArray("{\"a\":").repeated(1'000'000)));
}

void JsonTextTest::decodesStrings()
{
    const auto decoded = jsonString(R"("a\"\\\/\b\f\n\r\t\u00fC\ud83d\uDE00é")");
    QVERIFY(decoded);
    QCOMPARE(decoded->bytes().toByteArray(), QByteArray("a\"\\/\b\f\n\r\tü😀é"));
    QVERIFY(jsonString("\"\""));
    QVERIFY(!jsonString("1"));
    QVERIFY(!jsonString("null"));
    QVERIFY(!jsonString("{}"));
}

void JsonTextTest::refusesHalfSurrogatesInStrings()
{
    for (const QByteArray half : { R"("\ud83d")", R"("\ude00")", R"("\ude00\ud83d")", R"("\ud83dx")",
             R"("\ud83d\n")", R"("\ud83d\u0041")" }) {
        QVERIFY2(!jsonString(half), half.constData());
    }
}

void JsonTextTest::compactingDropsWhiteSpaceOutsideStringsOnly() // K27
{
    const QByteArray text("{ \"a b\\\" \" :\n[ 1 ,\t\"c  d\\\\\" , { } ]\r\n}");
    QCOMPARE(compactJson(text).bytes().toByteArray(), "{\"a b\\\" \":[1,\"c  d\\\\\",{}]}");
}

void JsonTextTest::quotedTextDecodesToItself()
{
    const QByteArray text(R"(a"b\c/d)");
    QCOMPARE(jsonString(quotedJson(text))->bytes().toByteArray(), text);
}

void JsonTextTest::neverAcceptsWhatQtRefuses()
{
    const QList<QByteArray> parts { "{", "}", "[", "]", ":", ",", "\"", "\"a\"", "\"b\"",
        "\"a\":", "\"b\":", "1", "-", ".5", "e9", "0", "true", "null", "\\u0061", "\\", " ", "\n", "\xc3\xbc",
        "\xff", "{}", "[]" };
    QRandomGenerator random(20260102);
    int accepted = 0;
    for (int i = 0; i < 200'000; ++i) {
        QByteArray text("{");
        for (int count = random.bounded(1, 12); count > 0; --count) {
            text += parts[random.bounded(parts.size())];
        }
        text += random.bounded(4) == 0 ? "" : "}";
        if (jsonMembers(text)) {
            ++accepted;
            QVERIFY2(QJsonDocument::fromJson(text).isObject(), text.constData());
            const Secret compact = compactJson(text);
            QCOMPARE(QJsonDocument::fromJson(compact.bytes().toByteArray()), QJsonDocument::fromJson(text));
        }
    }
    QVERIFY2(accepted > 500, qPrintable(QString::number(accepted)));
}

QTEST_GUILESS_MAIN(JsonTextTest)
#include "json_text_test.moc"

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/user_agents/user_agent_parser.h"
#include "tests/support/result_check.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

using namespace latchkey;
using namespace latchkey::sessions;

namespace {

const QString realPatterns = QStringLiteral(UAP_CORE_DIR "/regexes.yaml");

} // namespace

/// The parser's own promises; what it resolves is checked by uap-core's cases.
class UserAgentParserTest final : public QObject
{
    Q_OBJECT

    /// Writes a pattern file and returns its path.
    QString patternFile(const QByteArray& content);

    QTemporaryDir m_folder;
    int m_files = 0;

private Q_SLOTS:
    void saysOtherWhereNoPatternMatches();
    void fillsPlaceholdersAndTrims();
    void ignoresCaseWhereThePatternSaysSo();
    void endsOnAPatternThatBacktracksWithoutEnd();
    void takesAnyText_data();
    void takesAnyText();
    void missingFileIsUnavailable();
    void brokenFileIsCorrupt_data();
    void brokenFileIsCorrupt();
    void answersStayTheSameWhenTheFileChanges();
    void resolvesAStringThatComesAgainOnce();
    void forgetsAnswersBeforeTheyFillTheMemory();
    void dataVersionNamesTheContent();
};

QString UserAgentParserTest::patternFile(const QByteArray& content)
{
    QFile file(m_folder.filePath(QString::number(++m_files) + QStringLiteral(".yaml")));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
        qFatal("cannot write %s", qPrintable(file.fileName()));
    }
    return file.fileName();
}

namespace {

QByteArray listsWith(const QByteArray& browser, const QByteArray& device)
{
    return "user_agent_parsers:\n" + browser + "os_parsers:\n  - regex: 'AnOS'\n    os_replacement: 'AnOS'\n"
        + "device_parsers:\n" + device;
}

} // namespace

void UserAgentParserTest::saysOtherWhereNoPatternMatches()
{
    UserAgentParser parser(patternFile(listsWith("  - regex: '(Foo)/(\\d+)'\n", "  - regex: '(Bar)'\n")));
    const auto agent = parser.parse(QStringLiteral("nothing of it"));
    REQUIRE_OK(agent);
    QCOMPARE(agent->family, QStringLiteral("Other"));
    QCOMPARE(agent->osFamily, QStringLiteral("Other"));
    QCOMPARE(agent->deviceFamily, QStringLiteral("Other"));
    QCOMPARE(agent->major, QString());
    QCOMPARE(agent->deviceBrand, QString());
}

void UserAgentParserTest::fillsPlaceholdersAndTrims()
{
    UserAgentParser parser(patternFile(listsWith(
        "  - regex: '(Namoroka|Minefield)/(\\d+)\\.(\\d+)'\n    family_replacement: 'Firefox ($1)'\n",
        "  - regex: '; *(PEDI)_(PLUS)_(W)( *)Build'\n    device_replacement: 'Odys $1 $2 $3$4'\n"
        "    brand_replacement: 'Odys'\n    model_replacement: ' $1 $2 $3'\n")));
    const auto agent = parser.parse(QStringLiteral("Minefield/4.0; PEDI_PLUS_W  Build AnOS"));
    REQUIRE_OK(agent);
    QCOMPARE(agent->family, QStringLiteral("Firefox (Minefield)"));
    QCOMPARE(agent->major, QStringLiteral("4"));
    QCOMPARE(agent->minor, QStringLiteral("0"));
    QCOMPARE(agent->patch, QString());
    QCOMPARE(agent->osFamily, QStringLiteral("AnOS"));
    QCOMPARE(agent->deviceFamily, QStringLiteral("Odys PEDI PLUS W"));
    QCOMPARE(agent->deviceBrand, QStringLiteral("Odys"));
    QCOMPARE(agent->deviceModel, QStringLiteral("PEDI PLUS W"));
}

void UserAgentParserTest::ignoresCaseWhereThePatternSaysSo()
{
    UserAgentParser parser(
        patternFile(listsWith("  - regex: '(Foo)'\n", "  - regex: '(kiosk)'\n    regex_flag: 'i'\n")));
    const auto agent = parser.parse(QStringLiteral("foo KIOSK"));
    REQUIRE_OK(agent);
    QCOMPARE(agent->family, QStringLiteral("Other"));
    QCOMPARE(agent->deviceFamily, QStringLiteral("KIOSK"));

    // The long s and the Kelvin sign are an s and a k to a pattern that ignores case.
    const auto foreign = parser.parse(QStringLiteral("\u212AIO\u017FK"));
    REQUIRE_OK(foreign);
    QCOMPARE(foreign->deviceFamily, QStringLiteral("\u212AIO\u017FK"));
}

void UserAgentParserTest::endsOnAPatternThatBacktracksWithoutEnd()
{
    UserAgentParser parser(patternFile(listsWith("  - regex: '^(?:a+)+b$'\n    family_replacement: 'Slow'\n"
                                                 "  - regex: '(aaa)'\n",
        "  - regex: '(x*x*)*y'\n")));
    QElapsedTimer timer;
    timer.start();
    const auto agent = parser.parse(QString(4096, u'a') + u'c');
    REQUIRE_OK(agent);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(agent->family, QStringLiteral("aaa")); // the pattern that gave up counts as not matching
}

void UserAgentParserTest::takesAnyText_data()
{
    QTest::addColumn<QString>("userAgent");

    // EDGE 48
    QTest::newRow("none") << QString();
    QTest::newRow("ten thousand characters") << QStringLiteral("Mozilla/5.0 ").repeated(1000);
    QTest::newRow("a million digits") << QString(1'000'000, u'7');
    QTest::newRow("control characters") << QStringLiteral("a\x01\x1b[31m\r\nb\x7f");
    QTest::newRow("NUL") << QString(QChar(0)) + QStringLiteral("Firefox/1.0") + QChar(0);
    QTest::newRow("bidi") << QStringLiteral("\u202Exoferif/1.0\u2066");
    QTest::newRow("lone surrogate") << QString(QChar(0xD800)) + QStringLiteral("Firefox/1.0");
    QTest::newRow("script") << QStringLiteral("<script>alert(1)</script>");
    QTest::newRow("emoji") << QStringLiteral("\U0001F98A/120");
    QTest::newRow("empty name") << QStringLiteral("/1.0 CFNetwork/1408.0.4iD awrn/@22.5.r");
    QTest::newRow("invalid UTF-8") << QString::fromUtf8("\xff\xfe\xc0 Firefox/1.0");
}

void UserAgentParserTest::takesAnyText()
{
    QFETCH(const QString, userAgent);

    UserAgentParser parser(realPatterns);
    REQUIRE_OK(parser.parse(QStringLiteral("warm up: the file is read here")));
    QElapsedTimer timer;
    timer.start();
    const auto agent = parser.parse(userAgent);
    REQUIRE_OK(agent);
    QVERIFY(!agent->family.isEmpty());
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
}

void UserAgentParserTest::missingFileIsUnavailable()
{
    UserAgentParser parser(m_folder.filePath(QStringLiteral("missing.yaml")));
    REQUIRE_ERROR(parser.parse(QStringLiteral("curl/8")), ErrorCode::StoreUnavailable);
    QCOMPARE(parser.dataVersion(), QString());
}

void UserAgentParserTest::brokenFileIsCorrupt_data()
{
    QTest::addColumn<QByteArray>("content");

    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no YAML") << QByteArray("user_agent_parsers: [");
    QTest::newRow("another YAML") << QByteArray("name: value\n");
    QTest::newRow("a list") << QByteArray("- a\n- b\n");
    QTest::newRow("scalars for lists")
        << QByteArray("user_agent_parsers: 1\nos_parsers: 2\ndevice_parsers: 3\n");
    QTest::newRow("scalars for patterns")
        << QByteArray("user_agent_parsers: [1]\nos_parsers: [2]\ndevice_parsers: [3]\n");
    QTest::newRow("a list for a pattern") << listsWith("  - regex: [a, b]\n", "  - regex: '(Bar)'\n");
    QTest::newRow("no expression") << listsWith("  - family_replacement: 'All'\n", "  - regex: '(Bar)'\n");
    QTest::newRow("binary") << QByteArray("\x00\x01\xff\xfe", 4);
}

void UserAgentParserTest::brokenFileIsCorrupt()
{
    QFETCH(const QByteArray, content);

    UserAgentParser parser(patternFile(content));
    REQUIRE_ERROR(parser.parse(QStringLiteral("curl/8")), ErrorCode::Corrupt);
}

void UserAgentParserTest::answersStayTheSameWhenTheFileChanges()
{
    const QString path = patternFile(listsWith("  - regex: '(Foo)'\n", "  - regex: '(Bar)'\n"));
    UserAgentParser parser(path);
    const QString version = parser.dataVersion();
    QVERIFY(QFile::remove(path));
    const auto agent = parser.parse(QStringLiteral("Foo"));
    REQUIRE_OK(agent);
    QCOMPARE(agent->family, QStringLiteral("Foo"));
    QCOMPARE(parser.dataVersion(), version);
}

namespace {

/// Whether two answers are one: a captured text is a new one each time a string is resolved.
bool areOneAnswer(const UserAgent& one, const UserAgent& other)
{
    return one.family.constData() == other.family.constData();
}

} // namespace

void UserAgentParserTest::resolvesAStringThatComesAgainOnce()
{
    UserAgentParser parser(patternFile(listsWith("  - regex: '(Foo)'\n", "  - regex: '(Bar)'\n")));
    const auto first = parser.parse(QStringLiteral("a Foo"));
    const auto again = parser.parse(QStringLiteral("a Foo"));
    const auto another = parser.parse(QStringLiteral("the Foo"));
    REQUIRE_OK(first);
    REQUIRE_OK(again);
    REQUIRE_OK(another);
    QVERIFY(areOneAnswer(*first, *again));
    QVERIFY(!areOneAnswer(*first, *another));
    QCOMPARE(*again, *another);
}

void UserAgentParserTest::forgetsAnswersBeforeTheyFillTheMemory()
{
    UserAgentParser parser(patternFile(listsWith("  - regex: '(Foo)'\n", "  - regex: '(Bar)'\n")));
    const auto first = parser.parse(QStringLiteral("a Foo"));
    REQUIRE_OK(first);
    for (int i = 0; i < 300; ++i) {
        REQUIRE_OK(parser.parse(QString::number(i) + QString(5000, u'x')));
    }
    const auto again = parser.parse(QStringLiteral("a Foo"));
    REQUIRE_OK(again);
    QVERIFY(!areOneAnswer(*first, *again));
}

void UserAgentParserTest::dataVersionNamesTheContent()
{
    const QByteArray content = listsWith("  - regex: '(Foo)'\n", "  - regex: '(Bar)'\n");
    UserAgentParser first(patternFile(content));
    UserAgentParser same(patternFile(content));
    UserAgentParser other(patternFile(content + '\n'));
    QCOMPARE(first.dataVersion().size(), 16);
    QCOMPARE(same.dataVersion(), first.dataVersion());
    QVERIFY(other.dataVersion() != first.dataVersion());
}

QTEST_GUILESS_MAIN(UserAgentParserTest)
#include "user_agent_parser_test.moc"

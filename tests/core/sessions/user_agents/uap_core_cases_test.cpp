// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/user_agents/user_agent_parser.h"
#include "tests/support/result_check.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <yaml-cpp/yaml.h>

using namespace latchkey;
using namespace latchkey::sessions;

namespace {

const QString uapCoreFolder = QStringLiteral(UAP_CORE_DIR);

QString textOf(const YAML::Node& node)
{
    return node.IsDefined() && !node.IsNull() ? QString::fromStdString(node.as<std::string>()) : QString();
}

enum class Part { Browser, System, Device };

struct CaseFile
{
    const char* path;
    Part part;
    std::size_t atLeast;
};

const std::array caseFiles {
    CaseFile { "tests/test_ua.yaml", Part::Browser, 1400 },
    CaseFile { "tests/test_os.yaml", Part::System, 450 },
    CaseFile { "tests/test_device.yaml", Part::Device, 16000 },
    CaseFile { "test_resources/firefox_user_agent_strings.yaml", Part::Browser, 240 },
    CaseFile { "test_resources/pgts_browser_list.yaml", Part::Browser, 12000 },
    CaseFile { "test_resources/opera_mini_user_agent_strings.yaml", Part::Browser, 200 },
    CaseFile { "test_resources/podcasting_user_agent_strings.yaml", Part::Browser, 140 },
    CaseFile { "test_resources/additional_os_tests.yaml", Part::System, 20 },
};

/// The names by which a case file states the fields of its part.
std::vector<std::string> fieldNames(Part part)
{
    switch (part) {
    case Part::Browser:
        return { "family", "major", "minor", "patch" };
    case Part::System:
        return { "family", "major", "minor", "patch", "patch_minor" };
    case Part::Device:
        break;
    }
    return { "family", "brand", "model" };
}

QStringList expectedFields(const YAML::Node& testCase, Part part)
{
    QStringList fields;
    for (const std::string& name : fieldNames(part)) {
        fields.append(textOf(testCase[name]));
    }
    return fields;
}

/// The parser's answer in the same order.
QStringList resolvedFields(const UserAgent& agent, Part part)
{
    switch (part) {
    case Part::Browser:
        return { agent.family, agent.major, agent.minor, agent.patch };
    case Part::System:
        return { agent.osFamily, agent.osMajor, agent.osMinor, agent.osPatch, agent.osPatchMinor };
    case Part::Device:
        break;
    }
    return { agent.deviceFamily, agent.deviceBrand, agent.deviceModel };
}

/// What a JavaScript expression such as '"HTC "+" "*100+"!"' of regexes.js stands for.
QString repeatedText(const QString& expression)
{
    static const QRegularExpression piece(QStringLiteral("\"((?:[^\"\\\\]|\\\\.)*)\"(?:\\*(\\d+))?"));
    QString text;
    for (auto found = piece.globalMatch(expression); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        QString part = match.captured(1);
        part.replace(QStringLiteral("\\n"), QStringLiteral("\n")).remove(u'\\');
        text += part.repeated(match.captured(2).isEmpty() ? 1 : match.captured(2).toInt());
    }
    return text;
}

} // namespace

/// The parser against the test cases that uap-core ships for every implementation of its specification.
class UapCoreCasesTest final : public QObject
{
    Q_OBJECT

    UserAgentParser m_parser { uapCoreFolder + QStringLiteral("/regexes.yaml") };

private Q_SLOTS:
    void knowsEveryCaseFileOfUapCore();
    void resolvesEveryCaseOfUapCore_data();
    void resolvesEveryCaseOfUapCore();
    void endsSoonOnEveryHostileStringOfUapCore();
};

void UapCoreCasesTest::knowsEveryCaseFileOfUapCore()
{
    QStringList files;
    for (const char* folder : { "/tests/", "/test_resources/" }) {
        const QString path = uapCoreFolder + QLatin1StringView(folder);
        for (const QString& name : QDir(path).entryList({ QStringLiteral("*.yaml") })) {
            files.append(QString(QLatin1StringView(folder)).sliced(1) + name);
        }
    }
    // Not cases but the list that pgts_browser_list.yaml was made from, with names that uap-core never gave.
    files.removeOne(QStringLiteral("test_resources/pgts_browser_list-orig.yaml"));
    QStringList known;
    for (const CaseFile& file : caseFiles) {
        known.append(QString::fromLatin1(file.path));
    }
    std::ranges::sort(files);
    std::ranges::sort(known);
    QCOMPARE(files, known);
}

void UapCoreCasesTest::resolvesEveryCaseOfUapCore_data()
{
    QTest::addColumn<CaseFile>("file");

    for (const CaseFile& file : caseFiles) {
        QTest::newRow(file.path) << file;
    }
}

void UapCoreCasesTest::resolvesEveryCaseOfUapCore()
{
    QFETCH(const CaseFile, file);

    const YAML::Node cases = YAML::LoadFile(uapCoreFolder.toStdString() + '/' + file.path)["test_cases"];
    QVERIFY(cases.size() >= file.atLeast);
    std::size_t passed = 0;
    qint64 nanoseconds = 0;
    for (const YAML::Node& testCase : cases) {
        const QString userAgent = textOf(testCase["user_agent_string"]);
        QElapsedTimer timer;
        timer.start();
        const auto agent = m_parser.parse(userAgent);
        nanoseconds += timer.nsecsElapsed();
        REQUIRE_OK(agent);
        const QStringList expected = expectedFields(testCase, file.part);
        const QStringList resolved = resolvedFields(*agent, file.part);
        if (resolved == expected) {
            ++passed;
        } else {
            qWarning().noquote() << userAgent << "\n  expected" << expected << "\n  got     " << resolved;
        }
    }
    qInfo("%s: %zu of %zu cases (%.2f %%), %lld microseconds each", file.path, passed, cases.size(),
        100.0 * double(passed) / double(cases.size()), nanoseconds / 1000 / qint64(cases.size()));
    QCOMPARE(passed, cases.size());
}

void UapCoreCasesTest::endsSoonOnEveryHostileStringOfUapCore()
{
    QFile script(uapCoreFolder + QStringLiteral("/tests/regexes.js"));
    QVERIFY(script.open(QIODevice::ReadOnly));
    static const QRegularExpression listed(QStringLiteral("^    '(\".*)',?$"));
    int strings = 0;
    qint64 slowest = 0;
    QString slowestText;
    while (!script.atEnd()) {
        const auto match = listed.match(QString::fromUtf8(script.readLine()).chopped(1));
        if (!match.hasMatch()) {
            continue;
        }
        const QString hostile = repeatedText(match.captured(1));
        QElapsedTimer timer;
        timer.start();
        REQUIRE_OK(m_parser.parse(hostile));
        if (timer.elapsed() > slowest) {
            slowest = timer.elapsed();
            slowestText = match.captured(1);
        }
        ++strings;
    }
    qInfo("%d hostile strings, the slowest %lld ms: %s", strings, slowest, qPrintable(slowestText));
    QVERIFY(strings > 200);
    QVERIFY2(slowest < 1000, qPrintable(slowestText));
}

QTEST_GUILESS_MAIN(UapCoreCasesTest)
#include "uap_core_cases_test.moc"

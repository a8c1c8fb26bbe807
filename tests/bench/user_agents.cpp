// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// Distinct User-Agent strings a second, against uap-core's own implementation for Python.

#include "tests/bench/bench.h"

#include <QProcess>

namespace latchkey::bench {

namespace {

using namespace sessions;

constexpr qsizetype WarmUp = 100; ///< both compile patterns when they first need them
constexpr int LimitMs = 600'000;

QString lineOf(const UserAgent& agent)
{
    return QStringList { agent.family, agent.major, agent.minor, agent.patch, agent.osFamily, agent.osMajor,
        agent.osMinor, agent.osPatch, agent.osPatchMinor, agent.deviceFamily, agent.deviceBrand,
        agent.deviceModel }
        .join(u'\t');
}

double recognise(const QStringList& agents, QStringList& answers)
{
    UserAgentParser parser(QStringLiteral(LATCHKEY_UAP_CORE_DIR "/regexes.yaml"));
    for (const QString& agent : agents.first(WarmUp)) {
        require(parser.parse(agent).has_value(), "the patterns can be read");
    }
    QList<UserAgent> recognised;
    const double took = milliseconds([&] {
        for (const QString& agent : agents.sliced(WarmUp)) {
            recognised.append(parser.parse(agent).value_or(UserAgent()));
        }
    });
    answers.clear();
    for (const UserAgent& agent : std::as_const(recognised)) {
        answers.append(lineOf(agent));
    }
    return static_cast<double>(recognised.size()) * 1000 / took;
}

double recogniseInPython(const QStringList& agents, QStringList& answers)
{
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"),
        { QStringLiteral(LATCHKEY_BENCH_SOURCES "/user_agents_peer.py"), QString::number(WarmUp) });
    python.write(agents.join(u'\n').toUtf8());
    python.closeWriteChannel();
    require(python.waitForFinished(LimitMs) && python.exitCode() == 0, "python3-ua-parser runs");
    answers = QString::fromUtf8(python.readAllStandardOutput()).split(u'\n');
    const double took = answers.takeFirst().toDouble();
    answers.removeLast(); // after the last line break
    return static_cast<double>(answers.size()) * 1000 / took;
}

} // namespace

void measureUserAgents(const Bench& bench)
{
    const QStringList agents = bench.isQuick ? bench.sample.agents().first(600) : bench.sample.agents();
    QStringList ours;
    QStringList theirs;
    const auto medians = inTurn(bench.isQuick ? 1 : 3,
        { [&] { return recognise(agents, ours); }, [&] { return recogniseInPython(agents, theirs); } });
    require(ours.size() == theirs.size(), "as many answers");
    qsizetype different = 0;
    for (qsizetype i = 0; i < ours.size(); ++i) {
        if (ours[i] != theirs[i]) {
            ++different;
            qInfo("%s\n ours   %s\n theirs %s", qPrintable(agents[WarmUp + i]), qPrintable(ours[i]),
                qPrintable(theirs[i]));
        }
    }
    require(different == 0, "both recognise the same");
    bench.report.add({ QStringLiteral("user_agent_parse"), medians[0], medians[1],
        QStringLiteral("uap-core for Python (python3-ua-parser), no cache"), Unit::PerSecond, 10 });
}

} // namespace latchkey::bench

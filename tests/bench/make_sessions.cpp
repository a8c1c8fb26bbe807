// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/bench/session_file.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTextStream>

using namespace latchkey;

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser arguments;
    arguments.setApplicationDescription(QStringLiteral(
        "Writes a session database with realistic sessions, the same for the same arguments every time."));
    arguments.addHelpOption();
    arguments.addOptions({
        { QStringLiteral("count"), QStringLiteral("How many sessions."), QStringLiteral("N"),
            QStringLiteral("1000000") },
        { QStringLiteral("users"), QStringLiteral("Of how many users."), QStringLiteral("U"),
            QStringLiteral("50000") },
        { QStringLiteral("seed"), QStringLiteral("Another seed, other sessions."), QStringLiteral("S"),
            QStringLiteral("1") },
        { QStringLiteral("now"), QStringLiteral("The latest time in it, in Unix seconds."),
            QStringLiteral("TIME"), QString::number(bench::SampleNow) },
    });
    arguments.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("Is replaced where it is there."));
    arguments.process(app);

    QTextStream messages(stderr);
    const auto number = [&](const char* option) {
        return arguments.value(QLatin1StringView(option)).toLongLong();
    };
    const bench::SampleSessions::Shape shape { number("count"), number("users"),
        static_cast<quint64>(number("seed")), number("now") };
    if (shape.count < 0 || shape.users < 1 || shape.now < 1 || arguments.positionalArguments().size() != 1) {
        messages << arguments.helpText();
        return 2;
    }
    QElapsedTimer timer;
    timer.start();
    const auto agents = bench::sampleUserAgents(QStringLiteral(LATCHKEY_UAP_CORE_DIR));
    const auto made = agents ? bench::makeSessionFile(arguments.positionalArguments().first(),
                                   { shape, *agents }, QStringLiteral(LATCHKEY_UAP_CORE_DIR "/regexes.yaml"))
                             : Result<void>(std::unexpected(agents.error()));
    if (!made) {
        messages << "make_sessions: " << made.error().message << Qt::endl;
        return 1;
    }
    messages << shape.count << " sessions in " << timer.elapsed() << " ms" << Qt::endl;
    return 0;
}

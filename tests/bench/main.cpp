// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/bench/bench.h"
#include "tests/bench/session_file.h"
#include "tests/bench/sqlite_file.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QTextStream>

#include <unistd.h>

namespace latchkey::bench {

namespace {

constexpr qint64 Million = 1'000'000;
constexpr qint64 QuickSessions = 20'000;
constexpr qint64 SessionsPerUser = 20;

struct Part
{
    const char* name;
    void (*measure)(const Bench&);
};

constexpr std::array Parts {
    Part { "tokens", measureTokens },
    Part { "purge", measurePurge },
    Part { "pages", measurePages },
    Part { "search", measureSearch },
    Part { "groups", measureGroups },
    Part { "user-agents", measureUserAgents },
    Part { "keyring", measureKeyring },
    Part { "windows", measureWindows },
    Part { "growth", measureGrowth },
};

void removeDatabases(const QString& folder)
{
    for (const QString& name : QDir(folder).entryList({ QStringLiteral("*.db*") }, QDir::Files)) {
        QFile::remove(folder + u'/' + name);
    }
}

int run(bool isQuick, const QStringList& names, const QString& results)
{
    const QString folder = results + QStringLiteral("/bench");
    require(QDir().mkpath(folder), "the folder for files can be made");
    QLockFile lock(folder + QStringLiteral("/lock"));
    require(lock.tryLock(0), "no other bench is running in this folder");
    removeDatabases(folder); // of a bench that was ended
    const auto agents = sampleUserAgents(QStringLiteral(LATCHKEY_UAP_CORE_DIR));
    require(agents.has_value(), "uap-core's test files can be read");
    const qint64 count = isQuick ? QuickSessions : Million;
    const SampleSessions sample({ count, count / SessionsPerUser, 1 }, *agents);
    Report report(results + QStringLiteral("/bench.json"), count);
    const Bench bench { isQuick, isQuick ? 3 : 5, folder, folder + QStringLiteral("/sessions.db"), sample,
        report };
    QTextStream(stderr) << "Making " << count << " sessions" << Qt::endl;
    require(makeSessionFile(bench.file, sample, QStringLiteral(LATCHKEY_UAP_CORE_DIR "/regexes.yaml"))
                .has_value(),
        "the sample can be written");
    for (const Part& part : Parts) {
        if (names.isEmpty() || names.contains(QLatin1StringView(part.name))) {
            QTextStream(stderr) << "Measuring " << part.name << Qt::endl;
            part.measure(bench);
        }
    }
    report.print();
    removeDatabases(folder);
    return 0;
}

} // namespace

QString Bench::copy(const char* name) const
{
    const QString path = folder + u'/' + QLatin1StringView(name);
    for (const char* suffix : { "", "-wal", "-shm", ".lock" }) {
        QFile::remove(path + QLatin1StringView(suffix));
    }
    require(QFile::copy(file, path), "the sample can be copied");
    ::sync(); // the system would write it back while its use is measured
    return path;
}

QString Bench::plainTable() const
{
    const QString path = copy("plain.db");
    SqliteFile(path).run(
        "PRAGMA synchronous = OFF; CREATE TABLE remember_me AS SELECT s.id, u.name AS username, s.lookup, "
        "s.revoked,"
        " s.created, s.last_used, a.raw AS user_agent, a.device, a.browser, a.os FROM sessions s"
        " JOIN users u ON u.id = s.user_id JOIN user_agents a ON a.id = s.user_agent_id ORDER BY s.id;"
        "CREATE INDEX remember_me_by_last_used ON remember_me (last_used, id)");
    return path;
}

OpenStore::OpenStore(const QString& path)
    : parser(QStringLiteral(LATCHKEY_UAP_CORE_DIR "/regexes.yaml"))
    , store({ .path = path, .createIfMissing = false }, clock, &parser)
{
}

} // namespace latchkey::bench

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser arguments;
    arguments.setApplicationDescription(QStringLiteral(
        "Measures Latchkey beside its peers and writes bench.json. PART: only these of its parts."));
    arguments.addHelpOption();
    const QCommandLineOption quick(QStringLiteral("quick"), QStringLiteral("Fewer sessions, fewer repeats."));
    arguments.addOption(quick);
    arguments.addPositionalArgument(QStringLiteral("[PART...]"), QString());
    arguments.process(app);
    return latchkey::bench::run(
        arguments.isSet(quick), arguments.positionalArguments(), QStringLiteral(LATCHKEY_BINARY_DIR));
}

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/cli_process.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonObject>
#include <QProcess>

namespace latchkey::test {

namespace {

constexpr int longestRunMs = 60'000;

Outcome finished(QProcess& process, const QByteArray& input)
{
    QElapsedTimer timer;
    timer.start();
    process.start();
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(longestRunMs)) {
        process.kill();
        process.waitForFinished(longestRunMs);
        return {};
    }
    const bool ended = process.exitStatus() == QProcess::NormalExit;
    return { ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError(),
        timer.elapsed() };
}

} // namespace

CliProcess::CliProcess()
{
    environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : { "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "LATCHKEY_STORE",
             "CODER_CONFIG_DIR", "CODER_URL", "CODER_SESSION_TOKEN", "XDG_STATE_HOME" }) {
        environment.remove(QString::fromLatin1(name));
    }
    environment.insert(QStringLiteral("HOME"), m_home.path());
    environment.insert(QStringLiteral("XDG_DATA_HOME"), path(QStringLiteral("data")));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), path(QStringLiteral("config")));
    environment.insert(QStringLiteral("XDG_STATE_HOME"), path(QStringLiteral("state")));
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), path(QStringLiteral("run")));
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("disabled:"));
    QDir(m_home.path()).mkdir(QStringLiteral("run"));
    QFile::setPermissions(
        path(QStringLiteral("run")), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

Outcome CliProcess::run(const QStringList& words, const QByteArray& input)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProgram(latchkeyctlProgram());
    process.setArguments(words);
    const Outcome outcome = finished(process, input);
    m_everythingSaid += outcome.output + outcome.messages;
    return outcome;
}

Outcome CliProcess::run(const char* words, const QByteArray& input)
{
    return run(QString::fromUtf8(words).split(u' ', Qt::SkipEmptyParts), input);
}

Outcome CliProcess::runInto(const QString& outputFile, const char* words)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProgram(latchkeyctlProgram());
    process.setArguments(QString::fromUtf8(words).split(u' ', Qt::SkipEmptyParts));
    process.setStandardOutputFile(outputFile);
    return finished(process, {});
}

QStringList CliProcess::filesHolding(const QByteArray& bytes) const
{
    QStringList holding;
    QDirIterator files(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(bytes)) {
            holding.append(file.fileName());
        }
    }
    return holding;
}

QString latchkeyctlProgram() { return QStringLiteral(LATCHKEY_BINARY_DIR "/latchkeyctl"); }

QStringList fieldsOf(const QJsonValue& object)
{
    QStringList names = object.toObject().keys();
    names.sort();
    return names;
}

} // namespace latchkey::test

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/next_program.h"

#include "app/cli/output.h"
#include "core/shared/visible_text.h"

#include <QCoreApplication>

#include <cerrno>
#include <cstdlib>
#include <unistd.h>
#include <vector>

namespace latchkey::cli {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(NextProgram)
};

ExitCode cannotStart(const QByteArray& name, int why, Output& output)
{
    const QString shown = visibleText(QString::fromLocal8Bit(name));
    if (why == ENOENT) {
        output.message(
            Text::tr("There is no program \"%1\". Check its name and the variable PATH.").arg(shown));
        return ExitCode::NoSuchProgram;
    }
    output.message(why == EACCES
            ? Text::tr("\"%1\" may not be run. Check whether it is a program, and its permissions.")
                  .arg(shown)
            : why == E2BIG
            ? Text::tr("The arguments of \"%1\" are longer than this system takes. Give it fewer.").arg(shown)
            : Text::tr("\"%1\" could not be started. Check whether it is a program for this computer.")
                  .arg(shown));
    return ExitCode::CannotRun;
}

} // namespace

ExitCode becomeProgram(const NextProgram& program, const ProcessState& before, Output& output)
{
    std::vector<QByteArray> words(program.words.begin(), program.words.end());
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (QByteArray& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    setenv("CODER_URL", program.server.origin().toUtf8().constData(), 1);
    QByteArray token = program.token.bytes().toByteArray();
    setenv("CODER_SESSION_TOKEN", token.constData(), 1);
    wipe(token);
    restoreProcess(before);
    execvp(arguments[0], arguments.data());
    return cannotStart(words[0], errno, output);
}

} // namespace latchkey::cli

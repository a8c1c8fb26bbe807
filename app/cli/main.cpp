// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/program.h"
#include "core/shared/process_safety.h"

#include <QCoreApplication>

namespace {

/// What Qt and its plugins have to say is not for the person and may hold what should not be shown.
void keepQuiet(QtMsgType, const QMessageLogContext&, const QString&) { }

} // namespace

int main(int argc, char* argv[])
{
    const latchkey::ProcessState before = latchkey::makeProcessSafe();
    // As bytes, and before Qt takes words of its own out: `servers exec` hands them on as they are.
    const QList<QByteArray> words(argv + qMin(argc, 1), argv + argc);
    qInstallMessageHandler(keepQuiet);
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("latchkeyctl"));
    return latchkey::cli::runProgram(words, QProcessEnvironment::systemEnvironment(), before);
}

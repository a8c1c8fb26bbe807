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
    latchkey::makeProcessSafe();
    qInstallMessageHandler(keepQuiet);
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("latchkeyctl"));
    return latchkey::cli::runProgram(
        QCoreApplication::arguments().sliced(1), QProcessEnvironment::systemEnvironment());
}

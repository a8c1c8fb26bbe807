// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/demo.h"
#include "app/gui/desktop_app.h"
#include "app/gui/single_instance.h"
#include "core/shared/private_file.h"
#include "core/shared/process_safety.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTextStream>

namespace {

using namespace latchkey;

int fail(const Error& error)
{
    QTextStream(stderr) << "latchkey: " << error.message << Qt::endl;
    return 1;
}

} // namespace

int main(int argc, char* argv[])
{
    makeProcessSafe();
    QApplication::setDesktopFileName(QStringLiteral("latchkey"));
    const QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("latchkey"));
    QApplication::setApplicationDisplayName(QStringLiteral("Latchkey"));
    QApplication::setApplicationVersion(QStringLiteral(LATCHKEY_VERSION));
    QApplication::setQuitOnLastWindowClosed(false); // closing may leave the tray; quitting is said

    QCommandLineParser arguments;
    arguments.setApplicationDescription(QApplication::translate("main",
        "Shows where you are signed in, and ends it: servers of command-line tools, and remembered "
        "sessions."));
    arguments.addHelpOption();
    arguments.addVersionOption();
    const QCommandLineOption demoOption(QStringLiteral("demo"),
        QApplication::translate("main", "Show sample servers and sessions; nothing of your own is touched."));
    const QCommandLineOption storeOption(QStringLiteral("store"),
        QApplication::translate("main", "Show the sessions of this SQLite file."),
        QStringLiteral("LOCATION"));
    const QCommandLineOption hiddenOption(
        QStringLiteral("hidden"), QApplication::translate("main", "Start in the tray, where there is one."));
    arguments.addOptions({ demoOption, storeOption, hiddenOption });
    arguments.process(app);

    std::unique_ptr<Demo> demo;
    auto options = Services::Options::fromEnvironment(QProcessEnvironment::systemEnvironment());
    if (arguments.isSet(demoOption)) {
        auto made = Demo::make();
        if (!made) {
            return fail(made.error());
        }
        demo = std::move(*made);
        options = demo->options();
    }
    const auto database = sessionDatabasePath(
        arguments.isSet(storeOption) ? arguments.value(storeOption) : options.sessionDatabase);
    if (!database) {
        return fail(database.error());
    }
    options.sessionDatabase = *database;
    options.by = activity::By::Window;
    for (const QString& folder : { options.paths.runtimeFolder, options.paths.stateFolder }) {
        if (const auto made = ensurePrivateFolder(folder); !made) {
            return fail(made.error());
        }
    }

    SingleInstance instance(options.paths.runtimeFolder);
    if (!instance.claim()) {
        return 0; // the window that is open already has come to the front
    }
    Services services(options);
    services.keyring(); // its worker gets ready while the window is made
    DesktopApp desktop(services, options.paths.stateFolder + QStringLiteral("/window.ini"));
    QObject::connect(&instance, &SingleInstance::raiseRequested, &desktop.window(), &ui::MainWindow::present);
    if (!arguments.isSet(hiddenOption) || !QSystemTrayIcon::isSystemTrayAvailable()) {
        desktop.window().show();
    }
    return QApplication::exec();
}

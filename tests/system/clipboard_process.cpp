// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/secret_clipboard.h"

#include <QGuiApplication>
#include <QMetaEnum>
#include <QSocketNotifier>
#include <QTextStream>

#include <unistd.h>

/// clipboard_process SECONDS: copies the token of its environment as the window does, to stay for so long,
/// prints "copied", and how its time ended; ends when its input does.
int main(int argc, char* argv[])
{
    using latchkey::ui::SecretClipboard;
    QGuiApplication app(argc, argv);
    QGuiApplication::setQuitOnLastWindowClosed(false);
    QTextStream out(stdout);
    SecretClipboard clipboard(QGuiApplication::clipboard());
    clipboard.setLifetime(std::chrono::seconds(QString::fromLocal8Bit(argv[1]).toInt()));
    QObject::connect(&clipboard, &SecretClipboard::ended, &app, [&out](SecretClipboard::End how) {
        out << QMetaEnum::fromType<SecretClipboard::End>().valueToKey(static_cast<int>(how)) << Qt::endl;
    });
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &app, &QGuiApplication::quit);
    QMetaObject::invokeMethod(
        &app,
        [&] {
            clipboard.copy(latchkey::Secret::takeFrom(qgetenv("CLIPBOARD_TOKEN")));
            out << "copied" << Qt::endl;
        },
        Qt::QueuedConnection);
    return QGuiApplication::exec();
}

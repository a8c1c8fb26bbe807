// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QFile>
#include <QProcess>
#include <QRect>
#include <QTemporaryDir>

namespace latchkey::bench {

/// How a program came up.
struct Appearance
{
    double milliseconds = 0; ///< from its start until the watched part of the screen looked as it stayed
    double megabytes = 0; ///< resident memory of the program and its children, when it had come to rest
};

/// What a program does while nobody does anything.
struct Idleness
{
    double wakeUps = 0; ///< of all its threads and children, a minute
    double milliseconds = 0; ///< of processor time, a minute
};

/// A display of the bench's own (Xvfb with openbox, trayer when asked), whose pixels lie in a file: they are
/// watched without a word to the display or to the program, so every program is measured alike.
class Screen
{
public:
    enum class Tray { No, Yes };

    explicit Screen(Tray tray = Tray::No);
    ~Screen();
    Q_DISABLE_COPY_MOVE(Screen)

    static constexpr QRect Whole { 0, 0, 1280, 800 };

    struct Program
    {
        QString path;
        QStringList arguments;
        QRect watched = Whole;
        QString picture; ///< file for a picture of how it looked in the end
    };

    /// Starts the program, watches it until the watched part shows something and nothing of it has changed
    /// for a while (a blinking caret aside), and ends it.
    Appearance watch(const Program& program, bool isQuick);

    /// Starts the program, lets it come to rest, counts for this many seconds, and ends it.
    Idleness watchIdle(const Program& program, int seconds);

    /// Runs the program to its end and returns what it printed.
    QByteArray outputOf(const QString& program, const QStringList& arguments);

private:
    void startBeside(QProcess& process, const QString& program, const QStringList& arguments) const;
    void map();
    QByteArray pixels(const QRect& area) const;
    void save(const QString& path) const;

    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    QProcess m_server;
    QProcess m_windowManager;
    QProcess m_tray;
    QFile m_file;
    const uchar* m_pixels = nullptr;
    qsizetype m_bytesPerLine = 0;
};

} // namespace latchkey::bench

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/terminal.h"

#include <QCoreApplication>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <termios.h>
#include <unistd.h>

namespace latchkey::cli {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Terminal)
};

constexpr std::array endingSignals { SIGINT, SIGTERM, SIGHUP, SIGQUIT };

termios settingsBefore = {}; // a signal handler can reach nothing else

extern "C" void restoreEchoAndEnd(int signal)
{
    tcsetattr(STDIN_FILENO, TCSANOW, &settingsBefore);
    std::signal(signal, SIG_DFL);
    raise(signal);
}

/// No echo while it lives, and none left off when a signal ends the program meanwhile.
class EchoOff
{
public:
    EchoOff()
    {
        tcgetattr(STDIN_FILENO, &settingsBefore);
        for (std::size_t i = 0; i < endingSignals.size(); ++i) {
            m_handlersBefore.at(i) = std::signal(endingSignals.at(i), restoreEchoAndEnd);
            if (m_handlersBefore.at(i) == SIG_IGN) {
                std::signal(endingSignals.at(i), SIG_IGN);
            }
        }
        termios silent = settingsBefore;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~EchoOff()
    {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settingsBefore);
        for (std::size_t i = 0; i < endingSignals.size(); ++i) {
            std::signal(endingSignals.at(i), m_handlersBefore.at(i));
        }
    }
    Q_DISABLE_COPY_MOVE(EchoOff)

private:
    using Handler = void (*)(int);
    std::array<Handler, endingSignals.size()> m_handlersBefore = {};
};

void tell(const QByteArray& text)
{
    // Nothing can be done about a standard error that takes no text.
    [[maybe_unused]] const ssize_t written =
        write(STDERR_FILENO, text.constData(), static_cast<std::size_t>(text.size()));
}

/// A fixed buffer, so that no copy of the secret stays behind where a growing one lay.
struct InputBuffer
{
    static constexpr std::size_t limit = 64UL * 1024;

    InputBuffer() = default;
    ~InputBuffer() { explicit_bzero(bytes.data(), bytes.size()); }
    Q_DISABLE_COPY_MOVE(InputBuffer)

    /// Reads up to the end, or up to a line break. False when there is more than the limit.
    bool fill(bool oneLine)
    {
        while (length < bytes.size()) {
            const ssize_t count = read(STDIN_FILENO, bytes.data() + length, bytes.size() - length);
            if (count < 0 && errno == EINTR) {
                continue;
            }
            if (count <= 0) {
                return true;
            }
            length += static_cast<std::size_t>(count);
            if (oneLine && bytes.at(length - 1) == '\n') {
                return true;
            }
        }
        return false;
    }

    void dropLineBreak()
    {
        length -= length > 0 && bytes.at(length - 1) == '\n' ? 1 : 0;
        length -= length > 0 && bytes.at(length - 1) == '\r' ? 1 : 0;
    }

    std::array<char, limit + 1> bytes = {};
    std::size_t length = 0;
};

} // namespace

bool standardInputIsTerminal() { return isatty(STDIN_FILENO) == 1; }

bool standardErrorIsTerminal() { return isatty(STDERR_FILENO) == 1; }

Result<Secret> readSecret(const QString& prompt)
{
    InputBuffer input;
    bool complete = false;
    if (standardInputIsTerminal()) {
        tell(prompt.toUtf8());
        const EchoOff echoOff;
        complete = input.fill(true);
        tell("\n");
    } else {
        complete = input.fill(false);
    }
    if (!complete) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("Standard input is longer than 64 KiB, so it was not taken for a secret."));
    }
    input.dropLineBreak();
    return Secret::takeFrom(QByteArray(input.bytes.data(), static_cast<qsizetype>(input.length)));
}

bool confirm(const QString& question)
{
    tell((question + QStringLiteral(" [y/N] ")).toUtf8());
    InputBuffer input;
    const bool complete = input.fill(true);
    input.dropLineBreak();
    const QByteArray answer =
        QByteArray(input.bytes.data(), static_cast<qsizetype>(input.length)).trimmed().toLower();
    return complete && (answer == "y" || answer == "yes");
}

} // namespace latchkey::cli

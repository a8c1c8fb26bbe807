// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/user_agents_command.h"

#include "app/cli/output.h"
#include "app/cli/terminal.h"

#include <QCoreApplication>

#include <cerrno>
#include <unistd.h>

namespace latchkey::cli {

using namespace sessions;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(UserAgentsCommand)
};

/// The parser looks at 4096 characters; what a line has beyond these bytes is not kept.
constexpr qsizetype keptOfALine = 4L * 4096;
constexpr std::size_t blockSize = 64UL * 1024;

using Fields = std::initializer_list<std::pair<const char*, const QString&>>;

/// An object of texts, in this order; a field that is not there is null, as in uap-core's own cases.
QByteArray jsonFields(const Fields& fields)
{
    QByteArray object;
    for (const auto& [name, value] : fields) {
        object += object.isEmpty() ? "{\"" : ",\"";
        object += name;
        object += "\":";
        object += value.isEmpty() ? QByteArrayLiteral("null") : jsonString(value);
    }
    return object + '}';
}

QByteArray jsonLine(const UserAgent& agent)
{
    return "{\"user_agent\":"
        + jsonFields({ { "family", agent.family }, { "major", agent.major }, { "minor", agent.minor },
            { "patch", agent.patch } })
        + ",\"os\":"
        + jsonFields({ { "family", agent.osFamily }, { "major", agent.osMajor }, { "minor", agent.osMinor },
            { "patch", agent.osPatch }, { "patch_minor", agent.osPatchMinor } })
        + ",\"device\":"
        + jsonFields({ { "family", agent.deviceFamily }, { "brand", agent.deviceBrand },
            { "model", agent.deviceModel } })
        + ",\"kind\":" + jsonString(kindName(agent.kind)) + "}\n";
}

/// Answers lines as they come, a piece of them at a time.
class LineAnswers
{
public:
    LineAnswers(UserAgentParser& parser, Output& output)
        : m_parser(parser)
        , m_output(output)
    {
    }

    /// Errors: those of the pattern file.
    Result<void> take(QByteArrayView bytes)
    {
        while (true) {
            const qsizetype end = bytes.indexOf('\n');
            const QByteArrayView part = end < 0 ? bytes : bytes.first(end);
            m_line.append(part.first(qMin(part.size(), keptOfALine - m_line.size())));
            m_isInLine = m_isInLine || !part.isEmpty();
            if (end < 0) {
                return {};
            }
            if (auto answered = answer(); !answered) {
                return answered;
            }
            bytes = bytes.sliced(end + 1);
        }
    }

    /// A last line need not be ended.
    Result<void> finish() { return m_isInLine ? answer() : Result<void>(); }

private:
    Result<void> answer()
    {
        if (m_line.endsWith('\r')) {
            m_line.chop(1);
        }
        const auto agent = m_parser.parse(QString::fromUtf8(m_line));
        m_line.resize(0);
        m_isInLine = false;
        if (!agent) {
            return std::unexpected(agent.error());
        }
        m_output.print(jsonLine(*agent));
        return {};
    }

    UserAgentParser& m_parser;
    Output& m_output;
    QByteArray m_line; ///< what is kept of the line that has begun
    bool m_isInLine = false;
};

std::unexpected<Error> cannotRead()
{
    return failure(
        ErrorCode::InvalidInput, Text::tr("Standard input cannot be read: %1.").arg(qt_error_string(errno)));
}

/// What has been answered goes out before more is read, so that a program at the other end can take turns.
Result<ExitCode> recogniseUserAgents(CommandContext& context)
{
    UserAgentParser& parser = context.services.userAgentParser();
    if (const auto ready = parser.parse({}); !ready) {
        return std::unexpected(ready.error());
    }
    if (standardInputIsTerminal()) {
        context.output.message(Text::tr("Type one User-Agent string a line; Ctrl+D ends."));
    }
    LineAnswers lines(parser, context.output);
    QByteArray block(blockSize, Qt::Uninitialized);
    while (true) {
        const ssize_t count = read(STDIN_FILENO, block.data(), blockSize);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return cannotRead();
        }
        const auto answered = count > 0 ? lines.take(QByteArrayView(block).first(count)) : lines.finish();
        if (!answered) {
            return std::unexpected(answered.error());
        }
        if (count == 0) {
            return ExitCode::Done;
        }
        if (!context.output.flush()) {
            if (errno == EPIPE) { // who reads has seen enough, as `head` does
                return ExitCode::Failed;
            }
            return failure(ErrorCode::DiskFull,
                Text::tr("Standard output does not take the answers: %1.").arg(qt_error_string(errno)));
        }
    }
}

} // namespace

QList<Command> userAgentsCommands()
{
    return { { QString(), QStringLiteral("user-agents"), QStringLiteral("< STRINGS"), 0, 0, {},
        recogniseUserAgents } };
}

} // namespace latchkey::cli

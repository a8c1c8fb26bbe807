// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/servers_exec.h"

#include "app/cli/output.h"
#include "app/cli/server_target.h"
#include "app/cli/servers_output.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace latchkey::cli {

using namespace credentials;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ServersExec)
};

/// A word of the shell's language that means exactly this text.
QString quotedForShell(const QString& text)
{
    QString inside = text;
    inside.replace(QStringLiteral("'"), QStringLiteral("'\\''"));
    QString quoted = u'\'' + inside + u'\'';
    wipe(inside);
    return quoted;
}

/// The login that the command names, with its token; the log gets `act` with the details.
Result<HeldLogin> heldLogin(CommandContext& context, activity::Act act, const QJsonObject& details)
{
    const auto found = findLogin(context);
    if (!found) {
        return std::unexpected(found.error());
    }
    const auto token = tokenOf(context, *found);
    if (token) {
        context.done.append({ .act = act, .what = loginName(found->login), .details = details });
    }
    return token ? Result<HeldLogin>({ found->id.server, *token }) : std::unexpected(token.error());
}

} // namespace

Result<ExitCode> execWithLogin(CommandContext& context)
{
    // Its name alone: the arguments may be somebody's secrets.
    const QString program = QFileInfo(QString::fromLocal8Bit(context.program.constFirst())).fileName();
    const auto held =
        heldLogin(context, activity::Act::ServersExec, { { QStringLiteral("program"), program } });
    if (!held) {
        return std::unexpected(held.error());
    }
    context.next = NextProgram { .words = context.program, .server = held->server, .token = held->token };
    return ExitCode::Done;
}

Result<ExitCode> printEnvironment(CommandContext& context)
{
    if (!context.arguments.has(QStringLiteral("reveal"))) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("This prints the token itself, so it asks for --reveal. To give a login to one command "
                     "without showing it: latchkeyctl servers exec URL -- COMMAND..."));
    }
    const auto held = heldLogin(context, activity::Act::ServersReveal, {});
    if (!held) {
        return std::unexpected(held.error());
    }
    const QString origin = held->server.origin();
    QString value = held->token.revealedText();
    if (context.output.isJson()) {
        context.output.json(QJsonObject {
            { QStringLiteral("CODER_URL"), origin }, { QStringLiteral("CODER_SESSION_TOKEN"), value } });
    } else {
        QString quoted = quotedForShell(value);
        QString lines =
            QStringLiteral("export CODER_URL=%1\nexport CODER_SESSION_TOKEN=").arg(quotedForShell(origin))
            + quoted + u'\n';
        context.output.print(lines);
        wipe(quoted);
        wipe(lines);
    }
    wipe(value);
    return ExitCode::Done;
}

} // namespace latchkey::cli

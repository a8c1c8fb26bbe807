// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/sessions_tokens.h"

#include "app/cli/output.h"
#include "app/cli/sessions_output.h"
#include "app/cli/terminal.h"
#include "core/sessions/identifier_digest.h"
#include "core/shared/random_source.h"
#include "core/shared/visible_text.h"

#include <QCoreApplication>

namespace latchkey::cli {

using namespace sessions;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionsTokens)
};

/// An identifier and whether it was made here.
struct Identifier
{
    Secret value;
    bool isNew = false;
};

Result<Identifier> identifierFromInput(CommandContext& context)
{
    Secret given;
    if (!standardInputIsTerminal()) {
        const auto input = readSecret({});
        if (!input) {
            return std::unexpected(input.error());
        }
        given = *input;
    }
    if (!given.isEmpty()) {
        if (isWeakIdentifier(given)) {
            context.output.message(Text::tr("The identifier has fewer than 22 characters, so it might be "
                                            "guessed. Leave it out and a strong one is made."));
        }
        return Identifier { given, false };
    }
    if (context.output.isJson() && !context.arguments.has(QStringLiteral("reveal"))) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("A new identifier is shown only once, and JSON holds secrets only with --reveal. Add "
                     "--reveal, or give an identifier on standard input."));
    }
    SystemRandom random;
    return Identifier { makeIdentifier(random), true };
}

/// What is stored, with what its user agent says.
Result<Session> storedSession(Services& services, SessionId id)
{
    SessionFilter filter;
    filter.ids = QList<SessionId> { id };
    const auto page = waitFor(services.sessions().page(filter, {}, 0, 1));
    if (!page) {
        return std::unexpected(page.error());
    }
    if (page->isEmpty()) {
        return failure(ErrorCode::TokenNotFound,
            Text::tr("The session was stored, and another program deleted it at once."));
    }
    return page->constFirst();
}

} // namespace

Result<QString> userOption(const CommandContext& context)
{
    const auto user = context.arguments.value(QStringLiteral("user"));
    if (!user) {
        return failure(ErrorCode::InvalidInput, Text::tr("Say whose session: --user NAME."));
    }
    return validateUsername(*user);
}

Result<ExitCode> addSession(CommandContext& context)
{
    const auto user = userOption(context);
    if (!user) {
        return std::unexpected(user.error());
    }
    const auto identifier = identifierFromInput(context);
    if (!identifier) {
        return std::unexpected(identifier.error());
    }
    const QString userAgent = context.arguments.value(QStringLiteral("user-agent")).value_or(QString());
    const auto token = waitFor(context.services.sessions().add(*user, identifier->value, userAgent));
    if (!token) {
        return std::unexpected(token.error());
    }
    context.done.append({ .act = activity::Act::SessionsAdd,
        .what = sessionsOf(1, QStringList { token->username }),
        .details = { { QStringLiteral("ids"), idsJson({ token->id }) } } });
    if (context.output.isJson()) {
        const auto session = storedSession(context.services, token->id);
        if (!session) {
            return std::unexpected(session.error());
        }
        QJsonObject document = sessionJson(*session);
        if (identifier->isNew) {
            document.insert(QStringLiteral("identifier"), identifier->value.revealedText());
        }
        context.output.json(document);
        return ExitCode::Done;
    }
    const QString added =
        Text::tr("Added session %1 for %2.").arg(token->id).arg(visibleText(token->username));
    if (identifier->isNew) { // alone on standard output, so that a script can take it from there
        context.output.print(identifier->value.revealedText() + u'\n');
        context.output.message(added + u' ' + Text::tr("Its identifier is shown this once."));
    } else {
        context.output.print(added + u'\n');
    }
    return ExitCode::Done;
}

Result<ExitCode> validateSession(CommandContext& context)
{
    const auto user = userOption(context);
    if (!user) {
        return std::unexpected(user.error());
    }
    const auto identifier = readSecret(Text::tr("Identifier (it is not shown): "));
    if (!identifier) {
        return std::unexpected(identifier.error());
    }
    if (identifier->isEmpty()) {
        return failure(ErrorCode::InvalidInput, Text::tr("Give the identifier on standard input."));
    }
    // Text that can be no identifier is stored nowhere.
    const auto validation = validateIdentifier(*identifier)
        ? waitFor(context.services.sessions().validate(*user, *identifier))
        : Result<Validation>(failure(ErrorCode::TokenInvalid, Text::tr("This is not an identifier.")));
    const bool isReused = !validation && validation.error().code == ErrorCode::TokenReused;
    const bool invalid = isReused || (!validation && validation.error().code == ErrorCode::TokenInvalid);
    const QString result = validation ? QStringLiteral("valid")
        : invalid                     ? QStringLiteral("invalid")
                                      : QStringLiteral("unknown");
    if (context.output.isJson()) {
        QJsonObject document { { QStringLiteral("result"), result } };
        if (validation) {
            document.insert(QStringLiteral("id"), validation->token.id);
            document.insert(QStringLiteral("username"), validation->token.username);
            document.insert(QStringLiteral("last_used"), validation->token.lastUsed);
            document.insert(QStringLiteral("last_used_recorded"), validation->lastUsedRecorded);
        }
        context.output.json(document);
    } else {
        context.output.print(result + u'\n');
    }
    if (validation && !validation->lastUsedRecorded) {
        context.output.message(
            Text::tr("The session is valid, but its use could not be noted: the store takes "
                     "no changes now."));
    }
    if (!validation && (!invalid || isReused)) {
        context.output.message(validation.error().message);
    }
    if (!validation && !invalid) {
        return ExitCode::Unavailable; // whatever the reason: neither valid nor invalid
    }
    return validation ? ExitCode::Done : ExitCode::TokenInvalid;
}

} // namespace latchkey::cli

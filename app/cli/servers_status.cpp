// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/servers_status.h"

#include "app/cli/output.h"
#include "app/cli/servers_output.h"
#include "app/cli/table.h"

#include <QCoreApplication>

namespace latchkey::cli {

using namespace credentials;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ServersStatus)
};

/// What the keyring says of itself; nothing when `--backend file` left it alone.
using KeyringAnswer = std::optional<Result<KeyringState>>;

KeyringAnswer askKeyring(Services& services)
{
    KeyringBackend* keyring = services.keyring();
    return keyring == nullptr ? KeyringAnswer() : waitFor(keyring->state());
}

QJsonObject keyringJson(const KeyringAnswer& answer)
{
    QString state = QStringLiteral("not asked");
    QJsonValue provider;
    QJsonValue message;
    if (answer && *answer) {
        state = (*answer)->locked ? QStringLiteral("locked") : QStringLiteral("unlocked");
        provider = (*answer)->provider;
    } else if (answer) {
        state = QStringLiteral("unavailable");
        message = answer->error().message;
    }
    return { { QStringLiteral("state"), state }, { QStringLiteral("provider"), provider },
        { QStringLiteral("message"), message } };
}

QString keyringText(const KeyringAnswer& answer)
{
    if (!answer) {
        return Text::tr("not asked");
    }
    if (!*answer) {
        return answer->error().message;
    }
    const KeyringState& state = **answer;
    QString text = state.locked ? Text::tr("locked") : Text::tr("unlocked");
    if (!state.provider.isEmpty()) {
        text += QStringLiteral(" (%1)").arg(state.provider);
    }
    if (state.entries > 1) {
        text += Text::tr(", with %1 entries where one should be").arg(state.entries);
    }
    return text;
}

QJsonObject loginJson(const LoginOverview& overview, const LoginId& id)
{
    const Login* login = overview.find(id);
    return { { QStringLiteral("origin"), id.server.origin() },
        { QStringLiteral("account"), textOrNull(login == nullptr ? QString() : login->account) },
        { QStringLiteral("token_id"),
            textOrNull(login == nullptr ? QString() : login->credential.token.tokenId) },
        { QStringLiteral("fingerprint"), id.fingerprint } };
}

QJsonObject statusJson(
    CommandContext& context, const LoginOverview& seen, const KeyringAnswer& keyring, bool interrupted)
{
    const Login* active = seen.active();
    QJsonArray foreign;
    for (const ForeignSignIn& signIn : seen.foreignSignIns) {
        foreign.append(QJsonObject { { QStringLiteral("origin"), signIn.now.server.origin() },
            { QStringLiteral("now"), loginJson(seen, signIn.now) },
            { QStringLiteral("before"), loginJson(seen, signIn.before) } });
    }
    QJsonArray unfinished;
    for (const LoginId& id : seen.unfinishedSignOuts) {
        unfinished.append(loginJson(seen, id));
    }
    const Login* previous = seen.previous ? seen.find(*seen.previous) : nullptr;
    return {
        { QStringLiteral("active"), active == nullptr ? QJsonValue() : serverJson(*active, context.now) },
        { QStringLiteral("previous"), previous == nullptr ? QJsonValue() : serverName(*previous) },
        { QStringLiteral("previous_account"),
            textOrNull(previous == nullptr ? QString() : previous->account) },
        { QStringLiteral("overridden_by"), textOrNull(seen.overridingVariable) },
        { QStringLiteral("foreign_sign_ins"), foreign },
        { QStringLiteral("unfinished_sign_outs"), unfinished },
        { QStringLiteral("interrupted_switch"), interrupted },
        { QStringLiteral("keyring"), keyringJson(keyring) },
        { QStringLiteral("cli_files"), context.services.cliFiles().folder() },
    };
}

QString statusText(CommandContext& context, const LoginOverview& seen, const KeyringAnswer& keyring)
{
    const Login* active = seen.active();
    const Login* previous = seen.previous ? seen.find(*seen.previous) : nullptr;
    const QString variable = seen.overridingVariable;
    FactList facts;
    facts.add(Text::tr("Active login"), active == nullptr ? Text::tr("none") : loginName(*active));
    facts.add(Text::tr("Overridden by"),
        variable.isEmpty() ? Text::tr("nothing") : Text::tr("%1 in this environment").arg(variable));
    facts.add(Text::tr("Previous login"), previous == nullptr ? Text::tr("none") : loginName(*previous));
    facts.add(Text::tr("Keyring"), keyringText(keyring));
    facts.add(Text::tr("CLI files"), context.services.cliFiles().folder());
    return facts.text();
}

/// What waits for a person, each with the command that deals with it.
void tellWhatIsOpen(CommandContext& context, const LoginOverview& seen, bool interrupted)
{
    for (const ForeignSignIn& signIn : seen.foreignSignIns) {
        const Login* now = seen.find(signIn.now);
        const Login* before = seen.find(signIn.before);
        context.output.message(Text::tr(
            "Another program signed in to %1 (%2) over Latchkey's login (%3). Keep the new one, both, "
            "or the old one: latchkeyctl servers settle %1 keep|both|restore")
                .arg(signIn.now.server.origin(), accountName(*now), accountName(*before)));
    }
    for (const LoginId& id : seen.unfinishedSignOuts) {
        const Login* login = seen.find(id);
        const QString command = QStringLiteral("latchkeyctl servers sign-out %1 --account %2")
                                    .arg(id.server.origin(), accountWord(*login));
        context.output.message(
            Text::tr("The sign-out of %1 is not finished. Finish it with: %2 (or forget it: "
                     "add --forget)")
                .arg(loginName(*login), command));
    }
    if (interrupted) {
        context.output.message(Text::tr("A switch of the terminal's login was interrupted and could not be "
                                        "finished. Choose a login: latchkeyctl servers use URL"));
    }
}

} // namespace

Result<ExitCode> serversStatus(CommandContext& context)
{
    const auto overview = waitFor(context.services.logins().overview());
    if (!overview) {
        return std::unexpected(overview.error());
    }
    const KeyringAnswer keyring = askKeyring(context.services);
    const bool interrupted = context.services.cliFiles().wasInterrupted();
    if (context.output.isJson()) {
        context.output.json(statusJson(context, *overview, keyring, interrupted));
    } else {
        context.output.print(statusText(context, *overview, keyring));
    }
    tellWhatIsOpen(context, *overview, interrupted);
    const std::optional<Error>& problem = overview->filesProblem;
    return problem ? Result<ExitCode>(std::unexpected(*problem)) : ExitCode::Done;
}

} // namespace latchkey::cli

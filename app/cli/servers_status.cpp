// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/servers_status.h"

#include "app/cli/output.h"
#include "app/cli/servers_output.h"
#include "app/cli/table.h"

#include <QCoreApplication>

#include <algorithm>

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

} // namespace

Result<ExitCode> serversStatus(CommandContext& context)
{
    const auto overview = waitFor(context.services.logins().overview());
    if (!overview) {
        return std::unexpected(overview.error());
    }
    const LoginOverview& seen = *overview;
    const KeyringAnswer keyring = askKeyring(context.services);
    const QString variable = overridingVariable(context.services.options().environment);
    const auto active = std::ranges::find_if(seen.logins, &Login::active);
    const bool hasActive = active != seen.logins.end();
    const QString previous = seen.previous ? seen.previous->origin() : QString();
    const QString folder = context.services.cliFiles().folder();
    if (context.output.isJson()) {
        context.output.json(QJsonObject {
            { QStringLiteral("active"), hasActive ? QJsonValue(serverJson(*active)) : QJsonValue() },
            { QStringLiteral("previous"), previous.isEmpty() ? QJsonValue() : QJsonValue(previous) },
            { QStringLiteral("overridden_by"), variable.isEmpty() ? QJsonValue() : QJsonValue(variable) },
            { QStringLiteral("keyring"), keyringJson(keyring) },
            { QStringLiteral("cli_files"), folder },
        });
    } else {
        FactList facts;
        facts.add(Text::tr("Active login"), hasActive ? serverName(*active) : Text::tr("none"));
        facts.add(Text::tr("Overridden by"),
            variable.isEmpty() ? Text::tr("nothing") : Text::tr("%1 in this environment").arg(variable));
        facts.add(Text::tr("Previous login"), previous.isEmpty() ? Text::tr("none") : previous);
        facts.add(Text::tr("Keyring"), keyringText(keyring));
        facts.add(Text::tr("CLI files"), folder);
        context.output.print(facts.text());
    }
    if (seen.filesProblem) {
        return std::unexpected(*seen.filesProblem);
    }
    return ExitCode::Done;
}

} // namespace latchkey::cli

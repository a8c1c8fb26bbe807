// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/servers_verify.h"

#include "app/cli/output.h"
#include "app/cli/server_target.h"
#include "app/cli/servers_output.h"

#include <QCoreApplication>

#include <algorithm>

namespace latchkey::cli {

using namespace credentials;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ServersVerify)
};

/// Notes what came of a check as the login's last one.
void takeAnswer(Login& login, const Result<LoginCheck>& answer, qint64 now)
{
    if (!answer) {
        const TokenOwner before = login.check ? login.check->owner : TokenOwner();
        login.check = LoginCheck { .outcome = LoginCheck::Outcome::NotChecked,
            .at = now,
            .owner = before,
            .reason = answer.error().message };
        return;
    }
    login.check = *answer;
    if (answer->outcome == LoginCheck::Outcome::SignedIn) {
        login.account = answer->owner.username;
    }
}

/// Asks about all of them; core sees to it that only a few are asked at once.
void checkAll(CommandContext& context, QList<Login>& logins)
{
    std::vector<Future<LoginCheck>> answers;
    for (const Login& login : std::as_const(logins)) {
        const auto id = login.id();
        answers.push_back(id
                ? context.services.logins().check(*id)
                : finishedFuture<LoginCheck>(std::unexpected(login.credential.problem.value_or(Error()))));
    }
    for (qsizetype i = 0; i < logins.size(); ++i) {
        const auto answer = waitFor(answers[static_cast<std::size_t>(i)]);
        if (logins[i].id()) {
            takeAnswer(logins[i], answer, context.now);
        }
    }
}

void tellReasons(CommandContext& context, const QList<Login>& logins)
{
    for (const Login& login : logins) {
        const auto& problem = login.credential.problem;
        const QString reason = problem ? problem->message : login.check ? login.check->reason : QString();
        if (!reason.isEmpty()) {
            context.output.message(loginName(login) + QStringLiteral(": ") + reason);
        } else if (login.status(context.now) == LoginStatus::Expired) {
            context.output.message(
                Text::tr("%1: the time of this token is over. Sign in again.").arg(loginName(login)));
        }
    }
}

} // namespace

Result<ExitCode> verifyServers(CommandContext& context)
{
    QList<Login> logins;
    Result<void> complete;
    if (context.arguments.positional().isEmpty()) {
        if (context.arguments.has(QStringLiteral("account"))) {
            return failure(ErrorCode::InvalidInput,
                Text::tr("Name the account's server too: latchkeyctl servers verify URL --account NAME"));
        }
        const auto overview = chosenOverview(context);
        if (!overview) {
            return std::unexpected(overview.error());
        }
        logins = overview->logins;
        complete = reportWhatIsMissing(context, *overview);
    } else {
        const auto found = findLogin(context);
        if (!found) {
            return std::unexpected(found.error());
        }
        logins.append(found->login);
    }
    checkAll(context, logins);
    if (context.output.isJson()) {
        QJsonArray rows;
        for (const Login& login : std::as_const(logins)) {
            rows.append(checkedServerJson(login, context.now));
        }
        context.output.json(rows);
    } else if (!logins.isEmpty()) {
        context.output.print(checksTable(logins, context.now));
    }
    tellReasons(context, logins);
    if (!complete) {
        return std::unexpected(complete.error());
    }
    if (logins.isEmpty()) {
        context.output.message(Text::tr("No servers yet. Add one with: latchkeyctl servers add URL"));
    }
    const bool allOk = std::ranges::all_of(
        logins, [&context](const Login& login) { return login.status(context.now) == LoginStatus::Ok; });
    return allOk ? ExitCode::Done : ExitCode::ServerProblem;
}

} // namespace latchkey::cli

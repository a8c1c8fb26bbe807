// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/login_details.h"

#include "core/shared/relative_time.h"
#include "core/shared/visible_text.h"
#include "ui/servers/login_text.h"

#include <QCoreApplication>

namespace latchkey::ui {

using credentials::Login;
using credentials::LoginCheck;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(LoginDetails)
};

void appendCheck(QList<DetailsPane::Fact>& facts, const Login& login, qint64 now)
{
    const CheckWords words = checkWords(login, now);
    facts.append({ Text::tr("Check"), words.text, words.toolTip });
    if (!login.check) {
        return;
    }
    const LoginCheck& check = *login.check;
    facts.append({ Text::tr("Checked"), relativeTime(check.at, now), exactTime(check.at) });
    if (!check.owner.email.isEmpty()) {
        facts.append({ Text::tr("Email"), visibleText(check.owner.email) });
    }
    if (!check.owner.tokenName.isEmpty()) {
        facts.append({ Text::tr("Token name"), visibleText(check.owner.tokenName) });
    }
    if (check.owner.created) {
        facts.append({ Text::tr("Created"), relativeTime(*check.owner.created, now),
            exactTime(*check.owner.created) });
    }
    if (check.owner.expires) {
        facts.append({ Text::tr("Expires"), exactTime(*check.owner.expires) });
    }
}

} // namespace

QList<DetailsPane::Fact> loginFacts(const Login& login, qint64 now)
{
    const auto& credential = login.credential;
    QList<DetailsPane::Fact> facts {
        { Text::tr("Address"), credential.server ? credential.server->origin() : Text::tr("unknown") },
    };
    if (!credential.token.fingerprint.isEmpty()) {
        facts.append({ Text::tr("Token"),
            credential.token.tokenId.isEmpty() ? Text::tr("unusual form") : credential.token.tokenId,
            Text::tr("The token's public name at the server: its first ten characters") });
        facts.append({ Text::tr("Fingerprint"), credential.token.fingerprint,
            Text::tr("The start of the token's SHA-256: equal where two places hold the same token") });
    }
    if (!credential.problem) {
        appendCheck(facts, login, now);
    }
    if (login.lastUsed > 0) {
        facts.append({ Text::tr("Last used"), relativeTime(login.lastUsed, now), exactTime(login.lastUsed) });
    }
    return facts;
}

QString loginWarning(const Login& login, const QList<Login>& all)
{
    const auto& credential = login.credential;
    if (credential.problem) {
        return visibleText(credential.problem->message);
    }
    QStringList lines;
    if (credential.server && credential.server->isUnprotected()) {
        lines.append(Text::tr("This address is not encrypted: others on the network can read the token."));
    }
    for (const Login& other : all) {
        if (other.credential.token.fingerprint == credential.token.fingerprint
            && other.credential.server != credential.server && other.credential.server) {
            lines.append(Text::tr("The same token is stored for %1 as well. One of the two is wrong.")
                    .arg(other.credential.server->origin()));
        }
    }
    return lines.join(u'\n');
}

} // namespace latchkey::ui

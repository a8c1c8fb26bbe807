// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/parked_tokens.h"

#include <QCoreApplication>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ParkedTokens)
};

constexpr qsizetype FingerprintDigits = 8;

bool isFingerprint(QStringView text)
{
    return text.size() == FingerprintDigits && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
}

} // namespace

QString parkedName(const LoginId& login) { return login.server.origin() + u' ' + login.fingerprint; }

std::optional<LoginId> loginNamed(const QString& name)
{
    const qsizetype space = name.indexOf(u' ');
    if (space < 0 || !isFingerprint(QStringView(name).sliced(space + 1))) {
        return std::nullopt;
    }
    const auto server = ServerUrl::parse(name.first(space));
    if (!server) {
        return std::nullopt;
    }
    const LoginId login { *server, name.sliced(space + 1) };
    return parkedName(login) == name ? std::optional(login) : std::nullopt;
}

Result<Secret> parkedToken(const LoginId& login, const std::optional<Secret>& stored)
{
    if (!stored) {
        return failure(ErrorCode::NotFound,
            Text::tr(
                "The keyring has no other account's token like this for %1. Another program or window may "
                "have removed it; look at the list of servers again.")
                .arg(login.server.displayHost()));
    }
    if (factsOf(*stored).fingerprint != login.fingerprint || !checkToken(*stored)) {
        return failure(ErrorCode::Corrupt,
            Text::tr(
                "The keyring entry \"%1\" holds something else than its name says. It was left as it is; "
                "look at it with your keyring's own program.")
                .arg(parkedName(login)));
    }
    return *stored;
}

} // namespace latchkey::credentials

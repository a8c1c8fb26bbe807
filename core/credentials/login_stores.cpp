// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/login_stores.h"

#include <QCoreApplication>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(LoginStores)
};

std::unexpected<Error> changedSince()
{
    return failure(ErrorCode::Conflict,
        Text::tr("The login has been changed by another program meanwhile, so it was left as it is. Look at "
                 "the list of servers again."));
}

} // namespace

LoginStores::LoginStores(Backend& shared, ParkedTokens& parked, const CliFiles& files)
    : m_shared(shared)
    , m_parked(parked)
    , m_files(files)
{
}

Error LoginStores::notStored(const LoginId& login)
{
    return { ErrorCode::NotFound,
        Text::tr("There is no such login for %1 here any more. Look at the list of servers again.")
            .arg(login.server.origin()) };
}

Result<std::optional<Secret>> LoginStores::shared(const ServerUrl& server) const
{
    const auto token = blockFor(m_shared.read(server));
    if (token) {
        return *token;
    }
    if (token.error().code == ErrorCode::NotFound) {
        return std::nullopt;
    }
    return std::unexpected(token.error());
}

Result<Secret> LoginStores::tokenIn(Place place, const LoginId& login) const
{
    if (place == Place::Parked) {
        return blockFor(m_parked.readParked(login));
    }
    if (place == Place::Keyring) {
        const auto token = blockFor(m_shared.read(login.server));
        return !token || loginId(login.server, *token) == login ? token : std::unexpected(notStored(login));
    }
    const auto held = m_files.read();
    if (!held) {
        return std::unexpected(held.error());
    }
    const auto whole = held->whole();
    return whole && whole->id() == login ? Result<Secret>(whole->token) : std::unexpected(notStored(login));
}

Result<Secret> LoginStores::token(const LoginId& login) const
{
    std::optional<Error> problem;
    for (const Place place : { Place::Keyring, Place::Parked, Place::CliFiles }) {
        auto token = tokenIn(place, login);
        if (token) {
            return token;
        }
        if (!problem && token.error().code != ErrorCode::NotFound) {
            problem = token.error();
        }
    }
    return problem ? std::unexpected(*problem) : std::unexpected(notStored(login));
}

Result<void> LoginStores::apply(const StoredChange& change) const
{
    switch (change.place) {
    case Place::CliFiles:
        return changeFiles(change);
    case Place::Parked:
        return change.after ? blockFor(m_parked.park(change.after->server, change.after->token))
            : change.before ? blockFor(m_parked.removeParked(change.before->id()))
                            : Result<void>();
    case Place::Keyring:
        break;
    }
    return changeShared(change);
}

Result<void> LoginStores::changeFiles(const StoredChange& change) const
{
    const auto held = m_files.read();
    if (!held) {
        return std::unexpected(held.error());
    }
    if (held->whole() != change.before) {
        return changedSince();
    }
    return change.after ? m_files.write(change.after->server, change.after->token, *held)
                        : m_files.removeToken();
}

Result<void> LoginStores::changeShared(const StoredChange& change) const
{
    const auto& [place, before, after] = change;
    const auto held = after ? shared(after->server) : before ? shared(before->server) : std::nullopt;
    if (!held) {
        return std::unexpected(held.error());
    }
    if (*held != (before ? std::optional(before->token) : std::nullopt)) {
        return changedSince();
    }
    return after ? blockFor(m_shared.write(after->server, after->token))
        : before ? blockFor(m_shared.remove(before->server))
                 : Result<void>();
}

StoredChange reversed(const StoredChange& change) { return { change.place, change.after, change.before }; }

} // namespace latchkey::credentials

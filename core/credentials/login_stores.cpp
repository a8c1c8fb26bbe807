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

std::unexpected<Error> notStored(const LoginId& login)
{
    return failure(ErrorCode::NotFound,
        Text::tr("There is no such login for %1 here any more. Look at the list of servers again.")
            .arg(login.server.origin()));
}

std::unexpected<Error> changedSince(const ServerUrl& server)
{
    return failure(ErrorCode::Conflict,
        Text::tr("The login for %1 has been changed by now, so nothing was done. Look at the list of servers "
                 "again.")
            .arg(server.origin()));
}

} // namespace

LoginStores::LoginStores(Backend& shared, ParkedTokens& parked, const CliFiles& files)
    : m_shared(shared)
    , m_parked(parked)
    , m_files(files)
{
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
        return !token || loginId(login.server, *token) == login ? token : notStored(login);
    }
    const auto held = m_files.read();
    if (!held) {
        return std::unexpected(held.error());
    }
    if (held->token && held->server && loginId(*held->server, *held->token) == login) {
        return *held->token;
    }
    return notStored(login);
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
    return problem ? std::unexpected(*problem) : notStored(login);
}

Result<void> LoginStores::apply(const StoredChange& change) const
{
    const CliLogin& after = change.after;
    if (change.place == Place::CliFiles) {
        const auto held = m_files.read();
        if (!held || *held != change.before) {
            return held ? changedSince(*(after.server ? after.server : change.before.server))
                        : std::unexpected(held.error());
        }
        return after.token ? m_files.write(*after.server, *after.token, change.before)
                           : m_files.removeToken();
    }
    const ServerUrl& server = *after.server;
    if (change.place == Place::Parked) {
        return after.token ? blockFor(m_parked.park(server, *after.token))
                           : blockFor(m_parked.removeParked(loginId(server, *change.before.token)));
    }
    const auto held = shared(server);
    if (!held || *held != change.before.token) {
        return held ? changedSince(server) : std::unexpected(held.error());
    }
    return after.token ? blockFor(m_shared.write(server, *after.token)) : blockFor(m_shared.remove(server));
}

StoredChange removalOf(Place place, const ServerUrl& server, const Secret& token)
{
    return { place, { server, token }, { server, std::nullopt } };
}

StoredChange reversed(const StoredChange& change) { return { change.place, change.after, change.before }; }

} // namespace latchkey::credentials

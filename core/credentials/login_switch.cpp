// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/login_switch.h"

#include <QCoreApplication>

#include <algorithm>
#include <future>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(LoginSwitch)
};

constexpr int Tries = 3; // against another program that signs in at the same moment

/// Whether a keyring cannot be used at all, rather than refusing this one request.
bool isOutOfReach(const Error& error)
{
    return error.code == ErrorCode::KeyringUnavailable || error.code == ErrorCode::KeyringLocked
        || error.code == ErrorCode::NotImplemented || error.code == ErrorCode::TimedOut;
}

} // namespace

LoginSwitch::LoginSwitch(const LoginStores& stores, const LoginIndex& index, const Clock& clock)
    : m_stores(stores)
    , m_index(index)
    , m_clock(clock)
{
}

Result<LoginId> LoginSwitch::use(const LoginId& login) const
{
    auto known = m_index.load();
    if (!known) {
        return std::unexpected(known.error());
    }
    for (int attempt = 1;; ++attempt) {
        const auto held = m_stores.files().read();
        if (!held) {
            return std::unexpected(held.error());
        }
        const auto token = takeOut(*known, *held, login);
        if (!token) {
            return std::unexpected(token.error());
        }
        // On its way to the disk while the files are.
        auto note = std::async(std::launch::async,
            [this, after = afterUse(*known, *held, login)] { return m_index.prepare(after); });
        const CliLogin wanted { login.server, *token };
        const auto written =
            *held == wanted ? Result<void>() : m_stores.files().write(login.server, *token, *held);
        auto prepared = note.get();
        if (written && prepared) {
            std::ignore = prepared->putInPlace(); // the switch is done; only the order in menus would suffer
        }
        if (written) {
            return login;
        }
        if (written.error().code != ErrorCode::Conflict || attempt == Tries) {
            return std::unexpected(written.error());
        }
    }
}

/// Puts the login's token into the shared entry, with a copy in an item of its own, and one of each token
/// that it takes the place of, there and in the files.
Result<Secret> LoginSwitch::takeOut(KnownLogins& known, const CliLogin& held, const LoginId& login) const
{
    const auto whole = held.whole();
    if (whole || !held.token) {
        auto token = m_stores.useParked(login, whole ? std::optional(whole->id()) : std::optional<LoginId>());
        if (token) {
            known.remember(login).tokenId = factsOf(*token).tokenId;
            known.setCurrent(login);
            if (whole) {
                known.remember(whole->id()).tokenId = factsOf(whole->token).tokenId;
            }
        }
        if (token || token.error().code != ErrorCode::NotFound) {
            return token;
        }
    }
    // Something is still to be parked.
    auto token = m_stores.token(login);
    if (!token) {
        return token;
    }
    ParkedLogins parked;
    if (const auto kept = keepFilesLogin(known, parked, held); !kept) {
        return std::unexpected(kept.error());
    }
    const auto put = putIntoSharedEntry(known, login.server, *token, parked);
    return put ? token : std::unexpected(put.error());
}

KnownLogins LoginSwitch::afterUse(KnownLogins known, const CliLogin& before, const LoginId& login) const
{
    if (const auto whole = before.whole()) {
        known.use(whole->id(), m_clock.unixSeconds());
    }
    known.use(login, m_clock.unixSeconds());
    return known;
}

Result<LoginId> LoginSwitch::usePrevious() const
{
    const LoginOverview overview = readOverview(m_stores, m_index);
    for (const auto& problem : { overview.keyringProblem, overview.filesProblem }) {
        if (problem) {
            return std::unexpected(*problem);
        }
    }
    if (!overview.previous) {
        return failure(ErrorCode::NotFound,
            Text::tr("No other login was used before this one. Name the server to use."));
    }
    return use(*overview.previous);
}

Result<QList<StoredChange>> LoginSwitch::signInFiles(
    KnownLogins& known, const ServerUrl& server, const Secret& token) const
{
    const auto held = m_stores.files().read();
    if (!held) {
        return std::unexpected(held.error());
    }
    ParkedLogins parked;
    const auto kept = keepFilesLogin(known, parked, *held);
    if (!kept && !isOutOfReach(kept.error())) {
        return std::unexpected(kept.error());
    }
    const StoredChange step { Place::CliFiles, held->whole(), HeldLogin { server, token } };
    if (step.before != step.after) {
        if (const auto done = m_stores.apply(step); !done) {
            return std::unexpected(done.error());
        }
    }
    known = afterUse(known, *held, loginId(server, token));
    std::ignore = m_index.save(known); // it is done; only the order in menus would suffer
    return QList { step };
}

Result<void> LoginSwitch::finishInterrupted() const
{
    const auto interrupted = m_stores.files().settle();
    if (!interrupted) {
        return std::unexpected(interrupted.error());
    }
    const std::optional<InterruptedSwitch>& halfDone = *interrupted;
    if (!halfDone) {
        return {};
    }
    LoginId login = halfDone->to;
    auto token = m_stores.token(login);
    if (!token && halfDone->from) {
        login = *halfDone->from;
        token = m_stores.token(login);
    }
    return token ? m_stores.files().write(login.server, *token, halfDone->found)
                 : std::unexpected(token.error());
}

// Parks a token, so that the next one may stand where it stood.
Result<QList<StoredChange>> LoginSwitch::keep(
    KnownLogins& known, ParkedLogins& parked, const ServerUrl& server, const Secret& token) const
{
    const LoginId id = loginId(server, token);
    // The index first: it holds no secret, and no item of ours is ever without an entry.
    if (known.find(id) == nullptr) {
        known.remember(id).tokenId = factsOf(token).tokenId;
        if (const auto saved = m_index.save(known); !saved) {
            return std::unexpected(saved.error());
        }
    }
    if (!parked) {
        const auto listed = m_stores.listParked();
        if (!listed) {
            return std::unexpected(listed.error());
        }
        parked = *listed;
    }
    if (parked->contains(id)) {
        return QList<StoredChange>();
    }
    const StoredChange parking { Place::Parked, {}, HeldLogin { server, token } };
    if (const auto done = m_stores.apply(parking); !done) {
        return std::unexpected(done.error());
    }
    parked->append(id);
    return QList { parking };
}

/// Sees to it that a keyring item holds the files' token.
Result<void> LoginSwitch::keepFilesLogin(KnownLogins& known, ParkedLogins& parked, const CliLogin& held) const
{
    if (const auto whole = held.whole()) {
        const auto steps = keep(known, parked, whole->server, whole->token);
        return steps ? Result<void>() : std::unexpected(steps.error());
    }
    return held.token ? keepOrphan(*held.token) : Result<void>();
}

Result<QList<StoredChange>> LoginSwitch::putIntoSharedEntry(
    KnownLogins& known, const ServerUrl& server, const Secret& token, ParkedLogins parked) const
{
    const auto stored = m_stores.shared(server);
    if (!stored) {
        return std::unexpected(stored.error());
    }
    const std::optional<Secret>& other = *stored;
    auto steps = keep(known, parked, server, token);
    if (!steps) {
        return steps;
    }
    if (other != token) {
        const auto kept = other ? keep(known, parked, server, *other) : Result<QList<StoredChange>>();
        if (!kept) {
            return kept;
        }
        steps->append(*kept);
        steps->append({ Place::Keyring, other ? std::optional(HeldLogin { server, *other }) : std::nullopt,
            HeldLogin { server, token } });
        if (const auto put = m_stores.apply(steps->last()); !put) {
            return std::unexpected(put.error());
        }
    }
    known.setCurrent(loginId(server, token));
    return steps;
}

Result<void> LoginSwitch::keepOrphan(const Secret& token) const
{
    const auto shared = m_stores.listShared();
    if (!shared) {
        return std::unexpected(shared.error());
    }
    const auto parked = m_stores.listParked();
    if (!parked) {
        return std::unexpected(parked.error());
    }
    const TokenFacts facts = factsOf(token);
    const bool isKept = std::ranges::any_of(*shared,
                            [&facts](const StoredCredential& stored) { return stored.token == facts; })
        || std::ranges::any_of(
            *parked, [&facts](const LoginId& id) { return id.fingerprint == facts.fingerprint; });
    if (isKept) {
        return {};
    }
    return failure(ErrorCode::Conflict,
        Text::tr("%1 holds a token of an unknown server, which would be lost. Nothing was changed. If it is "
                 "not needed, remove the file and try again.")
            .arg(m_stores.files().sessionPath()));
}

} // namespace latchkey::credentials

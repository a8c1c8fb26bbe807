// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/login_overview.h"

#include "core/credentials/file_backend.h"
#include "core/credentials/login_stores.h"
#include "core/shared/visible_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(LoginOverview)
};

void add(QList<Login>& logins, const StoredCredential& credential, Place place)
{
    const auto same = std::ranges::find_if(logins, [&](const Login& login) {
        return !credential.problem && !login.credential.problem
            && login.credential.server == credential.server
            && login.credential.token.fingerprint == credential.token.fingerprint;
    });
    if (same == logins.end()) {
        logins.append({ .credential = credential, .places = { place }, .account = {}, .check = {} });
    } else if (!same->isIn(place)) {
        same->places.append(place);
    }
}

StoredCredential parkedCredential(const LoginId& id, const KnownLogin* known)
{
    return { .key = id.server.hostKey(),
        .server = id.server,
        .token = { .tokenId = known == nullptr ? QString() : known->tokenId, .fingerprint = id.fingerprint },
        .problem = {} };
}

void readKeyring(LoginOverview& overview, const LoginStores& stores, const KnownLogins& known)
{
    const auto shared = stores.listShared();
    if (!shared) {
        overview.keyringProblem = shared.error();
        return;
    }
    for (const StoredCredential& credential : *shared) {
        add(overview.logins, credential, Place::Keyring);
    }
    const auto parked = stores.listParked();
    if (!parked) {
        overview.keyringProblem = parked.error();
        return;
    }
    for (const LoginId& id : *parked) {
        add(overview.logins, parkedCredential(id, known.find(id)), Place::Parked);
    }
}

void readFiles(LoginOverview& overview, const LoginStores& stores)
{
    const auto files = stores.files().read();
    if (!files) {
        overview.filesProblem = files.error();
        return;
    }
    const auto credential = credentialOf(stores.files(), *files);
    if (!credential) {
        return;
    }
    add(overview.logins, *credential, Place::CliFiles);
    for (Login& login : overview.logins) {
        login.active = login.isIn(Place::CliFiles) && !login.credential.problem;
    }
}

void addWhatIsKnown(LoginOverview& overview, const KnownLogins& known)
{
    for (Login& login : overview.logins) {
        const auto id = login.id();
        const KnownLogin* entry = id ? known.find(*id) : nullptr;
        if (entry == nullptr) {
            continue;
        }
        login.account = entry->account;
        login.check = entry->check;
        login.lastUsed = entry->lastUsed;
        if (login.check && login.check->owner.lastUsed) {
            login.lastUsed = std::max(login.lastUsed, *login.check->owner.lastUsed);
        }
    }
    for (const KnownLogin& entry : known.logins) {
        const Login* login = overview.find(entry.id);
        if (login != nullptr && entry.lastUsed > 0) {
            overview.recent.append(entry.id);
            if (!overview.previous && !login->active) {
                overview.previous = entry.id;
            }
        }
    }
    for (const LoginId& id : known.unfinishedSignOuts) {
        if (overview.find(id) != nullptr) {
            overview.unfinishedSignOuts.append(id);
        }
    }
}

void findForeignSignIns(LoginOverview& overview, const KnownLogins& known)
{
    for (const Login& login : std::as_const(overview.logins)) {
        const auto id = login.id();
        if (!id || !login.isIn(Place::Keyring) || login.isIn(Place::Parked)) {
            continue;
        }
        const KnownLogin* before = known.current(id->server);
        const Login* parked = before == nullptr ? nullptr : overview.find(before->id);
        if (parked != nullptr && parked->isIn(Place::Parked)) {
            overview.foreignSignIns.append({ *id, before->id });
        }
    }
}

/// What names each of these logins, and no other of them: the account, unless several have the same.
QStringList namesOf(const QList<Login>& logins)
{
    QStringList names;
    for (const Login& login : logins) {
        const auto namesakes = std::ranges::count(logins, login.account, &Login::account);
        names.append(!login.account.isEmpty() && namesakes == 1 ? visibleText(login.account)
                                                                : login.credential.token.name());
    }
    return names;
}

bool isNamed(const Login& login, const QString& account)
{
    return account == login.account || account == login.credential.token.tokenId
        || account == login.credential.token.fingerprint;
}

} // namespace

std::optional<LoginId> Login::id() const
{
    if (credential.problem || !credential.server) {
        return std::nullopt;
    }
    return LoginId { *credential.server, credential.token.fingerprint };
}

std::optional<Place> Login::onlyPlace() const
{
    return places.size() == 1 ? std::optional(places.first()) : std::nullopt;
}

LoginStatus Login::status(qint64 now) const
{
    return credential.problem ? LoginStatus::Unusable : statusOf(check, now);
}

const Login* LoginOverview::find(const LoginId& id) const
{
    const auto found = std::ranges::find(logins, std::optional(id), &Login::id);
    return found == logins.end() ? nullptr : &*found;
}

QList<LoginId> LoginOverview::ids() const
{
    QList<LoginId> ids;
    for (const Login& login : logins) {
        if (const auto id = login.id()) {
            ids.append(*id);
        }
    }
    return ids;
}

const Login* LoginOverview::active() const
{
    const auto found = std::ranges::find_if(logins, &Login::active);
    return found == logins.end() ? nullptr : &*found;
}

LoginOverview readOverview(const LoginStores& stores, const LoginIndex& index)
{
    const KnownLogins known = index.load().value_or(KnownLogins());
    LoginOverview overview;
    readKeyring(overview, stores, known);
    readFiles(overview, stores);
    addWhatIsKnown(overview, known);
    findForeignSignIns(overview, known);
    return overview;
}

Result<Login> pickLogin(
    const LoginOverview& overview, const ServerUrl& server, const QString& account, Unnamed unnamed)
{
    QList<Login> fitting;
    for (const Login& login : overview.logins) {
        if (login.credential.server == server && (account.isEmpty() || isNamed(login, account))) {
            fitting.append(login);
        }
    }
    if (fitting.size() > 1 && account.isEmpty() && unnamed == Unnamed::InSharedEntry) {
        const auto inEntry =
            std::ranges::find_if(fitting, [](const Login& login) { return login.isIn(Place::Keyring); });
        if (inEntry != fitting.end()) {
            return *inEntry;
        }
    }
    if (fitting.size() == 1) {
        return fitting.first();
    }
    if (!fitting.isEmpty()) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("There are several logins for %1: %2. Name one with --account.")
                .arg(server.origin(), namesOf(fitting).join(QStringLiteral(", "))));
    }
    for (const auto& problem : { overview.keyringProblem, overview.filesProblem }) {
        if (problem) {
            return std::unexpected(*problem);
        }
    }
    return failure(ErrorCode::NotFound,
        account.isEmpty()
            ? Text::tr("There is no login for %1. See which there are: latchkeyctl servers list")
                  .arg(server.origin())
            : Text::tr("There is no login of that account for %1. See which there are: "
                       "latchkeyctl servers list")
                  .arg(server.origin()));
}

} // namespace latchkey::credentials

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/logins.h"

#include "core/shared/visible_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Logins)
};

constexpr int QuestionsAtOnce = 4;

QList<KnownLogin> knownOf(const ServerUrl& server, const KnownLogins& known)
{
    QList<KnownLogin> logins = known.logins;
    logins.removeIf([&server](const KnownLogin& login) { return login.id.server != server; });
    return logins;
}

/// The older parked login that a new one of the same account takes the place of.
std::optional<LoginId> olderLogin(const KnownLogins& known, const LoginId& login, const QString& account)
{
    const auto older = std::ranges::find_if(known.logins, [&](const KnownLogin& entry) {
        return !account.isEmpty() && entry.account == account && entry.id.server == login.server
            && entry.id != login;
    });
    return older == known.logins.end() ? std::nullopt : std::optional(older->id);
}

} // namespace

QString overridingVariable(const QProcessEnvironment& environment)
{
    for (const auto& name : { QStringLiteral("CODER_SESSION_TOKEN"), QStringLiteral("CODER_URL") }) {
        if (!environment.value(name).isEmpty()) {
            return name;
        }
    }
    return {};
}

Logins::Logins(
    const Collaborators& collaborators, const QString& indexFile, const QProcessEnvironment& environment)
    : m_stores(collaborators.shared, collaborators.parked, collaborators.files)
    , m_index(indexFile)
    , m_switch(m_stores, m_index, collaborators.clock)
    , m_servers(collaborators.servers)
    , m_clock(collaborators.clock)
    , m_overridingVariable(overridingVariable(environment))
    , m_thread(QStringLiteral("logins"))
    , m_questions(QuestionsAtOnce)
{
}

Logins::~Logins() { m_servers.close(); }

// One act in the background, under the lock that all Latchkeys share.
template <typename Act> auto Logins::changing(Act act)
{
    return m_thread.run([this, act = std::move(act)]() -> decltype(act()) {
        const auto lock = m_index.lock();
        if (!lock) {
            return std::unexpected(lock.error());
        }
        return act();
    });
}

Future<LoginOverview> Logins::overview()
{
    return m_thread.run([this]() -> Result<LoginOverview> {
        if (m_stores.files().wasInterrupted()) {
            // What keeps it from finishing is told below, by the store that does.
            if (const auto lock = m_index.lock()) {
                std::ignore = m_switch.finishInterrupted();
            }
        }
        LoginOverview overview = readOverview(m_stores, m_index);
        overview.overridingVariable = m_overridingVariable;
        return overview;
    });
}

Future<TokenOwner> Logins::ask(const ServerUrl& server, const Secret& token)
{
    return m_servers.whoIs(server, token);
}

Future<Change> Logins::add(const NewLogin& login)
{
    return changing([this, login] { return addNow(login); });
}

Future<Change> Logins::import()
{
    return changing([this]() -> Result<Change> {
        const auto held = m_stores.files().read();
        if (!held) {
            return std::unexpected(held.error());
        }
        const auto whole = held->whole();
        return whole ? addNow({ .server = whole->server, .token = whole->token })
                     : std::unexpected(m_stores.files().notSignedIn());
    });
}

Result<Change> Logins::addNow(const NewLogin& login) const
{
    const LoginId id = loginId(login.server, login.token);
    const QString serversName = login.owner ? login.owner->username : QString();
    if (!login.account.isEmpty() && !serversName.isEmpty() && login.account != serversName) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("This token signs in %1, not %2. Nothing was stored; take the token of %2, or the other "
                     "name.")
                .arg(visibleText(serversName), visibleText(login.account)));
    }
    if (const auto usable = checkToken(login.token); !usable) {
        return std::unexpected(usable.error());
    }
    auto loaded = m_index.load();
    if (!loaded) {
        return std::unexpected(loaded.error());
    }
    KnownLogins& known = *loaded;
    Change change { .login = id, .replaced = {}, .steps = {}, .knownBefore = knownOf(login.server, known) };
    const auto steps = login.place == Place::CliFiles
        ? m_switch.signInFiles(known, login.server, login.token)
        : m_switch.putIntoSharedEntry(known, login.server, login.token);
    if (!steps) {
        return std::unexpected(steps.error());
    }
    change.steps = *steps;
    KnownLogin& entry = known.remember(id);
    entry.tokenId = factsOf(login.token).tokenId;
    entry.account = serversName.isEmpty() ? login.account : serversName;
    if (login.owner) {
        entry.check = checkFrom(*login.owner, m_clock.unixSeconds());
    }
    // Only now, with the new one in its place, the older one may go.
    if (const auto older = olderLogin(known, id, entry.account)) {
        if (const auto token = m_stores.tokenIn(Place::Parked, *older)) {
            const StoredChange removal { Place::Parked, HeldLogin { older->server, *token }, {} };
            if (const auto removed = m_stores.apply(removal); !removed) {
                return std::unexpected(removed.error());
            }
            change.steps.append(removal);
            change.replaced = older;
            known.forget(*older);
        }
    }
    const auto saved = m_index.save(known);
    return saved ? Result<Change>(change) : std::unexpected(saved.error());
}

Future<Secret> Logins::reveal(const LoginId& login)
{
    return m_thread.run([this, login] { return m_stores.token(login); });
}

Future<Change> Logins::remove(const LoginId& login, const std::optional<Place>& place)
{
    return changing([this, login, place] { return removeNow(login, place); });
}

Result<Change> Logins::removeNow(const LoginId& login, const std::optional<Place>& place) const
{
    const auto known = m_index.load();
    if (!known) {
        return std::unexpected(known.error());
    }
    auto steps = removeFrom(place ? QList { *place } : QList { Place::Keyring, Place::Parked }, login);
    if (steps && steps->isEmpty() && !place) {
        steps = removeFrom({ Place::CliFiles }, login);
    }
    if (!steps) {
        return std::unexpected(steps.error());
    }
    const auto left = m_stores.token(login);
    const bool isGone = !left && left.error().code == ErrorCode::NotFound;
    if (steps->isEmpty()) {
        return std::unexpected(LoginStores::notStored(login));
    }
    if (isGone) {
        const auto forgotten = m_index.change([&login](KnownLogins& all) { all.forget(login); });
        if (!forgotten) {
            return std::unexpected(forgotten.error());
        }
    }
    return Change {
        .login = {}, .replaced = {}, .steps = *steps, .knownBefore = knownOf(login.server, *known)
    };
}

// A store that does not hold it is passed by; one that cannot be looked at ends it.
Result<QList<StoredChange>> Logins::removeFrom(const QList<Place>& places, const LoginId& login) const
{
    QList<StoredChange> steps;
    for (const Place place : places) {
        const auto token = m_stores.tokenIn(place, login);
        if (!token && token.error().code == ErrorCode::NotFound) {
            continue;
        }
        if (!token) {
            return std::unexpected(token.error());
        }
        steps.append({ place, HeldLogin { login.server, *token }, {} });
        if (const auto removed = m_stores.apply(steps.last()); !removed) {
            return std::unexpected(removed.error());
        }
    }
    return steps;
}

Future<void> Logins::undo(const Change& change)
{
    return changing([this, change] { return undoNow(change); });
}

Result<void> Logins::undoNow(const Change& change) const
{
    for (auto step = change.steps.crbegin(); step != change.steps.crend(); ++step) {
        if (auto undone = m_stores.apply(reversed(*step)); !undone) {
            return undone;
        }
    }
    return m_index.change([&change](KnownLogins& known) {
        if (change.login) {
            known.forget(*change.login);
        }
        for (const KnownLogin& before : change.knownBefore) {
            known.remember(before.id) = before;
        }
    });
}

Future<LoginId> Logins::use(const LoginId& login)
{
    return changing([this, login] { return m_switch.use(login); });
}

Future<LoginId> Logins::usePrevious()
{
    return changing([this] { return m_switch.usePrevious(); });
}

Future<LoginCheck> Logins::check(const LoginId& login)
{
    return m_questions.run([this, login] { return checkNow(login); });
}

Result<LoginCheck> Logins::checkNow(const LoginId& login)
{
    const auto token = blockFor(reveal(login));
    if (!token) {
        return std::unexpected(token.error());
    }
    const auto owner = blockFor(m_servers.whoIs(login.server, *token));
    if (!owner && owner.error().code == ErrorCode::Cancelled) {
        return std::unexpected(owner.error());
    }
    LoginCheck check = checkFrom(owner, m_clock.unixSeconds());
    const auto saved = blockFor(changing([this, login, &check, facts = factsOf(*token)] {
        return m_index.change([&](KnownLogins& known) {
            KnownLogin& entry = known.remember(login);
            entry.tokenId = facts.tokenId;
            if (check.outcome == LoginCheck::Outcome::SignedIn) {
                entry.account = check.owner.username;
            } else if (entry.check) {
                check.owner = entry.check->owner; // what the server said before stays worth knowing
            }
            entry.check = check;
        });
    }));
    return saved ? Result<LoginCheck>(check) : std::unexpected(saved.error());
}

Future<SignedOut> Logins::signOut(const LoginId& login, bool evenIfUnreachable)
{
    return m_questions.run([this, login, evenIfUnreachable] { return signOutNow(login, evenIfUnreachable); });
}

Result<SignedOut> Logins::signOutNow(const LoginId& login, bool evenIfUnreachable)
{
    const auto token = blockFor(changing([this, login]() -> Result<Secret> {
        auto stored = m_stores.token(login);
        if (!stored) {
            return stored;
        }
        const auto noted = m_index.change([&login](KnownLogins& known) {
            if (!known.unfinishedSignOuts.contains(login)) {
                known.unfinishedSignOuts.append(login);
            }
        });
        return noted ? stored : std::unexpected(noted.error());
    }));
    if (!token) {
        return std::unexpected(token.error());
    }
    const auto ended = blockFor(m_servers.signOut(login.server, *token));
    const bool isOver = ended || ended.error().code == ErrorCode::Unauthorized;
    if (!isOver && (!evenIfUnreachable || ended.error().code == ErrorCode::Cancelled)) {
        return std::unexpected(ended.error());
    }
    const auto removed = blockFor(changing([this, login] { return removeCopies(login); }));
    return removed ? Result<SignedOut>({ isOver, *removed }) : std::unexpected(removed.error());
}

Result<QList<Place>> Logins::removeCopies(const LoginId& login) const
{
    const auto steps = removeFrom({ Place::CliFiles, Place::Keyring, Place::Parked }, login);
    if (!steps) {
        return std::unexpected(steps.error());
    }
    const auto forgotten = m_index.change([&login](KnownLogins& known) { known.forget(login); });
    if (!forgotten) {
        return std::unexpected(forgotten.error());
    }
    QList<Place> removedFrom;
    for (const StoredChange& step : *steps) {
        removedFrom.append(step.place);
    }
    return removedFrom;
}

Future<void> Logins::forgetSignOut(const LoginId& login)
{
    return changing([this, login] {
        return m_index.change([&login](KnownLogins& known) { known.unfinishedSignOuts.removeAll(login); });
    });
}

Future<Change> Logins::settle(const ServerUrl& server, ForeignLogin decision)
{
    return changing([this, server, decision] { return settleNow(server, decision); });
}

Result<Change> Logins::settleNow(const ServerUrl& server, ForeignLogin decision) const
{
    const LoginOverview overview = readOverview(m_stores, m_index);
    const auto signIn = std::ranges::find(
        overview.foreignSignIns, server, [](const ForeignSignIn& each) { return each.now.server; });
    if (signIn == overview.foreignSignIns.end()) {
        return failure(ErrorCode::NotFound,
            Text::tr("Nothing needs to be settled for %1 any more.").arg(server.origin()));
    }
    auto known = m_index.load();
    const auto now = m_stores.tokenIn(Place::Keyring, signIn->now);
    const auto before = m_stores.tokenIn(Place::Parked, signIn->before);
    if (!known || !now || !before) {
        return std::unexpected(!known ? known.error() : !now ? now.error() : before.error());
    }
    Change change { .login = {}, .replaced = {}, .steps = {}, .knownBefore = knownOf(server, *known) };
    if (decision == ForeignLogin::Restore) {
        change.steps.append({ Place::Keyring, HeldLogin { server, *now }, HeldLogin { server, *before } });
        known->forget(signIn->now);
    } else {
        change.login = signIn->now;
        change.steps.append({ Place::Parked, {}, HeldLogin { server, *now } });
        known->remember(signIn->now).tokenId = factsOf(*now).tokenId;
        known->setCurrent(signIn->now);
    }
    if (decision == ForeignLogin::Keep) {
        change.replaced = signIn->before;
        change.steps.append({ Place::Parked, HeldLogin { server, *before }, {} });
        known->forget(signIn->before);
    }
    for (const StoredChange& step : std::as_const(change.steps)) {
        if (const auto done = m_stores.apply(step); !done) {
            return std::unexpected(done.error());
        }
    }
    const auto saved = m_index.save(*known);
    return saved ? Result<Change>(change) : std::unexpected(saved.error());
}

} // namespace latchkey::credentials

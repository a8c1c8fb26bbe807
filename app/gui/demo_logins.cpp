// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/demo_logins.h"

#include "app/gui/story_clock.h"
#include "core/credentials/logins.h"

#include <QDir>

namespace latchkey {

using credentials::LoginId;
using credentials::TokenOwner;

namespace {

constexpr qint64 Hour = 3600;
constexpr qint64 Day = 24 * Hour;

enum class Fate { Good, Refused, Unreachable, NeverAsked };

struct Sample
{
    const char* url;
    const char* token;
    const char* account;
    Fate fate;
    qint64 expiresIn; ///< seconds from now; 0 for a token without an end
    qint64 usedAgo; ///< seconds since the terminal switched to it; 0 for never
};

// In the order they are used: the last one is active.
constexpr Sample Samples[] = {
    { "https://coder.customer.example.org:8443", "d3mOnly003-thisIsNoRealToken0000C", "a.smith", Fate::Good,
        -20 * Day, 34 * Day },
    { "https://old.example.com", "d3mOnly006-thisIsNoRealToken0000F", "alice", Fate::Refused, 0, 0 },
    { "http://lab.example.net", "d3mOnly007-thisIsNoRealToken0000G", "alice", Fate::Unreachable, 90 * Day,
        0 },
    { "http://localhost:3000", "d3mOnly004-thisIsNoRealToken0000D", "", Fate::NeverAsked, 0, 0 },
    { "https://dev.example.com", "d3mOnly005-thisIsNoRealToken0000E", "bob", Fate::Good, 3 * Hour + 300,
        6 * Day },
    { "https://staging.example.com", "d3mOnly002-thisIsNoRealToken0000B", "alice", Fate::Good, 9 * Day + Hour,
        26 * Hour },
    { "https://dev.example.com", "d3mOnly001-thisIsNoRealToken0000A", "alice", Fate::Good, 60 * Day,
        2 * Hour },
};

/// What the editor and the IDE on this computer are signed in with.
struct ForeignSample
{
    const char* folder;
    const char* url;
    const char* token;
};
constexpr ForeignSample ForeignSamples[] = {
    { "Code/User/globalStorage/coder.coder-remote/dev.example.com", "https://dev.example.com",
        "d3mOnly001-thisIsNoRealToken0000A" },
    { "coder-gateway/dev.example.com", "https://dev.example.com", "d3mOnly009-thisIsNoRealToken0000J" },
};

Secret secretOf(const char* token) { return Secret::takeFrom(QByteArray(token)); }

TokenOwner ownerOf(const Sample& sample, qint64 now)
{
    const QString name = QString::fromLatin1(sample.account);
    return { .username = name,
        .email = name + QStringLiteral("@example.com"),
        .tokenName = QStringLiteral("laptop"),
        .loginType = QStringLiteral("oidc"),
        .created = now - 40 * Day,
        .lastUsed = {},
        .expires = sample.expiresIn == 0 ? std::nullopt : std::optional(now + sample.expiresIn) };
}

/// How the login has come to what it is: stored long ago, used, and asked about this morning.
Result<void> tell(
    const Sample& sample, credentials::Logins& logins, DemoServers& servers, StoryClock& clock, qint64 now)
{
    const auto server = credentials::ServerUrl::parse(QString::fromLatin1(sample.url));
    if (!server) {
        return std::unexpected(server.error());
    }
    const LoginId id = credentials::loginId(*server, secretOf(sample.token));
    const TokenOwner owner = ownerOf(sample, now);
    servers.setAnswer(id.fingerprint, owner);
    clock.now = now - 35 * Day;
    credentials::NewLogin login { .server = *server, .token = secretOf(sample.token) };
    if (sample.fate != Fate::NeverAsked) {
        login.owner = owner;
    }
    if (const auto added = waitFor(logins.add(login)); !added) {
        return std::unexpected(added.error());
    }
    if (sample.usedAgo > 0) {
        clock.now = now - sample.usedAgo;
        if (const auto used = waitFor(logins.use(id)); !used) {
            return std::unexpected(used.error());
        }
    }
    if (sample.fate == Fate::Refused) {
        servers.setAnswer(id.fingerprint,
            failure(ErrorCode::Unauthorized, QStringLiteral("The server no longer accepts this token.")));
    } else if (sample.fate == Fate::Unreachable) {
        servers.setAnswer(id.fingerprint,
            failure(ErrorCode::Network, QStringLiteral("The server did not answer in time.")));
    }
    if (sample.fate == Fate::NeverAsked || sample.expiresIn < 0) {
        return {};
    }
    clock.now = now - Hour;
    const auto checked = waitFor(logins.check(id));
    return checked ? Result<void>() : std::unexpected(checked.error());
}

} // namespace

void DemoServers::setAnswer(const QString& fingerprint, const Result<TokenOwner>& answer)
{
    const std::lock_guard lock(m_mutex);
    m_answers.insert(fingerprint, answer);
}

Future<TokenOwner> DemoServers::whoIs(const credentials::ServerUrl& /*server*/, const Secret& token)
{
    const std::lock_guard lock(m_mutex);
    return finishedFuture<TokenOwner>(m_answers.value(credentials::factsOf(token).fingerprint,
        failure(ErrorCode::Unauthorized, QStringLiteral("The server does not know this token."))));
}

Future<void> DemoServers::signOut(const credentials::ServerUrl& /*server*/, const Secret& token)
{
    const std::lock_guard lock(m_mutex);
    const QString fingerprint = credentials::factsOf(token).fingerprint;
    const auto answer = m_answers.value(fingerprint, TokenOwner());
    if (!answer) {
        return finishedFuture<void>(std::unexpected(answer.error()));
    }
    m_answers.insert(fingerprint,
        failure(ErrorCode::Unauthorized, QStringLiteral("The server no longer accepts this token.")));
    return finishedFuture<void>({});
}

Result<void> addSampleLogins(
    const Services::Options& options, credentials::MemoryBackend& keyring, DemoServers& servers)
{
    StoryClock clock;
    const qint64 now = SystemClock().unixSeconds();
    credentials::CliFiles files(options.paths.coderConfigFolder);
    credentials::Logins logins(
        { keyring, keyring, files, servers, clock }, options.paths.loginIndex(), options.environment);
    for (const Sample& sample : Samples) {
        if (auto told = tell(sample, logins, servers, clock, now); !told) {
            return told;
        }
    }
    const QString root = QFileInfo(options.paths.configFolder).path();
    for (const ForeignSample& sample : ForeignSamples) {
        const auto server = credentials::ServerUrl::parse(QString::fromLatin1(sample.url));
        const credentials::CliFiles folder(root + u'/' + QString::fromLatin1(sample.folder));
        QDir().mkpath(folder.folder());
        if (auto written = folder.write(*server, secretOf(sample.token)); !written) {
            return written;
        }
    }
    return {};
}

} // namespace latchkey

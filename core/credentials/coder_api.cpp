// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/coder_api.h"

#include "core/credentials/coder_answers.h"
#include "core/credentials/server_failure.h"
#include "core/credentials/stored_credential.h"

#include <QCoreApplication>

namespace latchkey::credentials {

namespace {

using Verb = ServerConversation::Verb;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(CoderApi)
};

constexpr int CallsAtOnce = 4;

const QString Me = QStringLiteral("users/me");

QString keyPath(const QString& tokenId) { return Me + QStringLiteral("/keys/") + tokenId; }

bool is(const Error& error, ErrorCode code) { return error.code == code; }

/// What ends a call as it is. All other errors only tell that nothing was learned.
bool isFinal(const Error& error)
{
    return is(error, ErrorCode::Unauthorized) || is(error, ErrorCode::Cancelled);
}

std::unexpected<Error> notChecked(const Error& error)
{
    return isFinal(error)
        ? std::unexpected(error)
        : failure(ErrorCode::Network, Text::tr("The login could not be checked. %1").arg(error.message));
}

std::unexpected<Error> notCertain(const QString& reason)
{
    return failure(
        ErrorCode::Network, Text::tr("It is not certain that the token has ended. %1").arg(reason));
}

std::unexpected<Error> notCertain(const Error& error)
{
    return is(error, ErrorCode::Cancelled) ? std::unexpected(error) : notCertain(error.message);
}

Result<TokenOwner> askForOwner(const ServerConversation& conversation)
{
    const auto answer = conversation.ask(Verb::Get, Me);
    if (!answer) {
        return std::unexpected(answer.error());
    }
    const auto owner = ownerIn(*answer);
    if (!owner) {
        return std::unexpected(failures::badBody(conversation.server(), *answer));
    }
    return *owner;
}

Result<TokenOwner> checkLogin(const ServerConversation& conversation, const QString& tokenId)
{
    auto owner = askForOwner(conversation);
    if (!owner) {
        return notChecked(owner.error());
    }
    if (tokenId.isEmpty()) {
        return owner;
    }
    const auto key = conversation.ask(Verb::Get, keyPath(tokenId));
    if (!key && isFinal(key.error())) {
        return std::unexpected(key.error());
    }
    if (key) {
        addKey(*key, *owner);
    }
    return owner;
}

/// Whether the server refuses the token now. Errors: it could not be asked.
Result<bool> hasEnded(const ServerConversation& conversation)
{
    const auto owner = askForOwner(conversation);
    if (owner) {
        return false;
    }
    if (is(owner.error(), ErrorCode::Unauthorized)) {
        return true;
    }
    return notCertain(owner.error());
}

/// Ends the token by logging out or, where the server does not do it so, by deleting its key.
Result<void> endToken(const ServerConversation& conversation, const QString& tokenId)
{
    const auto loggedOut = conversation.ask(Verb::Post, QStringLiteral("users/logout"));
    if (!loggedOut && is(loggedOut.error(), ErrorCode::Unauthorized)) {
        return std::unexpected(loggedOut.error());
    }
    if (!loggedOut && !is(loggedOut.error(), ErrorCode::NotFound)) {
        return notCertain(loggedOut.error());
    }
    if (loggedOut) {
        const auto ended = hasEnded(conversation);
        if (!ended || *ended) {
            return ended ? Result<void>() : std::unexpected(ended.error());
        }
    }
    if (!tokenId.isEmpty()) {
        const auto deleted = conversation.ask(Verb::Delete, keyPath(tokenId));
        if (!deleted && is(deleted.error(), ErrorCode::Cancelled)) {
            return std::unexpected(deleted.error());
        } // what else it says matters less than what the token is worth afterwards
    }
    const auto ended = hasEnded(conversation);
    if (!ended) {
        return std::unexpected(ended.error());
    }
    if (!*ended) {
        return notCertain(Text::tr("%1 still accepts it. Delete it on the server's page of tokens.")
                .arg(conversation.server().displayHost()));
    }
    return {};
}

} // namespace

CoderApi::CoderApi(const Options& options)
    : m_options(options)
    , m_calls(CallsAtOnce)
{
}

CoderApi::~CoderApi() { close(); }

template <typename Outcome>
Future<Outcome> CoderApi::start(const ServerUrl& server, const Secret& token, Talk<Outcome> talk)
{
    if (const auto usable = checkToken(token); !usable) {
        return finishedFuture<Outcome>(std::unexpected(usable.error()));
    }
    return m_calls.run([this, server, token, talk] {
        const ServerConversation conversation(server, token,
            m_options.tls.value_or(QSslConfiguration::defaultConfiguration()), m_options.timeLimit,
            m_closing);
        return talk(conversation, factsOf(token).tokenId);
    });
}

Future<TokenOwner> CoderApi::whoIs(const ServerUrl& server, const Secret& token)
{
    return start<TokenOwner>(server, token, checkLogin);
}

Future<void> CoderApi::signOut(const ServerUrl& server, const Secret& token)
{
    return start<void>(server, token, endToken);
}

void CoderApi::close() { m_closing.close(); }

} // namespace latchkey::credentials

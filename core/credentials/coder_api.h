// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/server_api.h"
#include "core/credentials/server_conversation.h"
#include "core/shared/task_pool.h"

namespace latchkey::credentials {

/// Asks Coder servers over HTTP.
///
/// Four calls run at once, each in a thread of its own and one request at a time; the others wait their turn.
/// A call's time limit begins when it runs.
class CoderApi final : public ServerApi
{
public:
    struct Options
    {
        std::chrono::milliseconds timeLimit = std::chrono::seconds(10); ///< of one call, all its requests
        std::optional<QSslConfiguration> tls; ///< which certificates are trusted; none: the system's, which
                                              ///< are loaded with the first question, and not at start
    };

    explicit CoderApi(const Options& options);

    /// Closes, and waits for the calls that this ends.
    ~CoderApi() override;

    Future<TokenOwner> whoIs(const ServerUrl& server, const Secret& token) override;
    Future<void> signOut(const ServerUrl& server, const Secret& token) override;
    void close() override;

private:
    template <typename Outcome>
    using Talk = Result<Outcome> (*)(const ServerConversation& conversation, const QString& tokenId);

    template <typename Outcome>
    Future<Outcome> start(const ServerUrl& server, const Secret& token, Talk<Outcome> talk);

    const Options m_options;
    CloseSwitch m_closing;
    TaskPool m_calls; // last: its tasks use what stands above
};

} // namespace latchkey::credentials

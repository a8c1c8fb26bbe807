// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/services.h"

#include <QMap>

#include <mutex>

namespace latchkey {

/// The servers of the sample logins: they know their tokens, and are asked without a network. Any thread.
class DemoServers final : public credentials::ServerApi
{
public:
    /// `fingerprint`: TokenFacts::fingerprint.
    void setAnswer(const QString& fingerprint, const Result<credentials::TokenOwner>& answer);

    Future<credentials::TokenOwner> whoIs(const credentials::ServerUrl& server, const Secret& token) override;
    Future<void> signOut(const credentials::ServerUrl& server, const Secret& token) override;
    void close() override { }

private:
    std::mutex m_mutex;
    QMap<QString, Result<credentials::TokenOwner>> m_answers;
};

/// Stores the sample logins: two accounts on one server, checks of every kind, and copies that other programs
/// keep. Blocks for a moment. Errors: what the stores say.
Result<void> addSampleLogins(
    const Services::Options& options, credentials::MemoryBackend& keyring, DemoServers& servers);

} // namespace latchkey

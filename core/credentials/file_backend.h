// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/backend.h"
#include "core/credentials/cli_files.h"
#include "core/shared/task_thread.h"

namespace latchkey::credentials {

/// The row that the CLI files' login makes in a list: none without a token; one with a problem for an orphan.
std::optional<StoredCredential> credentialOf(const CliFiles& files, const CliLogin& login);

/// The Coder CLI's files as a Backend. As the seed says, it holds one token for all: read and remove ignore
/// the URL. write() stores the URL as well, so that the pair on disk belongs together.
class FileBackend final : public Backend
{
public:
    /// `files` must outlive the backend.
    explicit FileBackend(CliFiles& files);

    Future<Secret> read(const ServerUrl& server) override;
    Future<void> write(const ServerUrl& server, const Secret& token) override;
    Future<void> remove(const ServerUrl& server) override;
    Future<QList<StoredCredential>> list() override;

private:
    CliFiles& m_files;
    TaskThread m_thread;
};

} // namespace latchkey::credentials

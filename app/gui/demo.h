// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/gui/demo_logins.h"
#include "core/credentials/memory_backend.h"

#include <QTemporaryDir>

namespace latchkey {

/// Sample servers and sessions in a throw-away place, for `latchkey --demo`, tests and pictures. Nothing of
/// the person's own is read or written; everything goes with the object.
class Demo
{
public:
    /// Fills the place; blocks for a moment. Errors: what the stores say.
    static Result<std::unique_ptr<Demo>> make();

    /// Services over the sample data.
    Services::Options options() const { return m_options; }
    credentials::MemoryBackend& keyring() { return m_keyring; }

private:
    Demo() = default;
    Result<void> addSessions();

    QTemporaryDir m_folder;
    credentials::MemoryBackend m_keyring;
    DemoServers m_servers;
    Services::Options m_options;
};

} // namespace latchkey

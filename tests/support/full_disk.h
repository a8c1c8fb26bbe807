// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QtGlobal>

#include <csignal>
#include <sys/resource.h>

namespace latchkey::test {

/// While it lives, no file of this process can grow past `bytes`: what a full disk does, for any user.
/// Standard output counts as a file too, so print nothing meanwhile.
class FullDisk
{
public:
    explicit FullDisk(rlim_t bytes = 0)
        : m_oldHandler(signal(SIGXFSZ, SIG_IGN))
    {
        getrlimit(RLIMIT_FSIZE, &m_oldLimit);
        const struct rlimit limit = { bytes, m_oldLimit.rlim_max };
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_oldLimit);
        signal(SIGXFSZ, m_oldHandler);
    }
    Q_DISABLE_COPY_MOVE(FullDisk)

private:
    void (*m_oldHandler)(int);
    struct rlimit m_oldLimit = {};
};

} // namespace latchkey::test

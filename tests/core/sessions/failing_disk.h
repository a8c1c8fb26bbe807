// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QtGlobal>

namespace latchkey::test {

/// While it lives, SQLite's files in this process lie on a disk that can fail (sqlite.org, "The OS Backend").
/// One at a time; no file may be open when it comes or goes.
class FailingDisk
{
public:
    /// What a failing write says; everything else that fails is an I/O error.
    enum class Writes { AreErrors, FindTheDiskFull };

    explicit FailingDisk(Writes writes = Writes::AreErrors);
    ~FailingDisk();
    Q_DISABLE_COPY_MOVE(FailingDisk)

    /// The n-th operation from now fails, and no other; 0: none.
    void failOnceAt(int operation);

    /// How many operations there were since then.
    int operations() const;
};

} // namespace latchkey::test

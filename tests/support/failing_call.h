// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <functional>

namespace latchkey::test {

/// While it is there, the n-th call of this thread that asks the system for something of a file fails, once,
/// as on a broken or full disk. One at a time. A program that has it has these calls of its own, which stand
/// before the C library's: they are seen also where Qt makes them.
class FailingCall
{
public:
    /// `number` counts from 1.
    explicit FailingCall(int number);
    ~FailingCall();
    FailingCall(const FailingCall&) = delete;
    FailingCall& operator=(const FailingCall&) = delete;

    /// Whether there were as many calls.
    bool hasFailed() const;
};

/// Counts a call; true, with this errno, for the one that is to fail.
bool thisCallFails(int error);

/// Acts with each of its calls failing in turn, until none is left to fail; prepares before and checks after
/// each. Returns how many failed.
inline int withEachCallFailing(const std::function<void()>& prepare, const std::function<void()>& act,
    const std::function<void()>& check)
{
    for (int call = 1;; ++call) {
        prepare();
        bool hasFailed = false;
        {
            const FailingCall failing(call);
            act();
            hasFailed = failing.hasFailed();
        }
        check();
        if (!hasFailed) {
            return call - 1;
        }
    }
}

} // namespace latchkey::test

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <chrono>

namespace latchkey::ui {

/// What a person may set, with what holds until then. A plain value.
struct Settings
{
    static constexpr std::chrono::seconds ShortestClipboardTime { 5 };
    static constexpr std::chrono::seconds LongestClipboardTime { 300 };
    /// What checkInterval may be.
    static constexpr std::array<std::chrono::minutes, 4> CheckIntervals { std::chrono::minutes(0),
        std::chrono::minutes(15), std::chrono::hours(1), std::chrono::hours(24) };

    std::chrono::seconds clipboardTime { 30 }; ///< how long a copied token stays on the clipboard
    std::chrono::minutes checkInterval { 0 }; ///< how often logins are checked by themselves; 0: never

    friend bool operator==(const Settings&, const Settings&) = default;
};

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"
#include "core/shared/secret.h"

#include <chrono>
#include <functional>
#include <optional>

namespace latchkey::credentials {

/// One keyring item. Blocking.
class KeyringItem
{
public:
    using Value = std::optional<Secret>; ///< as it is stored; none when there is no such item

    KeyringItem() = default;
    virtual ~KeyringItem() = default;
    Q_DISABLE_COPY_MOVE(KeyringItem)

    /// The stored value, or none when the keyring is open and has no such item. "Could not look" is an error.
    virtual Result<Value> load() = 0;

    /// Creates the item or replaces its value.
    virtual Result<void> store(const Secret& value) = 0;

    /// Deletes the item.
    virtual Result<void> erase() = 0;
};

/// Makes the new value from the stored one; none deletes the item. It may be called several times.
using KeyringChange = std::function<Result<KeyringItem::Value>(const KeyringItem::Value& stored)>;

/// Changes an item so that no writer of ours loses what another one wrote, and ends when the new value is
/// read back.
///
/// Writers of ours exclude each other by a lock file, in a folder that exists. Programs that do not know the
/// lock are met by looking again right before the write, after it and, where one is given, once more after
/// `secondLook` (on a busy computer up to ten times that), and starting over when something moved: one that
/// read before our write writes soon after it. Errors: those of the item and of `change`; `Conflict` when
/// another program changed the item at each of five tries; `TimedOut` when the lock was not to be had within
/// 5 s.
Result<void> editItem(KeyringItem& item, const QString& lockPath, const KeyringChange& change,
    std::chrono::milliseconds secondLook = {});

} // namespace latchkey::credentials

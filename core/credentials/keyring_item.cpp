// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring_item.h"

#include "core/shared/file_lock.h"

#include <QCoreApplication>

#include <algorithm>
#include <thread>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(KeyringItem)
};

constexpr auto LockLimit = std::chrono::seconds(5);
constexpr int Tries = 5;

// Whether `after` is what the keyring holds now. False when another program came between, before or after.
Result<bool> replace(KeyringItem& item, const KeyringItem::Value& before, const KeyringItem::Value& after)
{
    const auto now = item.load();
    if (!now) {
        return std::unexpected(now.error());
    }
    if (*now != before) {
        return false;
    }
    const auto put = after ? item.store(*after) : item.erase();
    // A failed call may have changed the item all the same (a late answer), so the item itself is asked.
    const auto result = item.load();
    if (result && *result == after) {
        return true;
    }
    if (result && *result != before) {
        return false;
    }
    if (!put) {
        return std::unexpected(put.error());
    }
    if (!result) {
        return std::unexpected(result.error());
    }
    return false;
}

// replace(), and whether it is so still a moment later: longer than others take to read, change and write,
// which is no more than a few times what we took.
Result<bool> replaceForGood(KeyringItem& item, const KeyringItem::Value& before,
    const KeyringItem::Value& after, std::chrono::milliseconds secondLook)
{
    const auto begun = std::chrono::steady_clock::now();
    auto replaced = replace(item, before, after);
    if (!replaced || !*replaced || secondLook == std::chrono::milliseconds::zero()) {
        return replaced;
    }
    const auto taken = std::chrono::steady_clock::now() - begun;
    std::this_thread::sleep_for(std::clamp<std::chrono::nanoseconds>(4 * taken, secondLook, 10 * secondLook));
    const auto later = item.load();
    return later ? Result<bool>(*later == after) : std::unexpected(later.error());
}

} // namespace

Result<void> editItem(KeyringItem& item, const QString& lockPath, const KeyringChange& change,
    std::chrono::milliseconds secondLook)
{
    const auto lock = FileLock::acquire(lockPath, LockLimit);
    if (!lock) {
        return std::unexpected(lock.error());
    }
    for (int i = 0; i < Tries; ++i) {
        const auto before = item.load();
        if (!before) {
            return std::unexpected(before.error());
        }
        const auto after = change(*before);
        if (!after) {
            return std::unexpected(after.error());
        }
        const auto replaced =
            *before == *after ? Result<bool>(true) : replaceForGood(item, *before, *after, secondLook);
        if (!replaced) {
            return std::unexpected(replaced.error());
        }
        if (*replaced) {
            return {};
        }
    }
    return failure(ErrorCode::Conflict,
        Text::tr("Another program keeps changing the same keyring entry, so your change was not kept. Try "
                 "again when it is done."));
}

} // namespace latchkey::credentials

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring_item.h"

#include <QByteArray>

#include <functional>

namespace latchkey::test {

/// A keyring item in memory, in whose calls another program, or a fault, can come between.
class FakeItem final : public credentials::KeyringItem
{
public:
    Result<std::optional<Secret>> load() override
    {
        ++loads;
        if (onLoad) {
            onLoad(loads);
        }
        if (loadError) {
            return std::unexpected(*loadError);
        }
        return text ? std::optional(Secret::takeFrom(QByteArray(*text))) : std::nullopt;
    }

    Result<void> store(const Secret& value) override
    {
        ++stores;
        if (!forgetful) {
            text = value.bytes().toByteArray();
        }
        if (onStore) {
            onStore(stores);
        }
        return storeError ? Result<void>(std::unexpected(*storeError)) : Result<void>();
    }

    Result<void> erase() override
    {
        ++erasures;
        if (!forgetful) {
            text.reset();
        }
        return {};
    }

    std::optional<QByteArray> text;
    std::optional<Error> loadError;
    std::optional<Error> storeError;
    bool forgetful = false;
    std::function<void(int)> onLoad;
    std::function<void(int)> onStore;
    int loads = 0;
    int stores = 0;
    int erasures = 0;
};

} // namespace latchkey::test

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

#include <functional>
#include <type_traits>
#include <utility>

namespace latchkey {

template <typename Step> struct Then
{
    Step step;
};

/// `result | then(step)` is step(value) when the result holds a value, and its error otherwise; a step that
/// returns no Result has its value wrapped in one. It is and_then() and transform() of std::expected, which
/// GCC has from version 13 on.
template <typename Step> Then<std::decay_t<Step>> then(Step&& step) { return { std::forward<Step>(step) }; }

template <typename T> inline constexpr bool IsResult = false;
template <typename T> inline constexpr bool IsResult<Result<T>> = true;

template <typename ResultType, typename Step> auto operator|(ResultType&& result, Then<Step> next)
{
    using Value = typename std::remove_cvref_t<ResultType>::value_type;
    const auto call = [&]() -> decltype(auto) {
        if constexpr (std::is_void_v<Value>) {
            return std::invoke(next.step);
        } else {
            return std::invoke(next.step, *std::forward<ResultType>(result));
        }
    };
    using Returned = std::remove_cvref_t<decltype(call())>;
    if constexpr (IsResult<Returned>) {
        return result ? call() : Returned(std::unexpected(result.error()));
    } else if constexpr (std::is_void_v<Returned>) {
        if (!result) {
            return Result<void>(std::unexpected(result.error()));
        }
        call();
        return Result<void>();
    } else {
        return result ? Result<Returned>(call()) : Result<Returned>(std::unexpected(result.error()));
    }
}

} // namespace latchkey

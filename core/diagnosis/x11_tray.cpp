// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/diagnosis/x11_tray.h"

#include <chrono>
#include <cstdlib>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <xcb/xcb.h>

namespace latchkey::diagnosis {

namespace {

constexpr std::chrono::seconds AnswerLimit { 2 };

struct Releases
{
    void operator()(xcb_connection_t* connection) const { xcb_disconnect(connection); }
    void operator()(void* reply) const { std::free(reply); }
};

template <typename T> using Owned = std::unique_ptr<T, Releases>;

std::optional<bool> ask(const std::string& display)
{
    int screen = 0;
    const Owned<xcb_connection_t> server(xcb_connect(display.c_str(), &screen));
    if (xcb_connection_has_error(server.get()) != 0) {
        return std::nullopt;
    }
    const std::string name = "_NET_SYSTEM_TRAY_S" + std::to_string(screen);
    const Owned<xcb_intern_atom_reply_t> selection(xcb_intern_atom_reply(server.get(),
        xcb_intern_atom(server.get(), 0, static_cast<uint16_t>(name.size()), name.data()), nullptr));
    if (!selection) {
        return std::nullopt;
    }
    const Owned<xcb_get_selection_owner_reply_t> owner(xcb_get_selection_owner_reply(
        server.get(), xcb_get_selection_owner(server.get(), selection->atom), nullptr));
    return owner ? std::optional(owner->owner != XCB_WINDOW_NONE) : std::nullopt;
}

} // namespace

std::optional<bool> hasX11Tray(const QString& display)
{
    // XCB waits without a limit, so a thread that may be left behind waits for it.
    std::promise<std::optional<bool>> promise;
    auto answer = promise.get_future();
    std::thread([promise = std::move(promise), display = display.toStdString()]() mutable {
        promise.set_value(ask(display));
    }).detach();
    return answer.wait_for(AnswerLimit) == std::future_status::ready ? answer.get() : std::nullopt;
}

} // namespace latchkey::diagnosis

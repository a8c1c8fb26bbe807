// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/secret_clipboard.h"

#include <QCoreApplication>
#include <QMimeData>

#include <ctime>
#include <utility>

namespace latchkey::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto SecondLook = 2s; // clipboard managers act within a moment; a busy computer needs more

} // namespace

SecretClipboard::SecretClipboard(QClipboard* clipboard, ElapsedTime elapsedTime, QObject* parent)
    : QObject(parent)
    , m_clipboard(clipboard)
    , m_elapsedTime(std::move(elapsedTime))
{
    m_tick.setSingleShot(true);
    connect(&m_tick, &QTimer::timeout, this, &SecretClipboard::tick);
    m_secondLook.setSingleShot(true);
    m_secondLook.setInterval(SecondLook);
    connect(&m_secondLook, &QTimer::timeout, this, &SecretClipboard::lookAgain);
    connect(m_clipboard, &QClipboard::dataChanged, this, &SecretClipboard::seeWhatOthersCopied);
    connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, this, &SecretClipboard::clear);
}

SecretClipboard::~SecretClipboard() = default;

std::chrono::milliseconds SecretClipboard::timeSinceBoot()
{
    timespec now {};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec));
}

void SecretClipboard::copy(const Secret& secret)
{
    m_secondLook.stop();
    m_copied = secret; // before the clipboard tells of the change
    auto* data = new QMimeData;
    data->setText(secret.revealedText());
    // KDE's Klipper and others that follow it keep such data out of their history.
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), "secret");
    m_clipboard->setMimeData(data, QClipboard::Clipboard);
    m_end = m_elapsedTime() + m_lifetime;
    Q_EMIT copied(m_lifetime);
    tick();
}

void SecretClipboard::tick()
{
    const auto left = m_end - m_elapsedTime();
    if (left <= 0ms) {
        clear();
        return;
    }
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(left);
    Q_EMIT counted(seconds);
    m_tick.start(left - (seconds - 1s)); // to when the number changes
}

void SecretClipboard::clear()
{
    if (m_copied.isEmpty()) {
        return;
    }
    if (m_secondLook.isActive()) {
        m_secondLook.stop();
        lookAgain();
        return;
    }
    if (content() != Content::Ours) {
        finish(End::Gone);
        return;
    }
    m_clipboard->clear(QClipboard::Clipboard);
    if (content() == Content::Ours) {
        finish(End::StillThere);
        return;
    }
    m_tick.stop();
    m_secondLook.start();
    Q_EMIT ended(End::Cleared);
}

void SecretClipboard::lookAgain()
{
    if (content() != Content::Ours) {
        m_copied = {};
        return;
    }
    // Some program put it back: it may do so again, and has the token in its memory at any rate.
    m_clipboard->clear(QClipboard::Clipboard);
    finish(End::StillThere);
}

void SecretClipboard::seeWhatOthersCopied()
{
    if (m_tick.isActive() && content() == Content::Other) {
        finish(End::Gone);
    }
}

void SecretClipboard::finish(End how)
{
    m_tick.stop();
    m_copied = {};
    Q_EMIT ended(how);
}

SecretClipboard::Content SecretClipboard::content() const
{
    // Empty is not "other": on Wayland, what others copied cannot be seen while the window has no focus.
    const QMimeData* data = m_clipboard->mimeData(QClipboard::Clipboard);
    if (data == nullptr || data->formats().isEmpty()) {
        return Content::Unknown;
    }
    return data->hasText() && Secret::takeFrom(data->text()) == m_copied ? Content::Ours : Content::Other;
}

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/secret_clipboard.h"

#include <QCoreApplication>
#include <QMimeData>

namespace latchkey::ui {

SecretClipboard::SecretClipboard(QClipboard* clipboard, QObject* parent)
    : QObject(parent)
    , m_clipboard(clipboard)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        const bool wasThere = holdsOurs();
        const bool succeeded = clear();
        if (wasThere) {
            Q_EMIT cleared(succeeded);
        }
    });
    connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, this, &SecretClipboard::clear);
}

SecretClipboard::~SecretClipboard() = default;

void SecretClipboard::copy(const Secret& secret)
{
    auto* data = new QMimeData;
    data->setText(secret.revealedText());
    // KDE's Klipper and others that follow it keep such data out of their history.
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), "secret");
    m_clipboard->setMimeData(data, QClipboard::Clipboard);
    m_copied = secret;
    m_timer.start(m_lifetime);
}

bool SecretClipboard::clear()
{
    m_timer.stop();
    const bool mustGo = holdsOurs();
    if (mustGo) {
        m_clipboard->clear(QClipboard::Clipboard);
    }
    const bool gone = !mustGo || !holdsOurs();
    m_copied = {};
    return gone;
}

bool SecretClipboard::holdsOurs() const
{
    const QMimeData* data = m_clipboard->mimeData(QClipboard::Clipboard);
    return !m_copied.isEmpty() && data != nullptr && data->hasText()
        && Secret::takeFrom(data->text()) == m_copied;
}

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/secret.h"

#include <QClipboard>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace latchkey::ui {

/// Copies a token to the clipboard, marked as secret for clipboard managers, and takes it away again after a
/// while and at quit, but only if the clipboard still holds it. Never the selection of the middle mouse
/// button. UI thread only.
class SecretClipboard final : public QObject
{
    Q_OBJECT

public:
    explicit SecretClipboard(QClipboard* clipboard, QObject* parent = nullptr);
    ~SecretClipboard() override;

    void copy(const Secret& secret);

    /// Takes the copied token away, if it is still there. Returns false when it was there and could not be
    /// taken away.
    bool clear();

    /// How long a copied token stays, 30 s unless set.
    std::chrono::seconds lifetime() const { return m_lifetime; }
    void setLifetime(std::chrono::seconds lifetime) { m_lifetime = lifetime; }

Q_SIGNALS:
    /// The time is over and the token was taken away, or could not be.
    void cleared(bool succeeded);

private:
    bool holdsOurs() const;

    QClipboard* m_clipboard;
    Secret m_copied;
    std::chrono::seconds m_lifetime { 30 };
    QTimer m_timer;
};

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/secret.h"

#include <QClipboard>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace latchkey::ui {

/// Copies a token to the clipboard, marked as secret for clipboard managers, and takes it away again after a
/// while and at quit, but only if the clipboard still holds it. Never the selection of the middle mouse
/// button. UI thread only.
class SecretClipboard final : public QObject
{
    Q_OBJECT

public:
    /// Time since some fixed moment, sleep of the computer included.
    using ElapsedTime = std::function<std::chrono::milliseconds()>;

    explicit SecretClipboard(
        QClipboard* clipboard, ElapsedTime elapsedTime = timeSinceBoot, QObject* parent = nullptr);
    ~SecretClipboard() override;

    void copy(const Secret& secret);

    /// How long a copied token stays, 30 s unless set. A token that is there already keeps its time.
    std::chrono::seconds lifetime() const { return m_lifetime; }
    void setLifetime(std::chrono::seconds lifetime) { m_lifetime = lifetime; }

    /// How a copied token's time ended.
    enum class End {
        Cleared, ///< it was taken away
        Gone, ///< it was no longer there: something else was copied meanwhile, and is left alone
        StillThere, ///< it could not be taken away, or another program has put it back
    };
    Q_ENUM(End)

    /// Qt's own clocks stand still while the computer sleeps; this one goes on.
    static std::chrono::milliseconds timeSinceBoot();

public Q_SLOTS:
    /// Takes the copied token away now, if it is still there.
    void clear();

Q_SIGNALS:
    /// A token was copied, and this is how long it stays.
    void copied(std::chrono::seconds lifetime);
    /// Each time the number of full seconds that are left has changed.
    void counted(std::chrono::seconds left);
    /// Once for each copied token. StillThere may follow Cleared by seconds: clipboard managers act late.
    void ended(latchkey::ui::SecretClipboard::End how);

private:
    enum class Content { Ours, Other, Unknown };
    Content content() const;
    void tick();
    void seeWhatOthersCopied();
    void lookAgain();
    void finish(End how);

    QClipboard* m_clipboard;
    ElapsedTime m_elapsedTime;
    Secret m_copied;
    std::chrono::seconds m_lifetime { 30 };
    std::chrono::milliseconds m_end { 0 }; ///< on m_elapsedTime's scale
    QTimer m_tick;
    QTimer m_secondLook; ///< runs while a token is gone that might come back
};

} // namespace latchkey::ui

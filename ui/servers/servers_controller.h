// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/logins.h"

#include <QObject>

namespace latchkey::credentials {
class KeyringBackend;
}

namespace latchkey::ui {

class AddServerDialog;
class NoticeBar;
class SecretClipboard;
class ServersView;

/// The flow of the Servers page and of everything else that switches logins (tray, menus): reads the
/// overview, acts on what the person asks for, and says what came of it. UI thread only; nothing here waits.
class ServersController final : public QObject
{
    Q_OBJECT

public:
    /// `keyring` may be null where the logins do not come from the system's keyring. All of them outlive the
    /// controller.
    ServersController(credentials::Logins& logins, credentials::KeyringBackend* keyring, ServersView& view,
        SecretClipboard& clipboard, NoticeBar& notices);

    const credentials::LoginOverview& overview() const { return m_overview; }

public Q_SLOTS:
    void reload();
    void add();
    void use(const credentials::ServerUrl& server);
    void usePrevious();

Q_SIGNALS:
    void overviewChanged(const credentials::LoginOverview& overview);

private:
    void show(const credentials::LoginOverview& overview);
    void showRows();
    void showBanner();
    void unlock();
    void useSelected();
    void copySelected();
    void revealSelected();
    void removeSelected();
    void store(AddServerDialog* dialog, const credentials::ServerUrl& server, const Secret& token,
        credentials::Place place);
    void putBack(const credentials::ServerUrl& server, const Secret& token, credentials::Place place);
    template <typename T> void finishUndo(const Result<T>& undone);
    void reportUse(const Result<credentials::ServerUrl>& outcome);

    credentials::Logins& m_logins;
    credentials::KeyringBackend* m_keyring;
    ServersView& m_view;
    SecretClipboard& m_clipboard;
    NoticeBar& m_notices;
    credentials::LoginOverview m_overview;
    bool m_loading = false;
    bool m_reloadAgain = false;
    bool m_unlocking = false;
};

} // namespace latchkey::ui

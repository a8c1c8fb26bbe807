// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/activity/activity_entry.h"
#include "core/credentials/foreign_places.h"
#include "core/credentials/logins.h"
#include "core/shared/clock.h"

#include <QSettings>

#include <functional>

namespace latchkey::credentials {
class KeyringBackend;
}

namespace latchkey::ui {

class ActivityRecorder;
class NoticeBar;
class SecretClipboard;

/// What the flows of the Servers page work with. All of it outlives them.
struct ServersServices
{
    credentials::Logins& logins;
    credentials::ForeignPlaces& foreignPlaces;
    credentials::KeyringBackend* keyring; ///< null where the logins do not come from the system's keyring
    const Clock& clock;
    SecretClipboard& clipboard;
    NoticeBar& notices;
    ActivityRecorder& activity;
    QSettings& memory; ///< keeps which offers a person has turned down
};

/// Notes what was done, and tells it with Undo, which is noted too. `changed` is called when undoing has
/// ended. UI thread only; `context`: as whenDone().
void postUndoable(const ServersServices& services, QObject* context, const activity::Event& done,
    const QString& text, const credentials::Change& change, const std::function<void()>& changed);

} // namespace latchkey::ui

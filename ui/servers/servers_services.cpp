// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/servers_services.h"

#include "ui/shared/notice_bar.h"

#include <QPointer>

namespace latchkey::ui {

void postUndoable(const ServersServices& services, QObject* context, const QString& text,
    const credentials::Change& change, const std::function<void()>& changed)
{
    const QPointer<QObject> guard(context); // the bar may outlive it
    services.notices.post(text, [services, guard, change, changed] {
        if (!guard) {
            return;
        }
        whenDone(services.logins.undo(change), guard, [services, changed](const Result<void>& undone) {
            if (!undone) {
                services.notices.postError(undone.error().message);
            }
            changed();
        });
    });
}

} // namespace latchkey::ui

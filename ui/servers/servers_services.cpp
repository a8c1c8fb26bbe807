// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/servers_services.h"

#include "ui/activity/activity_recorder.h"
#include "ui/shared/notice_bar.h"

#include <QPointer>

namespace latchkey::ui {

void postUndoable(const ServersServices& services, QObject* context, const activity::Event& done,
    const QString& text, const credentials::Change& change, const std::function<void()>& changed)
{
    services.activity.record(done);
    const QPointer<QObject> guard(context); // the bar may outlive it
    services.notices.post(text, [services, guard, done, change, changed] {
        if (!guard) {
            return;
        }
        whenDone(services.logins.undo(change), guard, [services, done, changed](const Result<void>& undone) {
            if (undone) {
                services.activity.record(activity::undoing(done));
            } else {
                services.notices.postError(undone.error().message);
            }
            changed();
        });
    });
}

} // namespace latchkey::ui

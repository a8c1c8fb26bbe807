// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/theft_signs.h"

#include "core/shared/relative_time.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace latchkey::sessions {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(TheftSigns)
};

} // namespace

bool hasTheftSigns(const Session& session) { return session.presentedRevoked > 0 || session.reusedAt; }

QString theftSigns(const Session& session, qint64 now)
{
    QStringList signs;
    if (session.reusedAt) {
        signs.append(Text::tr("A token that a newer one had replaced came back %1: somebody holds a copy.")
                .arg(relativeTime(*session.reusedAt, now)));
    }
    if (session.presentedRevoked > 0) {
        const QString last = relativeTime(session.lastPresentedRevoked.value_or(0), now);
        signs.append(session.presentedRevoked == 1
                ? Text::tr("Presented once after it was revoked, %1.").arg(last)
                : Text::tr("Presented %1 times after it was revoked, last %2.")
                      .arg(QLocale().toString(session.presentedRevoked), last));
    }
    return signs.join(u' ');
}

} // namespace latchkey::sessions

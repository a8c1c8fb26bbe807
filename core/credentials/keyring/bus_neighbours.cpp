// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/bus_neighbours.h"

#include <array>

namespace latchkey::credentials {

namespace {

constexpr int AnswerLimitMs = 2000;

struct Provider
{
    const char* busName;
    const char* program;
};

/// Programs that keep secrets, by a name that they own whether or not they own the Secret Service as well.
constexpr std::array Providers {
    Provider { "org.gnome.keyring", "GNOME Keyring" },
    Provider { "org.kde.kwalletd5", "KWallet" },
    Provider { "org.kde.kwalletd6", "KWallet" },
    Provider { "org.keepassxc.KeePassXC.MainWindow", "KeePassXC" },
};

} // namespace

BusNeighbours neighboursOn(const SessionBus& bus, const QString& secretService)
{
    const QDeadlineTimer deadline(AnswerLimitMs);
    QList<QDBusPendingCall> asked;
    for (const Provider& provider : Providers) {
        asked.append(bus.askForOwner(QString::fromLatin1(provider.busName), deadline));
    }
    const auto askedTray = bus.askForOwner(QStringLiteral("org.kde.StatusNotifierWatcher"), deadline);
    BusNeighbours neighbours;
    for (std::size_t i = 0; i < Providers.size(); ++i) {
        const auto owner = SessionBus::ownerIn(asked[qsizetype(i)]);
        const QString program = QString::fromLatin1(Providers[i].program);
        if (owner && *owner != secretService && !neighbours.providers.contains(program)) {
            neighbours.providers.append(program);
        }
    }
    neighbours.hasTray = SessionBus::ownerIn(askedTray).has_value();
    return neighbours;
}

} // namespace latchkey::credentials

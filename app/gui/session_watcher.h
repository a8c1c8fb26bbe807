// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>
#include <QThread>

#include <optional>

namespace latchkey {

/// Tells when the person's screen is locked and when the computer goes to sleep, as desktops and logind say
/// it over D-Bus. Where there is no bus or nobody says it, there are no signals. It starts no service.
///
/// Belongs to the thread that made it, and never makes that thread wait for a bus: it listens on a thread of
/// its own.
class SessionWatcher final : public QObject
{
    Q_OBJECT

public:
    /// Addresses of D-Bus buses (core/shared/bus_address.h).
    struct Buses
    {
        std::optional<QString> session;
        std::optional<QString> system;
    };

    explicit SessionWatcher(const Buses& buses, QObject* parent = nullptr);
    ~SessionWatcher() override;

Q_SIGNALS:
    /// It listens now, to what there is.
    void started();
    void locked();
    void aboutToSleep();

private:
    QThread m_thread;
};

} // namespace latchkey

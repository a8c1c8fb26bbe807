// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

namespace latchkey {

/// Lets one window run per user and session: a second start asks the first to show itself and ends.
///
/// The socket lies in the runtime folder, belongs to the user alone, and takes one message, "raise", from
/// that user's programs: a few at a time, each for a second. Nothing else is read.
class SingleInstance final : public QObject
{
    Q_OBJECT

public:
    /// `runtimeFolder` must exist.
    explicit SingleInstance(const QString& runtimeFolder, QObject* parent = nullptr);

    /// Returns true when this process is the first. Otherwise the first was asked to raise its window.
    bool claim();

Q_SIGNALS:
    void raiseRequested();

private:
    void answer();

    QString m_socket;
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace latchkey

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/foreign_place.h"
#include "core/credentials/logins.h"
#include "ui/shared/message_banner.h"

#include <QSet>

class QSettings;

namespace latchkey::ui {

/// The one lasting state that the Servers page's banner tells: the one that matters most.
struct ServersNote
{
    enum class Kind {
        None,
        Unlocking,
        KeyringProblem,
        FilesProblem,
        UnfinishedSignOut,
        ForeignSignIn,
        Overridden,
        Import, ///< the terminal's login is not in the keyring
        Elsewhere, ///< another program is signed in where Latchkey is not
    };

    Kind kind = Kind::None;
    MessageBanner::Severity severity = MessageBanner::Severity::Information;
    QString text;
    QString action = {};
    QString dismissal = {};
    std::optional<credentials::LoginId> login = {}; ///< the one it is about
    std::optional<credentials::ForeignPlace> place = {};
};

/// Which offers a person has turned down: for good, or until the program starts again. UI thread only.
class TurnedDown
{
public:
    explicit TurnedDown(QSettings& memory);

    bool contains(ServersNote::Kind kind, const std::optional<credentials::LoginId>& login) const;
    void insert(const ServersNote& note);

private:
    QSettings& m_memory;
    QSet<QString> m_forNow;
};

/// What a button offers against this problem of the keyring.
QString keyringAction(const Error& problem);

ServersNote noteFor(const credentials::LoginOverview& overview,
    const QList<credentials::ForeignPlace>& foreign, bool isUnlocking, const TurnedDown& turnedDown);

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/foreign_place.h"
#include "core/credentials/logins.h"

namespace latchkey::ui {

/// What a person can do about one copy of a token.
enum class PlaceAction { Adopt, CopyOver, Remove };

/// One line of "where it lies": a store of Latchkey's or a place of another program, compared with a login.
struct LoginPlace
{
    std::optional<credentials::Place> store; ///< one of these two is set
    std::optional<credentials::ForeignPlace> foreign;
    credentials::PlaceState state;
    QString name; ///< "Shared keyring entry", "VS Code"
    QString toolTip;
    QList<PlaceAction> actions;
};

/// Where this login's token lies, and what else lies there for its server. Places of other programs that
/// cannot be read are in it too: they may hold it.
QList<LoginPlace> placesOf(const credentials::Login& login, const credentials::LoginOverview& overview,
    const QList<credentials::ForeignPlace>& foreign);

/// Every place with the same token, as a sign-out reaches it: stores first.
QList<LoginPlace> copiesOf(const credentials::Login& login, const credentials::LoginOverview& overview,
    const QList<credentials::ForeignPlace>& foreign);

/// The places of other programs that are signed in where Latchkey holds nothing.
QList<credentials::ForeignPlace> onlyElsewhere(
    const credentials::LoginOverview& overview, const QList<credentials::ForeignPlace>& foreign);

/// "Same", "Differs", "Only here", "Unreadable", and the icon that goes with it.
QString stateText(credentials::PlaceState state);
QString stateIcon(credentials::PlaceState state);

} // namespace latchkey::ui

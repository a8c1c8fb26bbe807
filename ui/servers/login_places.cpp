// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/login_places.h"

#include "core/shared/visible_text.h"
#include "ui/servers/login_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace latchkey::ui {

using credentials::ForeignPlace;
using credentials::Login;
using credentials::LoginId;
using credentials::LoginOverview;
using credentials::Place;
using credentials::PlaceState;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(LoginPlaces)
};

QString storeName(Place place)
{
    switch (place) {
    case Place::Keyring:
        return Text::tr("Shared keyring entry");
    case Place::Parked:
        return Text::tr("Latchkey's own item");
    case Place::CliFiles:
        break;
    }
    return Text::tr("Terminal's files");
}

QString fingerprintLine(const QString& fingerprint)
{
    return fingerprint.isEmpty() ? QString() : u'\n' + Text::tr("Fingerprint: %1").arg(fingerprint);
}

/// The login of the same server that stands in this store instead; null when the store has none.
const Login* occupant(const Login& login, Place place, const LoginOverview& overview)
{
    const auto found = std::ranges::find_if(overview.logins, [&](const Login& other) {
        return other.isIn(place) && other.credential.server == login.credential.server;
    });
    return found == overview.logins.end() ? nullptr : &*found;
}

std::optional<LoginPlace> storeRow(const Login& login, Place place, const LoginOverview& overview)
{
    LoginPlace row { .store = place,
        .foreign = {},
        .state = PlaceState::Same,
        .name = storeName(place),
        .toolTip = placeExplanation(place),
        .actions = {} };
    if (login.isIn(place)) {
        row.toolTip += fingerprintLine(login.credential.token.fingerprint);
        row.actions = { PlaceAction::Remove };
        return row;
    }
    const Login* other = place == Place::Parked ? nullptr : occupant(login, place, overview);
    if (other == nullptr) {
        return std::nullopt;
    }
    row.state = PlaceState::Differs;
    row.toolTip += u'\n' + Text::tr("Holds the token of %1.").arg(accountText(*other, overview.logins))
        + fingerprintLine(other->credential.token.fingerprint);
    return row;
}

LoginPlace foreignRow(const Login& login, const ForeignPlace& place, const QList<LoginId>& known)
{
    LoginPlace row { .store = {},
        .foreign = place,
        .state = stateOf(place, known, login.id()),
        .name = visibleText(place.program),
        .toolTip = visibleText(place.location) + fingerprintLine(place.credential.token.fingerprint),
        .actions = {} };
    if (place.credential.problem) {
        row.toolTip += u'\n' + visibleText(place.credential.problem->message);
    }
    if (sharesFolder(place, known)) {
        row.toolTip += u'\n'
            + Text::tr(
                "Another server of this host shares the folder: signing in to it overwrites this copy.");
    }
    const bool isNew = place.credential.server
        && !known.contains({ *place.credential.server, place.credential.token.fingerprint });
    if (row.state == PlaceState::Differs && isNew) {
        row.actions.append(PlaceAction::Adopt);
    }
    if (place.kind != ForeignPlace::Kind::Environment && row.state != PlaceState::Unreadable) {
        if (row.state == PlaceState::Differs) {
            row.actions.append(PlaceAction::CopyOver);
        }
        row.actions.append(PlaceAction::Remove);
    }
    return row;
}

} // namespace

QList<LoginPlace> placesOf(
    const Login& login, const LoginOverview& overview, const QList<ForeignPlace>& foreign)
{
    QList<LoginPlace> rows;
    for (const Place place : { Place::Keyring, Place::Parked, Place::CliFiles }) {
        if (const auto row = storeRow(login, place, overview)) {
            rows.append(*row);
        }
    }
    const QList<LoginId> known = overview.ids();
    for (const ForeignPlace& place : foreign) {
        if (!place.credential.server || place.credential.server == login.credential.server) {
            rows.append(foreignRow(login, place, known));
        }
    }
    return rows;
}

QList<LoginPlace> copiesOf(
    const Login& login, const LoginOverview& overview, const QList<ForeignPlace>& foreign)
{
    QList<LoginPlace> rows = placesOf(login, overview, foreign);
    rows.removeIf([](const LoginPlace& row) { return row.state != PlaceState::Same; });
    return rows;
}

QList<ForeignPlace> onlyElsewhere(const LoginOverview& overview, const QList<ForeignPlace>& foreign)
{
    if (!overview.isWhole()) {
        return {}; // nobody can tell what Latchkey holds
    }
    const QList<LoginId> known = overview.ids();
    QList<ForeignPlace> found = foreign;
    found.removeIf(
        [&known](const ForeignPlace& place) { return stateOf(place, known) != PlaceState::OnlyHere; });
    return found;
}

QString stateText(PlaceState state)
{
    switch (state) {
    case PlaceState::Same:
        return Text::tr("Same");
    case PlaceState::Differs:
        return Text::tr("Differs");
    case PlaceState::OnlyHere:
        return Text::tr("Only here");
    case PlaceState::Unreadable:
        break;
    }
    return Text::tr("Unreadable");
}

QString stateIcon(PlaceState state)
{
    switch (state) {
    case PlaceState::Same:
        return QStringLiteral("ok");
    case PlaceState::Differs:
        return QStringLiteral("differs");
    case PlaceState::OnlyHere:
        return QStringLiteral("information");
    case PlaceState::Unreadable:
        break;
    }
    return QStringLiteral("warning");
}

} // namespace latchkey::ui

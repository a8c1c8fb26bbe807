// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/places_output.h"

#include "app/cli/servers_output.h"
#include "app/cli/table.h"
#include "core/shared/visible_text.h"

#include <QCoreApplication>

namespace latchkey::cli {

using namespace credentials;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(PlacesOutput)
};

QString stateName(PlaceState state)
{
    switch (state) {
    case PlaceState::Same:
        return QStringLiteral("same");
    case PlaceState::Differs:
        return QStringLiteral("differs");
    case PlaceState::OnlyHere:
        return QStringLiteral("only_here");
    case PlaceState::Unreadable:
        break;
    }
    return QStringLiteral("unreadable");
}

QString stateText(PlaceState state)
{
    switch (state) {
    case PlaceState::Same:
        return Text::tr("same");
    case PlaceState::Differs:
        return Text::tr("differs");
    case PlaceState::OnlyHere:
        return Text::tr("only here");
    case PlaceState::Unreadable:
        break;
    }
    return Text::tr("unreadable");
}

} // namespace

QJsonObject placeJson(const PlaceRow& row)
{
    const auto& server = row.credential.server;
    return {
        { QStringLiteral("origin"), server ? QJsonValue(server->origin()) : QJsonValue() },
        { QStringLiteral("program"), row.program },
        { QStringLiteral("location"), row.location },
        { QStringLiteral("state"), stateName(row.state) },
        { QStringLiteral("token_id"), textOrNull(row.credential.token.tokenId) },
        { QStringLiteral("fingerprint"), textOrNull(row.credential.token.fingerprint) },
        { QStringLiteral("account"), textOrNull(row.account) },
    };
}

QString placesTable(const QList<PlaceRow>& rows)
{
    Table table({ Text::tr("SERVER"), Text::tr("ACCOUNT"), Text::tr("FINGERPRINT"), Text::tr("STATE"),
        Text::tr("PROGRAM"), Text::tr("LOCATION") });
    const QString unknown = QStringLiteral("-");
    for (const PlaceRow& row : rows) {
        const auto& server = row.credential.server;
        const QString& fingerprint = row.credential.token.fingerprint;
        table.addRow({ server ? server->origin() : unknown, row.account.isEmpty() ? unknown : row.account,
            fingerprint.isEmpty() ? unknown : fingerprint, stateText(row.state), row.program, row.location });
    }
    return table.text();
}

QString foreignPlaceName(const ForeignPlace& place)
{
    return QStringLiteral("%1 (%2)").arg(place.program, visibleText(place.location));
}

QString placeArgument(const ForeignPlace& place)
{
    switch (place.kind) {
    case ForeignPlace::Kind::CoderDesktop:
        return QStringLiteral("coder-desktop");
    case ForeignPlace::Kind::VsCode:
        return QStringLiteral("vscode");
    case ForeignPlace::Kind::JetBrainsGateway:
        return QStringLiteral("gateway");
    case ForeignPlace::Kind::Environment:
        break;
    }
    return QStringLiteral("environment");
}

} // namespace latchkey::cli

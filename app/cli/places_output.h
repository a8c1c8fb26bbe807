// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/foreign_place.h"
#include "core/credentials/login_overview.h"

#include <QJsonObject>

namespace latchkey::cli {

/// One row of "where does this token lie": a place of Latchkey's or of another program.
struct PlaceRow
{
    QString program; ///< as a person knows it
    QString location;
    credentials::StoredCredential credential;
    QString account;
    credentials::PlaceState state;
};

/// `origin, program, location, state, token_id, fingerprint, account`; what is not known is null. The states
/// are `same`, `differs`, `only_here`, `unreadable`.
QJsonObject placeJson(const PlaceRow& row);

/// The same for people.
QString placesTable(const QList<PlaceRow>& rows);

/// "VS Code (/home/ada/...)", safe to show.
QString foreignPlaceName(const credentials::ForeignPlace& place);

/// The word that names such a place on the command line: coder-desktop, vscode, gateway, environment.
QString placeArgument(const credentials::ForeignPlace& place);

} // namespace latchkey::cli

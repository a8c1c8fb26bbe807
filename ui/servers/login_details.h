// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/logins.h"
#include "ui/shared/details_pane.h"

namespace latchkey::ui {

/// What the details pane tells of a login, at this time (Unix seconds).
QList<DetailsPane::Fact> loginFacts(const credentials::Login& login, qint64 now);

/// What the person should know before they trust it: no encryption, a problem, the same token for two
/// servers. Empty when there is nothing.
QString loginWarning(const credentials::Login& login, const QList<credentials::Login>& all);

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace latchkey::sessions {

/// Texts in lower-case ASCII, of which at least one occurs.
using AnyOf = QList<QByteArray>;

/// What occurs, ignoring case, in every string that the regular expression matches, each of the list: the
/// cheap question to ask before the expression itself. Empty when nothing is known, as for syntax that
/// uap-core does not use.
QList<AnyOf> requiredLiterals(const QString& regex);

} // namespace latchkey::sessions

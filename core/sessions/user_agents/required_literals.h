// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace latchkey::sessions {

/// Texts of which at least one occurs, ignoring case, in every string that the regular expression matches:
/// the cheap question to ask before the expression itself. Lower-case ASCII. Empty when nothing is known, as
/// for syntax that uap-core does not use.
QList<QByteArray> requiredLiterals(const QString& regex);

} // namespace latchkey::sessions

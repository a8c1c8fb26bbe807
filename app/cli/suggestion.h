// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringList>

namespace latchkey::cli {

/// The known word that `typed` was most likely meant to be (one or two slips of the keyboard away); empty
/// when none is near.
QString nearestWord(const QString& typed, const QStringList& known);

} // namespace latchkey::cli

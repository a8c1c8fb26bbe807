// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace latchkey::cli {

/// The help of a command group, or of the whole program when the group is empty: what there is to say, and
/// examples to copy.
QString helpText(const QString& group);

} // namespace latchkey::cli

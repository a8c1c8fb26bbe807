// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace latchkey {

/// Untrusted text made safe to show on one line: control, line-breaking and direction-changing characters and
/// lone surrogates become escapes such as `\\u202e`. Everything else stays as it is.
QString visibleText(const QString& untrusted);

} // namespace latchkey

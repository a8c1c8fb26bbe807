// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayView>

namespace latchkey {

/// Writes all the bytes to the descriptor, however many calls that takes. False when one failed (errno says
/// why); some of the bytes may have been written then. Blocks as the descriptor does.
bool writeAll(int descriptor, QByteArrayView bytes);

} // namespace latchkey

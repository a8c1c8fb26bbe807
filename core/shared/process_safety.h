// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

namespace latchkey {

/// What every program of ours does first, before there is a secret or a second thread:
/// - no core dumps, and no reading of its memory by other programs of the same user
/// - a full pipe or a file size limit is an error of the write, not the end of the program
/// - the three standard descriptors are open, so that no file of ours can become one of them
void makeProcessSafe();

} // namespace latchkey

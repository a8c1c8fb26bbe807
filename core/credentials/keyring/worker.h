// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

namespace latchkey::credentials {

/// The keyring worker's whole life: makes the process safe for secrets, then answers requests from standard
/// input on standard output until that ends. Returns the exit status. Started by WorkerProcess only.
int runKeyringWorker(int argc, char** argv);

} // namespace latchkey::credentials

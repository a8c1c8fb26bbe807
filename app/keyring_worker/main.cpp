// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/worker.h"

int main(int argc, char** argv) { return latchkey::credentials::runKeyringWorker(argc, argv); }

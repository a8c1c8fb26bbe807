// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/pasted_login.h"
#include "core/credentials/stored_credential.h"
#include "tests/fuzz/property.h"

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::fuzz;

/// What people paste where a server and a token are asked for.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    QString text = textOf(data, size);
    const PastedLogin found = pastedLogin(QString(text));
    require(!found.token || checkToken(*found.token).has_value(), "a pasted token can be stored");
    require(!found.server || ServerUrl::parse(found.server->origin()) == *found.server,
        "a pasted address is a server");
    const auto alone = tokenFromPaste(std::move(text));
    require(!alone || checkToken(*alone).has_value(), "a pasted token alone can be stored");
    return 0;
}

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/coder_answers.h"
#include "tests/fuzz/property.h"

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::fuzz;

namespace {

constexpr qint64 FirstSecondOfYear2 = -62'104'060'800; // less a day, for time zones
constexpr qint64 LastSecondOfYear9999 = 253'402'300'799;
constexpr qint64 Day = 86'400;

void checkTime(const std::optional<qint64>& time)
{
    require(!time || (*time >= FirstSecondOfYear2 - Day && *time <= LastSecondOfYear9999 + Day),
        "a time is one of a calendar's");
}

} // namespace

/// What a server, or whoever answers in its place, says of a token.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArray answer = bytesOf(data, size);
    const auto owner = ownerIn(answer);
    require(!owner || !owner->username.isEmpty(), "a token's owner has a name");
    TokenOwner known { .username = QStringLiteral("ann") };
    addKey(answer, known);
    require(known.username == QStringLiteral("ann"), "a key's answer does not say whose it is");
    checkTime(known.created);
    checkTime(known.lastUsed);
    checkTime(known.expires);
    return 0;
}

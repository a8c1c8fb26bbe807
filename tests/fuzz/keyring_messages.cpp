// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/protocol.h"
#include "tests/fuzz/property.h"

using namespace latchkey::credentials;
using namespace latchkey::fuzz;

namespace {

/// What was understood can be said again, and is then understood in the same way.
template <typename Decode> void checkRoundTrip(const QByteArray& payload, Decode decode)
{
    const auto message = decode(payload);
    if (!message) {
        return;
    }
    const QByteArray frame = encode(*message);
    require(payloadSize(frame.first(FrameHeaderBytes)) == frame.size() - FrameHeaderBytes,
        "a frame's header names its size");
    const auto again = decode(frame.sliced(FrameHeaderBytes));
    require(again && encode(*again) == frame, "a message that was understood can be said again");
}

} // namespace

/// What the application and its keyring worker say to each other.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArray payload = bytesOf(data, size);
    checkRoundTrip(payload, decodeRequest);
    checkRoundTrip(payload, decodeMessage);
    std::ignore = payloadSize(payload);
    return 0;
}

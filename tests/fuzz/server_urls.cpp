// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/host_name.h"
#include "core/credentials/server_url.h"
#include "tests/fuzz/property.h"

#include <QSet>

using namespace latchkey;
using namespace latchkey::fuzz;
using credentials::ServerUrl;

namespace {

constexpr qsizetype MostMessages = 16;
constexpr qsizetype LongestHost = 253;

void checkAccepted(const ServerUrl& server)
{
    const auto again = ServerUrl::parse(server.origin());
    require(again && *again == server, "an origin is parsed to the server that it came from");
    require(isPrintableAscii(server.origin()), "an origin is printable ASCII");
    require(!server.hostKey().contains(u'@') && !server.hostKey().contains(u'/'),
        "a host key is a host and a port");
    const QString host = credentials::hostPart(server.hostKey());
    require(!host.isEmpty() && (host.startsWith(u'[') || host.size() <= LongestHost),
        "a host has 1 to 253 characters");
    require(!hasControlCharacter(server.displayHost()), "a host is shown on one line");
    require(!server.isUnprotected() || server.isPlainHttp(), "https is protected");
    std::ignore = server.isLoopback();
}

} // namespace

/// Addresses as people and files give them.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    // Messages that never vary cannot echo what was given, above all no user name or password.
    static QSet<QString> messages;
    const auto server = ServerUrl::parse(textOf(data, size));
    if (server) {
        checkAccepted(*server);
    } else {
        messages.insert(server.error().message);
        require(messages.size() <= MostMessages, "a refusal does not echo what was given");
    }
    return 0;
}

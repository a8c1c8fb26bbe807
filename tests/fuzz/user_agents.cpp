// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/user_agent_text.h"
#include "core/sessions/user_agents/user_agent_parser.h"
#include "tests/fuzz/property.h"

#include <ctime>
#include <memory>

using namespace latchkey::fuzz;
using namespace latchkey::sessions;

namespace {

/// Of the processor's time, with sanitizers. A server recognises a string once; what takes longer would be a
/// way to keep it busy.
constexpr double LongestSeconds = 1;

std::unique_ptr<UserAgentParser> parser;

} // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***)
{
    parser = std::make_unique<UserAgentParser>(QStringLiteral(LATCHKEY_UAP_CORE_DIR "/regexes.yaml"));
    require(parser->parse(QStringLiteral("curl/8")).has_value(), "uap-core's patterns are installed");
    return 0;
}

/// User-Agent headers, against uap-core's patterns.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QString header = textOf(data, size);
    const QString stored = storableUserAgent(header);
    require(!hasControlCharacter(stored) && stored.isValidUtf16(), "a stored user agent is one line of text");
    require(storableUserAgent(stored) == stored, "a stored user agent can be stored again");
    for (const QString& text : { header, stored }) {
        const std::clock_t start = std::clock();
        const auto agent = parser->parse(text);
        const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        require(seconds < LongestSeconds, "a user agent is recognised in a second");
        require(agent && !agent->family.isEmpty(), "every text is some user agent, be it Other");
        require(agent == parser->parse(text), "a user agent is recognised the same again");
        std::ignore = browserText(*agent) + osText(*agent) + deviceText(*agent) + kindName(agent->kind);
    }
    std::ignore = unrecognisedDevice(header);
    return 0;
}

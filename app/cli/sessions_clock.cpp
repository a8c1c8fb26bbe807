// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/sessions_clock.h"

#include "app/cli/output.h"

#include <QCoreApplication>

namespace latchkey::cli {

using namespace sessions;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionsClock)
};

} // namespace

Result<void> checkClock(CommandContext& context)
{
    const auto health = waitFor(context.services.policyRunner().checkClock());
    if (!health) {
        return std::unexpected(health.error());
    }
    if (!health->looksWrong()) {
        return {};
    }
    if (!context.arguments.has(EvenIfClockOdd)) {
        return std::unexpected(withClockOption(clockRefusal(*health)));
    }
    return health->step.seconds == 0 ? Result<void>() : waitFor(context.services.sessions().trustClock());
}

Error withClockOption(const Error& refusal)
{
    return { refusal.code,
        refusal.message + u' ' + Text::tr("To go on all the same, add --%1.").arg(EvenIfClockOdd) };
}

void tellOfOddClock(CommandContext& context)
{
    const auto health = waitFor(context.services.sessions().clockHealth());
    if (health && health->looksWrong()) {
        context.output.message(clockText(*health));
    }
}

} // namespace latchkey::cli

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/time_argument.h"
#include "tests/fuzz/property.h"

using namespace latchkey;
using namespace latchkey::fuzz;

namespace {

constexpr qint64 LastSecondOfYear9999 = 253402300799;

} // namespace

/// TIME in the terminal's arguments.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    constexpr qint64 Now = 1'700'000'000;
    const QString text = textOf(data, size);
    const auto time = cli::parseTimeArgument(text, Now);
    if (!time) {
        require(time.error().code == ErrorCode::InvalidInput && !hasControlCharacter(time.error().message),
            "a refusal can be shown");
        return 0;
    }
    require(*time >= 0 && *time <= LastSecondOfYear9999, "a time is one of a calendar's");
    require(cli::parseTimeArgument(QString::number(*time), Now) == time, "a time may be given in seconds");
    return 0;
}

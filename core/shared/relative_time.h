// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace latchkey {

/// How long ago, in people's words: "just now", "5 minutes ago", "yesterday", "3 weeks ago"; "in the future"
/// for a time more than a minute ahead of `now`, "never" for 0, and "before 1970" below. Both in Unix
/// seconds.
QString relativeTime(qint64 then, qint64 now);

/// The exact local time with its zone, for tooltips and details: "2026-05-01 14:02:33 UTC+2"; "never" for 0,
/// and what no calendar on a screen reaches as "before 1970" and "after the year 9999".
QString exactTime(qint64 unixSeconds);

} // namespace latchkey

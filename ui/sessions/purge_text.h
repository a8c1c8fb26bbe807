// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"

namespace latchkey::ui {

/// "380 desktop, 20 phone, 12 unknown", the most frequent first; empty for none.
QString kindsText(const sessions::KindCounts& kinds);

/// What a purge would delete: "412 sessions of 96 users would be deleted: 380 desktop, ...", or that there is
/// nothing.
QString purgeHeadline(const sessions::SessionCounts& counts, const sessions::SessionFilter& filter);

/// What a person should know of them: how many are revoked already, were used just now, or that no session of
/// `stored` (0: not known) would be left. Empty when nothing would be deleted.
QString purgeDetails(const sessions::SessionCounts& counts, qint64 stored);

/// "24 Aug 2026", in the person's own order.
QString dateText(qint64 unixSeconds);

} // namespace latchkey::ui

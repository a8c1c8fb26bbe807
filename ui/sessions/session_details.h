// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/sessions/session_tree.h"

namespace latchkey::ui {

class DetailsPane;

/// What the person selected, in the details pane. `now`: Unix seconds.
void describeSession(DetailsPane& pane, const sessions::Session& session, qint64 now);

/// `versions`: the user agents of a device, the most recently used first, as far as they were read.
void describeGroup(DetailsPane& pane, const sessions::SessionGroup& group, SessionGrouping grouping,
    const QList<sessions::SessionGroup>& versions, qint64 now);

} // namespace latchkey::ui

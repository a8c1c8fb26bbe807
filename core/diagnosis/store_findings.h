// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/activity/activity_file.h"
#include "core/diagnosis/finding.h"
#include "core/sessions/policy/clock_health.h"
#include "core/sessions/session_directory.h"

namespace latchkey::diagnosis {

/// Of a database that is not there.
QList<Finding> noSessionsYet(const QString& path);

/// `pages`: whether its pages are as they should be.
QList<Finding> sessionFindings(const Result<sessions::StoreFacts>& facts, const Result<void>& pages);

/// None when the clock could not be looked at: the database's own finding says why.
QList<Finding> clockFindings(const Result<sessions::ClockHealth>& health);

QList<Finding> activityFindings(const Result<activity::Verdict>& verdict);

} // namespace latchkey::diagnosis

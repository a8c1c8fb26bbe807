// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/activity/activity_entry.h"

#include <QByteArray>
#include <QJsonArray>

namespace latchkey::activity {

enum class Format { Csv, Json };

/// The entries as CSV (RFC 4180, UTF-8, a header line; times in ISO 8601, UTC). Texts that a spreadsheet
/// would take for a formula get an apostrophe before them, since names come from servers.
QByteArray csvOf(const QList<Entry>& entries);

/// One entry as an object: number, time (Unix seconds), by, act, what, count, details, previous, hash, state
/// ("whole", "changed", "unreadable").
QJsonObject jsonOf(const Entry& entry);

/// All of them, as an array.
QJsonArray jsonOf(const QList<Entry>& entries);

/// One or the other, as a file has it.
QByteArray textOf(const QList<Entry>& entries, Format format);

} // namespace latchkey::activity

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/activity/activity_entry.h"

namespace latchkey::ui {

// The words for what was done. What comes from outside is made visible.

/// What the filter chips tell apart.
enum class ActivityKind { All, Servers, Tokens, Sessions, Rules };
ActivityKind kindOf(const activity::Entry& entry);

/// "Switched to", "Revoked", "Undone: Removed"; the stored word of an act that is not known.
QString actText(const activity::Entry& entry);
QString actIcon(const activity::Entry& entry);

/// What it was about.
QString aboutText(const activity::Entry& entry);

/// "Window", "Terminal", "Rules".
QString byText(const activity::Entry& entry);

/// A detail's name and value: "Cut-off", "2026-05-01 14:02:33 UTC".
QString detailLabel(const QString& key);
QString detailValue(const QString& key, const QJsonValue& value);

/// "1,204 entries"
QString entriesText(qint64 count);

} // namespace latchkey::ui

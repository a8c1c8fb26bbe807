// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace latchkey::sessions {

/// A User-Agent header as every TokenManager stores it: each control character (NUL and line breaks among
/// them) becomes a space, each lone surrogate U+FFFD, and it ends after 4096 characters. It stays untrusted:
/// markup and bidirectional controls are still in it, so whoever shows it escapes it.
QString storableUserAgent(const QString& header);

/// What stands for the device when nothing is known of the user agent: its first 80 characters.
QString unrecognisedDevice(const QString& userAgent);

} // namespace latchkey::sessions

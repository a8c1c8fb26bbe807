// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

#include <optional>

class QUrl;

namespace latchkey::credentials {

// The host of a server's address: one spelling for storage, and one for people.

/// The host of a valid URL, whose authority was spelled so, in its one stored spelling: lower-case ASCII,
/// IPv4 as four decimal numbers, IPv6 in canonical form and brackets, no dot at the end. Nothing when it
/// names no host, or one that name servers could not know (over 253 characters, punycode that is not what
/// encoding would give, all digits at its end).
std::optional<QString> normalisedHost(const QUrl& url, const QString& spelled);

/// `host[:port]` without its port; IPv6 keeps its brackets.
QString hostPart(const QString& hostKey);

/// A normalised host as people read it: punycode labels in Unicode, except those that mix scripts, which are
/// how look-alikes of well-known names are made. For display only.
QString readableHost(const QString& host);

} // namespace latchkey::credentials

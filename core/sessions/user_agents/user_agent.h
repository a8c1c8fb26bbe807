// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace latchkey::sessions {

/// What kind of machine a User-Agent string speaks of. Unknown stays unknown.
enum class DeviceKind { Unknown, Desktop, Phone, Tablet, Television, Bot, Program };

/// A User-Agent string as the uap-core specification resolves it. An empty field was not there; "Other" is
/// the specification's word for a family that no pattern knows.
struct UserAgent
{
    QString family, major, minor, patch;
    QString osFamily, osMajor, osMinor, osPatch, osPatchMinor;
    QString deviceFamily, deviceBrand, deviceModel;
    DeviceKind kind = DeviceKind::Unknown;

    friend bool operator==(const UserAgent&, const UserAgent&) = default;
};

/// "Firefox 120.0", without the version where there is none; empty for an unknown browser.
QString browserText(const UserAgent& agent);

/// "Windows 10", "Mac OS X 10.15"; empty for an unknown system.
QString osText(const UserAgent& agent);

/// What a person calls the device: "Firefox on Windows", "Chrome on Samsung SM-G991B", "curl"; empty when
/// nothing is known. It holds no version, so an update does not make a new device.
QString deviceText(const UserAgent& agent);

/// The word of the JSON contract: "desktop", "phone", "tablet", "tv", "bot", "program", "unknown".
QString kindName(DeviceKind kind);

} // namespace latchkey::sessions

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

#include <QString>

namespace latchkey::credentials {

/// A deployment, named by its origin: scheme, host and port, normalised. A value that is valid from birth;
/// reentrant.
///
/// Host names are kept in lower-case ASCII (IDN as punycode), IPv6 addresses in canonical form, and the port
/// is dropped where it is the scheme's own (443, 80). Path, query and fragment are ignored.
class ServerUrl
{
public:
    /// Reads what a person or a file gives: `https://host[:port][/...]`, or a bare host, which counts as
    /// https. Errors: `InvalidInput` for another scheme, user information (never echoed), no host, a host
    /// over 253 characters, a port out of range, white space or control characters inside.
    static Result<ServerUrl> parse(const QString& text);

    /// `scheme://host[:port]`.
    QString origin() const { return m_scheme + QStringLiteral("://") + m_hostKey; }

    /// The key of the shared keyring entry: `host[:port]`, IPv6 in brackets.
    QString hostKey() const { return m_hostKey; }

    /// The host as people read it (IDN in Unicode), with the port. For display only.
    QString displayHost() const;

    bool isPlainHttp() const { return m_scheme == QStringLiteral("http"); }

    /// Whether the host is this computer: `localhost`, `*.localhost`, 127.0.0.0/8 or ::1.
    bool isLoopback() const;

    /// Whether others on the way can read what is sent: plain http, and not to this computer.
    bool isUnprotected() const { return isPlainHttp() && !isLoopback(); }

    friend bool operator==(const ServerUrl&, const ServerUrl&) = default;

private:
    ServerUrl(const QString& scheme, const QString& hostKey)
        : m_scheme(scheme)
        , m_hostKey(hostKey)
    {
    }

    QString m_scheme;
    QString m_hostKey;
};

} // namespace latchkey::credentials

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"
#include "core/shared/secret.h"

#include <QStringList>

#include <optional>

namespace latchkey::bench {

inline constexpr qint64 SampleNow = 1'767'225'600; ///< 2026-01-01, so that the data never depends on the day

/// One session of the sample. A few users have very many, and a few browsers are on most devices.
struct SampleSession
{
    QString username;
    Secret identifier;
    QByteArray digest; ///< what is stored of the identifier
    qsizetype agent = 0; ///< place in SampleSessions::agents()
    qint64 created = 0; ///< Unix seconds; rises with the row, within the three years before `now`
    qint64 lastUsed = 0;
    std::optional<qint64> revokedAt; ///< one in ten
    qint64 lastChange = 0; ///< of the revoking
};

/// Realistic sessions, the same for the same arguments on every machine. Any row can be asked for by itself.
class SampleSessions
{
public:
    struct Shape
    {
        qint64 count = 0;
        qint64 users = 0;
        quint64 seed = 1;
        qint64 now = SampleNow; ///< Unix seconds; no time is later
    };

    /// `agents` as sampleUserAgents() gives them; not empty.
    SampleSessions(const Shape& shape, const QStringList& agents);

    const Shape& shape() const { return m_shape; }
    const QStringList& agents() const { return m_agents; }

    /// `row` from 0 on; rows from `count` on are sessions that the sample does not hold yet.
    SampleSession at(qint64 row) const;

private:
    double fraction(qint64 row, quint64 field) const;

    Shape m_shape;
    QStringList m_agents;
};

/// The distinct User-Agent strings of uap-core's test files below `uapCoreFolder`, as a store keeps them, in
/// an order that does not bring like to like. Errors: `StoreUnavailable` when a file cannot be read.
Result<QStringList> sampleUserAgents(const QString& uapCoreFolder);

} // namespace latchkey::bench

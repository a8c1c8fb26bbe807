// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/activity/activity_entry.h"

#include <QByteArray>

namespace latchkey::activity {

/// The most bytes a line may have, its end included.
constexpr qint64 LongestLine = 65'536;

/// The largest number of an entry, which no log reaches: what claims a larger one is none of ours.
constexpr qint64 LastNumber = qint64(1) << 53;

/// The end of a chain: what the next entry is tied to.
struct ChainEnd
{
    qint64 number = 0; ///< 0: nothing was written yet
    QString hash = QString(64, u'0');

    friend bool operator==(const ChainEnd&, const ChainEnd&) = default;
};

/// The entry as a line with its end: one compact JSON object that names the hash of the entry before, and as
/// its last field its own hash, the SHA-256 of the object without that field. Takes the time and all that the
/// event says; fills number, `previous` and `hash`.
QByteArray sealedLine(Entry& entry, const ChainEnd& before);

/// Reads a line (without its end) and checks the hash that it bears.
Entry entryFrom(const QByteArray& line, qint64 position);

/// Whether the entry is whole and follows this one.
bool follows(const Entry& entry, const ChainEnd& before);

ChainEnd endOf(const Entry& entry);

/// The content of the head file, and back; none where it makes no sense.
QByteArray headText(const ChainEnd& end);
std::optional<ChainEnd> headFrom(const QByteArray& text);

} // namespace latchkey::activity

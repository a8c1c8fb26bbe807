// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/fuzz/damaged_database.h"

#include <QtEndian>

#include <algorithm>
#include <utility>

namespace latchkey::fuzz {

namespace {

constexpr qsizetype PageSize = 4096;
constexpr unsigned RightChecksums = 2;

// SQLite's file format, section 4.1: "WAL file format".
constexpr qsizetype LogHeader = 32;
constexpr qsizetype LogHeaderSum = 24;
constexpr qsizetype FrameHeader = 24;
constexpr qsizetype FrameSum = 16;
constexpr qsizetype SummedOfFrameHeader = 8;
constexpr quint32 BigEndianSums = 0x377f0683;

/// Takes an input's bytes from its front; zeros where there are none left.
class Reader
{
public:
    explicit Reader(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    bool isAtEnd() const { return m_bytes.isEmpty(); }

    uchar byte()
    {
        const QByteArrayView front = take(1);
        return front.isEmpty() ? 0 : static_cast<uchar>(front.front());
    }

    QByteArrayView take(qsizetype size)
    {
        const QByteArrayView front = m_bytes.first(std::min(size, m_bytes.size()));
        m_bytes = m_bytes.sliced(front.size());
        return front;
    }

    /// A place in a file of this size; by the first bit one near the start of a page, where its header and
    /// the pointers to its cells are.
    qsizetype place(qsizetype size)
    {
        const unsigned high = byte();
        const unsigned low = (unsigned(byte()) << 8U) | byte();
        const qsizetype place = (high & 0x80U) != 0
            ? qsizetype(low >> 8U) % (size / PageSize + 1) * PageSize + qsizetype(low & 0xffU)
            : (qsizetype(high) << 16U) + qsizetype(low);
        return place % std::max<qsizetype>(size, 1);
    }

private:
    QByteArrayView m_bytes;
};

void overwrite(QByteArray& bytes, qsizetype at, QByteArrayView with)
{
    const qsizetype size = std::min(with.size(), bytes.size() - at);
    std::copy_n(with.begin(), size, bytes.begin() + at);
}

void edit(Reader& input, QByteArray& bytes, unsigned which)
{
    enum Edit : unsigned { Overwrite, Flip, CutOff, Fill, Copy, Edits };
    const qsizetype at = input.place(bytes.size());
    switch (which % Edits) {
    case Overwrite:
        overwrite(bytes, at, input.take(1 + input.byte() % 32));
        return;
    case Flip:
        if (at < bytes.size()) {
            bytes[at] = static_cast<char>(static_cast<uchar>(bytes[at]) ^ input.byte());
        }
        return;
    case CutOff:
        bytes.truncate(at);
        return;
    case Fill: {
        const uchar with = input.byte();
        overwrite(bytes, at, QByteArray(16 * input.byte(), static_cast<char>(with)));
        return;
    }
    default: {
        const qsizetype from = input.place(bytes.size());
        overwrite(bytes, at, bytes.mid(from, 1 + 16 * input.byte()));
        return;
    }
    }
}

using Sums = std::pair<quint32, quint32>;

Sums summed(Sums sums, QByteArrayView bytes, bool isBigEndian)
{
    const auto word = [&](qsizetype at) {
        return isBigEndian ? qFromBigEndian<quint32>(bytes.data() + at)
                           : qFromLittleEndian<quint32>(bytes.data() + at);
    };
    for (qsizetype at = 0; at + 8 <= bytes.size(); at += 8) {
        sums.first += word(at) + sums.second;
        sums.second += word(at + 4) + sums.first;
    }
    return sums;
}

Sums putSums(QByteArray& log, qsizetype at, Sums sums)
{
    qToBigEndian(sums.first, log.data() + at);
    qToBigEndian(sums.second, log.data() + at + 4);
    return sums;
}

void rightenChecksums(QByteArray& log)
{
    if (log.size() < LogHeader) {
        return;
    }
    const bool isBigEndian = qFromBigEndian<quint32>(log.constData()) == BigEndianSums;
    Sums sums =
        putSums(log, LogHeaderSum, summed({ 0, 0 }, QByteArrayView(log).first(LogHeaderSum), isBigEndian));
    for (qsizetype frame = LogHeader; frame + FrameHeader + PageSize <= log.size();
        frame += FrameHeader + PageSize) {
        sums = summed(sums, QByteArrayView(log).sliced(frame, SummedOfFrameHeader), isBigEndian);
        sums = summed(sums, QByteArrayView(log).sliced(frame + FrameHeader, PageSize), isBigEndian);
        putSums(log, frame + FrameSum, sums);
    }
}

} // namespace

void Damage::applyTo(QByteArray& database, QByteArray& log) const
{
    Reader input(m_edits);
    while (!input.isAtEnd()) {
        const unsigned which = input.byte();
        const bool isOfLog = keepsLog() && (which & 0x80U) != 0;
        edit(input, isOfLog ? log : database, which & 0x7fU);
    }
    if ((m_flags & RightChecksums) != 0) {
        rightenChecksums(log);
    }
}

} // namespace latchkey::fuzz

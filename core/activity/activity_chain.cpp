// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/activity/activity_chain.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace latchkey::activity {

namespace {

constexpr qsizetype HashDigits = 64;

QString hashOf(QByteArrayView text)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(text);
    return QString::fromLatin1(hash.result().toHex());
}

bool isPossible(qint64 number) { return number > 0 && number <= LastNumber; }

QByteArray sealWith(const QString& hash) { return ",\"hash\":\"" + hash.toLatin1() + "\"}"; }

} // namespace

QByteArray sealedLine(Entry& entry, const ChainEnd& before)
{
    entry.state = Entry::State::Whole;
    entry.number = before.number + 1;
    entry.previous = before.hash;
    const QJsonObject object { { QStringLiteral("act"), entry.act }, { QStringLiteral("by"), entry.by },
        { QStringLiteral("count"), entry.count }, { QStringLiteral("details"), entry.details },
        { QStringLiteral("number"), entry.number }, { QStringLiteral("previous"), entry.previous },
        { QStringLiteral("time"), entry.time }, { QStringLiteral("what"), entry.what } };
    QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact);
    entry.hash = hashOf(line);
    line.chop(1); // the brace, which comes after the hash
    return line + sealWith(entry.hash) + '\n';
}

Entry entryFrom(const QByteArray& line, qint64 position)
{
    Entry entry;
    entry.position = position;
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    entry.number = object.value(QStringLiteral("number")).toInteger();
    if (!isPossible(entry.number)) {
        return entry;
    }
    entry.time = object.value(QStringLiteral("time")).toInteger();
    entry.by = object.value(QStringLiteral("by")).toString();
    entry.act = object.value(QStringLiteral("act")).toString();
    entry.what = object.value(QStringLiteral("what")).toString();
    entry.count = object.value(QStringLiteral("count")).toInteger();
    entry.details = object.value(QStringLiteral("details")).toObject();
    entry.previous = object.value(QStringLiteral("previous")).toString();
    entry.hash = object.value(QStringLiteral("hash")).toString();
    // The hash is of the bytes as they stand there, so that no other way of writing the same object passes.
    const QByteArray seal = sealWith(entry.hash);
    const bool whole = entry.hash.size() == HashDigits && line.endsWith(seal)
        && hashOf(line.first(line.size() - seal.size()) + '}') == entry.hash;
    entry.state = whole ? Entry::State::Whole : Entry::State::Changed;
    return entry;
}

bool follows(const Entry& entry, const ChainEnd& before)
{
    return entry.state == Entry::State::Whole && entry.number == before.number + 1
        && entry.previous == before.hash;
}

ChainEnd endOf(const Entry& entry) { return { .number = entry.number, .hash = entry.hash }; }

QByteArray headText(const ChainEnd& end)
{
    return QJsonDocument(
               QJsonObject { { QStringLiteral("hash"), end.hash }, { QStringLiteral("number"), end.number } })
               .toJson(QJsonDocument::Compact)
        + '\n';
}

std::optional<ChainEnd> headFrom(const QByteArray& text)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    const ChainEnd end { .number = object.value(QStringLiteral("number")).toInteger(),
        .hash = object.value(QStringLiteral("hash")).toString() };
    return isPossible(end.number) && end.hash.size() == HashDigits ? std::optional(end) : std::nullopt;
}

} // namespace latchkey::activity

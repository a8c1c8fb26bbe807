// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/activity/activity_export.h"

#include <QDateTime>
#include <QJsonDocument>

namespace latchkey::activity {

namespace {

QString stateWord(Entry::State state)
{
    switch (state) {
    case Entry::State::Whole:
        return QStringLiteral("whole");
    case Entry::State::Changed:
        return QStringLiteral("changed");
    case Entry::State::Unreadable:
        break;
    }
    return QStringLiteral("unreadable");
}

QString csvField(QString text)
{
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front())) {
        text.prepend(u'\'');
    }
    text.replace(u'"', QStringLiteral("\"\""));
    return u'"' + text + u'"';
}

QString csvLine(const Entry& entry)
{
    const QString time = QDateTime::fromSecsSinceEpoch(entry.time, Qt::UTC).toString(Qt::ISODate);
    const QStringList fields { QString::number(entry.number), entry.time > 0 ? time : QString(),
        csvField(entry.by), csvField(entry.act), csvField(entry.what), QString::number(entry.count),
        csvField(detailsText(entry)), csvField(entry.previous), csvField(entry.hash),
        stateWord(entry.state) };
    return fields.join(u',') + QStringLiteral("\r\n");
}

} // namespace

QByteArray csvOf(const QList<Entry>& entries)
{
    QString text = QStringLiteral("number,time,by,act,what,count,details,previous,hash,state\r\n");
    for (const Entry& entry : entries) {
        text += csvLine(entry);
    }
    return text.toUtf8();
}

QJsonObject jsonOf(const Entry& entry)
{
    return { { QStringLiteral("number"), entry.number }, { QStringLiteral("time"), entry.time },
        { QStringLiteral("by"), entry.by }, { QStringLiteral("act"), entry.act },
        { QStringLiteral("what"), entry.what }, { QStringLiteral("count"), entry.count },
        { QStringLiteral("details"), entry.details }, { QStringLiteral("previous"), entry.previous },
        { QStringLiteral("hash"), entry.hash }, { QStringLiteral("state"), stateWord(entry.state) } };
}

QJsonArray jsonOf(const QList<Entry>& entries)
{
    QJsonArray array;
    for (const Entry& entry : entries) {
        array.append(jsonOf(entry));
    }
    return array;
}

QByteArray textOf(const QList<Entry>& entries, Format format)
{
    return format == Format::Csv ? csvOf(entries) : QJsonDocument(jsonOf(entries)).toJson();
}

} // namespace latchkey::activity

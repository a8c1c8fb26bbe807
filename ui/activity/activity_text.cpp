// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/activity/activity_text.h"

#include "core/shared/relative_time.h"
#include "core/shared/visible_text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QMap>

namespace latchkey::ui {

using activity::Act;
using activity::Entry;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ActivityText)
};

struct ActWords
{
    QString text;
    QString icon;
    ActivityKind kind;
};

ActWords wordsFor(Act act)
{
    using enum ActivityKind;
    switch (act) {
    case Act::ServersUse:
        return { Text::tr("Switched to"), QStringLiteral("use"), Servers };
    case Act::ServersAdd:
        return { Text::tr("Added"), QStringLiteral("add"), Servers };
    case Act::ServersRemove:
        return { Text::tr("Removed a copy"), QStringLiteral("remove"), Servers };
    case Act::ServersSignOut:
        return { Text::tr("Signed out"), QStringLiteral("sign_out"), Servers };
    case Act::ServersSettle:
        return { Text::tr("Settled a sign-in"), QStringLiteral("switch"), Servers };
    case Act::ServersReveal:
        return { Text::tr("Token shown"), QStringLiteral("reveal"), Tokens };
    case Act::ServersCopy:
        return { Text::tr("Token copied"), QStringLiteral("copy"), Tokens };
    case Act::ServersExec:
        return { Text::tr("Token given out"), QStringLiteral("program"), Tokens };
    case Act::PlacesCopyOver:
        return { Text::tr("Token put elsewhere"), QStringLiteral("adopt"), Servers };
    case Act::PlacesRemove:
        return { Text::tr("Removed elsewhere"), QStringLiteral("remove"), Servers };
    case Act::SessionsAdd:
        return { Text::tr("Session added"), QStringLiteral("add"), Sessions };
    case Act::SessionsRevoke:
        return { Text::tr("Revoked"), QStringLiteral("revoke"), Sessions };
    case Act::SessionsRestore:
        return { Text::tr("Restored"), QStringLiteral("restore"), Sessions };
    case Act::SessionsDelete:
        return { Text::tr("Deleted"), QStringLiteral("remove"), Sessions };
    case Act::SessionsPurge:
        return { Text::tr("Purged"), QStringLiteral("purge"), Sessions };
    case Act::SessionsImport:
        return { Text::tr("Imported"), QStringLiteral("adopt"), Sessions };
    case Act::PolicyChange:
        return { Text::tr("Rules changed"), QStringLiteral("settings"), Rules };
    case Act::Undo:
        break;
    }
    return { Text::tr("Undone"), QStringLiteral("undo"), All };
}

/// What an undo took back.
std::optional<Act> undoneAct(const Entry& entry)
{
    return activity::actOf(entry.details.value(QStringLiteral("undone")).toString());
}

} // namespace

ActivityKind kindOf(const Entry& entry)
{
    auto act = activity::actOf(entry.act);
    if (act == Act::Undo) {
        act = undoneAct(entry);
    }
    return act ? wordsFor(*act).kind : ActivityKind::All;
}

QString actText(const Entry& entry)
{
    if (entry.state == Entry::State::Unreadable) {
        return Text::tr("Unreadable line");
    }
    const auto act = activity::actOf(entry.act);
    if (!act) {
        return visibleText(entry.act);
    }
    const auto undone = act == Act::Undo ? undoneAct(entry) : std::nullopt;
    return undone ? Text::tr("Undone: %1").arg(wordsFor(*undone).text) : wordsFor(*act).text;
}

QString actIcon(const Entry& entry)
{
    if (entry.state != Entry::State::Whole) {
        return QStringLiteral("warning");
    }
    const auto act = activity::actOf(entry.act);
    return act ? wordsFor(*act).icon : QStringLiteral("unknown");
}

QString aboutText(const Entry& entry)
{
    return entry.state == Entry::State::Unreadable ? Text::tr("This line of the log is no entry.")
                                                   : visibleText(entry.what);
}

QString byText(const Entry& entry)
{
    static const QMap<QString, QString> words {
        { QStringLiteral("window"), Text::tr("Window") },
        { QStringLiteral("latchkeyctl"), Text::tr("Terminal") },
        { QStringLiteral("rules"), Text::tr("Rules") },
    };
    return words.value(entry.by, visibleText(entry.by));
}

QString detailLabel(const QString& key)
{
    static const QMap<QString, QString> labels {
        { QStringLiteral("cutoff"), Text::tr("Cut-off") },
        { QStringLiteral("matched"), Text::tr("Matched") },
        { QStringLiteral("users"), Text::tr("Users") },
        { QStringLiteral("revoked"), Text::tr("Already revoked") },
        { QStringLiteral("used_last_24h"), Text::tr("Used in 24 h") },
        { QStringLiteral("complete"), Text::tr("Completed") },
        { QStringLiteral("ids"), Text::tr("Session ids") },
        { QStringLiteral("stored_in"), Text::tr("Stored in") },
        { QStringLiteral("removed_from"), Text::tr("Removed from") },
        { QStringLiteral("ended_at_server"), Text::tr("Ended at the server") },
        { QStringLiteral("decision"), Text::tr("Decision") },
        { QStringLiteral("program"), Text::tr("Program") },
        { QStringLiteral("place"), Text::tr("Place") },
        { QStringLiteral("from"), Text::tr("From") },
    };
    return labels.value(key, visibleText(key));
}

QString detailValue(const QString& key, const QJsonValue& value)
{
    if (key == QStringLiteral("cutoff")) {
        return exactTime(value.toInteger());
    }
    if (value.isBool()) {
        return value.toBool() ? Text::tr("yes") : Text::tr("no");
    }
    if (value.isDouble()) {
        return QLocale().toString(value.toInteger());
    }
    if (value.isArray()) {
        QStringList texts;
        const QJsonArray all = value.toArray();
        for (const auto& each : all) {
            texts.append(visibleText(each.toVariant().toString()));
        }
        return texts.join(QStringLiteral(", "));
    }
    return visibleText(value.isObject()
            ? QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact))
            : value.toString());
}

QString entriesText(qint64 count)
{
    return count == 1 ? Text::tr("1 entry") : Text::tr("%1 entries").arg(QLocale().toString(count));
}

} // namespace latchkey::ui

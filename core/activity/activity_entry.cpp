// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/activity/activity_entry.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace latchkey::activity {

namespace {

struct Word
{
    Act act;
    const char* word;
};

constexpr std::array Words {
    Word { Act::ServersUse, "servers.use" },
    Word { Act::ServersAdd, "servers.add" },
    Word { Act::ServersRemove, "servers.remove" },
    Word { Act::ServersSignOut, "servers.sign-out" },
    Word { Act::ServersSettle, "servers.settle" },
    Word { Act::ServersReveal, "servers.reveal" },
    Word { Act::ServersCopy, "servers.copy" },
    Word { Act::ServersExec, "servers.exec" },
    Word { Act::PlacesCopyOver, "places.copy-over" },
    Word { Act::PlacesRemove, "places.remove" },
    Word { Act::SessionsAdd, "sessions.add" },
    Word { Act::SessionsRevoke, "sessions.revoke" },
    Word { Act::SessionsRestore, "sessions.restore" },
    Word { Act::SessionsDelete, "sessions.delete" },
    Word { Act::SessionsPurge, "sessions.purge" },
    Word { Act::SessionsImport, "sessions.import" },
    Word { Act::PolicyChange, "policy.change" },
    Word { Act::Undo, "undo" },
};

} // namespace

Event undoing(const Event& done)
{
    return { .act = Act::Undo,
        .what = done.what,
        .count = done.count,
        .details = { { QStringLiteral("undone"), actWord(done.act) } } };
}

bool Entry::contains(const QString& text) const
{
    const QStringList fields { act, what, by, detailsText(*this) };
    return std::ranges::any_of(
        fields, [&text](const QString& field) { return field.contains(text, Qt::CaseInsensitive); });
}

QString actWord(Act act) { return QLatin1String(std::ranges::find(Words, act, &Word::act)->word); }

std::optional<Act> actOf(const QString& word)
{
    const auto found =
        std::ranges::find_if(Words, [&word](const Word& each) { return word == QLatin1String(each.word); });
    return found == Words.end() ? std::nullopt : std::optional(found->act);
}

QString byWord(By by)
{
    switch (by) {
    case By::Window:
        return QStringLiteral("window");
    case By::Terminal:
        return QStringLiteral("latchkeyctl");
    case By::Rules:
        break;
    }
    return QStringLiteral("rules");
}

QString detailsText(const Entry& entry)
{
    return entry.details.isEmpty()
        ? QString()
        : QString::fromUtf8(QJsonDocument(entry.details).toJson(QJsonDocument::Compact));
}

} // namespace latchkey::activity

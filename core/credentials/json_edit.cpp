// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/json_edit.h"

#include "core/credentials/json_text.h"

#include <algorithm>

namespace latchkey::credentials {

namespace {

Secret memberText(const JsonStringField& field)
{
    QByteArray quotedValue = quotedJson(field.value.bytes());
    QByteArray member = quotedJson(field.key.toLatin1());
    member.reserve(member.size() + 1 + quotedValue.size());
    member.append(':').append(quotedValue);
    wipe(quotedValue);
    return Secret::takeFrom(std::move(member));
}

/// A JSON object of these members, in a buffer that does not move (and leave a token behind) while it grows.
Secret objectOf(const QList<Secret>& members)
{
    qsizetype size = 2 + members.size();
    for (const Secret& member : members) {
        size += member.size();
    }
    QByteArray object;
    object.reserve(size);
    for (const Secret& member : members) {
        object.append(object.isEmpty() ? '{' : ',');
        object.append(member.bytes());
    }
    object.append('}');
    return Secret::takeFrom(std::move(object));
}

} // namespace

Secret withStringFields(const Secret& object, QList<JsonStringField> fields)
{
    QList<Secret> members;
    for (const JsonMember& member : jsonMembers(object.bytes()).value_or(QList<JsonMember>())) {
        const auto field = std::ranges::find(fields, member.key, &JsonStringField::key);
        if (field == fields.end()) {
            members.append(Secret::takeFrom(
                QByteArray(member.keyText.toByteArray() + ':' + member.value.toByteArray())));
        } else {
            members.append(memberText(*field));
            fields.erase(field);
        }
    }
    for (const JsonStringField& missing : fields) {
        members.append(memberText(missing));
    }
    return objectOf(members);
}

} // namespace latchkey::credentials

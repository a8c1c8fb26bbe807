// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/user_agents/literal_index.h"

#include <QByteArray>
#include <QList>
#include <QRegularExpression>
#include <QStringList>

#include <initializer_list>
#include <optional>

namespace YAML {
class Node;
}

namespace latchkey::sessions {

/// A User-Agent string as the patterns look at it.
struct SearchedText
{
    explicit SearchedText(const QString& userAgent)
        : text(userAgent)
        , folded(userAgent.toCaseFolded().toUtf8())
    {
    }

    QString text;
    QByteArray folded; ///< for the question whether a required literal occurs
};

/// One of the three lists of regexes.yaml: the first pattern that matches decides.
///
/// Each pattern is compiled when its turn first comes. Not for two threads at a time.
class PatternList
{
public:
    /// A field of the answer, and where it comes from.
    struct Field
    {
        const char* replacementKey; ///< the text that makes it, with $1 to $9 for what was matched
        int group; ///< what is taken where there is no such text; 0: nothing
    };

    /// Reads a list. Throws YAML::Exception where it is none.
    PatternList(const YAML::Node& entries, std::initializer_list<Field> fields);

    bool isEmpty() const { return m_patterns.isEmpty(); }

    /// The fields in their order, trimmed; none when no pattern matches. A pattern that reaches its limit of
    /// steps, or whose first field is empty, counts as not matching (the latter as in uap-core's own
    /// parsers).
    std::optional<QStringList> resolve(const SearchedText& searched) const;

private:
    struct Pattern
    {
        QRegularExpression expression;
        QStringList replacements; ///< one a field; null: take the field's group
    };

    QList<Field> m_fields;
    QList<Pattern> m_patterns;
    LiteralIndex m_index; ///< tells which of them can match at all
};

} // namespace latchkey::sessions

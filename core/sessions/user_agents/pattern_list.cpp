// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/user_agents/pattern_list.h"

#include <yaml-cpp/yaml.h>

namespace latchkey::sessions {

namespace {

/// Steps after which a pattern gives up on a string, so that one that backtracks without end costs
/// milliseconds.
constexpr auto stepLimit = "(*LIMIT_MATCH=200000)";

QString textOf(const YAML::Node& node)
{
    return node.IsDefined() ? QString::fromStdString(node.as<std::string>()) : QString();
}

QRegularExpression expressionOf(const YAML::Node& entry, const QString& regex)
{
    const bool ignoreCase = textOf(entry["regex_flag"]) == QStringLiteral("i");
    return QRegularExpression(QLatin1String(stepLimit) + regex,
        ignoreCase ? QRegularExpression::CaseInsensitiveOption : QRegularExpression::NoPatternOption);
}

/// The replacement text with $1 to $9 filled in.
QString filledIn(const QString& replacement, const QRegularExpressionMatch& match)
{
    QString result;
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        const bool isPlaceholder = replacement[i] == u'$' && i + 1 < replacement.size()
            && replacement[i + 1] >= u'1' && replacement[i + 1] <= u'9';
        if (isPlaceholder) {
            result += match.capturedView(replacement[++i].digitValue());
        } else {
            result += replacement[i];
        }
    }
    return result;
}

} // namespace

PatternList::PatternList(const YAML::Node& entries, std::initializer_list<Field> fields)
    : m_fields(fields)
{
    m_patterns.reserve(static_cast<qsizetype>(entries.size()));
    for (const YAML::Node& entry : entries) {
        const auto regex = QString::fromStdString(entry["regex"].as<std::string>());
        QStringList replacements;
        for (const Field& field : m_fields) {
            replacements.append(textOf(entry[field.replacementKey]));
        }
        m_index.add(requiredLiterals(regex));
        m_patterns.append({ expressionOf(entry, regex), replacements });
    }
}

std::optional<QStringList> PatternList::resolve(const SearchedText& searched) const
{
    for (const qsizetype candidate : m_index.candidates(searched.folded)) {
        const Pattern& pattern = m_patterns[candidate];
        const QRegularExpressionMatch match = pattern.expression.match(searched.text);
        if (!match.hasMatch()) {
            continue;
        }
        QStringList values;
        for (qsizetype i = 0; i < m_fields.size(); ++i) {
            const QString& replacement = pattern.replacements[i];
            const int group = m_fields[i].group;
            const QString value = !replacement.isNull() ? filledIn(replacement, match)
                : group > 0                             ? match.captured(group)
                                                        : QString();
            values.append(value.trimmed());
        }
        if (!values.constFirst().isEmpty()) {
            return values;
        }
    }
    return std::nullopt;
}

} // namespace latchkey::sessions

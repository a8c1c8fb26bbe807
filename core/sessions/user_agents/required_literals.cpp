// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/user_agents/required_literals.h"

#include <algorithm>

namespace latchkey::sessions {

namespace {

using AnyOf = QList<QByteArray>;

qsizetype shortestOf(const AnyOf& literals)
{
    return std::ranges::min(literals, {}, &QByteArray::size).size();
}

/// Whether asking for `candidate` turns away more strings than asking for `best`.
bool isStricter(const AnyOf& candidate, const AnyOf& best)
{
    if (candidate.isEmpty() || best.isEmpty()) {
        return !candidate.isEmpty();
    }
    const qsizetype length = shortestOf(candidate);
    const qsizetype bestLength = shortestOf(best);
    return length > bestLength || (length == bestLength && candidate.size() < best.size());
}

/// Walks a regular expression once. What it does not understand makes it know nothing, never something wrong.
class LiteralFinder
{
public:
    explicit LiteralFinder(QStringView regex)
        : m_regex(regex)
    {
    }

    AnyOf find()
    {
        const AnyOf found = alternation();
        return m_understood && atEnd() ? found : AnyOf {};
    }

private:
    enum class Repeat { Once, AtLeastOnce, Optional };

    bool atEnd() const { return m_position >= m_regex.size(); }
    bool nextIs(QChar c) const { return !atEnd() && m_regex[m_position] == c; }

    bool take(QChar c)
    {
        const bool taken = nextIs(c);
        m_position += taken ? 1 : 0;
        return taken;
    }

    /// One of the literals of each branch; nothing when a branch has none.
    AnyOf alternation()
    {
        AnyOf all;
        bool everyBranchHasOne = true;
        do {
            const AnyOf branch = sequence();
            everyBranchHasOne = everyBranchHasOne && !branch.isEmpty();
            all += branch;
        } while (take(u'|'));
        return everyBranchHasOne ? all : AnyOf {};
    }

    /// The strictest of the literals that stand one after another.
    AnyOf sequence()
    {
        AnyOf best;
        QByteArray run;
        const auto offer = [&best](const AnyOf& candidate) {
            if (isStricter(candidate, best)) {
                best = candidate;
            }
        };
        const auto endRun = [&] {
            if (!run.isEmpty()) {
                offer({ run });
                run.clear();
            }
        };
        while (m_understood && !atEnd() && !nextIs(u'|') && !nextIs(u')')) {
            QByteArray literal;
            const AnyOf group = atom(literal);
            const Repeat repeat = quantifier();
            if (repeat != Repeat::Optional) {
                run += literal;
            }
            if (repeat != Repeat::Once || literal.isEmpty()) {
                endRun();
            }
            if (repeat != Repeat::Optional) {
                offer(group);
            }
        }
        endRun();
        return best;
    }

    /// One element: a character (set in `literal`), a group (its literals are returned), or anything else.
    AnyOf atom(QByteArray& literal)
    {
        const QChar c = m_regex[m_position++];
        if (c == u'(') {
            return group();
        }
        if (c == u'[') {
            skipClass();
        } else if (c == u'\\') {
            literal = escape();
        } else if (c != u'.' && c != u'^' && c != u'$' && c.unicode() < 0x80) {
            literal = QByteArray(1, c.toLower().toLatin1());
        }
        return {};
    }

    AnyOf group()
    {
        if (take(u'?') && !take(u':')) {
            m_understood = false;
            return {};
        }
        AnyOf inside = alternation();
        m_understood = m_understood && take(u')');
        return inside;
    }

    QByteArray escape()
    {
        if (atEnd()) {
            m_understood = false;
            return {};
        }
        const QChar c = m_regex[m_position++];
        if (!c.isLetterOrNumber()) {
            return c.unicode() < 0x80 ? QByteArray(1, c.toLatin1()) : QByteArray();
        }
        m_understood = m_understood && QStringView(u"bBdDsSwW").contains(c);
        return {};
    }

    void skipClass()
    {
        take(u'^');
        take(u']'); // a bracket in the first place is one of the characters
        while (!atEnd() && !nextIs(u']')) {
            m_understood = m_understood && !nextIs(u'['); // [[:alpha:]] and the like
            m_position += nextIs(u'\\') ? 2 : 1;
        }
        m_understood = m_understood && take(u']');
    }

    Repeat quantifier()
    {
        Repeat repeat = Repeat::Once;
        if (take(u'?') || take(u'*')) {
            repeat = Repeat::Optional;
        } else if (take(u'+')) {
            repeat = Repeat::AtLeastOnce;
        } else if (take(u'{')) {
            const qsizetype close = m_regex.indexOf(u'}', m_position);
            bool isNumber = false;
            const QStringView range = m_regex.sliced(m_position, qMax(close - m_position, 0));
            const int least = range.left(range.indexOf(u',')).toInt(&isNumber);
            m_understood = m_understood && isNumber;
            m_position = close + 1;
            repeat = least > 0 ? Repeat::AtLeastOnce : Repeat::Optional;
        } else {
            return repeat;
        }
        if (!take(u'?')) { // lazy or possessive: the same literals
            take(u'+');
        }
        return repeat;
    }

    QStringView m_regex;
    qsizetype m_position = 0;
    bool m_understood = true;
};

} // namespace

QList<QByteArray> requiredLiterals(const QString& regex) { return LiteralFinder(regex).find(); }

} // namespace latchkey::sessions

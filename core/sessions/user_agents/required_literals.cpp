// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/user_agents/required_literals.h"

#include <algorithm>

namespace latchkey::sessions {

namespace {

qsizetype shortestOf(const AnyOf& literals)
{
    return std::ranges::min(literals, {}, &QByteArray::size).size();
}

/// Whether asking for `candidate` turns away more strings than asking for `best`.
bool isStricter(const AnyOf& candidate, const AnyOf& best)
{
    const qsizetype length = shortestOf(candidate);
    const qsizetype bestLength = shortestOf(best);
    return length > bestLength || (length == bestLength && candidate.size() < best.size());
}

/// Empty when there is none.
AnyOf strictestOf(const QList<AnyOf>& required)
{
    return required.isEmpty() ? AnyOf()
                              : *std::ranges::max_element(required,
                                    [](const AnyOf& a, const AnyOf& b) { return isStricter(b, a); });
}

/// Walks a regular expression once. What it does not understand makes it know nothing, never something wrong.
class LiteralFinder
{
public:
    explicit LiteralFinder(QStringView regex)
        : m_regex(regex)
    {
    }

    QList<AnyOf> find()
    {
        const QList<AnyOf> found = alternation();
        return m_understood && atEnd() ? found : QList<AnyOf> {};
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

    /// What a single branch requires; of several, one literal of each, and nothing when a branch has none.
    QList<AnyOf> alternation()
    {
        QList<AnyOf> only = sequence();
        if (!nextIs(u'|')) {
            return only;
        }
        AnyOf all = strictestOf(only);
        bool everyBranchHasOne = !all.isEmpty();
        while (take(u'|')) {
            const AnyOf branch = strictestOf(sequence());
            everyBranchHasOne = everyBranchHasOne && !branch.isEmpty();
            all += branch;
        }
        return everyBranchHasOne ? QList<AnyOf> { all } : QList<AnyOf> {};
    }

    /// What the elements that stand one after another require together.
    QList<AnyOf> sequence()
    {
        QList<AnyOf> all;
        QByteArray run;
        const auto endRun = [&] {
            if (!run.isEmpty()) {
                all.append(AnyOf { run });
                run.clear();
            }
        };
        while (m_understood && !atEnd() && !nextIs(u'|') && !nextIs(u')')) {
            QByteArray literal;
            const QList<AnyOf> group = atom(literal);
            const Repeat repeat = quantifier();
            if (repeat != Repeat::Optional) {
                run += literal;
                all += group;
            }
            if (repeat != Repeat::Once || literal.isEmpty()) {
                endRun();
            }
        }
        endRun();
        return all;
    }

    /// One element: a character (set in `literal`), a group (what it requires is returned), or anything else.
    QList<AnyOf> atom(QByteArray& literal)
    {
        const QChar c = m_regex[m_position++];
        if (c == u'(') {
            return group();
        }
        if (c == u'[') {
            literal = characterClass();
        } else if (c == u'\\') {
            literal = escape();
        } else if (c != u'.' && c != u'^' && c != u'$' && c.unicode() < 0x80) {
            literal = QByteArray(1, c.toLower().toLatin1());
        }
        return {};
    }

    QList<AnyOf> group()
    {
        if (take(u'?') && !take(u':')) {
            m_understood = false;
            return {};
        }
        QList<AnyOf> inside = alternation();
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

    /// The letter that a class such as [Bb] stands for, since case is ignored; nothing for other classes.
    QByteArray characterClass()
    {
        const qsizetype start = m_position;
        take(u'^');
        take(u']'); // a bracket in the first place is one of the characters
        while (!atEnd() && !nextIs(u']')) {
            m_understood = m_understood && !nextIs(u'['); // [[:alpha:]] and the like
            m_position += nextIs(u'\\') ? 2 : 1;
        }
        const QStringView members = m_regex.mid(start, m_position - start);
        m_understood = m_understood && take(u']');
        const bool isOneLetter = members.size() == 2 && members[0].isLetter() && members[0].unicode() < 0x80
            && members[0].toLower() == members[1].toLower();
        return isOneLetter ? QByteArray(1, members[0].toLower().toLatin1()) : QByteArray();
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

QList<AnyOf> requiredLiterals(const QString& regex) { return LiteralFinder(regex).find(); }

} // namespace latchkey::sessions

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/user_agents/required_literals.h"

#include <QByteArrayView>

#include <vector>

namespace latchkey::sessions {

/// Tells in one walk over a text which of many expressions can match it, from the literals they require.
class LiteralIndex
{
public:
    LiteralIndex();

    /// Adds the next expression, by what it requires: literals in ASCII. Single characters are not asked for,
    /// and an expression that requires nothing else is always a candidate.
    void add(const QList<AnyOf>& required);

    /// The numbers, from 0 in the order of add(), of the expressions of which all that they require occurs in
    /// `folded`: UTF-8, its case folded. Ascending. Where that is not ASCII, others may be among them.
    std::vector<qsizetype> candidates(QByteArrayView folded) const;

private:
    using Requirements = quint32; ///< one bit each
    using Place = quint32; ///< in m_nodes or m_uses; 0: none

    /// The end of a path from `m_starts`, which is a literal or the beginning of several.
    struct Node
    {
        char character = 0;
        Place firstChild = 0;
        Place nextSibling = 0;
        Place firstUse = 0; ///< of the literal that ends here
    };

    struct Use
    {
        quint32 expression = 0;
        Requirements fulfils = 0;
        Place next = 0;
    };

    Place child(Place node, char character) const;
    Place insert(const QByteArray& literal);

    std::vector<Place> m_starts; ///< where the literals go on, by their first two characters
    std::vector<Node> m_nodes;
    std::vector<Use> m_uses;
    std::vector<Requirements> m_required; ///< of each expression
};

} // namespace latchkey::sessions

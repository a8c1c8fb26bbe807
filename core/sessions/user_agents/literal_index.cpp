// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/user_agents/literal_index.h"

#include <algorithm>

namespace latchkey::sessions {

namespace {

/// One character is in nearly every text: to look for it costs more than it spares.
bool isWorthAsking(const AnyOf& literals)
{
    return std::ranges::all_of(literals, [](const QByteArray& literal) { return literal.size() > 1; });
}

/// A number for two characters, for each two of ASCII its own. A text beyond ASCII may share one, which at
/// most makes a candidate too many.
constexpr std::size_t pairs = 1U << 14;
std::size_t pairOf(char first, char second) { return (first & 0x7f) << 7 | (second & 0x7f); }

} // namespace

LiteralIndex::LiteralIndex()
    : m_starts(pairs)
    , m_nodes(1)
    , m_uses(1)
{
}

void LiteralIndex::add(const QList<AnyOf>& required)
{
    const auto expression = static_cast<quint32>(m_required.size());
    Requirements all = 0;
    Requirements bit = 1; // after the last one it is 0: what comes then is not asked for
    for (const AnyOf& literals : required) {
        if (!isWorthAsking(literals)) {
            continue;
        }
        for (const QByteArray& literal : literals) {
            Node& end = m_nodes[insert(literal)];
            m_uses.push_back({ expression, bit, end.firstUse });
            end.firstUse = static_cast<Place>(m_uses.size() - 1);
        }
        all |= bit;
        bit <<= 1;
    }
    m_required.push_back(all);
}

std::vector<qsizetype> LiteralIndex::candidates(QByteArrayView folded) const
{
    std::vector<Requirements> missing = m_required;
    for (qsizetype start = 0; start + 1 < folded.size(); ++start) {
        Place node = m_starts[pairOf(folded[start], folded[start + 1])];
        for (qsizetype next = start + 2; node != 0; ++next) {
            for (Place use = m_nodes[node].firstUse; use != 0; use = m_uses[use].next) {
                missing[m_uses[use].expression] &= ~m_uses[use].fulfils;
            }
            node = next < folded.size() ? child(node, folded[next]) : 0;
        }
    }
    std::vector<qsizetype> found;
    for (std::size_t i = 0; i < missing.size(); ++i) {
        if (missing[i] == 0) {
            found.push_back(static_cast<qsizetype>(i));
        }
    }
    return found;
}

LiteralIndex::Place LiteralIndex::child(Place node, char character) const
{
    Place found = m_nodes[node].firstChild;
    while (found != 0 && m_nodes[found].character != character) {
        found = m_nodes[found].nextSibling;
    }
    return found;
}

LiteralIndex::Place LiteralIndex::insert(const QByteArray& literal)
{
    Place& start = m_starts[pairOf(literal[0], literal[1])];
    if (start == 0) {
        start = static_cast<Place>(m_nodes.size());
        m_nodes.emplace_back();
    }
    Place node = start;
    for (const char character : QByteArrayView(literal).sliced(2)) {
        Place next = child(node, character);
        if (next == 0) {
            next = static_cast<Place>(m_nodes.size());
            m_nodes.push_back({ character, 0, m_nodes[node].firstChild, 0 });
            m_nodes[node].firstChild = next;
        }
        node = next;
    }
    return node;
}

} // namespace latchkey::sessions

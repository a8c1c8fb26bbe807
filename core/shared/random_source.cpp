// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/random_source.h"

#include <QRandomGenerator>

namespace latchkey {

QByteArray SystemRandom::bytes(qsizetype count)
{
    QByteArray result(count, Qt::Uninitialized);
    auto* begin = reinterpret_cast<uchar*>(result.data());
    QRandomGenerator::system()->generate(begin, begin + count);
    return result;
}

} // namespace latchkey

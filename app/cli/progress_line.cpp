// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/progress_line.h"

#include "app/cli/terminal.h"
#include "core/shared/write_all.h"

#include <unistd.h>

namespace latchkey::cli {

namespace {

const QByteArray ClearedLine("\r\x1b[K"); // to the line's start, and clear it

} // namespace

ProgressLine::ProgressLine(const QString& text)
    : m_text(text)
    , m_isTerminal(standardErrorIsTerminal())
{
}

ProgressLine::~ProgressLine()
{
    if (m_isTerminal) {
        writeAll(STDERR_FILENO, ClearedLine);
    }
}

void ProgressLine::show(qint64 done, qint64 total)
{
    if (m_isTerminal) {
        writeAll(STDERR_FILENO, ClearedLine + m_text.arg(done).arg(total).toUtf8());
    }
}

} // namespace latchkey::cli

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/progress_line.h"

#include "app/cli/terminal.h"
#include "core/shared/write_all.h"

#include <unistd.h>

namespace latchkey::cli {

ProgressLine::ProgressLine(const QString& text)
    : m_text(text)
    , m_isTerminal(standardErrorIsTerminal())
{
}

ProgressLine::~ProgressLine()
{
    if (m_isTerminal) {
        writeAll(STDERR_FILENO, "\r\033[K"); // clears the line
    }
}

void ProgressLine::show(qint64 done, qint64 total)
{
    if (m_isTerminal) {
        writeAll(STDERR_FILENO, "\r" + m_text.arg(done).arg(total).toUtf8());
    }
}

} // namespace latchkey::cli

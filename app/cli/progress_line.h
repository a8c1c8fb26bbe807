// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace latchkey::cli {

/// A line on standard error that says how far a long command is, and goes when it is done. Nothing where that
/// is no terminal.
class ProgressLine
{
public:
    /// `text` has %1 for what is done and %2 for all there is.
    explicit ProgressLine(const QString& text);
    ~ProgressLine();
    Q_DISABLE_COPY_MOVE(ProgressLine)

    void show(qint64 done, qint64 total);

private:
    QString m_text;
    bool m_isTerminal;
};

} // namespace latchkey::cli

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QLabel>

namespace latchkey::ui {

/// One line of plain text that may be longer than its place: it is cut in the middle, and whole in tooltip
/// and accessible text. Control and direction-changing characters are shown as escapes
/// (core/shared/visible_text.h).
class ElidedLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    /// `explanation` is the rest of the tooltip.
    void setFullText(const QString& text, const QString& explanation = {});
    QString fullText() const { return m_fullText; }

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void elide();

    QString m_fullText;
    QString m_explanation;
};

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/diagnosis/finding.h"
#include "core/shared/async.h"

#include <QDialog>

#include <functional>

class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;

namespace latchkey::ui {

/// Help > Diagnose: everything that can be wrong, and how to mend it.
class DiagnosisDialog final : public QDialog
{
    Q_OBJECT

public:
    using Look = std::function<Future<QList<diagnosis::Finding>>()>;

    /// Looks at once, and whenever the person wants it again.
    explicit DiagnosisDialog(const Look& look, QWidget* parent = nullptr);

private:
    void look();
    void showFindings(const QList<diagnosis::Finding>& findings);
    void addRow(QGridLayout* rows, const diagnosis::Finding& finding);

    Look m_look;
    QLabel* m_summary;
    QScrollArea* m_findings;
    QPushButton* m_again;
    QPushButton* m_copy;
    QString m_report;
};

} // namespace latchkey::ui

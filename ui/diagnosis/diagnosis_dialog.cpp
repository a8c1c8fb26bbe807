// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/diagnosis/diagnosis_dialog.h"

#include "ui/shared/colors.h"
#include "ui/shared/themed_icon.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace latchkey::ui {

using namespace diagnosis;

namespace {

enum Column { Icon, AreaName, Words };

constexpr int IconSize = 16;

QString iconName(Level level)
{
    switch (level) {
    case Level::Good:
        return QStringLiteral("ok");
    case Level::Note:
        return QStringLiteral("information");
    case Level::Problem:
        break;
    }
    return QStringLiteral("warning");
}

QLabel* wrapped(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QString summaryOf(const QList<Finding>& findings)
{
    const qsizetype problems = problemsIn(findings);
    return problems == 0 ? DiagnosisDialog::tr("Everything works.")
        : problems == 1  ? DiagnosisDialog::tr("There is one problem.")
                         : DiagnosisDialog::tr("There are %1 problems.").arg(problems);
}

} // namespace

DiagnosisDialog::DiagnosisDialog(const Look& look, QWidget* parent)
    : QDialog(parent)
    , m_look(look)
    , m_summary(new QLabel(this))
    , m_findings(new QScrollArea(this))
{
    setObjectName(QStringLiteral("diagnosisDialog"));
    setWindowTitle(tr("Diagnose"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_summary->setObjectName(QStringLiteral("diagnosisSummary"));
    QFont bold = m_summary->font();
    bold.setBold(true);
    m_summary->setFont(bold);
    m_findings->setObjectName(QStringLiteral("findings"));
    m_findings->setAccessibleName(tr("Findings"));
    m_findings->setWidgetResizable(true);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_again = buttons->addButton(tr("Look &again"), QDialogButtonBox::ActionRole);
    m_again->setObjectName(QStringLiteral("lookAgain"));
    m_copy = buttons->addButton(tr("&Copy report"), QDialogButtonBox::ActionRole);
    m_copy->setObjectName(QStringLiteral("copyReport"));
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_summary);
    layout->addWidget(m_findings, 1);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 100, fontMetrics().lineSpacing() * 28);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_again, &QPushButton::clicked, this, &DiagnosisDialog::look);
    connect(m_copy, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_report); }); // it holds no secret
    this->look();
}

void DiagnosisDialog::look()
{
    m_summary->setText(tr("Looking…"));
    m_again->setEnabled(false);
    m_copy->setEnabled(false);
    whenDone(m_look(), this, [this](const Result<QList<Finding>>& findings) {
        m_again->setEnabled(true);
        if (!findings) {
            m_summary->setText(findings.error().message);
            return;
        }
        m_copy->setEnabled(true);
        showFindings(*findings);
    });
}

void DiagnosisDialog::showFindings(const QList<Finding>& findings)
{
    m_summary->setText(summaryOf(findings));
    m_report = report(findings);
    auto* content = new QWidget(m_findings);
    auto* rows = new QGridLayout(content);
    rows->setColumnStretch(Words, 1);
    rows->setHorizontalSpacing(rows->horizontalSpacing() * 2);
    for (const Finding& finding : findings) {
        addRow(rows, finding);
    }
    rows->setRowStretch(rows->rowCount(), 1);
    m_findings->setWidget(content);
}

void DiagnosisDialog::addRow(QGridLayout* rows, const Finding& finding)
{
    auto* content = rows->parentWidget();
    auto* icon = new QLabel(content);
    icon->setPixmap(themedIcon(iconName(finding.level)).pixmap(IconSize));
    icon->setAccessibleName(levelName(finding.level));
    auto* area = new QLabel(areaText(finding.area), content);
    const int row = rows->rowCount();
    rows->addWidget(icon, row, Icon, Qt::AlignTop);
    rows->addWidget(area, row, AreaName, Qt::AlignTop);
    rows->addWidget(wrapped(finding.text, content), row, Words);
    if (!finding.mend.isEmpty()) {
        auto* mend = wrapped(finding.mend, content);
        makeQuiet(mend);
        rows->addWidget(mend, row + 1, Words);
    }
    rows->setRowMinimumHeight(rows->rowCount(), rows->verticalSpacing());
}

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/rules_dialog.h"

#include "core/sessions/policy/policy_text.h"
#include "core/shared/relative_time.h"
#include "core/shared/visible_text.h"
#include "ui/sessions/session_text.h"
#include "ui/shared/colors.h"
#include "ui/shared/message_banner.h"
#include "ui/shared/plain_tool_tip.h"
#include "ui/shared/themed_icon.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>

namespace latchkey::ui {

using namespace sessions;

namespace {

enum Column { User, Device, LastUsed, State, ColumnCount };

/// What a rule that is switched on for the first time begins with.
int usualLimit(Rule rule)
{
    switch (rule) {
    case Rule::UnusedFor:
        return 90;
    case Rule::AtMostPerUser:
        return 10;
    case Rule::RevokedFor:
        return 30;
    }
    Q_UNREACHABLE();
}

QString objectNameOf(Rule rule)
{
    switch (rule) {
    case Rule::UnusedFor:
        return QStringLiteral("unusedFor");
    case Rule::AtMostPerUser:
        return QStringLiteral("atMostPerUser");
    case Rule::RevokedFor:
        return QStringLiteral("revokedFor");
    }
    Q_UNREACHABLE();
}

QString countText(Rule rule, qint64 sessions)
{
    const QString count = QLocale().toString(sessions);
    return deletes(rule) ? RulesDialog::tr("deletes %1 now").arg(count)
                         : RulesDialog::tr("revokes %1 now").arg(count);
}

} // namespace

RulesDialog::RulesDialog(const Clock& clock, QWidget* parent)
    : QDialog(parent)
    , m_clock(clock)
    , m_settings(new QWidget(this))
    , m_summary(new QLabel(tr("Loading…"), this))
    , m_list(new QTableWidget(0, ColumnCount, this))
    , m_listNote(new QLabel(this))
    , m_clockNote(new MessageBanner(this))
    , m_lastRun(new QLabel(this))
{
    setObjectName(QStringLiteral("rulesDialog"));
    setWindowTitle(tr("Rules"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* heading = new QLabel(
        tr("Rules end sessions once a day, while Latchkey is open or by its timer. They belong to this "
           "database alone."),
        this);
    auto* rows = new QGridLayout(m_settings);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setColumnStretch(2, 1);
    addRow(rows, Rule::UnusedFor, tr("&Delete sessions not used for"), QString());
    addRow(rows, Rule::AtMostPerUser, tr("&Revoke what a user has beyond"), tr("the longest unused first"));
    addRow(rows, Rule::RevokedFor, tr("Delete sessions revoked &for"), QString());
    m_settings->setEnabled(false);

    m_summary->setObjectName(QStringLiteral("summary"));
    m_lastRun->setObjectName(QStringLiteral("lastRun"));
    m_listNote->setObjectName(QStringLiteral("listNote"));
    QFont bold = m_summary->font();
    bold.setBold(true);
    m_summary->setFont(bold);
    for (QLabel* label : { heading, m_summary }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    for (QLabel* label : { heading, m_listNote, m_lastRun }) {
        makeQuiet(label);
    }
    m_listNote->hide();
    makeList();

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save = buttons->addButton(tr("Save rules"), QDialogButtonBox::ApplyRole);
    m_save->setObjectName(QStringLiteral("saveRules"));
    m_save->setAutoDefault(false);
    m_save->setEnabled(false);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(heading);
    layout->addSpacing(layout->spacing());
    layout->addWidget(m_settings);
    layout->addSpacing(layout->spacing());
    layout->addWidget(m_clockNote);
    layout->addWidget(m_summary);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_listNote);
    layout->addWidget(m_lastRun);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 110, fontMetrics().lineSpacing() * 32);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, [this] {
        Q_EMIT saveRequested(policy());
        accept();
    });
}

void RulesDialog::addRow(QGridLayout* rows, Rule rule, const QString& before, const QString& after)
{
    auto* on = new QCheckBox(before, m_settings);
    auto* limit = new QSpinBox(m_settings);
    auto* count = new QLabel(m_settings);
    const QString name = objectNameOf(rule);
    on->setObjectName(name);
    limit->setObjectName(name + QStringLiteral("Limit"));
    count->setObjectName(name + QStringLiteral("Count"));
    limit->setRange(1, highestLimit(rule));
    limit->setValue(usualLimit(rule));
    const auto showUnit = [limit, rule] {
        const bool isOne = limit->value() == 1;
        limit->setSuffix(
            deletes(rule) ? (isOne ? tr(" day") : tr(" days")) : (isOne ? tr(" session") : tr(" sessions")));
    };
    showUnit();
    limit->setAccessibleName(on->text().remove(u'&') + limit->suffix());
    limit->setEnabled(false);
    makeQuiet(count);
    row(rule) = { on, limit, count };
    const int line = rows->rowCount();
    rows->addWidget(on, line, 0);
    rows->addWidget(limit, line, 1);
    rows->addWidget(new QLabel(after, m_settings), line, 2);
    rows->addWidget(count, line, 3);
    connect(on, &QCheckBox::toggled, limit, &QWidget::setEnabled);
    connect(on, &QCheckBox::toggled, this, &RulesDialog::changed);
    connect(limit, &QSpinBox::valueChanged, limit, showUnit);
    connect(limit, &QSpinBox::valueChanged, this, &RulesDialog::changed);
}

void RulesDialog::makeList()
{
    m_list->setObjectName(QStringLiteral("endedSessions"));
    m_list->setAccessibleName(tr("Sessions that would end"));
    m_list->setHorizontalHeaderLabels({ tr("User"), tr("Device"), tr("Last used"), tr("State") });
    m_list->horizontalHeader()->setSectionResizeMode(Device, QHeaderView::Stretch);
    m_list->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_list->horizontalHeader()->setHighlightSections(false);
    m_list->verticalHeader()->hide();
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setShowGrid(false);
    m_list->setAlternatingRowColors(true);
    m_list->setTabKeyNavigation(false);
    const int letter = m_list->fontMetrics().averageCharWidth();
    m_list->setColumnWidth(User, letter * 24);
    m_list->setColumnWidth(LastUsed, letter * 18);
    m_list->setColumnWidth(State, letter * 12);
}

void RulesDialog::showStored(const Result<StoredPolicy>& stored)
{
    if (!stored) {
        m_summary->setText(stored.error().message);
        return;
    }
    m_stored = stored->policy;
    QSignalBlocker untilAllAreSet(this);
    for (const Rule rule : AllRules) {
        const auto limit = m_stored.limit(rule);
        row(rule).limit->setValue(limit.value_or(row(rule).limit->value()));
        row(rule).on->setChecked(limit.has_value());
    }
    m_lastRun->setText(tr("Last run: %1").arg(lastRunText(stored->lastRun, m_clock.unixSeconds())));
    untilAllAreSet.unblock();
    m_settings->setEnabled(true);
    row(Rule::UnusedFor).on->setFocus();
    changed();
}

Policy RulesDialog::policy() const
{
    Policy policy;
    for (const Rule rule : AllRules) {
        const Row& here = m_rows[static_cast<std::size_t>(rule)];
        policy.setLimit(rule, here.on->isChecked() ? std::optional(here.limit->value()) : std::nullopt);
    }
    return policy;
}

void RulesDialog::changed()
{
    for (const Row& here : m_rows) {
        here.count->clear(); // until the count for these very rules is there
    }
    m_save->setText(tr("Save rules"));
    m_save->setEnabled(false);
    if (policy().isOff()) {
        m_summary->setText(tr("No rule is on: sessions end only when somebody ends them."));
        showSessions({}, {});
        updateSave(0);
    }
    Q_EMIT policyChanged();
}

void RulesDialog::showForecast(const Policy& asked, const Result<PolicyForecast>& forecast)
{
    if (asked != policy() || asked.isOff()) {
        return;
    }
    if (!forecast) {
        m_summary->setText(forecast.error().message);
        return;
    }
    m_summary->setText(forecastText(*forecast));
    const auto filters = filtersFor(asked, m_clock.unixSeconds());
    for (qsizetype i = 0; i < filters.size(); ++i) {
        row(filters[i].rule).count->setText(countText(filters[i].rule, forecast->byRule[i].matched));
    }
    m_listNote->setText(tr("The %1 that were used last").arg(sessionsText(ListedSessions)));
    m_listNote->setVisible(forecast->ended.matched > ListedSessions);
    updateSave(forecast->ended.matched);
}

void RulesDialog::updateSave(qint64 ended)
{
    const bool acts = ended > 0 && !m_isClockOdd;
    m_save->setText(acts ? tr("Save and end %1").arg(sessionsText(ended)) : tr("Save rules"));
    m_save->setEnabled(acts || policy() != m_stored);
}

void RulesDialog::showSessions(const Policy& asked, const QList<Session>& sessions)
{
    if (asked != policy()) {
        return;
    }
    const qint64 now = m_clock.unixSeconds();
    m_listNote->setVisible(m_listNote->isVisible() && !sessions.isEmpty());
    m_list->setRowCount(static_cast<int>(sessions.size()));
    for (int line = 0; line < m_list->rowCount(); ++line) {
        const Session& session = sessions[line];
        const auto set = [&](Column column, const QString& text, const QString& toolTip = {}) {
            auto* item = new QTableWidgetItem(text);
            item->setToolTip(plainToolTip(toolTip.isEmpty() ? text : toolTip));
            m_list->setItem(line, column, item);
        };
        set(User, visibleText(session.token.username));
        set(Device, session.device.isEmpty() ? tr("(no user agent)") : visibleText(session.device));
        set(LastUsed, relativeTime(session.token.lastUsed, now), exactTime(session.token.lastUsed));
        set(State, stateText(session.token));
        m_list->item(line, User)->setIcon(themedIcon(kindName(session.kind)));
    }
}

void RulesDialog::showClock(const ClockHealth& health)
{
    m_isClockOdd = health.looksWrong();
    if (m_isClockOdd) {
        m_clockNote->showMessage(MessageBanner::Severity::Warning,
            clockText(health) + u' ' + tr("The rules wait until that is put right."));
    }
}

} // namespace latchkey::ui

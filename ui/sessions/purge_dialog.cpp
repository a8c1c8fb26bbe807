// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/purge_dialog.h"

#include "ui/sessions/last_used_chart.h"
#include "ui/sessions/purge_text.h"
#include "ui/sessions/session_text.h"
#include "ui/shared/colors.h"
#include "ui/shared/message_banner.h"

#include <QCheckBox>
#include <QCompleter>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QStringListModel>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>

namespace latchkey::ui {

using sessions::LastUsedHistogram;
using sessions::SessionCounts;
using sessions::SessionFilter;

namespace {

using namespace std::chrono_literals;
constexpr auto TypingPause = 250ms;
constexpr auto QuietFor = 200ms; // an answer that comes sooner needs no "Counting"

constexpr qint64 Day = 86400; // seconds
constexpr int DefaultDays = 90;
constexpr int LongestAge = 36500;

QDateTime localTime(qint64 unixSeconds) { return QDateTime::fromSecsSinceEpoch(unixSeconds); }

QString timeText(QTime time)
{
    return PurgeDialog::tr("at %1").arg(QLocale().toString(time, QLocale::ShortFormat));
}

} // namespace

PurgeDialog::PurgeDialog(const Clock& clock, QWidget* parent)
    : QDialog(parent)
    , m_now(clock.unixSeconds())
    , m_user(new QLineEdit(this))
    , m_users(new QStringListModel(this))
    , m_chart(new LastUsedChart(this))
    , m_date(new QDateEdit(this))
    , m_time(new QLabel(this))
    , m_days(new QSpinBox(this))
    , m_clockWarning(new MessageBanner(this))
    , m_purgeAnyway(new QCheckBox(tr("Purge all the &same"), this))
    , m_headline(new QLabel(this))
    , m_details(new QLabel(this))
{
    setObjectName(QStringLiteral("purgeDialog"));
    setWindowTitle(tr("Purge sessions"));
    setAttribute(Qt::WA_DeleteOnClose);

    m_user->setObjectName(QStringLiteral("user"));
    m_user->setPlaceholderText(tr("all users"));
    m_user->setClearButtonEnabled(true);
    m_user->setAccessibleName(tr("Only sessions of this user; empty for all users"));
    auto* completer = new QCompleter(m_users, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_user->setCompleter(completer);

    for (QLabel* label : { m_headline, m_details }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    }
    m_headline->setObjectName(QStringLiteral("preview"));
    m_details->setObjectName(QStringLiteral("previewDetails"));
    QFont bold = m_headline->font();
    bold.setBold(true);
    m_headline->setFont(bold);
    auto* preview = new QWidget(this);
    preview->setMinimumHeight(fontMetrics().lineSpacing() * 4); // so that nothing jumps
    auto* previewLayout = new QVBoxLayout(preview);
    previewLayout->setContentsMargins({});
    previewLayout->addWidget(m_headline);
    previewLayout->addWidget(m_details);
    previewLayout->addStretch(1);
    m_purgeAnyway->setObjectName(QStringLiteral("purgeAnyway"));
    m_clockWarning->hide();
    m_purgeAnyway->hide();

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_purge = buttons->addButton(tr("Delete"), QDialogButtonBox::DestructiveRole);
    m_purge->setObjectName(QStringLiteral("purgeNow"));
    m_purge->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* form = new QFormLayout;
    form->addRow(tr("Sessions &of"), m_user);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_chart, 1);
    layout->addLayout(makeCutoffRows());
    layout->addWidget(preview);
    layout->addWidget(m_clockWarning);
    layout->addWidget(m_purgeAnyway);
    layout->addWidget(buttons);

    QWidget* before = m_days;
    for (QToolButton* age : std::as_const(m_ages)) {
        setTabOrder(before, age);
        before = age;
    }
    setTabOrder(before, m_purgeAnyway);

    connectInputs();
    setAge(DefaultDays);
    m_chart->setFocus();
}

QLayout* PurgeDialog::makeCutoffRows()
{
    const QDateTime now = localTime(m_now);
    m_date->setObjectName(QStringLiteral("date"));
    m_date->setCalendarPopup(true);
    m_date->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_date->setMaximumDate(now.date());
    m_date->setAccessibleName(tr("Last used on or before this day"));
    m_time->setObjectName(QStringLiteral("cutoffTime"));
    makeQuiet(m_time);
    m_days->setObjectName(QStringLiteral("days"));
    m_days->setRange(0, LongestAge);
    m_days->setSuffix(tr(" days"));
    m_days->setAccessibleName(tr("Unused for at least this many days"));

    auto* dateRow = new QHBoxLayout;
    dateRow->addWidget(m_date);
    dateRow->addWidget(m_time);
    dateRow->addStretch(1);
    auto* ageRow = new QHBoxLayout;
    ageRow->addWidget(m_days);
    const std::pair<int, QString> ages[] = { { 30, tr("30 days") }, { 90, tr("90 days") },
        { 180, tr("180 days") }, { 365, tr("1 year") } };
    for (const auto& [days, name] : ages) {
        auto* age = new QToolButton(this);
        age->setObjectName(QStringLiteral("age%1").arg(days));
        age->setText(name);
        age->setAccessibleName(tr("Unused for %1").arg(name));
        age->setCheckable(true);
        age->setProperty("days", days);
        ageRow->addWidget(age);
        m_ages.append(age);
        connect(age, &QToolButton::clicked, this, [this, days] { setAge(days); });
    }
    ageRow->addStretch(1);
    auto* form = new QFormLayout;
    const auto row = [&](const QString& text, QWidget* field, QLayout* fields) {
        auto* label = new QLabel(text, this);
        label->setBuddy(field);
        form->addRow(label, fields);
    };
    row(tr("&Last used on or before"), m_date, dateRow);
    row(tr("or &unused for"), m_days, ageRow);
    return form;
}

void PurgeDialog::connectInputs()
{
    m_userTyped.setSingleShot(true);
    m_userTyped.setInterval(TypingPause);
    connect(m_user, &QLineEdit::textChanged, this, [this] {
        forgetCounts();
        m_userTyped.start();
    });
    connect(&m_userTyped, &QTimer::timeout, this, [this] {
        Q_EMIT userChanged();
        Q_EMIT filterChanged();
    });
    connect(m_chart, &LastUsedChart::cutoffMoved, this, &PurgeDialog::setCutoff);
    connect(m_days, &QSpinBox::valueChanged, this, &PurgeDialog::setAge);
    connect(m_date, &QDateEdit::dateChanged, this,
        [this](QDate date) { setCutoff(qMin(date.endOfDay().toSecsSinceEpoch(), m_now)); });
    connect(m_purgeAnyway, &QCheckBox::toggled, this, &PurgeDialog::updateButton);
    connect(m_purge, &QPushButton::clicked, this, [this] {
        Q_EMIT purgeRequested(filter(), m_matched);
        accept();
    });
    m_countTakesLong.setSingleShot(true);
    m_countTakesLong.setInterval(QuietFor);
    connect(&m_countTakesLong, &QTimer::timeout, this, [this] {
        if (m_chart->isEmpty()) {
            m_chart->setMessage(tr("Loading…"));
        }
        m_headline->setText(tr("Counting…"));
        m_details->clear();
        m_purge->setText(tr("Delete"));
    });
}

void PurgeDialog::setAge(int days) { setCutoff(m_now - days * Day); }

/// Whichever way it was chosen, the others show the same.
void PurgeDialog::setCutoff(qint64 cutoff)
{
    const QDateTime time = localTime(cutoff);
    const int days = static_cast<int>((m_now - cutoff) / Day);
    m_cutoff = cutoff;
    m_chart->setLatestCutoff(m_now);
    m_chart->setCutoff(cutoff);
    {
        const QSignalBlocker quietDate(m_date);
        const QSignalBlocker quietDays(m_days);
        m_date->setDate(time.date());
        m_days->setValue(days);
    }
    const bool isWholeDay = time.time() >= QTime(23, 59, 59);
    m_time->setText(isWholeDay ? QString() : timeText(time.time()));
    for (QToolButton* age : std::as_const(m_ages)) {
        age->setChecked(cutoff == m_now - age->property("days").toInt() * Day);
    }
    forgetCounts();
    Q_EMIT filterChanged();
}

SessionFilter PurgeDialog::filter() const
{
    SessionFilter filter;
    if (!m_user->text().isEmpty()) {
        filter.username = m_user->text();
    }
    filter.lastUsedAtOrBefore = m_cutoff;
    return filter;
}

void PurgeDialog::setUsers(const QStringList& users) { m_users->setStringList(users); }

void PurgeDialog::setClockWarning(const QString& text)
{
    m_clockWarning->setVisible(!text.isEmpty());
    if (!text.isEmpty()) {
        m_clockWarning->showMessage(MessageBanner::Severity::Warning, text);
    }
    m_purgeAnyway->setVisible(!text.isEmpty());
    updateButton();
}

/// Nothing can be deleted until the count for this very filter is there.
void PurgeDialog::forgetCounts()
{
    m_matched = 0;
    updateButton();
    m_countTakesLong.start();
}

void PurgeDialog::updateButton()
{
    m_purge->setEnabled(m_matched > 0 && (m_purgeAnyway->isHidden() || m_purgeAnyway->isChecked()));
}

void PurgeDialog::showHistogram(const SessionFilter& asked, const Result<LastUsedHistogram>& histogram)
{
    if (asked.username != filter().username) {
        return;
    }
    if (!histogram) {
        m_chart->setMessage(histogram.error().message);
        return;
    }
    const qint64 sessions = histogram->sessions();
    if (!asked.username) {
        m_stored = sessions;
    }
    if (sessions == 0) {
        m_chart->setMessage(asked.username ? tr("No sessions of this user") : tr("No sessions stored"));
        return;
    }
    m_chart->setHistogram(*histogram);
}

void PurgeDialog::showCounts(const SessionFilter& asked, const Result<SessionCounts>& counts)
{
    const SessionFilter current = filter();
    if (asked.username != current.username) {
        return;
    }
    const bool isCurrent = asked.lastUsedAtOrBefore == current.lastUsedAtOrBefore;
    if (isCurrent) {
        m_countTakesLong.stop();
    }
    if (!counts) {
        m_headline->setText(counts.error().message);
        m_details->clear();
        return;
    }
    m_headline->setText(purgeHeadline(*counts, asked));
    m_details->setText(purgeDetails(*counts, m_stored));
    m_purge->setText(counts->matched > 0 ? tr("Delete %1").arg(sessionsText(counts->matched)) : tr("Delete"));
    m_matched = isCurrent ? counts->matched : 0;
    updateButton();
}

} // namespace latchkey::ui

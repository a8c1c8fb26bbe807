// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/purge_dialog.h"

#include "ui/sessions/session_text.h"

#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace latchkey::ui {

using sessions::SessionCounts;
using sessions::SessionFilter;

namespace {

constexpr qint64 Day = 86400; // seconds
constexpr int DefaultDays = 90;
constexpr int LongestAge = 36500;

QString previewText(const SessionCounts& counts)
{
    if (counts.matched == 0) {
        return PurgeDialog::tr("No session was last used that long ago.");
    }
    const QLocale locale;
    const QString users = counts.users == 1 ? PurgeDialog::tr("1 user")
                                            : PurgeDialog::tr("%1 users").arg(locale.toString(counts.users));
    QString text = PurgeDialog::tr("%1 of %2 would be deleted.").arg(sessionsText(counts.matched), users);
    text += u' '
        + (counts.revoked == 1
                ? PurgeDialog::tr("1 is already revoked.")
                : PurgeDialog::tr("%1 are already revoked.").arg(locale.toString(counts.revoked)));
    text += u' '
        + (counts.usedLast24Hours == 0 ? PurgeDialog::tr("None was used in the last 24 hours.")
                                       : PurgeDialog::tr("%1 used in the last 24 hours!")
                                             .arg(locale.toString(counts.usedLast24Hours)));
    return text;
}

} // namespace

PurgeDialog::PurgeDialog(const Clock& clock, QWidget* parent)
    : QDialog(parent)
    , m_clock(clock)
    , m_user(new QLineEdit(this))
    , m_days(new QSpinBox(this))
    , m_date(new QDateEdit(this))
    , m_preview(new QLabel(this))
{
    setObjectName(QStringLiteral("purgeDialog"));
    setWindowTitle(tr("Purge sessions"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(460);
    m_user->setObjectName(QStringLiteral("user"));
    m_user->setPlaceholderText(tr("all users"));
    m_days->setObjectName(QStringLiteral("days"));
    m_days->setRange(0, LongestAge);
    m_days->setSuffix(tr(" days"));
    m_days->setAccessibleName(tr("Unused for this many days"));
    m_date->setObjectName(QStringLiteral("date"));
    m_date->setCalendarPopup(true);
    m_date->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_date->setMaximumDate(QDateTime::fromSecsSinceEpoch(m_clock.unixSeconds()).date());
    m_date->setAccessibleName(tr("Last used on or before"));
    m_preview->setObjectName(QStringLiteral("preview"));
    m_preview->setWordWrap(true);
    m_preview->setMinimumHeight(m_preview->fontMetrics().lineSpacing() * 3);
    m_preview->setAlignment(Qt::AlignTop | Qt::AlignLeft);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_purge = buttons->addButton(tr("Delete"), QDialogButtonBox::DestructiveRole);
    m_purge->setObjectName(QStringLiteral("purgeNow"));
    m_purge->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);

    auto* age = new QHBoxLayout;
    age->addWidget(m_days);
    age->addWidget(new QLabel(tr("or more, that is, on or before"), this));
    age->addWidget(m_date);
    age->addStretch(1);
    auto* form = new QFormLayout;
    form->addRow(tr("&Sessions of"), m_user);
    form->addRow(tr("&Unused for"), age);
    auto* unusedLabel = qobject_cast<QLabel*>(form->labelForField(age));
    unusedLabel->setBuddy(m_days);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_preview);
    layout->addStretch(1);
    layout->addWidget(buttons);

    connect(m_user, &QLineEdit::textChanged, this, &PurgeDialog::changed);
    connect(m_days, &QSpinBox::valueChanged, this, [this](int days) {
        m_cutoff = m_clock.unixSeconds() - days * Day;
        const QSignalBlocker quiet(m_date);
        m_date->setDate(QDateTime::fromSecsSinceEpoch(m_cutoff).date());
        changed();
    });
    connect(m_date, &QDateEdit::dateChanged, this, [this](QDate date) {
        const qint64 now = m_clock.unixSeconds();
        m_cutoff = qMin(date.endOfDay().toSecsSinceEpoch(), now);
        const QSignalBlocker quiet(m_days);
        m_days->setValue(static_cast<int>((now - m_cutoff) / Day));
        changed();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_purge, &QPushButton::clicked, this, [this] {
        Q_EMIT purgeRequested(filter());
        accept();
    });
    m_days->setValue(DefaultDays);
    m_days->setFocus();
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

void PurgeDialog::changed()
{
    m_purge->setEnabled(false); // until the count for this very filter is there
    m_purge->setText(tr("Delete"));
    Q_EMIT filterChanged();
}

void PurgeDialog::showCounts(const SessionFilter& asked, const Result<SessionCounts>& counts)
{
    const SessionFilter now = filter();
    if (asked.username != now.username || asked.lastUsedAtOrBefore != now.lastUsedAtOrBefore) {
        return;
    }
    m_preview->setText(counts ? previewText(*counts) : counts.error().message);
    m_purge->setEnabled(counts && counts->matched > 0);
    m_purge->setText(
        counts && counts->matched > 0 ? tr("Delete %1").arg(sessionsText(counts->matched)) : tr("Delete"));
}

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/settings/settings_view.h"

#include "ui/shared/colors.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

namespace latchkey::ui {

namespace {

constexpr int ExplanationLetters = 48; // in a line

QString intervalText(std::chrono::minutes interval)
{
    if (interval == std::chrono::minutes(0)) {
        return SettingsView::tr("Only when asked");
    }
    if (interval == std::chrono::hours(1)) {
        return SettingsView::tr("Every hour");
    }
    if (interval == std::chrono::hours(24)) {
        return SettingsView::tr("Every day");
    }
    return SettingsView::tr("Every %1 minutes").arg(interval.count());
}

} // namespace

SettingsView::SettingsView(QWidget* parent)
    : Page(tr("Settings"), parent)
    , m_clipboardTime(new QSpinBox(this))
    , m_checkInterval(new QComboBox(this))
{
    setObjectName(QStringLiteral("settingsPage"));
    searchField()->hide(); // two settings are found without

    m_clipboardTime->setObjectName(QStringLiteral("clipboardTime"));
    m_clipboardTime->setRange(static_cast<int>(Settings::ShortestClipboardTime.count()),
        static_cast<int>(Settings::LongestClipboardTime.count()));
    m_clipboardTime->setSuffix(tr(" seconds"));
    m_clipboardTime->setKeyboardTracking(false); // a number that is being typed is none yet
    m_clipboardTime->setAccelerated(true);
    m_checkInterval->setObjectName(QStringLiteral("checkInterval"));
    for (const std::chrono::minutes interval : Settings::CheckIntervals) {
        m_checkInterval->addItem(intervalText(interval), static_cast<qlonglong>(interval.count()));
    }

    auto* content = new QWidget(this);
    auto* form = new QFormLayout(content);
    form->setContentsMargins(0, form->verticalSpacing(), 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->setHorizontalSpacing(form->horizontalSpacing() * 2);
    addSetting(form, tr("&Clear the clipboard after"), m_clipboardTime,
        tr("A copied token leaves the clipboard after this time, and also when the screen locks, the "
           "computer "
           "sleeps or Latchkey quits. What you copy meanwhile is left alone."));
    addSetting(form, tr("Chec&k the logins"), m_checkInterval,
        tr("Asks each server whether it still accepts the stored token, as long as Latchkey runs."));
    setContent(content);
    showContent();

    connect(m_clipboardTime, &QSpinBox::valueChanged, this, &SettingsView::tell);
    connect(m_checkInterval, &QComboBox::currentIndexChanged, this, &SettingsView::tell);
    setSettings({});
}

void SettingsView::addSetting(
    QFormLayout* form, const QString& name, QWidget* field, const QString& explanation)
{
    form->addRow(name, field);
    auto* text = new QLabel(explanation, this);
    text->setWordWrap(true);
    text->setMinimumWidth(text->fontMetrics().averageCharWidth() * ExplanationLetters);
    makeQuiet(text);
    field->setAccessibleDescription(explanation);
    form->addRow(QString(), text);
    form->addItem(new QSpacerItem(0, text->fontMetrics().lineSpacing() / 2));
}

void SettingsView::setSettings(const Settings& settings)
{
    const QSignalBlocker noTime(m_clipboardTime);
    const QSignalBlocker noInterval(m_checkInterval);
    m_clipboardTime->setValue(static_cast<int>(settings.clipboardTime.count()));
    m_checkInterval->setCurrentIndex(
        m_checkInterval->findData(static_cast<qlonglong>(settings.checkInterval.count())));
}

void SettingsView::setProblem(const QString& message)
{
    if (message.isEmpty()) {
        banner()->hide();
    } else {
        banner()->showMessage(MessageBanner::Severity::Warning, message);
    }
}

void SettingsView::tell()
{
    Q_EMIT changed({ .clipboardTime = std::chrono::seconds(m_clipboardTime->value()),
        .checkInterval = std::chrono::minutes(m_checkInterval->currentData().toLongLong()) });
}

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/settings/settings.h"
#include "ui/shared/page.h"

class QComboBox;
class QFormLayout;
class QSpinBox;

namespace latchkey::ui {

/// The Settings page. What a person changes holds at once; there is nothing to confirm.
class SettingsView final : public Page
{
    Q_OBJECT

public:
    explicit SettingsView(QWidget* parent = nullptr);

    /// Shows these; signals nothing.
    void setSettings(const Settings& settings);

    /// Says above the settings why they could not be read or saved; an empty text takes that away.
    void setProblem(const QString& message);

Q_SIGNALS:
    /// The person changed one of them.
    void changed(const latchkey::ui::Settings& settings);

private:
    void addSetting(QFormLayout* form, const QString& name, QWidget* field, const QString& explanation);
    void tell();

    QSpinBox* m_clipboardTime;
    QComboBox* m_checkInterval;
};

} // namespace latchkey::ui

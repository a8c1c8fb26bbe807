// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"
#include "ui/settings/settings.h"

#include <QObject>

#include <optional>

namespace latchkey {

/// The person's settings, kept in an INI file that may also be edited by hand. Whatever is wrong with the
/// file, there are always settings. UI thread only: the file is small.
class SettingsStore final : public QObject
{
    Q_OBJECT

public:
    /// Reads the file; a missing one is no problem.
    explicit SettingsStore(const QString& file, QObject* parent = nullptr);

    const ui::Settings& settings() const { return m_settings; }

    /// Why the file could not be read, or which part of it could not. The usual settings stand in for that.
    const std::optional<Error>& problem() const { return m_problem; }

    /// Takes these from now on, and writes them at once. Errors: `StoreUnavailable` when they could not be
    /// written; they hold until the program ends all the same.
    Result<void> change(const ui::Settings& settings);

Q_SIGNALS:
    void changed(const latchkey::ui::Settings& settings);

private:
    void read();

    QString m_file;
    ui::Settings m_settings;
    std::optional<Error> m_problem;
};

} // namespace latchkey

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/settings_store.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSettings>

#include <algorithm>

namespace latchkey {

using ui::Settings;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SettingsStore)
};

const QString ClipboardKey = QStringLiteral("clipboard/clearAfterSeconds");
const QString CheckKey = QStringLiteral("logins/checkEveryMinutes");

/// The number at the key if it is one that is allowed, else the fallback. Notes what is not.
template <typename Duration, typename Allowed>
Duration durationAt(
    const QSettings& file, const QString& key, Duration fallback, const Allowed& allowed, bool* allGood)
{
    if (!file.contains(key)) {
        return fallback;
    }
    bool isNumber = false;
    const Duration value(file.value(key).toInt(&isNumber));
    if (isNumber && allowed(value)) {
        return value;
    }
    *allGood = false;
    return fallback;
}

} // namespace

SettingsStore::SettingsStore(const QString& file, QObject* parent)
    : QObject(parent)
    , m_file(file)
{
    read();
}

void SettingsStore::read()
{
    const QFileInfo info(m_file);
    if (!info.exists()) {
        return;
    }
    if (!info.isFile() || !info.isReadable()) { // reading a pipe would wait for ever
        m_problem = Error { ErrorCode::StoreUnavailable,
            Text::tr("The settings file %1 cannot be read. The usual settings are used.").arg(m_file) };
        return;
    }
    const QSettings file(m_file, QSettings::IniFormat);
    file.allKeys(); // which parses all of it
    bool allGood = file.status() == QSettings::NoError;
    m_settings.clipboardTime = durationAt(
        file, ClipboardKey, m_settings.clipboardTime,
        [](std::chrono::seconds time) {
            return time >= Settings::ShortestClipboardTime && time <= Settings::LongestClipboardTime;
        },
        &allGood);
    m_settings.checkInterval = durationAt(
        file, CheckKey, m_settings.checkInterval,
        [](std::chrono::minutes interval) {
            return std::ranges::find(Settings::CheckIntervals, interval) != Settings::CheckIntervals.end();
        },
        &allGood);
    if (!allGood) {
        m_problem = Error { ErrorCode::Corrupt,
            Text::tr(
                "The settings file %1 holds something that is no setting. The usual settings are used in "
                "its place.")
                .arg(m_file) };
    }
}

Result<void> SettingsStore::change(const Settings& settings)
{
    if (settings == m_settings) {
        return {};
    }
    m_settings = settings;
    Q_EMIT changed(m_settings);
    QSettings file(m_file, QSettings::IniFormat);
    file.setValue(ClipboardKey, static_cast<int>(m_settings.clipboardTime.count()));
    file.setValue(CheckKey, static_cast<int>(m_settings.checkInterval.count()));
    file.sync();
    if (file.status() == QSettings::AccessError) {
        return failure(ErrorCode::StoreUnavailable,
            Text::tr(
                "The settings could not be saved in %1, and hold until Latchkey quits. Make sure that you "
                "may write there.")
                .arg(m_file));
    }
    return {};
}

} // namespace latchkey

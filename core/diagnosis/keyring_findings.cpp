// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/diagnosis/keyring_findings.h"

#include "core/shared/visible_text.h"

#include <QCoreApplication>

namespace latchkey::diagnosis {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(KeyringFindings)
};

} // namespace

QList<Finding> keyringFindings(const Result<credentials::KeyringState>& state)
{
    if (!state) {
        return { problem(QStringLiteral("keyring.state"), Area::Keyring, state.error()) };
    }
    const QString provider =
        state->provider.isEmpty() ? Text::tr("A program that cannot be told") : visibleText(state->provider);
    QList<Finding> findings;
    if (state->locked) {
        findings.append({ QStringLiteral("keyring.locked"), Area::Keyring, Level::Problem,
            Text::tr("%1 keeps the keyring, and it is locked: its logins cannot be seen.").arg(provider),
            Text::tr("Unlock it: press Unlock on the Servers page, or sign in to the desktop with your "
                     "password.") });
    } else {
        findings.append({ QStringLiteral("keyring.state"), Area::Keyring, Level::Good,
            Text::tr("%1 keeps the keyring, and it is unlocked.").arg(provider) });
    }
    if (state->entries > 1) {
        findings.append({ QStringLiteral("keyring.duplicates"), Area::Keyring, Level::Problem,
            Text::tr("There are %1 entries of the shared logins where one should be, so none is changed.")
                .arg(state->entries),
            Text::tr(
                "Look at them with the keyring's own program (Passwords and Keys), and delete all but the "
                "one you want to keep.") });
    }
    for (const QString& other : state->neighbours.providers) {
        findings.append({ QStringLiteral("keyring.other_provider"), Area::Keyring, Level::Note,
            Text::tr("%1 runs as well. What programs keep there is not in this keyring, and is not shown.")
                .arg(other),
            Text::tr("Where logins are missing, let one of the two provide the Secret Service, and sign in "
                     "again.") });
    }
    return findings;
}

QList<Finding> entryFindings(const Result<QList<credentials::StoredCredential>>& entry)
{
    if (entry || entry.error().code != ErrorCode::Corrupt) { // anything else is the keyring's state
        return {};
    }
    return { { QStringLiteral("keyring.entry"), Area::Keyring, Level::Problem,
        Text::tr("The entry of the shared logins is not in the form Latchkey knows, so none of them is shown "
                 "or changed."),
        Text::tr("Save a copy with: latchkeyctl places save-copy FILE. Then mend the entry with the program "
                 "that wrote it, or delete it with the keyring's own program.") } };
}

Finding trayFinding(std::optional<bool> hasTray, bool hasDisplay)
{
    const QString id = QStringLiteral("desktop.tray");
    if (hasTray.value_or(false)) {
        return { id, Area::Desktop, Level::Good, Text::tr("There is a tray for Latchkey's icon.") };
    }
    if (!hasDisplay) {
        return { id, Area::Desktop, Level::Note,
            Text::tr("There is no display here, so there is neither a window nor a tray.") };
    }
    return { id, Area::Desktop, Level::Note,
        hasTray ? Text::tr("The desktop shows no tray, so closing the window ends Latchkey.")
                : Text::tr("Whether the desktop has a tray could not be asked here. The window can tell "
                           "(Help > Diagnose)."),
        Text::tr("On GNOME, install the extension AppIndicator.") };
}

} // namespace latchkey::diagnosis

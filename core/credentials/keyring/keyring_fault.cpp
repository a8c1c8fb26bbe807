// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/keyring_fault.h"

#include <QCoreApplication>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(KeyringFault)
};

} // namespace

Error keyringError(KeyringFault fault)
{
    switch (fault) {
    case KeyringFault::NoSessionBus:
        return { ErrorCode::KeyringUnavailable,
            Text::tr(
                "There is no desktop session bus, so the system keyring cannot be reached. Start Latchkey in "
                "a desktop session, or use the Coder CLI's files instead.") };
    case KeyringFault::NoService:
        return { ErrorCode::KeyringUnavailable,
            Text::tr(
                "No keyring service is running. Install and start one, such as gnome-keyring, KWallet or "
                "KeePassXC, or use the Coder CLI's files instead.") };
    case KeyringFault::ServiceDoesNotStart:
        return { ErrorCode::KeyringUnavailable,
            Text::tr(
                "The keyring service is installed but did not start. Log out and in again, or start it by "
                "hand, and try again.") };
    case KeyringFault::NoDefaultCollection:
        return { ErrorCode::KeyringUnavailable,
            Text::tr("Your keyring has no default collection yet. Open your keyring's own program (such as "
                     "Passwords and Keys), create one named Login, and try again.") };
    case KeyringFault::Locked:
        return { ErrorCode::KeyringLocked,
            Text::tr("The keyring is locked, so what it holds cannot be seen. Unlock it and try again.") };
    case KeyringFault::CannotAskHere:
        return { ErrorCode::KeyringLocked,
            Text::tr(
                "The keyring is locked, and it cannot ask for its password here. Unlock it in your desktop "
                "session and try again.") };
    case KeyringFault::PromptDismissed:
    case KeyringFault::PromptCancelled:
        return { ErrorCode::Cancelled,
            Text::tr(
                "The keyring stays locked because the unlock request was cancelled. Nothing was changed; try "
                "again to be asked once more.") };
    case KeyringFault::PromptUnanswered:
        return { ErrorCode::TimedOut,
            Text::tr(
                "Nobody answered the keyring's unlock request in time. Nothing was changed; try again, and "
                "look for the request behind other windows.") };
    case KeyringFault::AccessDenied:
        return { ErrorCode::AccessDenied,
            Text::tr(
                "Latchkey is not allowed to use the keyring. Allow it in your keyring's own program, or in "
                "the sandbox's settings, and try again.") };
    case KeyringFault::ServiceHung:
        return { ErrorCode::TimedOut,
            Text::tr(
                "The keyring did not answer within 2 seconds. It may be busy or stuck: try again, or restart "
                "its program.") };
    case KeyringFault::OperationTimedOut:
        return { ErrorCode::TimedOut,
            Text::tr(
                "The keyring did not answer within 10 seconds. Nothing was changed: try again, or restart "
                "its program.") };
    case KeyringFault::OutcomeUnknown:
        return { ErrorCode::TimedOut,
            Text::tr("The keyring did not say whether it did what it was asked for: the change may or may "
                     "not have "
                     "been saved. Look at the list of servers again before you repeat it.") };
    case KeyringFault::ServiceFailed:
        return { ErrorCode::KeyringUnavailable,
            Text::tr("The keyring could not do what it was asked for. Try again; if it stays so, restart its "
                     "program.") };
    case KeyringFault::Duplicates:
        return { ErrorCode::Conflict,
            Text::tr(
                "The keyring holds several copies of the same entry, so it is not changed. Open your "
                "keyring's "
                "own program (such as Passwords and Keys), delete the copies that are out of date, and try "
                "again.") };
    case KeyringFault::UnknownForm:
        return { ErrorCode::Corrupt,
            Text::tr("The keyring holds the entry in a form Latchkey cannot read as text. It was left as it "
                     "is; look at it with your keyring's own program.") };
    case KeyringFault::WorkerMissing:
        return { ErrorCode::KeyringUnavailable,
            Text::tr(
                "Latchkey's keyring program (latchkey-keyring-worker) cannot be started. Install Latchkey "
                "again.") };
    case KeyringFault::WorkerDied:
        return { ErrorCode::KeyringUnavailable,
            Text::tr(
                "The connection to the keyring broke twice. Nothing was changed; try again, and log in anew "
                "if it stays so.") };
    case KeyringFault::NoEventLoop:
        return { ErrorCode::KeyringUnavailable,
            Text::tr(
                "This Qt was built without GLib, which the keyring needs. Install your distribution's Qt, or "
                "use the Coder CLI's files instead.") };
    case KeyringFault::Closing:
        break;
    }
    return { ErrorCode::Cancelled, Text::tr("Latchkey is closing, so the keyring was not asked.") };
}

} // namespace latchkey::credentials

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/servers_note.h"

#include "core/shared/visible_text.h"
#include "ui/servers/login_places.h"
#include "ui/servers/login_text.h"

#include <QCoreApplication>
#include <QSettings>

#include <algorithm>

namespace latchkey::ui {

using credentials::ForeignPlace;
using credentials::Login;
using credentials::LoginId;
using credentials::LoginOverview;
using credentials::Place;
using Kind = ServersNote::Kind;
using Severity = MessageBanner::Severity;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ServersNote)
};

QString key(Kind kind, const std::optional<LoginId>& login)
{
    const QString name = login ? login->server.origin() + u' ' + login->fingerprint : QString();
    return QString::number(static_cast<int>(kind)) + u' ' + name;
}

/// Offers are remembered; a state that goes on is told again at the next start.
bool isForGood(Kind kind) { return kind == Kind::Import || kind == Kind::Elsewhere; }

const QString MemoryKey = QStringLiteral("turnedDown");

std::optional<ServersNote> problemNote(const LoginOverview& overview)
{
    if (const auto& problem = overview.keyringProblem) {
        return ServersNote { .kind = Kind::KeyringProblem,
            .severity = Severity::Warning,
            .text = problem->message,
            .action = keyringAction(*problem) };
    }
    if (const auto& problem = overview.filesProblem) {
        return ServersNote { .kind = Kind::FilesProblem,
            .severity = Severity::Warning,
            .text = problem->message,
            .action = Text::tr("Try again") };
    }
    return std::nullopt;
}

ServersNote signOutNote(const LoginId& login, const LoginOverview& overview)
{
    return { .kind = Kind::UnfinishedSignOut,
        .severity = Severity::Warning,
        .text = Text::tr("Signing out of %1 was not finished.").arg(loginTitle(login, overview)),
        .action = Text::tr("Try again"),
        .dismissal = Text::tr("Dismiss"),
        .login = login };
}

ServersNote foreignNote(const credentials::ForeignSignIn& signIn)
{
    return { .kind = Kind::ForeignSignIn,
        .severity = Severity::Information,
        .text = Text::tr("Another program signed in to %1.").arg(signIn.now.server.displayHost()),
        .action = Text::tr("Decide…"),
        .dismissal = Text::tr("Not now"),
        .login = signIn.now };
}

ServersNote overrideNote(const LoginOverview& overview)
{
    return { .kind = Kind::Overridden,
        .severity = Severity::Warning,
        .text = Text::tr("%1 is set in the environment and wins over the active login.")
            .arg(overview.overridingVariable),
        .action = {},
        .dismissal = Text::tr("Dismiss") };
}

/// The terminal's login, when the keyring could have it and has not.
std::optional<ServersNote> importNote(const LoginOverview& overview)
{
    const auto login = std::ranges::find_if(overview.logins,
        [](const Login& each) { return each.id() && each.places == QList { Place::CliFiles }; });
    if (login == overview.logins.end()) {
        return std::nullopt;
    }
    return ServersNote { .kind = Kind::Import,
        .severity = Severity::Information,
        .text = Text::tr("Your terminal is signed in to %1. Bring it into the keyring?")
            .arg(loginTitle(*login, overview.logins)),
        .action = Text::tr("Bring it in"),
        .dismissal = Text::tr("Not now"),
        .login = login->id() };
}

ServersNote elsewhereNote(const ForeignPlace& place, const LoginId& login)
{
    return { .kind = Kind::Elsewhere,
        .severity = Severity::Information,
        .text =
            Text::tr("Also signed in: %1 on %2.").arg(visibleText(place.program), login.server.displayHost()),
        .action = Text::tr("Adopt"),
        .dismissal = Text::tr("Not now"),
        .login = login,
        .place = place };
}

} // namespace

QString keyringAction(const Error& problem)
{
    switch (problem.code) {
    case ErrorCode::KeyringLocked:
        return Text::tr("Unlock");
    case ErrorCode::Corrupt:
        return Text::tr("Save a copy…");
    default:
        return Text::tr("Try again");
    }
}

TurnedDown::TurnedDown(QSettings& memory)
    : m_memory(memory)
{
}

bool TurnedDown::contains(Kind kind, const std::optional<LoginId>& login) const
{
    return m_forNow.contains(key(kind, login))
        || m_memory.value(MemoryKey).toStringList().contains(key(kind, login));
}

void TurnedDown::insert(const ServersNote& note)
{
    m_forNow.insert(key(note.kind, note.login));
    if (isForGood(note.kind)) {
        m_memory.setValue(MemoryKey, m_memory.value(MemoryKey).toStringList() << key(note.kind, note.login));
    }
}

ServersNote noteFor(const LoginOverview& overview, const QList<ForeignPlace>& foreign, bool isUnlocking,
    const TurnedDown& turnedDown)
{
    if (isUnlocking) {
        return { .kind = Kind::Unlocking,
            .severity = Severity::Information,
            .text = Text::tr("Waiting for you to unlock the keyring…"),
            .action = Text::tr("Cancel") };
    }
    if (const auto problem = problemNote(overview)) {
        return *problem;
    }
    if (!overview.unfinishedSignOuts.isEmpty()) {
        return signOutNote(overview.unfinishedSignOuts.first(), overview);
    }
    for (const auto& signIn : overview.foreignSignIns) {
        if (!turnedDown.contains(Kind::ForeignSignIn, signIn.now)) {
            return foreignNote(signIn);
        }
    }
    if (!overview.overridingVariable.isEmpty() && !turnedDown.contains(Kind::Overridden, {})) {
        return overrideNote(overview);
    }
    const auto import = importNote(overview);
    if (import && !turnedDown.contains(Kind::Import, import->login)) {
        return *import;
    }
    for (const ForeignPlace& place : onlyElsewhere(overview, foreign)) {
        const auto& server = place.credential.server;
        if (!server) {
            continue;
        }
        const LoginId login { *server, place.credential.token.fingerprint };
        if (!turnedDown.contains(Kind::Elsewhere, login)) {
            return elsewhereNote(place, login);
        }
    }
    return {};
}

} // namespace latchkey::ui

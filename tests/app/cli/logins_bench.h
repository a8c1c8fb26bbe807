// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/app/cli/cli_process.h"
#include "tests/support/http/coder_server.h"
#include "tests/support/keyring/private_keyring.h"

#include <QJsonArray>
#include <QJsonObject>

namespace latchkey::test {

/// latchkeyctl with a real keyring and a real server on which ada and bob have a token each.
class LoginsBench
{
public:
    LoginsBench();

    /// Starts the keyring. False when it does not come up.
    bool start();

    /// Runs latchkeyctl; `URL` among the words is the server's.
    Outcome run(const char* words, const QByteArray& input = {});

    /// The words as run() gives them to the program.
    QStringList wordsOf(const char* words) const;

    /// `servers add` for both, ada first; checked by the server.
    bool addBoth();

    /// The rows of `servers list`; the one of this account.
    QJsonArray rows();
    QJsonObject row(const QString& account);

    /// What the shared entry and the CLI's session file hold.
    bool sharedEntryHolds(const QByteArray& token);
    QByteArray session() const;

    /// Puts a login into another program's folder below the home. Returns the folder.
    QString writeForeign(const QString& folder, const QString& url, const QByteArray& token) const;

    const QByteArray ada = "CanaryTokA-abcdefghijklmnopqrstuv";
    const QByteArray bob = "CanaryTokB-abcdefghijklmnopqrstuv";
    PrivateKeyring keyring;
    CoderServer server;
    CliProcess cli;
};

/// The file's bytes; "(none)" when there is none.
QByteArray contentOf(const QString& path);

} // namespace latchkey::test

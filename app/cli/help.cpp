// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/help.h"

#include <QCoreApplication>

namespace latchkey::cli {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Help)
};

QString programHelp()
{
    return Text::tr(
        R"(latchkeyctl: the servers this computer is signed in to, and the sessions that remember users.

  latchkeyctl servers list                  where am I signed in?
  latchkeyctl servers use dev.example.com   switch the terminal to another login
  latchkeyctl sessions list --user alice    which devices remember alice?
  latchkeyctl sessions revoke 12 15         sign two of them out

Commands
  servers    list, add, show, remove, use, status               latchkeyctl servers --help
  sessions   add, validate, revoke, restore, delete, list,
             purge, stats                                       latchkeyctl sessions --help

Options for all of them
  --json             one JSON document on standard output; times are Unix seconds
  --store LOCATION   the session database, a path (or the variable LATCHKEY_STORE)
  --backend WHICH    keyring or file: where a server's token lies
  --service NAME     the keyring's service name, if not coder-v2-credentials
  --config-dir DIR   the folder of the Coder CLI's files
  --help, --version

Secrets are read from standard input, never from the command line; on a terminal they are asked for and not shown.

Exit status
  0 done            3 not found        6 refused: another origin, too big, corrupt, too new
  1 other failure   4 token invalid    7 keyring or store unavailable, locked or timed out
  2 wrong usage     5 duplicate        8 server unreachable, or it refused the token
)");
}

QString serversHelp()
{
    return Text::tr(R"(latchkeyctl servers: where this computer is signed in.

  list                    every login; * marks the one the terminal uses now
  add URL < TOKEN         store a token. On a terminal you are asked for it
  show URL [--reveal]     what is known of a login; --reveal prints the token and nothing else
  remove URL              forget the token stored here. The server is not told
  use URL | use -         make a login the terminal's own; "-" goes back to the previous one
  status                  the active login, what overrides it, and how the keyring is

Examples
  latchkeyctl servers add https://dev.example.com
  pass show dev-token | latchkeyctl servers add dev.example.com
  latchkeyctl --json servers list | jq -r '.[] | select(.active).origin'
  latchkeyctl servers use staging.example.com && coder list; latchkeyctl servers use -
  latchkeyctl --backend file servers list          without the keyring: the CLI's files alone

JSON fields
  origin, host, account, active, stored_in, token_id, status, expires_at
)");
}

QString sessionsHelp()
{
    return Text::tr(
        R"(latchkeyctl sessions: the remember-me sessions of a program that keeps them in a Latchkey database.

  add --user NAME [--user-agent TEXT]   remember a session. Its identifier comes from standard input; with none there
                                        a new one is made and printed this once (in JSON with --reveal)
  validate --user NAME < IDENTIFIER     valid (0), invalid (4), or could not tell (7)
  revoke ID... | restore ID...          sign sessions out | take that back
  delete ID...                          delete sessions for good
  list [--user NAME] [--state active|revoked|all] [--search TEXT]
       [--group-by device|user-agent|user] [--sort COLUMN] [--limit N] [--offset N]
  purge --user NAME | --all-users  --before TIME [--dry-run]
                                        delete those last used at or before TIME
  stats                                 how many there are, and what the database is like

COLUMN  last_used, created, username, device, browser, os, state, id; with a dash before it the other way round
TIME    an age such as 90d (s, min, h, d, w, y), 2026-05-01, 2026-05-01T12:00:00+02:00, or Unix seconds; UTC when it
        names no zone

Examples
  id=$(latchkeyctl sessions add --user alice --user-agent "$UA" </dev/null)
  printf %s "$id" | latchkeyctl sessions validate --user alice && echo welcome back
  latchkeyctl sessions list --search firefox --sort -created
  latchkeyctl --json sessions list --user alice | jq '.[].id' | xargs latchkeyctl sessions revoke
  latchkeyctl sessions purge --all-users --before 90d --dry-run
  latchkeyctl --store /srv/app/sessions.db sessions stats

JSON fields
  sessions   id, username, revoked, user_agent, browser, os, device, device_kind, created, last_used, fingerprint
  purge      matched, deleted, users, revoked, used_last_24h

A session says "recognised device", never "authenticated".
)");
}

} // namespace

QString helpText(const QString& group)
{
    if (group == QStringLiteral("servers")) {
        return serversHelp();
    }
    return group == QStringLiteral("sessions") ? sessionsHelp() : programHelp();
}

} // namespace latchkey::cli

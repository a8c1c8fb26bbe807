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
  servers    list, add, show, remove, sign-out, use, verify,
             import, settle, status, exec, env                  latchkeyctl servers --help
  places     list, adopt, copy-over, remove, save-copy          latchkeyctl places --help
  sessions   add, validate, revoke, restore, delete, list,
             purge, policy, apply-policy, import, stats         latchkeyctl sessions --help
  log        what was done here, and whether the log is whole   latchkeyctl log --help
  doctor     what can be wrong here, and how to mend it         latchkeyctl doctor --help
  user-agents  what User-Agent strings say, as JSON             latchkeyctl user-agents --help

Options for all of them
  --json             one JSON document on standard output; times are Unix seconds
  --store LOCATION   the session database, a path (or the variable LATCHKEY_STORE)
  --backend WHICH    keyring or file: where a server's token lies
  --service NAME     the keyring's service name, if not coder-v2-credentials
  --config-dir DIR   the folder of the Coder CLI's files
  --help, --version

Secrets are read from standard input, never from the command line; on a terminal they are asked for and not shown.

Exit status
  0 done            3 not found        6 refused: another origin, too big, corrupt, too new, odd clock
  1 other failure   4 token invalid    7 keyring or store unavailable, locked or timed out
  2 wrong usage     5 duplicate        8 server unreachable, or it refused the token
)");
}

QString serversHelp()
{
    return Text::tr(R"help(latchkeyctl servers: where this computer is signed in.

  list                    every login; * marks the one the terminal uses now
  add URL < TOKEN         store a token, once the server has said whom it signs in. On a terminal you are asked for it.
                          --no-verify stores it unasked
  show URL [--reveal]     what is known of a login; --reveal prints the token and nothing else
  use URL | use -         make a login the terminal's own; "-" goes back to the previous one
  verify [URL]            ask the server about a login, or the servers about all
  exec URL -- COMMAND...  run one command with a login in CODER_URL and CODER_SESSION_TOKEN; all else stays as it is
  env URL --reveal        print these two as exports for a shell
  remove URL              forget the token stored here. The server is not told
  sign-out URL            end the token at the server, then remove it here. A terminal is asked first; --yes: it is not.
                          --even-if-unreachable removes it all the same; --forget drops an unfinished sign-out
  import                  store the terminal's login in the keyring as well
  settle URL keep|both|restore
                          another program signed in over Latchkey's login: keep that, both, or the old one
  status                  the active login, what overrides it, how the keyring is, and what waits for a decision

Several accounts on one server: --account NAME picks one, by name, token id or fingerprint. Without it the one in the
shared keyring entry is meant; remove and sign-out want a name.

Examples
  latchkeyctl servers add https://dev.example.com
  pass show dev-token | latchkeyctl servers add dev.example.com
  latchkeyctl --json servers list | jq -r '.[] | select(.active).origin'
  latchkeyctl servers use staging.example.com && coder list; latchkeyctl servers use -
  latchkeyctl servers exec dev.example.com --account bob -- coder list
  eval "$(latchkeyctl servers env dev.example.com --reveal)"
  latchkeyctl --backend file servers list          without the keyring: the CLI's files alone

JSON fields
  origin, host, account, active, stored_in, token_id, status, expires_at
  stored_in   keyring, parked (Latchkey's own keyring item), file
  status      unchecked, ok, expired, refused, could_not_check, unusable
  verify      the same, and username, created, last_used, checked_at, reason

Exit status of verify: 0 when all are ok, 8 when one is not. exec ends as COMMAND does; 126 when it cannot be started,
127 when there is no such program.
)help");
    ;
}

QString placesHelp()
{
    return Text::tr(R"(latchkeyctl places: every copy of a server's token on this computer.

  list [URL]              all places, Latchkey's and other programs', and how they compare: same, differs, only here,
                          unreadable. With a URL (and --account NAME): compared with that login
  adopt URL PLACE         store the token that another program keeps, as servers add would
  copy-over URL PLACE     put Latchkey's token (--account NAME) in the place of the one there
  remove URL PLACE        remove the token there. The server is not told
  save-copy FILE          save the keyring's shared entry as it is, tokens and all: for one that cannot be read

PLACE   coder-desktop, vscode (and the editors made from it), gateway (JetBrains), environment, or a folder's path.
        Other programs' places are changed by these commands only, and the environment never

Examples
  latchkeyctl places list dev.example.com
  latchkeyctl places adopt dev.example.com vscode
  latchkeyctl places copy-over dev.example.com ~/.local/share/coder-gateway/dev.example.com

JSON fields
  origin, program, location, state, token_id, fingerprint, account
  state       same, differs, only_here, unreadable
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
  policy [--unused-for DAYS|off] [--keep-revoked DAYS|off] [--at-most NUMBER|off] [--yes]
                                        rules of this database: delete what was not used, or revoked, for DAYS; revoke
                                        what a user has beyond NUMBER. What they would end is shown and asked about
  apply-policy [--dry-run] [--if-due]   apply these rules; --if-due: unless they ran within the last 20 hours
  import FILE --from spring|symfony|laravel [--time-zone ZONE] [--dry-run]
  import FILE [--table TABLE] --username COLUMN --identifier COLUMN[,COLUMN] [--user-agent COLUMN] [--created COLUMN]
       [--last-used COLUMN] [--revoked COLUMN] [--time-zone ZONE] [--dry-run]
                                        take over the remember-me table of another program, see below
  stats                                 how many there are, and what the database is like

COLUMN  last_used, created, username, device, browser, os, state, id; with a dash before it the other way round
TIME    an age such as 90d (s, min, h, d, w, y), 2026-05-01, 2026-05-01T12:00:00+02:00, or Unix seconds; UTC when it
        names no zone

purge and apply-policy refuse (6) while the clock looks wrong; --even-if-clock-odd says that it is right.

Examples
  id=$(latchkeyctl sessions add --user alice --user-agent "$UA" </dev/null)
  printf %s "$id" | latchkeyctl sessions validate --user alice && echo welcome back
  latchkeyctl sessions list --search firefox --sort -created
  latchkeyctl --json sessions list --user alice | jq '.[].id' | xargs latchkeyctl sessions revoke
  latchkeyctl sessions purge --all-users --before 90d --dry-run
  latchkeyctl sessions policy --unused-for 90 --at-most 10
  latchkeyctl --store /srv/app/sessions.db sessions stats

Import
  FILE is an SQLite database, or CSV in UTF-8 whose first line names the columns; it is only read. Stop the server that
  writes it first: Spring and Symfony change a token at each use. Secrets are stored as digests only. What is there
  already stays as it is, so an import may be repeated; Ctrl+C leaves what it has stored. --dry-run only counts.
    --from    table              user       identifier: what the server passes to validate from now on
    spring    persistent_logins  username   series:token, from the cookie: base64 decoded, both parts URL-decoded
    symfony   rememberme_token   username   series:value, the last two parts of the cookie after base64 (before 5.4 the
                                            value is stored as sha256_ and an HMAC, so pass that)
    laravel   sessions           user_id    id, the decrypted session cookie; visitors' sessions have no user
  Several identifier columns are joined by a colon. A time is text such as 2026-05-01 12:00:00 (of ZONE where it names
  none, else UTC), or a number: seconds where that is a year up to 9999, else milliseconds or microseconds. A missing
  time is the other one; without both columns, now. Revoked is yes or no, or the time when it was.
  Refused rows are counted by reason, with the numbers of the first (from 1, without CSV's header); exit status 2.

JSON fields
  sessions   id, username, revoked, user_agent, browser, os, device, device_kind, created, last_used, fingerprint
  purge      matched, deleted, users, revoked, used_last_24h
  policy     unused_for_days, at_most_per_user, keep_revoked_days, last_run (at, deleted, revoked); null: off, never
  apply-policy  rules: rule, matched, deleted or revoked, users, used_last_24h
  import     read, imported, already_there, refused: a list of reason, count, rows
             reason: columns, no_user (no failure), user, no_identifier, identifier, time, revoked

A session says "recognised device", never "authenticated".
)");
}

QString logHelp()
{
    return Text::tr(
        R"(latchkeyctl log: what was done here, in the window, by latchkeyctl or by rules. It holds no secret.

  log [--limit N] [--search TEXT]       the newest entries, the last first; 20 of them unless --limit says how many
  log --csv > FILE                      all of them as CSV, or those that --limit and --search leave
  --json log > FILE                     the same as JSON
  log --verify                          whether the log is as it was written: yes (0), no (6)

Examples
  latchkeyctl log --search sign-out
  latchkeyctl --json log --limit 1 | jq -r '.[].hash'     keep this elsewhere, to notice a log that was written anew

JSON fields
  log        number, time, by, act, what, count, details, previous, hash, state
  by         window, latchkeyctl, rules
  act        servers.use, servers.add, servers.remove, servers.sign-out, servers.settle, servers.reveal, servers.copy,
             servers.exec, places.copy-over, places.remove, sessions.add, sessions.revoke, sessions.restore,
             sessions.delete, sessions.purge, sessions.import, policy.change, undo
  state      whole, changed, unreadable
  --verify   entries, whole, problem

Each entry names the hash of the one before, so that a change shows. Whoever has your rights can still write the whole
log anew.
)");
}

QString doctorHelp()
{
    return Text::tr(
        R"(latchkeyctl doctor: looks at the keyring, files, variables, session database, activity log, tray and clock,
and says what is wrong and how to mend it. It changes nothing, and prints no secret.

  latchkeyctl doctor          exit status 0: no problem, 1: at least one
  latchkeyctl --json doctor   problems, findings: id, area, level (good, note, problem), text, mend
)");
}

QString userAgentsHelp()
{
    return Text::tr(R"(latchkeyctl user-agents: what User-Agent strings say.

  user-agents < STRINGS   one string a line in, one JSON object a line out, each as soon as its line was read

The object of a line:
  {"user_agent":{"family","major","minor","patch"},"os":{"family","major","minor","patch","patch_minor"},
   "device":{"family","brand","model"},"kind"}
A family that no pattern knows is "Other". What a string does not say is null, never "", as in uap-core's own cases.
kind   desktop, phone, tablet, tv, bot, program, unknown

Every line is answered, an empty one too. It may end in CR LF; of a string the first 4096 characters count, and bytes
that are no UTF-8 become U+FFFD.

The patterns are uap-core's regexes.yaml (on Debian the package uap-core); the variable LATCHKEY_USER_AGENT_PATTERNS
names another one, for sessions as well. Without it nothing is answered, and the exit status is 7.

Examples
  awk -F'"' '{ print $6 }' access.log | latchkeyctl user-agents | jq -r .kind | sort | uniq -c
)");
}

} // namespace

QString helpText(const QString& group)
{
    if (group == QStringLiteral("servers")) {
        return serversHelp();
    }
    if (group == QStringLiteral("places")) {
        return placesHelp();
    }
    if (group == QStringLiteral("log")) {
        return logHelp();
    }
    if (group == QStringLiteral("doctor")) {
        return doctorHelp();
    }
    if (group == QStringLiteral("user-agents")) {
        return userAgentsHelp();
    }
    return group == QStringLiteral("sessions") ? sessionsHelp() : programHelp();
}

} // namespace latchkey::cli

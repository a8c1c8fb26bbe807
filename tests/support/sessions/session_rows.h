// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace latchkey::test {

/// Writes many sessions into a database of ours as another program would. `lastUsed` is an SQL expression of
/// `i`, which runs from 1 to `count`. They are of a few hundred users, of all kinds of device, and every
/// ninth is revoked. Nothing else may use the database meanwhile.
void addSessionRows(const QString& database, int count, const QString& lastUsed);

/// What another program would run to add `count` active sessions of user agent 1: each of the user and last
/// used (and created) at the time that these SQL expressions of `i`, from 1 to `count`, say.
QByteArray addingSessions(int count, const char* user, const char* lastUsed = "1700000000 + i");

/// How many sessions the database holds; it ends the program where the kept sums say otherwise.
qint64 sessionRows(const QString& database);

} // namespace latchkey::test

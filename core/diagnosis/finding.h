// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

#include <QList>

namespace latchkey::diagnosis {

enum class Level {
    Good,
    Note, ///< worth knowing; works all the same
    Problem, ///< something does not work, or is not safe
};

/// What part of the program a finding is about.
enum class Area { Keyring, Files, Environment, Sessions, Activity, Desktop, Clock };

/// One thing that was looked at. It holds no secret, and no text of a server or another program unescaped.
struct Finding
{
    QString id; ///< stable, for scripts, such as "keyring.locked"
    Area area;
    Level level;
    QString text; ///< what was found, as a sentence
    QString mend = {}; ///< what to do about it; empty when there is nothing to do

    friend bool operator==(const Finding&, const Finding&) = default;
};

/// The error's sentences, which say what to do as well, as a problem.
Finding problem(const QString& id, Area area, const Error& error);

/// How many of them are problems.
qsizetype problemsIn(const QList<Finding>& findings);

/// "good", "note", "problem".
QString levelName(Level level);

/// "keyring", for scripts.
QString areaName(Area area);

/// "Keyring", for people.
QString areaText(Area area);

/// All findings as plain text, to be sent to somebody who helps.
QString report(const QList<Finding>& findings);

} // namespace latchkey::diagnosis

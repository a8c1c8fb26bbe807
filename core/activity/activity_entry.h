// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace latchkey::activity {

/// What a person, or a rule of theirs, can do here. The word of each (actWord) stands in files and scripts
/// and never changes.
enum class Act {
    ServersUse,
    ServersAdd,
    ServersRemove,
    ServersSignOut,
    ServersSettle, ///< what to do about a login that another program put in the place of ours
    ServersReveal, ///< a token was shown
    ServersCopy, ///< a token went to the clipboard
    ServersExec, ///< a token went to a program
    PlacesCopyOver, ///< another program's token was replaced by ours
    PlacesRemove, ///< another program's token was removed
    SessionsAdd,
    SessionsRevoke,
    SessionsRestore,
    SessionsDelete,
    SessionsPurge,
    SessionsImport,
    PolicyChange,
    Undo, ///< `details.undone` has the word of the act that was taken back
};

enum class By { Window, Terminal, Rules };

/// What was done, as the code that did it tells it. Never a secret, in none of the fields.
struct Event
{
    Act act;
    QString what; ///< for a person: "alice on https://dev.example.com", "3 sessions of bob"
    qint64 count = 1; ///< how many things that were
    QJsonObject details = {}; ///< small: cut-off, users, ids, ...; times are Unix seconds
    std::optional<By> by = std::nullopt; ///< none: the program that the log was made for
};

/// That this was taken back.
Event undoing(const Event& done);

/// One line of the log, as read back. Words that this version does not know are kept.
struct Entry
{
    enum class State {
        Whole,
        Changed, ///< it is not what was written here
        Unreadable, ///< it is no entry at all: only state and position say anything
    };

    State state = State::Unreadable;
    qint64 position = 0; ///< of its line, in bytes from the start of the file: names the entry for good
    qint64 number = 0; ///< counted from 1
    qint64 time = 0; ///< Unix seconds
    QString by;
    QString act;
    QString what; ///< untrusted, as names come from servers: visibleText() before it is shown
    qint64 count = 0;
    QJsonObject details;
    QString previous; ///< the hash of the entry before
    QString hash;

    /// Whether the text stands in any field, in any case.
    bool contains(const QString& text) const;

    friend bool operator==(const Entry&, const Entry&) = default;
};

/// "servers.use", and back; none for a word that this version does not know.
QString actWord(Act act);
std::optional<Act> actOf(const QString& word);

/// "window", "latchkeyctl", "rules".
QString byWord(By by);

/// The details as one line of compact JSON; empty when there are none.
QString detailsText(const Entry& entry);

} // namespace latchkey::activity

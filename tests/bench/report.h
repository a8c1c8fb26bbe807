// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QString>

#include <algorithm>
#include <functional>

namespace latchkey::bench {

enum class Unit { PerSecond, Milliseconds, Megabytes, PerMinute }; ///< of PerSecond more is better

/// One line of the table: ours beside a peer, or beside a limit that the design sets itself.
struct Row
{
    QString name;
    double ours = 0;
    double peer = 0;
    QString peerName;
    Unit unit = Unit::Milliseconds;
    double goal = 1; ///< the ratio that is wanted

    /// How many times better ours is. Nothing at all, as of work while idle, counts as a thousandth.
    double ratio() const { return unit == Unit::PerSecond ? ours / peer : peer / std::max(ours, 0.001); }
    bool isMet() const { return ratio() >= goal; }
};

/// The rows so far, kept in a JSON file that is whole after each of them.
class Report
{
public:
    /// `rows` is how many sessions stand for the million; fewer are said in every row.
    Report(const QString& jsonFile, qint64 rows);

    void add(const Row& row);
    void print() const;

private:
    QString m_jsonFile;
    qint64 m_sessions;
    QList<Row> m_rows;
};

/// The middle one of these numbers; of an even count the lower of the two.
double median(QList<double> numbers);

/// A number that is measured once; the bench takes the median of several.
using Measurement = std::function<double()>;

/// Takes all measurements in turn (A B C A B C ...), so that what disturbs the computer disturbs them alike.
/// Returns the median of each.
QList<double> inTurn(int rounds, const QList<Measurement>& measurements);

/// Milliseconds that `act` takes.
double milliseconds(const std::function<void()>& act);

/// Ends the bench: a number whose answer is wrong means nothing.
void require(bool isRight, const char* what);

} // namespace latchkey::bench

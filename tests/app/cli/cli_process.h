// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QJsonDocument>
#include <QProcessEnvironment>
#include <QTemporaryDir>

namespace latchkey::test {

/// How one run of latchkeyctl ended.
struct Outcome
{
    int status = -1; ///< -1: it did not end by itself
    QByteArray output;
    QByteArray messages;
    qint64 milliseconds = 0;

    QJsonDocument json() const { return QJsonDocument::fromJson(output); }

    /// For the report of a test that fails.
    QByteArray description() const
    {
        return "status " + QByteArray::number(status) + "; " + messages + output;
    }
};

/// Runs the real latchkeyctl in a home of its own, and remembers all it said.
class CliProcess
{
public:
    /// A temporary home, and no session bus.
    CliProcess();

    Outcome run(const QStringList& words, const QByteArray& input = {});
    Outcome run(const char* words, const QByteArray& input = {});

    /// As run(), with standard output going to a file.
    Outcome runInto(const QString& outputFile, const char* words);

    /// All that the runs so far wrote to standard output and standard error.
    QByteArray everythingSaid() const { return m_everythingSaid; }

    QString path(const QString& name) const { return m_home.filePath(name); }
    QString database() const { return path(QStringLiteral("data/latchkey/sessions.db")); }
    QString coderFolder() const { return path(QStringLiteral("config/coderv2")); }

    /// Every file below the home that holds these bytes.
    QStringList filesHolding(const QByteArray& bytes) const;

    QProcessEnvironment environment;

private:
    QTemporaryDir m_home;
    QByteArray m_everythingSaid;
};

/// The program under test.
QString latchkeyctlProgram();

/// The names of a JSON object's fields, sorted.
QStringList fieldsOf(const QJsonValue& object);

/// Fails the test unless the run ended with this status; shows what the program said.
#define REQUIRE_STATUS(outcome, expected)                                                                    \
    do {                                                                                                     \
        const latchkey::test::Outcome& ended = (outcome);                                                    \
        QVERIFY2(ended.status == (expected), ended.description().constData());                               \
    } while (false)

/// Fails the test unless the bytes hold this part; shows them.
#define REQUIRE_CONTAINS(bytes, part) QVERIFY2((bytes).contains(part), (bytes).constData())

} // namespace latchkey::test

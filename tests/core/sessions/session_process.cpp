// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// One of several programs on one database. `work` adds, validates, rotates, revokes and removes sessions of
// its own user and prints each call it starts and each that was acknowledged; `checkpoint` empties the log
// and opens and closes the file, over and over; `passive` moves it into the file under the write lock, as far
// as it goes; `validate` keeps 12 validations of one session under way. They end after the given
// milliseconds, the last one with how many there were, how many were refused, and how many microseconds 99 of
// 100 took, and the slowest. `serve` does what each line of its input says, `validate USER IDENTIFIER` or
// `rotate USER OLD NEW`, and prints what came of it.

#include "core/sessions/session_store.h"
#include "core/sessions/storage/write_transaction.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <deque>
#include <iostream>
#include <sqlite3.h>
#include <sstream>

using namespace latchkey;
using namespace latchkey::sessions;

namespace {

class Worker
{
public:
    Worker(const QString& path, const QString& user)
        : m_store({ .path = path }, m_clock, nullptr)
        , m_user(user)
    {
    }

    void doOneRound()
    {
        const QByteArray identifier = m_user.toLatin1() + '-' + QByteArray::number(m_round);
        const auto secret = [&] { return Secret::takeFrom(QByteArray(identifier)); };
        call("add", identifier, [&] { return m_store.add(m_user, secret(), QStringLiteral("agent")); });
        call("validate", identifier, [&] { return m_store.validate(m_user, secret()); });
        if (m_round % 5 == 1) {
            call("rotate", identifier, [&] {
                return m_store.rotate(
                    m_user, secret(), Secret::takeFrom(QByteArray(identifier + "-rotated")));
            });
        } else if (m_round % 3 == 0) {
            call("revoke", identifier, [&] { return m_store.revoke(m_user, secret()); });
        }
        if (m_round % 7 == 0 && m_round % 5 != 1) {
            call("remove", identifier, [&] { return m_store.remove(m_user, secret()); });
        }
        ++m_round;
    }

    void startAt(qint64 round) { m_round = round; }

private:
    template <typename Call> void call(const char* what, const QByteArray& identifier, Call doIt)
    {
        std::printf("begin %s %s\n", what, identifier.constData());
        std::fflush(stdout);
        QElapsedTimer timer;
        timer.start();
        if (const auto result = waitFor(doIt()); result) {
            std::printf("done %s %s\n", what, identifier.constData());
        } else {
            std::printf("error: %s %s after %lld ms: %s\n", what, identifier.constData(), timer.elapsed(),
                qPrintable(result.error().message));
        }
        std::fflush(stdout);
    }

    SystemClock m_clock;
    SessionStore m_store;
    QString m_user;
    qint64 m_round = 0;
};

void work(const QString& path, const QString& user, qint64 firstRound, qint64 milliseconds)
{
    Worker worker(path, user);
    worker.startAt(firstRound);
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds) {
        worker.doOneRound();
    }
}

void checkpoint(const QString& path, qint64 milliseconds)
{
    const SystemClock clock;
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds) {
        SessionStore store({ .path = path }, clock, nullptr);
        for (int i = 0; i < 20; ++i) {
            if (const auto done = waitFor(store.checkpoint()); !done) {
                std::printf("error: checkpoint: %s\n", qPrintable(done.error().message));
                std::fflush(stdout);
            }
        }
    }
}

/// The kind of checkpoint that can lose commits of others in SQLite before 3.51.3, where the lock is not
/// kept.
void checkpointPassively(const QString& path, qint64 milliseconds)
{
    sqlite3* database = nullptr;
    sqlite3_open(QFile::encodeName(path).constData(), &database);
    // A connection that has not read anything does not know that there is a log, and moves nothing.
    sqlite3_exec(database, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds) {
        const auto lock = storage::acquireWriteLock(path, std::chrono::seconds(5));
        if (lock) {
            sqlite3_wal_checkpoint_v2(database, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
        }
    }
    sqlite3_close(database);
}

void validate(const QString& path, const QString& user, qint64 milliseconds)
{
    struct Call
    {
        QElapsedTimer timer;
        Future<Validation> answer;
    };
    constexpr std::size_t UnderWay = 12;
    const SystemClock clock;
    SessionStore store({ .path = path }, clock, nullptr);
    std::deque<Call> calls;
    std::vector<qint64> microseconds;
    int refused = 0;
    const auto finishFirst = [&] {
        refused += blockFor(calls.front().answer) ? 0 : 1;
        microseconds.push_back(calls.front().timer.nsecsElapsed() / 1000);
        calls.pop_front();
    };
    for (const QDeadlineTimer deadline(milliseconds); !deadline.hasExpired();) {
        if (calls.size() == UnderWay) {
            finishFirst();
        }
        calls.emplace_back().timer.start();
        calls.back().answer = store.validate(user, Secret::takeFrom(user.toUtf8()));
    }
    while (!calls.empty()) {
        finishFirst();
    }
    std::ranges::sort(microseconds);
    std::printf("%zu %d %lld %lld\n", microseconds.size(), refused,
        microseconds[microseconds.size() * 99 / 100], microseconds.back());
}

void serve(const QString& path)
{
    const SystemClock clock;
    SessionStore store({ .path = path }, clock, nullptr);
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string call;
        std::string user;
        std::string identifier;
        std::string newIdentifier;
        words >> call >> user >> identifier >> newIdentifier;
        const auto secret = [](const std::string& text) {
            return Secret::takeFrom(QByteArray::fromStdString(text));
        };
        const QString name = QString::fromStdString(user);
        std::string outcome;
        std::optional<Error> error;
        if (call == "rotate") {
            const auto rotated = waitFor(store.rotate(name, secret(identifier), secret(newIdentifier)));
            outcome = rotated && rotated->isReplaced ? "replaced" : "valid";
            error = rotated ? std::nullopt : std::optional(rotated.error());
        } else {
            const auto valid = waitFor(store.validate(name, secret(identifier)));
            outcome = "valid";
            error = valid ? std::nullopt : std::optional(valid.error());
        }
        std::cout << line << ' ' << (error ? error->message.toStdString() : outcome) << std::endl;
    }
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 6 && arguments[1] == QStringLiteral("work")) {
        work(arguments[2], arguments[3], arguments[4].toLongLong(), arguments[5].toLongLong());
        return 0;
    }
    if (arguments.size() == 4 && arguments[1] == QStringLiteral("checkpoint")) {
        checkpoint(arguments[2], arguments[3].toLongLong());
        return 0;
    }
    if (arguments.size() == 5 && arguments[1] == QStringLiteral("validate")) {
        validate(arguments[2], arguments[3], arguments[4].toLongLong());
        return 0;
    }
    if (arguments.size() == 4 && arguments[1] == QStringLiteral("passive")) {
        checkpointPassively(arguments[2], arguments[3].toLongLong());
        return 0;
    }
    if (arguments.size() == 5 && arguments[1] == QStringLiteral("purge")) {
        const SystemClock clock;
        SessionStore store({ .path = arguments[2] }, clock, nullptr);
        return waitFor(store.purge(arguments[3], arguments[4].toLongLong())) ? 0 : 1;
    }
    if (arguments.size() == 3 && arguments[1] == QStringLiteral("open")) {
        const SystemClock clock;
        SessionStore store({ .path = arguments[2] }, clock, nullptr);
        return waitFor(store.setPolicy({})) ? 0 : 1; // the writer migrates
    }
    if (arguments.size() == 3 && arguments[1] == QStringLiteral("serve")) {
        serve(arguments[2]);
        return 0;
    }
    return 2;
}

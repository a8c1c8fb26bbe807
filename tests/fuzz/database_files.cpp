// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/import/table_source.h"
#include "core/sessions/session_store.h"
#include "tests/fuzz/damaged_database.h"
#include "tests/fuzz/scratch_folder.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>

#include <memory>
#include <optional>

using namespace latchkey;
using namespace latchkey::fuzz;
using namespace latchkey::sessions;

namespace {

constexpr qint64 LongestCallMs = 5'000;
constexpr int Users = 220; // enough for pages above the leaves
constexpr int UsersInLog = 40;
constexpr int MostRows = 100'000;

class StillClock final : public Clock
{
public:
    qint64 unixSeconds() const override { return 1'700'000'000; }
    qint64 secondsSinceBoot() const override { return 1'000; }
};

const StillClock stillClock;

/// What every input begins with: a database at rest, and one with the log of a program that was killed.
struct Originals
{
    QByteArray atRest;
    QByteArray withLog;
    QByteArray log;
};

std::unique_ptr<ScratchFolder> folder;
Originals originals;

QString userName(int number) { return QStringLiteral("user%1").arg(number); }
Secret identifierOf(int number)
{
    QByteArray identifier = "identifier-" + QByteArray::number(number);
    return Secret::takeFrom(std::move(identifier));
}

std::unique_ptr<SessionStore> openStore(bool createIfMissing)
{
    SessionStore::Options options;
    options.path = folder->filePath("sessions.db");
    options.createIfMissing = createIfMissing;
    options.waitLimit = std::chrono::milliseconds(300);
    return std::make_unique<SessionStore>(options, stillClock, nullptr);
}

void addUsers(SessionStore& store, int from, int count)
{
    for (int user = from; user < from + count; ++user) {
        const QString agent = QStringLiteral("agent %1").arg(user % 7);
        require(blockFor(store.add(userName(user), identifierOf(user), agent)).has_value(),
            "the valid database can be made");
    }
    std::ignore = blockFor(store.revoke(userName(from), identifierOf(from)));
    std::ignore =
        blockFor(store.rotate(userName(from + 1), identifierOf(from + 1), identifierOf(from + 1000)));
}

void makeOriginals()
{
    auto store = openStore(true);
    addUsers(*store, 0, Users);
    store.reset(); // which moves the log into the file
    originals.atRest = folder->content("sessions.db");
    store = openStore(false);
    addUsers(*store, Users, UsersInLog);
    originals.withLog = folder->content("sessions.db");
    originals.log = folder->content("sessions.db-wal");
    store.reset();
    require(!originals.atRest.isEmpty() && !originals.log.isEmpty(), "the valid databases are there");
}

void emptyFolder()
{
    QDir all(QFileInfo(folder->filePath("sessions.db")).path());
    for (const QString& name : all.entryList(QDir::Files | QDir::Hidden)) {
        all.remove(name);
    }
}

/// Runs the store's calls one after the other and notes how they end.
class Calls
{
public:
    template <typename T> Result<T> end(Future<T> call)
    {
        QElapsedTimer timer;
        timer.start();
        const Result<T> result = blockFor(std::move(call));
        require(timer.elapsed() < LongestCallMs, "every call ends within 5 seconds");
        require(result || !result.error().message.isEmpty(), "a failure says why");
        const bool isRefusal = !result
            && (result.error().code == ErrorCode::Corrupt || result.error().code == ErrorCode::StoreTooNew
                || result.error().code == ErrorCode::StoreUnavailable);
        m_allRefused = m_allRefused && isRefusal;
        return result;
    }

    bool allRefused() const { return m_allRefused; }

private:
    bool m_allRefused = true;
};

/// What a server, the window and the rules ask of a store. True when every change was refused: the file is
/// not ours, too new, or damaged.
bool useStore()
{
    const auto store = openStore(false);
    Calls changes;
    Calls questions;
    const auto guessed =
        changes.end(store->validate(userName(1), Secret::takeFrom(QByteArray("never-stored"))));
    require(!guessed, "no damage makes a token valid that was never stored");
    std::ignore = changes.end(store->validate(userName(2), identifierOf(2)));
    std::ignore = questions.end(store->page({}, {}, 0, 200));
    std::ignore = questions.end(store->counts({}));
    std::ignore = questions.end(store->groups({}, GroupBy::Device));
    std::ignore = questions.end(store->groups({}, GroupBy::User));
    std::ignore = questions.end(store->histogram({}, {}));
    std::ignore = questions.end(store->policy());
    std::ignore = questions.end(store->clockHealth());
    std::ignore = questions.end(store->facts());
    std::ignore = changes.end(store->add(userName(0), identifierOf(5000), QStringLiteral("agent 3")));
    std::ignore = changes.end(store->rotate(userName(3), identifierOf(3), identifierOf(3000)));
    std::ignore = changes.end(store->revoke(userName(4), identifierOf(4)));
    std::ignore = changes.end(store->purge(userName(5), stillClock.unixSeconds()));
    SessionFilter filter;
    filter.search = QStringLiteral("user1");
    std::ignore = questions.end(store->page(filter, { SessionColumn::Username, Qt::AscendingOrder }, 1, 5));
    std::ignore = changes.end(store->revoke(filter, BulkProgress()));
    return changes.allRefused();
}

/// The same file as a foreign table to import from.
void readAsTable()
{
    TableMapping mapping;
    mapping.table = QStringLiteral("sessions");
    mapping.username = QStringLiteral("id");
    mapping.identifier = { QStringLiteral("created") };
    const auto table = openTable(folder->filePath("sessions.db"), mapping);
    for (int rows = 0; table && rows < MostRows; ++rows) {
        const auto row = (*table)->next();
        if (!row || !*row) {
            break;
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv)
{
    static const QCoreApplication application(*argc, *argv); // which finds Qt's SQLite driver
    folder = std::make_unique<ScratchFolder>();
    makeOriginals();
    return 0;
}

/// Session databases of ours that were damaged, by accident or on purpose (damaged_database.h).
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    const Damage damage(bytesOf(data, size));
    QByteArray database = damage.keepsLog() ? originals.withLog : originals.atRest;
    QByteArray log = damage.keepsLog() ? originals.log : QByteArray();
    damage.applyTo(database, log);
    emptyFolder();
    folder->put("sessions.db", database);
    if (damage.keepsLog()) {
        folder->put("sessions.db-wal", log);
    }
    const auto isUntouched = [&] {
        return folder->content("sessions.db") == database
            && (!damage.keepsLog() || folder->content("sessions.db-wal") == log);
    };
    readAsTable();
    require(isUntouched(), "a table to import from is left as it is");
    if (useStore()) {
        require(isUntouched(), "not a byte changes of a file that was refused");
    }
    return 0;
}

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/logins.h"
#include "tests/core/credentials/keyring/keyring_bench.h"
#include "tests/support/fake_server_api.h"
#include "tests/support/manual_clock.h"

#include <QTemporaryDir>

#include <atomic>
#include <sys/socket.h>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

namespace {

std::atomic<int> requests = 0;

} // namespace

/// In the place of the system's, to count what the keyring's client sends to its worker.
extern "C" ssize_t send(int descriptor, const void* bytes, size_t size, int flags)
{
    ++requests;
    return sendto(descriptor, bytes, size, flags, nullptr, 0);
}

/// Several accounts of one server in a real keyring.
class KeyringAccountsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoAccountsSwitchedBackAndForth();
    void switchingAsksTheWorkerOnce();
    void switchingWithALockedKeyringChangesNothing();

private:
    static LoginId loginOf(const QByteArray& token)
    {
        return loginId(server("dev.example.com"), secret(token));
    }
};

namespace {

/// Logins over the bench's keyring, with the CLI's files in a folder of their own.
struct Accounts
{
    explicit Accounts(const KeyringBench& bench)
        : keyring(bench.options())
    {
    }

    Result<Change> add(const QByteArray& token, const QString& account)
    {
        return waitFor(
            logins.add({ .server = server("dev.example.com"), .token = secret(token), .account = account }));
    }

    QTemporaryDir folder;
    KeyringBackend keyring;
    CliFiles files { folder.filePath(u"coderv2"_qs) };
    FakeServerApi servers;
    ManualClock clock { 1'800'000'000 };
    Logins logins { { keyring, keyring, files, servers, clock }, folder.filePath(u"logins.json"_qs), {} };
};

} // namespace

void KeyringAccountsTest::twoAccountsSwitchedBackAndForth()
{
    KeyringBench bench;
    QVERIFY(bench.start());
    Accounts accounts(bench);
    REQUIRE_OK(accounts.add("tok-alice", u"alice"_qs));
    REQUIRE_OK(accounts.add("tok-bob", u"bob"_qs));
    for (int i = 0; i < 100; ++i) {
        const QByteArray token = i % 2 == 0 ? "tok-alice" : "tok-bob";
        REQUIRE_OK(waitFor(accounts.logins.use(loginOf(token))));
        if (i % 10 == 0) { // as another program sees it
            QCOMPARE(bench.lookup(), '{' + entryText("dev.example.com", token) + '}');
        }
        QCOMPARE(accounts.files.read(), (CliLogin { server("dev.example.com"), secret(token) }));
    }
    for (const QByteArray token : { "tok-alice", "tok-bob" }) {
        QCOMPARE(text(waitFor(accounts.keyring.readParked(loginOf(token)))), token);
    }
    QCOMPARE(waitFor(accounts.keyring.parked())->size(), 2);
    const auto overview = waitFor(accounts.logins.overview());
    REQUIRE_OK(overview);
    QCOMPARE(overview->logins.size(), 2);
    QCOMPARE(overview->active()->account, u"bob"_qs);
}

void KeyringAccountsTest::switchingAsksTheWorkerOnce()
{
    KeyringBench bench;
    QVERIFY(bench.start());
    Accounts accounts(bench);
    REQUIRE_OK(accounts.add("tok-alice", u"alice"_qs));
    REQUIRE_OK(accounts.add("tok-bob", u"bob"_qs));
    REQUIRE_OK(waitFor(accounts.logins.use(loginOf("tok-alice"))));
    requests = 0;
    REQUIRE_OK(waitFor(accounts.logins.use(loginOf("tok-bob"))));
    QCOMPARE(requests.load(), 1);
    QCOMPARE(bench.lookup(), '{' + entryText("dev.example.com", "tok-bob") + '}');
    requests = 0;
    REQUIRE_OK(waitFor(accounts.logins.overview()));
    QCOMPARE(requests.load(), 2);
}

void KeyringAccountsTest::switchingWithALockedKeyringChangesNothing() // EDGE 5
{
    KeyringBench bench;
    QVERIFY(bench.start());
    Accounts accounts(bench);
    REQUIRE_OK(accounts.add("tok-alice", u"alice"_qs));
    REQUIRE_OK(accounts.add("tok-bob", u"bob"_qs));
    REQUIRE_OK(waitFor(accounts.logins.use(loginOf("tok-alice"))));
    QVERIFY(bench.lock());
    REQUIRE_ERROR(waitFor(accounts.logins.use(loginOf("tok-bob"))), ErrorCode::KeyringLocked);
    QCOMPARE(accounts.files.read(), (CliLogin { server("dev.example.com"), secret("tok-alice") }));
    QVERIFY(bench.unlock());
    REQUIRE_OK(waitFor(accounts.logins.use(loginOf("tok-bob"))));
    QCOMPARE(bench.lookup(), '{' + entryText("dev.example.com", "tok-bob") + '}');
}

QTEST_GUILESS_MAIN(KeyringAccountsTest)
#include "keyring_accounts_test.moc"

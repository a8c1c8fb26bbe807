// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/credentials/backend_contract.h"

#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/result_check.h"

#include <thread>
#include <vector>

namespace latchkey::test {

using namespace credentials;

namespace {

const ServerUrl& coder()
{
    static const ServerUrl url = server("https://coder.example.com");
    return url;
}

const ServerUrl& other()
{
    static const ServerUrl url = server("https://other.example.com:8080");
    return url;
}

} // namespace

BackendContract::BackendContract(Keeps keeps)
    : m_keeps(keeps)
{
}

void BackendContract::init()
{
    clearStore();
    m_backend = openBackend();
}

void BackendContract::cleanup()
{
    m_backend.reset();
    clearStore();
}

void BackendContract::contract_readOfAnEmptyStoreIsNotFound()
{
    REQUIRE_ERROR(waitFor(backend().read(coder())), ErrorCode::NotFound);
}

void BackendContract::contract_deleteWithNothingStoredIsNotFound()
{
    REQUIRE_ERROR(waitFor(backend().remove(coder())), ErrorCode::NotFound);
}

void BackendContract::contract_emptyStoreListsNothing()
{
    const auto list = waitFor(backend().list());
    REQUIRE_OK(list);
    QVERIFY(list->isEmpty());
}

void BackendContract::contract_writeStoresTheTokenForTheServer()
{
    REQUIRE_OK(waitFor(backend().write(coder(), secret("tok-1"))));
    QCOMPARE(text(waitFor(backend().read(coder()))), "tok-1");
    QCOMPARE(text(waitFor(openBackend()->read(coder()))), "tok-1");
}

void BackendContract::contract_writeReplacesTheOlderToken()
{
    REQUIRE_OK(waitFor(backend().write(coder(), secret("tok-1"))));
    REQUIRE_OK(waitFor(backend().write(coder(), secret("tok-2"))));
    QCOMPARE(text(waitFor(backend().read(coder()))), "tok-2");
    const auto list = waitFor(backend().list());
    REQUIRE_OK(list);
    QCOMPARE(list->size(), 1);
}

void BackendContract::contract_deleteRemovesTheTokenAndTellsWhenThereIsNone()
{
    REQUIRE_OK(waitFor(backend().write(coder(), secret("tok-1"))));
    REQUIRE_OK(waitFor(backend().remove(coder())));
    REQUIRE_ERROR(waitFor(backend().read(coder())), ErrorCode::NotFound);
    REQUIRE_ERROR(waitFor(backend().remove(coder())), ErrorCode::NotFound);
    const auto list = waitFor(backend().list());
    REQUIRE_OK(list);
    QVERIFY(list->isEmpty());
}

void BackendContract::contract_storeWorksAgainAfterTheLastTokenWent()
{
    REQUIRE_OK(waitFor(backend().write(coder(), secret("tok-1"))));
    REQUIRE_OK(waitFor(backend().remove(coder())));
    REQUIRE_OK(waitFor(backend().write(other(), secret("tok-2"))));
    QCOMPARE(text(waitFor(backend().read(other()))), "tok-2");
}

void BackendContract::contract_listTellsServerAndFactsInStoredOrder()
{
    const Secret token = secret("abcdefghij-ABCDEFGHIJKLMNOPQRSTUV");
    REQUIRE_OK(waitFor(backend().write(other(), secret("tok-1"))));
    REQUIRE_OK(waitFor(backend().write(coder(), token)));
    const auto list = waitFor(backend().list());
    REQUIRE_OK(list);
    QCOMPARE(list->size(), m_keeps == Keeps::TokenPerServer ? 2 : 1);
    QCOMPARE(list->last().server, coder());
    QCOMPARE(list->last().token, factsOf(token));
    QVERIFY(!list->last().problem);
    if (m_keeps == Keeps::TokenPerServer) {
        QCOMPARE(list->first().server, other());
        QCOMPARE(list->first().key, other().hostKey());
    }
}

void BackendContract::contract_tokensOfOtherServersStayAsTheyAre()
{
    REQUIRE_OK(waitFor(backend().write(coder(), secret("tok-1"))));
    REQUIRE_OK(waitFor(backend().write(other(), secret("tok-2"))));
    if (m_keeps == Keeps::OneToken) {
        // "Read(_ *url.URL)": whatever server it is asked for, it gives its one token
        QCOMPARE(text(waitFor(backend().read(coder()))), "tok-2");
        REQUIRE_OK(waitFor(backend().remove(coder())));
        REQUIRE_ERROR(waitFor(backend().read(other())), ErrorCode::NotFound);
        return;
    }
    QCOMPARE(text(waitFor(backend().read(coder()))), "tok-1");
    REQUIRE_OK(waitFor(backend().write(coder(), secret("tok-3"))));
    QCOMPARE(text(waitFor(backend().read(other()))), "tok-2");
    REQUIRE_OK(waitFor(backend().remove(coder())));
    QCOMPARE(text(waitFor(backend().read(other()))), "tok-2");
    REQUIRE_ERROR(waitFor(backend().read(coder())), ErrorCode::NotFound);
}

void BackendContract::contract_tokenNeverGoesToAnotherScheme()
{
    if (m_keeps == Keeps::OneToken) {
        REQUIRE_OK(waitFor(backend().write(server("http://coder.example.com"), secret("tok-1"))));
        const auto list = waitFor(backend().list());
        REQUIRE_OK(list);
        QCOMPARE(list->first().server->origin(), QStringLiteral("http://coder.example.com"));
        return;
    }
    const ServerUrl plain = server("http://coder.example.com");
    REQUIRE_OK(waitFor(backend().write(coder(), secret("tok-1"))));
    REQUIRE_ERROR(waitFor(backend().read(plain)), ErrorCode::OriginMismatch);
    REQUIRE_ERROR(waitFor(backend().remove(plain)), ErrorCode::OriginMismatch);
    REQUIRE_ERROR(waitFor(backend().write(plain, secret("tok-2"))), ErrorCode::OriginMismatch);
    QCOMPARE(text(waitFor(backend().read(coder()))), "tok-1");
}

void BackendContract::contract_textThatIsNoTokenIsNeverStored() // K21, K22
{
    REQUIRE_OK(waitFor(backend().write(coder(), secret("tok-1"))));
    for (const QByteArray& bad :
        { QByteArray(), QByteArray("a\nb"), QByteArray("a b"), QByteArray("a\0b", 3), QByteArray("\xff") }) {
        REQUIRE_ERROR(waitFor(backend().write(coder(), secret(bad))), ErrorCode::InvalidInput);
    }
    QCOMPARE(text(waitFor(backend().read(coder()))), "tok-1");
}

void BackendContract::contract_oversizedTokenIsRefusedAndNothingChanges() // EDGE 20
{
    REQUIRE_OK(waitFor(backend().write(coder(), secret("tok-1"))));
    const Secret big = secret(QByteArray(70'000, 'x'));
    REQUIRE_ERROR(waitFor(backend().write(coder(), big)), ErrorCode::DataTooBig);
    REQUIRE_ERROR(waitFor(backend().write(other(), big)), ErrorCode::DataTooBig);
    QCOMPARE(text(waitFor(backend().read(coder()))), "tok-1");
    const auto list = waitFor(backend().list());
    REQUIRE_OK(list);
    QCOMPARE(list->size(), 1);
}

void BackendContract::contract_callsFromSeveralThreadsAllCount() // EDGE 36
{
    constexpr int Threads = 4;
    constexpr int Writes = 5;
    std::vector<std::thread> threads;
    std::atomic<int> failures = 0;
    threads.reserve(Threads);
    for (int thread = 0; thread < Threads; ++thread) {
        threads.emplace_back([this, thread, &failures] {
            for (int i = 0; i < Writes; ++i) {
                const ServerUrl url = server(QStringLiteral("https://h%1-%2").arg(thread).arg(i));
                failures += blockFor(backend().write(url, secret("tok"))) ? 0 : 1;
                failures += blockFor(backend().read(url)) ? 0 : 1;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    QCOMPARE(failures.load(), 0);
    const auto list = waitFor(backend().list());
    REQUIRE_OK(list);
    QCOMPARE(list->size(), m_keeps == Keeps::TokenPerServer ? Threads * Writes : 1);
}

void BackendContract::contract_futuresEndWhenTheBackendGoes()
{
    const Future<void> written = backend().write(coder(), secret("tok-1"));
    const Future<Secret> read = backend().read(coder());
    const Future<QList<StoredCredential>> listed = backend().list();
    m_backend.reset();
    const auto outcome = waitFor(written);
    QVERIFY(outcome || outcome.error().code == ErrorCode::Cancelled);
    const auto token = waitFor(read);
    QVERIFY(text(token) == "tok-1" || token.error().code == ErrorCode::Cancelled);
    const auto list = waitFor(listed);
    QVERIFY(list || list.error().code == ErrorCode::Cancelled);
}

} // namespace latchkey::test

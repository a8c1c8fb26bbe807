// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/memory_backend.h"
#include "tests/core/credentials/backend_contract.h"
#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/result_check.h"

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

namespace {

/// Lends a backend that lives longer than the handle, as a store does.
class Borrowed final : public Backend
{
public:
    explicit Borrowed(Backend& lender)
        : m_lender(lender)
    {
    }
    Future<Secret> read(const ServerUrl& url) override { return m_lender.read(url); }
    Future<void> write(const ServerUrl& url, const Secret& token) override
    {
        return m_lender.write(url, token);
    }
    Future<void> remove(const ServerUrl& url) override { return m_lender.remove(url); }
    Future<QList<StoredCredential>> list() override { return m_lender.list(); }

private:
    Backend& m_lender;
};

} // namespace

class MemoryBackendTest : public BackendContract
{
    Q_OBJECT

public:
    MemoryBackendTest()
        : BackendContract(Keeps::TokenPerServer)
    {
    }

protected:
    void clearStore() override { m_memory.setText({}); }
    std::unique_ptr<Backend> openBackend() override { return std::make_unique<Borrowed>(m_memory); }

private Q_SLOTS:
    void keepsTheSharedEntrysText();
    void removingTheLastKeyRemovesTheWholeEntry();
    void corruptTextIsAnErrorAndStays();
    void whatWouldBeTooBigIsNotPutInPlace();
    void failsAsToldUntilToldOtherwise();

private:
    MemoryBackend m_memory;
};

void MemoryBackendTest::keepsTheSharedEntrysText()
{
    REQUIRE_OK(waitFor(m_memory.write(server("http://h:3000"), secret("tok"))));
    QCOMPARE(m_memory.text(), json("{'h:3000':{'coder_url':'http://h:3000','api_token':'tok'}}"));
}

void MemoryBackendTest::removingTheLastKeyRemovesTheWholeEntry()
{
    REQUIRE_OK(waitFor(m_memory.write(server("h"), secret("tok"))));
    REQUIRE_OK(waitFor(m_memory.remove(server("h"))));
    QCOMPARE(m_memory.text(), QByteArray());
}

void MemoryBackendTest::corruptTextIsAnErrorAndStays() // EDGE 23
{
    for (const QByteArray text : { "{", "[]", "null", "{'h':'tok'}" }) {
        m_memory.setText(json(text.constData()));
        REQUIRE_ERROR(waitFor(m_memory.read(server("h"))), ErrorCode::Corrupt);
        REQUIRE_ERROR(waitFor(m_memory.write(server("h"), secret("tok"))), ErrorCode::Corrupt);
        REQUIRE_ERROR(waitFor(m_memory.remove(server("h"))), ErrorCode::Corrupt);
        QCOMPARE(m_memory.text(), json(text.constData()));
    }
}

void MemoryBackendTest::whatWouldBeTooBigIsNotPutInPlace()
{
    m_memory.setText({});
    REQUIRE_OK(waitFor(m_memory.write(server("https://b.example.com"), secret(QByteArray(65'000, 'b')))));
    const QByteArray before = m_memory.text();
    const Secret token = secret(QByteArray(1000, 'a'));
    REQUIRE_OK(waitFor(m_memory.park(server("https://a.example.com"), token)));
    REQUIRE_ERROR(waitFor(m_memory.useParked(loginId(server("https://a.example.com"), token), std::nullopt)),
        ErrorCode::DataTooBig);
    QCOMPARE(m_memory.text(), before);
}

void MemoryBackendTest::failsAsToldUntilToldOtherwise()
{
    REQUIRE_OK(waitFor(m_memory.write(server("h"), secret("tok"))));
    m_memory.failWith(Error { ErrorCode::KeyringLocked, u"The keyring is locked."_qs });
    REQUIRE_ERROR(waitFor(m_memory.read(server("h"))), ErrorCode::KeyringLocked);
    REQUIRE_ERROR(waitFor(m_memory.write(server("h"), secret("x"))), ErrorCode::KeyringLocked);
    REQUIRE_ERROR(waitFor(m_memory.remove(server("h"))), ErrorCode::KeyringLocked);
    REQUIRE_ERROR(waitFor(m_memory.list()), ErrorCode::KeyringLocked);
    m_memory.failWith(std::nullopt);
    QCOMPARE(text(waitFor(m_memory.read(server("h")))), "tok");
}

QTEST_GUILESS_MAIN(MemoryBackendTest)
#include "memory_backend_test.moc"

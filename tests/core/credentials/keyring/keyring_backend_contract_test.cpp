// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/credentials/backend_contract.h"
#include "tests/core/credentials/keyring/keyring_bench.h"

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

/// The contract of every Backend, on a real gnome-keyring.
class KeyringBackendContractTest : public BackendContract
{
    Q_OBJECT

public:
    KeyringBackendContractTest()
        : BackendContract(Keeps::TokenPerServer)
    {
    }

protected:
    void clearStore() override
    {
        m_bench.reset();
        m_bench = std::make_unique<KeyringBench>();
        if (!m_bench->start()) {
            qFatal("the private keyring does not start");
        }
    }

    std::unique_ptr<Backend> openBackend() override { return m_bench->backend(); }

private:
    std::unique_ptr<KeyringBench> m_bench;
};

QTEST_GUILESS_MAIN(KeyringBackendContractTest)
#include "keyring_backend_contract_test.moc"

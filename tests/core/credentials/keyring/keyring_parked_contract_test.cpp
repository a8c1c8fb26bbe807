// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/credentials/keyring/keyring_bench.h"
#include "tests/core/credentials/parked_contract.h"

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

/// The contract of ParkedTokens, on a real gnome-keyring.
class KeyringParkedContractTest : public ParkedContract
{
    Q_OBJECT

protected:
    void clearStore() override
    {
        m_shared.reset();
        m_bench.reset();
        m_bench = std::make_unique<KeyringBench>();
        if (!m_bench->start()) {
            qFatal("the private keyring does not start");
        }
        m_shared = m_bench->backend();
    }

    std::unique_ptr<ParkedTokens> openParked() override { return m_bench->backend(); }

    Backend& sharedEntry() override { return *m_shared; }

    void plant(const LoginId& login, const QByteArray& value) override
    {
        if (!m_bench->addItem(value, parkedAttributes(parkedName(login)))) {
            qFatal("the private keyring takes no item");
        }
    }

private:
    std::unique_ptr<KeyringBench> m_bench;
    std::unique_ptr<KeyringBackend> m_shared;
};

QTEST_GUILESS_MAIN(KeyringParkedContractTest)
#include "keyring_parked_contract_test.moc"

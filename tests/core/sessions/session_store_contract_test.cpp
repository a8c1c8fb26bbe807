// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/session_store.h"
#include "tests/core/sessions/token_manager_contract.h"

#include <QTemporaryDir>
#include <QtTest>

namespace latchkey::test {

class SessionStoreContractTest final : public TokenManagerContract
{
    Q_OBJECT

private:
    std::unique_ptr<sessions::TokenManager> makeManager(const Clock& clock) override
    {
        m_folder = std::make_unique<QTemporaryDir>();
        return std::make_unique<sessions::SessionStore>(
            sessions::SessionStore::Options { .path = m_folder->filePath(QStringLiteral("sessions.db")) },
            clock, nullptr);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::SessionStoreContractTest)
#include "session_store_contract_test.moc"

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/sessions/token_manager_contract.h"
#include "tests/support/sessions/memory_token_manager.h"

#include <QtTest>

namespace latchkey::test {

class MemoryTokenManagerTest final : public TokenManagerContract
{
    Q_OBJECT

private:
    std::unique_ptr<sessions::TokenManager> makeManager(const Clock& clock) override
    {
        return std::make_unique<MemoryTokenManager>(clock);
    }
};

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::MemoryTokenManagerTest)
#include "memory_token_manager_test.moc"

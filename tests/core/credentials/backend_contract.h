// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/backend.h"

#include <QObject>

#include <memory>

namespace latchkey::test {

/// What every Backend promises, as tests. A test program for a backend derives from this class (with
/// Q_OBJECT), says how to make one, and adds what is its own; Qt Test runs the inherited tests too.
class BackendContract : public QObject
{
    Q_OBJECT

protected:
    /// Whether it keeps a token for each server, as the seed's keyring does, or one token whatever URL it is
    /// given, as the seed's file does.
    enum class Keeps { TokenPerServer, OneToken };

    explicit BackendContract(Keeps keeps);

    /// Makes the store behind the backend empty.
    virtual void clearStore() = 0;

    /// A backend on that store. Backends made one after another share it.
    virtual std::unique_ptr<credentials::Backend> openBackend() = 0;

    credentials::Backend& backend() { return *m_backend; }

private Q_SLOTS:
    void init();
    void cleanup();

    void contract_readOfAnEmptyStoreIsNotFound();
    void contract_deleteWithNothingStoredIsNotFound();
    void contract_emptyStoreListsNothing();
    void contract_writeStoresTheTokenForTheServer();
    void contract_writeReplacesTheOlderToken();
    void contract_deleteRemovesTheTokenAndTellsWhenThereIsNone();
    void contract_storeWorksAgainAfterTheLastTokenWent();
    void contract_listTellsServerAndFactsInStoredOrder();
    void contract_tokensOfOtherServersStayAsTheyAre();
    void contract_tokenNeverGoesToAnotherScheme();
    void contract_textThatIsNoTokenIsNeverStored();
    void contract_oversizedTokenIsRefusedAndNothingChanges();
    void contract_callsFromSeveralThreadsAllCount();
    void contract_futuresEndWhenTheBackendGoes();

private:
    Keeps m_keeps;
    std::unique_ptr<credentials::Backend> m_backend;
};

} // namespace latchkey::test

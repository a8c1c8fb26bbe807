// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/backend.h"
#include "core/credentials/parked_tokens.h"

#include <QObject>

#include <memory>

namespace latchkey::test {

/// What every ParkedTokens promises, as tests. A test program for one derives from this class (with
/// Q_OBJECT), says how to make one, and adds what is its own; Qt Test runs the inherited tests too.
class ParkedContract : public QObject
{
    Q_OBJECT

protected:
    /// Makes the store empty.
    virtual void clearStore() = 0;

    /// Parked tokens in that store. Those made one after another share it.
    virtual std::unique_ptr<credentials::ParkedTokens> openParked() = 0;

    /// The shared entry beside them.
    virtual credentials::Backend& sharedEntry() = 0;

    /// Puts an item into the store that park() would not have made.
    virtual void plant(const credentials::LoginId& login, const QByteArray& value) = 0;

    credentials::ParkedTokens& parkedTokens() { return *m_parked; }

private Q_SLOTS:
    void init();
    void cleanup();

    void contract_emptyStoreHasNothingParked();
    void contract_aParkedTokenIsListedAndReadUnderItsFingerprint();
    void contract_accountsOfOneServerStandBesideEachOther();
    void contract_originsStandBesideEachOther();
    void contract_parkingTwiceIsParkingOnce();
    void contract_removingTakesThatOneAlone();
    void contract_whatIsNotThereIsNotFound();
    void contract_anItemThatHoldsAnotherTokenIsCorruptAndStays();
    void contract_textThatIsNoTokenIsNeverParked();
    void contract_oversizedTokenIsRefused();
    void contract_twoAccountsBackAndForthLoseNothing();
    void contract_usingPutsATokenIntoTheSharedEntry();
    void contract_usingNeverLosesAToken();
    void contract_usingATokenOfAnotherSchemeIsRefused();
    void contract_futuresEndWhenTheStoreGoes();

private:
    std::unique_ptr<credentials::ParkedTokens> m_parked;
};

} // namespace latchkey::test

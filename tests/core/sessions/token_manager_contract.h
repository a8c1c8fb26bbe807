// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/token_manager.h"
#include "tests/support/manual_clock.h"

#include <QObject>

#include <memory>

namespace latchkey::test {

/// What every TokenManager does, whatever it stores tokens in: the statements of the rememberme
/// documentation, and what we say beyond them. A test program derives from it and makes its manager.
class TokenManagerContract : public QObject
{
    Q_OBJECT

protected:
    virtual std::unique_ptr<sessions::TokenManager> makeManager(const Clock& clock) = 0;

private Q_SLOTS:
    void init();
    void cleanup();

    // Add
    void addStoresATokenThatIsNotRevokedAndWasUsedNow();
    void addRefusesADuplicate();
    void addRefusesADuplicateOfARevokedToken();
    void aUserMayHaveAnyNumberOfTokens();
    void anotherUserMayHaveTheSameIdentifier();
    void everyTokenHasItsOwnIdThatNeverReturns();

    // Validate
    void aStoredTokenIsValidAgainAndAgain();
    void validateSetsLastUsedToNow();
    void lastUsedNeverGoesBackwards();
    void anUnknownTokenIsInvalid();
    void aTokenOfAnotherUserIsInvalid();
    void aTokenNeverExpiresOnItsOwn();
    void aFailedValidationDoesNotCountAsUse();

    // Rotate (token_rotation_contract.cpp)
    void aRotatedTokenGoesByItsNewIdentifier();
    void rotationChangesNothingElse();
    void aReplacedIdentifierIsValidForAMinute();
    void aReplacedIdentifierThatComesBackLaterEndsThatSessionAlone();
    void anIdentifierReplacedLongBeforeIsKnownAsWell();
    void aSecondRotationInTheGraceLeavesTheFirst();
    void theSameRotationTwiceIsFine();
    void rotatingToATakenIdentifierIsRefused();
    void anInvalidTokenIsNotRotated();
    void aReplacedIdentifierEndsItsSession();

    // Revoke
    void aRevokedTokenIsInvalid();
    void revokeLeavesTheTokenStored();
    void revokingTwiceIsFine();
    void revokingAMissingTokenIsNotFound();
    void revokeTouchesNoOtherTokenOfTheUser();
    void revokeCountsInTheSameSecond();

    // Remove
    void aRemovedTokenIsInvalidForGood();
    void removingAMissingTokenIsNoError();
    void aRevokedTokenCanBeRemoved();
    void aRemovedTokenCanBeAddedAnew();

    // Purge
    void purgeDeletesUpToTheCutoffInclusive();
    void purgeDeletesRevokedTokensToo();
    void purgeKeepsOtherUsersTokens();
    void purgeOfNothingIsNoError();
    void purgeTakesAnyCutoff();
    void aTokenUsedSinceIsNotPurged();

    // Input
    void userNamesAreComparedExactlyInNfc();
    void badUserNamesAreRefused_data();
    void badUserNamesAreRefused();
    void badIdentifiersAreRefused_data();
    void badIdentifiersAreRefused();
    void anyUserAgentIsStoredSafely_data();
    void anyUserAgentIsStoredSafely();

private:
    ManualClock m_clock { 0 };
    std::unique_ptr<sessions::TokenManager> m_manager;
};

} // namespace latchkey::test

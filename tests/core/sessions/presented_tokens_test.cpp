// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/theft_signs.h"
#include "tests/core/sessions/store_fixture.h"
#include "tests/support/result_check.h"

#include <QtTest>

namespace latchkey::test {

using namespace sessions;

/// What the store remembers of tokens that were presented when they should not have been.
class PresentedTokensTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void presentationsOfARevokedTokenAreCounted();
    void anUnknownTokenIsNotWrittenDown();
    void restoringForgetsThem();
    void aReplayIsTold();
    void aReadOnlyStoreKnowsReplacedTokens();
    void deletingASessionForgetsItsReplacedTokens();
};

namespace {

const QString Ann = QStringLiteral("ann");

Session onlySession(SessionStore& store)
{
    const auto page = waitFor(store.page({}, {}, 0, 2));
    return page && page->size() == 1 ? page->constFirst() : Session();
}

} // namespace

void PresentedTokensTest::presentationsOfARevokedTokenAreCounted()
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    const auto store = fixture.open();
    REQUIRE_OK(waitFor(store->revoke(Ann, secret("ann"))));
    QVERIFY(!hasTheftSigns(onlySession(*store)));
    QCOMPARE(theftSigns(onlySession(*store), Now), QString());
    for (int i = 0; i < 3; ++i) {
        fixture.clock().advance(60);
        REQUIRE_ERROR(waitFor(store->validate(Ann, secret("ann"))), ErrorCode::TokenInvalid);
    }
    const Session session = onlySession(*store);
    QCOMPARE(session.presentedRevoked, 3);
    QCOMPARE(session.lastPresentedRevoked, Now + 180);
    QCOMPARE(session.token.lastUsed, Now);
    QCOMPARE(theftSigns(session, Now + 180),
        QStringLiteral("Presented 3 times after it was revoked, last just now."));
}

void PresentedTokensTest::anUnknownTokenIsNotWrittenDown()
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    const auto store = fixture.open();
    REQUIRE_OK(waitFor(store->validate(Ann, secret("ann")))); // the file is open
    const QByteArray before = fixture.sqlValue("PRAGMA data_version");
    REQUIRE_ERROR(waitFor(store->validate(Ann, secret("a guess"))), ErrorCode::TokenInvalid);
    QCOMPARE(onlySession(*store).presentedRevoked, 0);
    QCOMPARE(fixture.sqlValue("PRAGMA data_version"), before);
}

void PresentedTokensTest::restoringForgetsThem()
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    const auto store = fixture.open();
    REQUIRE_OK(waitFor(store->revoke(Ann, secret("ann"))));
    REQUIRE_ERROR(waitFor(store->validate(Ann, secret("ann"))), ErrorCode::TokenInvalid);
    REQUIRE_OK(waitFor(store->restore(SessionFilter(), {})));
    QVERIFY(!hasTheftSigns(onlySession(*store)));
    REQUIRE_OK(waitFor(store->validate(Ann, secret("ann"))));
}

void PresentedTokensTest::aReplayIsTold()
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    const auto store = fixture.open();
    REQUIRE_OK(waitFor(store->rotate(Ann, secret("ann"), secret("new"))));
    fixture.clock().advance(3600);
    REQUIRE_ERROR(waitFor(store->validate(Ann, secret("ann"))), ErrorCode::TokenReused);
    Session session = onlySession(*store);
    QCOMPARE(session.token.revoked, true);
    QCOMPARE(session.reusedAt, Now + 3600);
    QCOMPARE(session.revokedAt, Now + 3600);
    QCOMPARE(session.presentedRevoked, 0);
    REQUIRE_ERROR(waitFor(store->validate(Ann, secret("ann"))), ErrorCode::TokenInvalid);
    REQUIRE_ERROR(waitFor(store->validate(Ann, secret("new"))), ErrorCode::TokenInvalid);
    session = onlySession(*store);
    QCOMPARE(session.presentedRevoked, 2);
    QCOMPARE(theftSigns(session, Now + 3600),
        QStringLiteral("A token that a newer one had replaced came back just now: somebody holds a copy. "
                       "Presented 2 times after it was revoked, last just now."));
}

void PresentedTokensTest::aReadOnlyStoreKnowsReplacedTokens() // S18
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    REQUIRE_OK(waitFor(fixture.open()->rotate(Ann, secret("ann"), secret("new"))));
    REQUIRE_OK(waitFor(fixture.open()->checkpoint()));
    const AsOrdinaryUser user(fixture.folder());
    QVERIFY(QFile::setPermissions(fixture.path(), QFile::ReadOwner));
    const auto store = fixture.open();
    const auto current = waitFor(store->validate(Ann, secret("new")));
    REQUIRE_OK(current);
    QVERIFY(!current->lastUsedRecorded);
    REQUIRE_OK(waitFor(store->validate(Ann, secret("ann"))));
    fixture.clock().advance(ReplacedGrace);
    REQUIRE_ERROR(waitFor(store->validate(Ann, secret("ann"))), ErrorCode::TokenReused);
    REQUIRE_ERROR(waitFor(store->rotate(Ann, secret("new"), secret("newer"))), ErrorCode::StoreReadOnly);
    QVERIFY(QFile::setPermissions(fixture.path(), QFile::ReadOwner | QFile::WriteOwner));
}

void PresentedTokensTest::deletingASessionForgetsItsReplacedTokens()
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    {
        const auto store = fixture.open();
        REQUIRE_OK(waitFor(store->rotate(Ann, secret("ann"), secret("new"))));
        REQUIRE_OK(waitFor(store->remove(SessionFilter(), {})));
        REQUIRE_ERROR(waitFor(store->validate(Ann, secret("ann"))), ErrorCode::TokenInvalid);
        REQUIRE_OK(waitFor(store->add(Ann, secret("ann"), QString())));
    }
    QCOMPARE(fixture.sqlValue("SELECT count(*) FROM replaced_identifiers"), "0");
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::PresentedTokensTest)
#include "presented_tokens_test.moc"

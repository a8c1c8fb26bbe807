// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/sessions/failing_disk.h"
#include "tests/core/sessions/store_fixture.h"
#include "tests/support/figure.h"
#include "tests/support/result_check.h"

#include <QtTest>

namespace latchkey::test {

using namespace sessions;

/// Every operation of SQLite on the disk fails once, each in a run of its own: what was acknowledged is there
/// afterwards, what failed says so, and the next call works.
class FailingDiskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachOperationFailsOnce_data();
    void eachOperationFailsOnce();
};

namespace {

const QString Ann = QStringLiteral("ann");
const QString Old = QStringLiteral("old");

/// What a program does in one sitting, and what it was told of it.
class Sitting
{
public:
    explicit Sitting(SessionStore& store)
    {
        note(store.validate(Ann, secret("ann")), m_valid, "validate");
        note(store.add(Ann, secret("added"), QStringLiteral("agent")), m_added, "add");
        note(store.revoke(Ann, secret("phone")), m_revoked, "revoke");
        note(store.rotate(Ann, secret("laptop"), secret("rotated")), m_rotated, "rotate");
        bool ignored = false;
        note(store.page({}, {}, 0, 100), ignored, "page");
        note(store.groups({}, GroupBy::Device), ignored, "groups");
        note(store.counts({}), ignored, "counts");
        note(store.purge(Old, Now), m_purged, "purge");
        note(store.checkpoint(), ignored, "checkpoint");
    }

    /// What was not as it should be, with the store as it is after the fault.
    QByteArrayList problems(SessionStore& store)
    {
        const auto isValid = [&](const QString& user, const char* identifier) {
            const auto answer = waitFor(store.validate(user, secret(identifier)));
            if (!answer && answer.error().code != ErrorCode::TokenInvalid) {
                m_problems.append(QByteArray("afterwards: ") + answer.error().message.toUtf8());
            }
            return answer.has_value();
        };
        expect(isValid(Ann, "ann"), "ann's token is lost");
        expect(isValid(Ann, "added") || !m_added, "an added token is lost");
        expect(!isValid(Ann, "phone") || !m_revoked, "a revoked token is valid");
        const bool isRotated = isValid(Ann, "rotated");
        expect(isRotated || (!m_rotated && isValid(Ann, "laptop")), "a rotated token is lost");
        for (const char* identifier : { "old 0", "old 1", "old 2" }) {
            expect(!isValid(Old, identifier) || !m_purged, "a purged token is valid");
        }
        return m_problems;
    }

private:
    template <typename T> void note(const Future<T>& call, bool& isDone, const char* what)
    {
        const auto answer = waitFor(call);
        isDone = answer.has_value();
        if (!answer) {
            const ErrorCode code = answer.error().code;
            const bool isOfTheStore = code == ErrorCode::StoreUnavailable || code == ErrorCode::StoreReadOnly
                || code == ErrorCode::DiskFull || code == ErrorCode::Corrupt || code == ErrorCode::TimedOut;
            expect(
                isOfTheStore, QByteArray(what) + " ended as " + QByteArray::number(static_cast<int>(code)));
            expect(!answer.error().message.isEmpty(), QByteArray(what) + " says nothing");
        }
    }

    void expect(bool isSo, const QByteArray& otherwise)
    {
        if (!isSo) {
            m_problems.append(otherwise);
        }
    }

    bool m_valid = false;
    bool m_added = false;
    bool m_revoked = false;
    bool m_rotated = false;
    bool m_purged = false;
    QByteArrayList m_problems;
};

void fill(StoreFixture& fixture)
{
    const auto store = fixture.open();
    for (const char* identifier : { "ann", "phone", "laptop" }) {
        REQUIRE_OK(waitFor(store->add(Ann, secret(identifier), QStringLiteral("agent"))));
    }
    for (const char* identifier : { "old 0", "old 1", "old 2" }) {
        REQUIRE_OK(waitFor(store->add(Old, secret(identifier), QStringLiteral("agent of old"))));
    }
}

} // namespace

void FailingDiskTest::eachOperationFailsOnce_data() // S21 to S23, FAULTS 4
{
    QTest::addColumn<bool>("isFull");
    QTest::newRow("I/O errors") << false;
    QTest::newRow("full disk") << true;
}

void FailingDiskTest::eachOperationFailsOnce()
{
    QFETCH(const bool, isFull);
    int tried = 0;
    const int step = qEnvironmentVariableIsSet("LATCHKEY_LONG_TESTS") ? 1 : 3;
    for (int operation = 1, all = operation + 1; operation <= all; operation += step) {
        StoreFixture fixture;
        FailingDisk disk(isFull ? FailingDisk::Writes::FindTheDiskFull : FailingDisk::Writes::AreErrors);
        fill(fixture);
        QByteArrayList problems;
        {
            disk.failOnceAt(operation);
            const auto store = fixture.open();
            Sitting sitting(*store);
            all = operation == 1 ? disk.operations() : all;
            disk.failOnceAt(0);
            problems = sitting.problems(*store);
        }
        if (fixture.sqlValue("PRAGMA integrity_check") != "ok") {
            problems.append("the file is damaged");
        }
        QVERIFY2(problems.isEmpty(),
            ("operation " + QByteArray::number(operation) + ": " + problems.join("; ")).constData());
        ++tried;
    }
    noteFigure(isFull
            ? QStringLiteral(
                  "operations on a full disk, each failing once: calls that lied or lost something")
            : QStringLiteral("I/O operations, each failing once: calls that lied or lost something"),
        tried, 0);
    QVERIFY(tried > 50);
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::FailingDiskTest)
#include "failing_disk_test.moc"

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/session_store.h"
#include "tests/bench/session_file.h"
#include "tests/bench/sqlite_file.h"
#include "tests/support/result_check.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace latchkey;
using namespace latchkey::bench;

/// The load generator, as the program that people run.
class MakeSessionsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameArgumentsGiveTheSameContent();
    void anotherSeedGivesOtherContent();
    void theStoreOpensWhatItMade();
    void aRowIsWhatTheFileHolds();

private:
    static constexpr int Count = 3000;

    /// Writes a file of this name and returns its path; empty when that failed.
    QString make(const QString& name, const QString& seed) const
    {
        const QString path = m_folder.filePath(name);
        QProcess program;
        program.start(QStringLiteral(MAKE_SESSIONS),
            { QStringLiteral("--count"), QString::number(Count), QStringLiteral("--users"),
                QStringLiteral("200"), QStringLiteral("--seed"), seed, path });
        return program.waitForFinished() && program.exitCode() == 0 ? path : QString();
    }

    static QByteArray contentOf(const QString& path)
    {
        const SqliteFile file(path);
        return file.digest("SELECT * FROM user_agents ORDER BY id")
            + file.digest("SELECT * FROM sessions ORDER BY id");
    }

    QTemporaryDir m_folder;
};

void MakeSessionsTest::sameArgumentsGiveTheSameContent()
{
    const QString one = make(QStringLiteral("one.db"), QStringLiteral("7"));
    const QString two = make(QStringLiteral("two.db"), QStringLiteral("7"));
    QVERIFY(!one.isEmpty() && !two.isEmpty());
    QCOMPARE(contentOf(one), contentOf(two));
}

void MakeSessionsTest::anotherSeedGivesOtherContent()
{
    QVERIFY(contentOf(make(QStringLiteral("seven.db"), QStringLiteral("7")))
        != contentOf(make(QStringLiteral("eight.db"), QStringLiteral("8"))));
}

void MakeSessionsTest::theStoreOpensWhatItMade()
{
    const QString path = make(QStringLiteral("opened.db"), QStringLiteral("1"));
    const SystemClock clock;
    sessions::SessionStore store({ .path = path, .createIfMissing = false }, clock, nullptr);
    const auto counts = waitFor(store.counts({}));
    REQUIRE_OK(counts);
    QCOMPARE(counts->matched, Count);
    QVERIFY(counts->users > 50 && counts->users <= 200);
    QVERIFY(counts->revoked > Count / 12 && counts->revoked < Count / 8);
    sessions::SessionFilter oddClock;
    oddClock.oddClockAsOf = SampleNow;
    QCOMPARE(waitFor(store.counts(oddClock)).value_or(*counts).matched, 0);
    sessions::SessionFilter revoked;
    revoked.revokedAtOrBefore = SampleNow;
    QCOMPARE(waitFor(store.counts(revoked)).value_or(*counts).matched, counts->revoked);
}

void MakeSessionsTest::aRowIsWhatTheFileHolds()
{
    const QString path = make(QStringLiteral("rows.db"), QStringLiteral("1"));
    const auto agents = sampleUserAgents(QStringLiteral(LATCHKEY_UAP_CORE_DIR));
    REQUIRE_OK(agents);
    const SampleSessions sample({ Count, 200, 1 }, *agents);
    const SystemClock clock;
    sessions::SessionStore store({ .path = path, .createIfMissing = false }, clock, nullptr);
    int revoked = 0;
    for (qint64 row = 0; row < 100; ++row) {
        const SampleSession session = sample.at(row);
        const auto validation = waitFor(store.validate(session.username, session.identifier));
        QCOMPARE(validation.has_value(), !session.revokedAt.has_value());
        if (!validation) {
            QCOMPARE(validation.error().code, ErrorCode::TokenInvalid);
            ++revoked;
            continue;
        }
        QCOMPARE(validation->token.userAgent, agents->at(session.agent));
        QCOMPARE(validation->token.created, session.created);
    }
    QVERIFY(revoked > 0);
    REQUIRE_ERROR(waitFor(store.validate(sample.at(Count).username, sample.at(Count).identifier)),
        ErrorCode::TokenInvalid);
}

QTEST_GUILESS_MAIN(MakeSessionsTest)
#include "make_sessions_test.moc"

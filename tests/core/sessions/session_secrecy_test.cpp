// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/identifier_digest.h"
#include "tests/core/sessions/store_fixture.h"
#include "tests/support/result_check.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>

namespace latchkey::test {

using namespace sessions;

/// Whoever gets the files gets nobody's session.
class SessionSecrecyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noFileHoldsAnIdentifier();
    void aRemovedSessionLeavesNoTraceInTheFile();
    void noMessageHoldsAnIdentifierOrTheNameOfAnother();
    void checkpointLeavesAWholeCopyInTheFile();
};

namespace {

const QString Ann = QStringLiteral("ann");
const QByteArray Canary = "CANARY-0123456789-abcdefghijklmnop";

Secret canary() { return Secret::takeFrom(QByteArray(Canary)); }

/// Every file of the folder. Read through another process, because closing a file would drop SQLite's locks.
QByteArray allContent(const QString& folder)
{
    QProcess cat;
    QStringList paths;
    const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files | QDir::Hidden);
    for (const QFileInfo& info : files) {
        paths.append(info.filePath());
    }
    cat.start(QStringLiteral("cat"), paths);
    return cat.waitForFinished() ? cat.readAllStandardOutput() : QByteArray();
}

QByteArray utf16(const QByteArray& text)
{
    const QString wide = QString::fromLatin1(text);
    return { reinterpret_cast<const char*>(wide.utf16()), wide.size() * 2 };
}

} // namespace

void SessionSecrecyTest::noFileHoldsAnIdentifier()
{
    StoreFixture fixture;
    const auto check = [&] {
        const QByteArray content = allContent(fixture.folder());
        QVERIFY(content.contains("seen-agent")); // the check looks at the right bytes
        QVERIFY(!content.contains(Canary));
        QVERIFY(!content.contains(utf16(Canary)));
        QVERIFY(!content.contains(Canary.toHex()));
        QVERIFY(!content.contains(Canary.toBase64().first(32)));
    };
    {
        const auto store = fixture.open();
        REQUIRE_OK(waitFor(store->add(Ann, canary(), QStringLiteral("seen-agent"))));
        REQUIRE_OK(waitFor(store->validate(Ann, canary())));
        REQUIRE_ERROR(waitFor(store->validate(QStringLiteral("bob"), canary())), ErrorCode::TokenInvalid);
        REQUIRE_OK(waitFor(store->revoke(Ann, canary())));
        check(); // in the log
    }
    check(); // in the file
}

void SessionSecrecyTest::aRemovedSessionLeavesNoTraceInTheFile() // EDGE 63: what VACUUM would be for
{
    StoreFixture fixture;
    const QByteArray digest = *identifierDigest(Ann, canary());
    {
        const auto store = fixture.open();
        for (int i = 0; i < 200; ++i) {
            REQUIRE_OK(
                waitFor(store->add(QStringLiteral("user%1").arg(i), secret("x"), QStringLiteral("agent"))));
        }
        REQUIRE_OK(waitFor(store->add(Ann, canary(), QStringLiteral("a-rare-agent"))));
        REQUIRE_OK(waitFor(store->checkpoint()));
        QVERIFY(allContent(fixture.folder()).contains(digest));
        REQUIRE_OK(waitFor(store->remove(Ann, canary())));
    }
    const QByteArray content = allContent(fixture.folder());
    QVERIFY(content.contains("user199"));
    QVERIFY(!content.contains(digest));
    QVERIFY(!content.contains("a-rare-agent"));
}

void SessionSecrecyTest::noMessageHoldsAnIdentifierOrTheNameOfAnother()
{
    StoreFixture fixture;
    QStringList messages;
    const auto collect = [&](const auto& result) {
        if (!result) {
            messages.append(result.error().message);
        }
    };
    {
        const auto store = fixture.open();
        REQUIRE_OK(waitFor(store->add(Ann, canary(), QString())));
        collect(waitFor(store->add(Ann, canary(), QString())));
        collect(waitFor(store->validate(QStringLiteral("bob"), canary())));
        collect(waitFor(store->revoke(QStringLiteral("bob"), canary())));
        collect(waitFor(store->validate(Ann, Secret::takeFrom(QByteArray(Canary + '\n')))));
        collect(waitFor(store->validate(Ann, Secret::takeFrom(Canary.repeated(20)))));
    }
    QVERIFY(fixture.runSql("PRAGMA user_version = 999"));
    collect(waitFor(fixture.open()->validate(Ann, canary())));
    QCOMPARE(messages.size(), 6);
    for (const QString& message : messages) {
        QVERIFY(!message.contains(QString::fromLatin1(Canary)));
        QVERIFY(!message.contains(Ann + u' '));
        QVERIFY(!message.contains(QStringLiteral("UNIQUE constraint"), Qt::CaseInsensitive));
    }
}

void SessionSecrecyTest::checkpointLeavesAWholeCopyInTheFile()
{
    StoreFixture fixture;
    StoreFixture backup;
    const auto store = fixture.open();
    REQUIRE_OK(waitFor(store->add(Ann, canary(), QString())));
    REQUIRE_OK(waitFor(store->checkpoint()));
    QCOMPARE(QFileInfo(fixture.path() + QStringLiteral("-wal")).size(), 0);
    QCOMPARE(
        QProcess::execute(QStringLiteral("cp"), { QStringLiteral("-p"), fixture.path(), backup.path() }), 0);
    REQUIRE_OK(waitFor(backup.open()->validate(Ann, canary())));
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::SessionSecrecyTest)
#include "session_secrecy_test.moc"

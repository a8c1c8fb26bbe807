// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/shared_entry.h"
#include "core/shared/file_lock.h"
#include "tests/core/credentials/fake_item.h"
#include "tests/support/result_check.h"

#include <QTemporaryDir>

#include <utility>

using namespace latchkey;
using namespace latchkey::credentials;
using latchkey::test::FakeItem;

namespace {

Secret secret(const QByteArray& text) { return Secret::takeFrom(QByteArray(text)); }

QByteArray entry(const QByteArray& host, const QByteArray& token)
{
    return '"' + host + R"(":{"coder_url":"https://)" + host + R"(","api_token":")" + token + R"("})";
}

ServerUrl server(const QByteArray& host) { return *ServerUrl::parse(QString::fromLatin1("https://" + host)); }

} // namespace

class SharedEntryTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<FakeItem> m_item;
    std::unique_ptr<SharedEntry> m_entry;

    QString lockPath() const { return m_folder.filePath(QStringLiteral("entry.lock")); }

    void use(Platform platform)
    {
        m_item = std::make_unique<FakeItem>();
        m_entry = std::make_unique<SharedEntry>(
            *m_item, keyringLayout(platform, QStringLiteral("coder-v2-credentials")), lockPath());
    }

    QByteArray text() const { return m_item->text.value_or("nothing"); }

private Q_SLOTS:
    void init() { use(Platform::Linux); }

    void theFirstWriteMakesTheDocumentedJson()
    {
        REQUIRE_OK(m_entry->write(server("a.example.com"), secret("token")));
        QCOMPARE(text(), '{' + entry("a.example.com", "token") + '}');
    }

    void writesKeepOtherServersAndUnknownFields()
    {
        const QByteArray foreign =
            R"("b.example.com":{"coder_url":"b.example.com","api_token":"B","x":1.10})";
        m_item->text =
            '{' + foreign + R"(,"c.example.com":{"coder_url":"https://c.example.com","api_token":"C"}})";
        REQUIRE_OK(m_entry->write(server("a.example.com"), secret("A")));
        QVERIFY(text().contains(foreign));
        QVERIFY(text().contains(entry("a.example.com", "A")));
        REQUIRE_OK(m_entry->remove(server("a.example.com")));
        QVERIFY(text().contains(foreign));
    }

    void prettyPrintedJsonOfOthersIsReadAndWrittenCompact() // K27
    {
        m_item->text = "{\n  " + entry("b.example.com", "B") + "\n}\n";
        QCOMPARE(m_entry->read(server("b.example.com"))->bytes(), QByteArrayView("B"));
        REQUIRE_OK(m_entry->write(server("a.example.com"), secret("A")));
        QCOMPARE(text(), '{' + entry("b.example.com", "B") + ',' + entry("a.example.com", "A") + '}');
    }

    void removingTheLastServerDeletesTheItem()
    {
        m_item->text = '{' + entry("a.example.com", "A") + '}';
        REQUIRE_OK(m_entry->remove(server("a.example.com")));
        QVERIFY(!m_item->text);
        QCOMPARE(m_item->erasures, 1);
        QCOMPARE(m_item->stores, 0);
    }

    void aMissingItemIsAnEmptyMap()
    {
        REQUIRE_ERROR(m_entry->read(server("a.example.com")), ErrorCode::NotFound);
        REQUIRE_ERROR(m_entry->remove(server("a.example.com")), ErrorCode::NotFound);
        REQUIRE_ERROR(m_entry->text(), ErrorCode::NotFound);
        const auto list = m_entry->list();
        REQUIRE_OK(list);
        QVERIFY(list->isEmpty());
        QCOMPARE(m_item->stores + m_item->erasures, 0);
    }

    void couldNotLookIsNeverEmpty()
    {
        m_item->loadError = Error { ErrorCode::KeyringLocked, QStringLiteral("locked") };
        REQUIRE_ERROR(m_entry->read(server("a.example.com")), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(m_entry->write(server("a.example.com"), secret("A")), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(m_entry->remove(server("a.example.com")), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(m_entry->list(), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(m_entry->text(), ErrorCode::KeyringLocked);
        QCOMPARE(m_item->stores + m_item->erasures, 0);
    }

    void whatDoesNotParseIsLeftToTheByte_data() // K29, EDGE 17, 23
    {
        QTest::addColumn<QByteArray>("stored");
        for (const char* text : { "", "null", "[]", "\"x\"", "7", "{\"a.example.com\":", "{} x", "{\"a\":1e}",
                 "{\"a\":{},\"a\":{}}", "\xff", "{\"a.example.com\":\"text\"}" }) {
            QTest::newRow(text) << QByteArray(text);
        }
    }

    void whatDoesNotParseIsLeftToTheByte()
    {
        QFETCH(QByteArray, stored);
        m_item->text = stored;
        REQUIRE_ERROR(m_entry->write(server("a.example.com"), secret("A")), ErrorCode::Corrupt);
        QVERIFY(!m_entry->remove(server("a.example.com")));
        QCOMPARE(text(), stored);
        QCOMPARE(m_item->stores + m_item->erasures, 0);
    }

    void whatIsTooBigIsNotWritten() // EDGE 20
    {
        use(Platform::Windows);
        const QByteArray before = '{' + entry("b.example.com", QByteArray(2400, 'b')) + '}';
        m_item->text = before;
        const auto written = m_entry->write(server("a.example.com"), secret(QByteArray(200, 'a')));
        REQUIRE_ERROR(written, ErrorCode::DataTooBig);
        QVERIFY(written.error().message.contains(QStringLiteral("2560")));
        QCOMPARE(text(), before);
        QCOMPARE(m_item->stores, 0);
    }

    void base64LayoutsStoreBase64()
    {
        use(Platform::MacOs);
        REQUIRE_OK(m_entry->write(server("a.example.com"), secret("A")));
        QCOMPARE(QByteArray::fromBase64(text()), '{' + entry("a.example.com", "A") + '}');
        QCOMPARE(m_entry->read(server("a.example.com"))->bytes(), QByteArrayView("A"));
    }

    void aWriteBetweenReadAndWriteIsKept() // K18, EDGE 36
    {
        m_item->text = '{' + entry("b.example.com", "B") + '}';
        // Another program writes after our first look, before our second.
        m_item->onLoad = [this](int count) {
            if (count == 2) {
                m_item->text = '{' + entry("b.example.com", "B") + ',' + entry("c.example.com", "C") + '}';
            }
        };
        REQUIRE_OK(m_entry->write(server("a.example.com"), secret("A")));
        for (const char* kept : { "a.example.com", "b.example.com", "c.example.com" }) {
            QVERIFY2(text().contains(kept), kept);
        }
    }

    void aWriteThatOverwroteOursIsFollowedByOursAgain()
    {
        m_item->onStore = [this](int count) {
            if (count == 1) {
                m_item->text = '{' + entry("c.example.com", "C") + '}';
            }
        };
        REQUIRE_OK(m_entry->write(server("a.example.com"), secret("A")));
        QCOMPARE(text(), '{' + entry("c.example.com", "C") + ',' + entry("a.example.com", "A") + '}');
    }

    void whatIsUndoneAMomentLaterIsDoneAgain() // K18: by a program that had read before our write
    {
        m_item->text = '{' + entry("b.example.com", "B") + '}';
        m_item->onLoad = [this](int count) {
            if (count == 4) { // before, right before, after, a moment later
                m_item->text = '{' + entry("b.example.com", "B") + '}';
            }
        };
        REQUIRE_OK(m_entry->write(server("a.example.com"), secret("A")));
        QCOMPARE(m_item->stores, 2);
        QCOMPARE(text(), '{' + entry("b.example.com", "B") + ',' + entry("a.example.com", "A") + '}');
    }

    void aRemovalThatAnotherProgramUndidIsDoneAgain() // EDGE 36: log-out resurrected by a late write
    {
        const QByteArray both = '{' + entry("a.example.com", "A") + ',' + entry("b.example.com", "B") + '}';
        m_item->text = both;
        m_item->onStore = [this, both](int count) {
            if (count == 1) {
                m_item->text = both;
            }
        };
        REQUIRE_OK(m_entry->remove(server("a.example.com")));
        QCOMPARE(text(), '{' + entry("b.example.com", "B") + '}');
    }

    void aRemovalSucceedsWhenAnotherProgramWroteWithoutTheServer()
    {
        m_item->text = '{' + entry("a.example.com", "A") + ',' + entry("b.example.com", "B") + '}';
        m_item->onStore = [this](int) { m_item->text = '{' + entry("c.example.com", "C") + '}'; };
        REQUIRE_OK(m_entry->remove(server("a.example.com")));
        QCOMPARE(text(), '{' + entry("c.example.com", "C") + '}');
    }

    void fiveLostRoundsAreAConflict()
    {
        m_item->onStore = [this](int count) {
            m_item->text = '{' + entry("c.example.com", QByteArray::number(count)) + '}';
        };
        REQUIRE_ERROR(m_entry->write(server("a.example.com"), secret("A")), ErrorCode::Conflict);
        QCOMPARE(m_item->stores, 5);
        QCOMPARE(m_item->erasures, 0);
        QCOMPARE(text(), '{' + entry("c.example.com", "5") + '}');
    }

    void aKeyringThatForgetsIsNoSuccess()
    {
        m_item->forgetful = true;
        REQUIRE_ERROR(m_entry->write(server("a.example.com"), secret("A")), ErrorCode::Conflict);
        m_item->text = '{' + entry("a.example.com", "A") + '}';
        REQUIRE_ERROR(m_entry->remove(server("a.example.com")), ErrorCode::Conflict);
    }

    void aFailedStoreThatWasDoneAllTheSameIsASuccess() // K10: timed out yet saved
    {
        m_item->storeError = Error { ErrorCode::KeyringUnavailable, QStringLiteral("failed") };
        REQUIRE_OK(m_entry->write(server("a.example.com"), secret("A")));
        m_item->forgetful = true;
        REQUIRE_ERROR(m_entry->write(server("b.example.com"), secret("B")), ErrorCode::KeyringUnavailable);
    }

    void storingWhatIsThereWritesNothing()
    {
        m_item->text = '{' + entry("a.example.com", "A") + '}';
        REQUIRE_OK(m_entry->write(server("a.example.com"), secret("A")));
        QCOMPARE(m_item->stores, 0);
    }

    void editsAreMadeUnderTheLock()
    {
        m_item->onStore = [this](int) {
            const auto second = FileLock::acquire(lockPath(), std::chrono::milliseconds(1));
            QVERIFY(!second && second.error().code == ErrorCode::TimedOut);
        };
        REQUIRE_OK(m_entry->write(server("a.example.com"), secret("A")));
        REQUIRE_OK(FileLock::acquire(lockPath(), std::chrono::milliseconds(1)));
    }

    void readingNeedsNoLock()
    {
        const auto lock = FileLock::acquire(lockPath(), std::chrono::milliseconds(1));
        REQUIRE_OK(lock);
        REQUIRE_OK(m_entry->list());
    }

    void aLockThatIsNotLetGoIsATimeOut()
    {
        const auto lock = FileLock::acquire(lockPath(), std::chrono::milliseconds(1));
        REQUIRE_OK(lock);
        REQUIRE_ERROR(m_entry->write(server("a.example.com"), secret("A")), ErrorCode::TimedOut);
        QCOMPARE(m_item->loads, 0);
    }
};

QTEST_GUILESS_MAIN(SharedEntryTest)
#include "shared_entry_test.moc"

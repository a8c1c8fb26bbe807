// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/coder_desktop_entry.h"
#include "core/credentials/parked_entry.h"
#include "tests/core/credentials/fake_item.h"
#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/result_check.h"

#include <QTemporaryDir>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

/// What the entries beside the shared one say when their item fails or holds something else.
class KeyringEntriesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCannotBeLoadedIsAnErrorOfEach()
    {
        FakeItem item;
        item.loadError = Error { ErrorCode::KeyringLocked, QStringLiteral("locked") };
        CoderDesktopEntry desktop(item, lockPath());
        REQUIRE_ERROR(desktop.read(m_server), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(desktop.list(), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(desktop.write(m_server, secret("A")), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(desktop.remove(m_server), ErrorCode::KeyringLocked);
        ParkedEntry parked = parkedIn(item, Platform::Linux);
        REQUIRE_ERROR(parked.read(m_server), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(parked.write(m_server, secret("A")), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(parked.remove(m_server), ErrorCode::KeyringLocked);
    }

    void aTokenUnderAnotherTokensNameIsRefused()
    {
        FakeItem item;
        ParkedEntry parked = parkedIn(item, Platform::Linux);
        REQUIRE_ERROR(parked.write(m_server, secret("B")), ErrorCode::Corrupt);
        QVERIFY(!item.text);
    }

    void whatIsNotEncodedAsItShouldIsLeftAsItIs()
    {
        FakeItem item;
        item.text = "no base64!";
        ParkedEntry parked = parkedIn(item, Platform::MacOs);
        REQUIRE_ERROR(parked.read(m_server), ErrorCode::Corrupt);
        REQUIRE_ERROR(parked.remove(m_server), ErrorCode::Corrupt);
        QCOMPARE(item.text.value_or(""), "no base64!");
    }

private:
    QString lockPath() const { return m_folder.filePath(QStringLiteral("entry.lock")); }

    /// The entry of the token "A".
    ParkedEntry parkedIn(FakeItem& item, Platform platform) const
    {
        const QString fingerprint = factsOf(secret("A")).fingerprint;
        return { item,
            parkedLayout(platform, QStringLiteral("service"), parkedName({ m_server, fingerprint })),
            lockPath(), fingerprint };
    }

    QTemporaryDir m_folder;
    ServerUrl m_server = server("https://a.example.com");
};

QTEST_GUILESS_MAIN(KeyringEntriesTest)
#include "keyring_entries_test.moc"

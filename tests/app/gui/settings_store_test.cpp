// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/settings_store.h"

#include "tests/support/result_check.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

using namespace latchkey;
using namespace std::chrono_literals;
using ui::Settings;

class SettingsStoreTest final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    QString path() const { return m_folder->filePath(QStringLiteral("latchkey/settings.ini")); }

    void write(const QByteArray& content) const
    {
        QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("latchkey")));
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void withoutAFileThereAreTheUsualSettings()
    {
        const SettingsStore store(path());
        QCOMPARE(store.settings(), Settings());
        QCOMPARE(store.settings().clipboardTime, 30s);
        QCOMPARE(store.settings().checkInterval, 0min);
        QVERIFY(!store.problem());
        QVERIFY(!QFile::exists(path()));
    }

    void aChangeIsWrittenAtOnceAndRemembered()
    {
        SettingsStore store(path());
        QSignalSpy changed(&store, &SettingsStore::changed);
        const Settings wanted { .clipboardTime = 45s, .checkInterval = 15min };
        REQUIRE_OK(store.change(wanted));
        REQUIRE_OK(store.change(wanted)); // which changes nothing
        QCOMPARE(changed.count(), 1);
        const SettingsStore second(path()); // while the first is still there
        QCOMPARE(second.settings(), wanted);
        QVERIFY(!second.problem());
    }

    void whatIsNotOursIsKept()
    {
        write("[other]\nkey=value\n");
        REQUIRE_OK(SettingsStore(path()).change({ .clipboardTime = 10s }));
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("key=value"));
    }

    void aDamagedFileIsSaidAndStopsNothing_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no number") << QByteArray("[clipboard]\nclearAfterSeconds=soon\n");
        QTest::newRow("too short") << QByteArray("[clipboard]\nclearAfterSeconds=0\n");
        QTest::newRow("too long") << QByteArray("[clipboard]\nclearAfterSeconds=301\n");
        QTest::newRow("larger than any number")
            << QByteArray("[clipboard]\nclearAfterSeconds=99999999999999\n");
        QTest::newRow("no such interval") << QByteArray("[logins]\ncheckEveryMinutes=1\n");
        QTest::newRow("no INI file") << QByteArray("\x7f"
                                                   "ELF, and no line with a sign of equality\n");
    }

    void aDamagedFileIsSaidAndStopsNothing()
    {
        QFETCH(QByteArray, content);
        write(content);
        SettingsStore store(path());
        QCOMPARE(store.settings(), Settings());
        QVERIFY(store.problem());
        QVERIFY(store.problem()->message.contains(path()));
        REQUIRE_OK(store.change({ .clipboardTime = 60s }));
        QCOMPARE(SettingsStore(path()).settings().clipboardTime, 60s);
    }

    void whatIsGoodInADamagedFileHolds()
    {
        write("[clipboard]\nclearAfterSeconds=soon\n[logins]\ncheckEveryMinutes=60\n");
        const SettingsStore store(path());
        QVERIFY(store.problem());
        QCOMPARE(store.settings().clipboardTime, 30s);
        QCOMPARE(store.settings().checkInterval, 60min);
    }

    void aFileThatCannotBeWrittenIsSaidAndStopsNothing()
    {
        QFile notAFolder(m_folder->filePath(QStringLiteral("latchkey")));
        QVERIFY(notAFolder.open(QIODevice::WriteOnly));
        SettingsStore store(path());
        QVERIFY(!store.problem());
        const auto changed = store.change({ .clipboardTime = 60s });
        QVERIFY(!changed);
        QVERIFY(changed.error().message.contains(path()));
        QCOMPARE(store.settings().clipboardTime, 60s);
    }

    void whatIsNoFileIsSaidAndNotWaitedFor()
    {
        QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("latchkey")));
        QCOMPARE(mkfifo(qPrintable(path()), 0600), 0);
        const SettingsStore store(path());
        QVERIFY(store.problem());
        QCOMPARE(store.settings(), Settings());
    }
};

QTEST_GUILESS_MAIN(SettingsStoreTest)
#include "settings_store_test.moc"

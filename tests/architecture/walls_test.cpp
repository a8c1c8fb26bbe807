// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include <QDirIterator>
#include <QRegularExpression>
#include <QtTest>

/// The walls of the house, read from the includes: app -> ui -> core/diagnosis -> core/credentials,
/// core/sessions, core/activity -> core/shared.
class ArchitectureTest final : public QObject
{
    Q_OBJECT

private:
    struct Include
    {
        QString file; // relative to the root
        QString included;
    };
    QList<Include> m_includes;
    QStringList m_files;

    /// The files below `folder` that include something that matches.
    QStringList offenders(const QString& folder, const QString& forbidden) const
    {
        const QRegularExpression pattern(forbidden);
        QStringList result;
        for (const Include& include : m_includes) {
            if (include.file.startsWith(folder) && pattern.match(include.included).hasMatch()) {
                result.append(include.file + QStringLiteral(" includes ") + include.included);
            }
        }
        return result;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString root = QStringLiteral(LATCHKEY_SOURCE_DIR "/");
        static const QRegularExpression line(
            QStringLiteral("^#include [<\"]([^>\"]+)[>\"]"), QRegularExpression::MultilineOption);
        for (const char* area : { "core", "ui", "app" }) {
            QDirIterator files(root + QString::fromLatin1(area),
                { QStringLiteral("*.h"), QStringLiteral("*.cpp") }, QDir::Files,
                QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString name = file.fileName().mid(root.size());
                m_files.append(name);
                const QString text = QString::fromUtf8(file.readAll());
                for (auto matches = line.globalMatch(text); matches.hasNext();) {
                    m_includes.append({ name, matches.next().captured(1) });
                }
            }
        }
        QVERIFY(m_files.size() > 50);
    }

    void nothingPointsUpwards_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("forbidden");
        QTest::newRow("core knows neither ui nor app") << "core/" << "^(ui|app)/";
        QTest::newRow("ui does not know app") << "ui/" << "^app/";
        QTest::newRow("shared knows no area")
            << "core/shared/" << "^core/(credentials|sessions|activity|diagnosis)/";
        QTest::newRow("credentials know no other area")
            << "core/credentials/" << "^core/(sessions|activity|diagnosis)/";
        QTest::newRow("sessions know no other area")
            << "core/sessions/" << "^core/(credentials|activity|diagnosis)/";
        QTest::newRow("the log knows no other area")
            << "core/activity/" << "^core/(credentials|sessions|diagnosis)/";
        QTest::newRow("views do not know core's stores")
            << "ui/" << "^core/(sessions/storage|credentials/keyring)/";
        QTest::newRow("core and the terminal need no window")
            << "core/" << "^(QWidget|QApplication|QGui|QIcon|QPixmap|QtWidgets|QtGui)";
        QTest::newRow("the terminal needs no window")
            << "app/cli/" << "^(ui/|QWidget|QApplication|QGui|QIcon|QPixmap|QtWidgets|QtGui)";
        QTest::newRow("tests stay out of the product") << "" << "^tests/";
    }

    void nothingPointsUpwards()
    {
        QFETCH(QString, folder);
        QFETCH(QString, forbidden);
        QCOMPARE(offenders(folder, forbidden), QStringList());
    }

    void oneFileKnowsQtKeychain()
    {
        const QStringList users = offenders(QString(), QStringLiteral("keychain\\.h$"));
        QStringList foreign;
        for (const QString& user : users) {
            if (user.contains(QStringLiteral("qt6keychain"))) {
                foreign.append(user);
            }
        }
        QCOMPARE(foreign.size(), 1);
        QVERIFY2(foreign.first().startsWith(QStringLiteral("core/credentials/keyring/keychain_job.cpp")),
            qPrintable(foreign.first()));
    }

    void oneFileKnowsLibsecret()
    {
        const QStringList users =
            offenders(QString(), QStringLiteral("^(libsecret|glib|gio|gobject)([/.-]|$)"));
        QCOMPARE(users,
            QStringList(
                QStringLiteral("core/credentials/keyring/libsecret_item.cpp includes libsecret/secret.h")));
    }

    void onlyTheStorageKnowsSql()
    {
        const QStringList users = offenders(QString(), QStringLiteral("^(QSql|QtSql|sqlite3)"));
        QVERIFY(!users.isEmpty());
        for (const QString& user : users) {
            QVERIFY2(user.startsWith(QStringLiteral("core/sessions/storage/")), qPrintable(user));
        }
    }

    void callsThatFailAreNotMade_data()
    {
        QTest::addColumn<QByteArray>("call");
        QTest::newRow("deferred transactions") << QByteArray(".transaction()"); // S5
        QTest::newRow("continuations, which Qt 6.4 may run twice")
            << QByteArray(".then("); // core/shared/async.h
    }

    void callsThatFailAreNotMade()
    {
        QFETCH(const QByteArray, call);
        for (const QString& name : m_files) {
            QFile file(QStringLiteral(LATCHKEY_SOURCE_DIR "/") + name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(call), qPrintable(name));
        }
    }
};

QTEST_GUILESS_MAIN(ArchitectureTest)
#include "walls_test.moc"

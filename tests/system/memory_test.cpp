// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/desktop_app.h"
#include "core/shared/private_file.h"
#include "tests/support/figure.h"
#include "tests/support/keyring/private_keyring.h"
#include "tests/support/memory_scan.h"
#include "tests/support/result_check.h"

#include <QClipboard>
#include <QDirIterator>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

using namespace latchkey;
using test::PlantedText;
using test::PrivateKeyring;

namespace {

/// The secret part of a token; what stands before its dash is no secret.
constexpr std::array<char, 22> MaskedSecret { 0x0f, 0x24, 0x6d, 0x23, 0x0d, 0x22, 0x66, 0x1e, 0x3f, 0x07,
    0x60, 0x21, 0x0c, 0x37, 0x67, 0x1b, 0x36, 0x18, 0x63, 0x31, 0x04, 0x30 };
constexpr int WithinMs = 1000;

/// The processes that this one started and that run this program.
QList<qint64> childrenRunning(const QString& program)
{
    QList<qint64> found;
    QDirIterator processes(QStringLiteral("/proc"), QDir::Dirs);
    while (processes.hasNext()) {
        const QString process = processes.next();
        QFile stat(process + QStringLiteral("/stat"));
        if (!stat.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QByteArray line = stat.readAll();
        const QByteArrayList fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
        if (fields.value(1).toLongLong() == QCoreApplication::applicationPid()
            && QFile::symLinkTarget(process + QStringLiteral("/exe"))
                == QFileInfo(program).canonicalFilePath()) {
            found.append(QFileInfo(process).fileName().toLongLong());
        }
    }
    return found;
}

} // namespace

/// The memory of the running program, once a token is no longer shown. The program's heap (wiping_heap.cpp)
/// is linked into this one.
class MemoryTest final : public QObject
{
    Q_OBJECT

private:
    const PlantedText m_planted { QByteArray(MaskedSecret.data(), qsizetype(MaskedSecret.size())) };
    std::unique_ptr<PrivateKeyring> m_keyring;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<DesktopApp> m_desktop;

    template <typename T> T* find(const char* name)
    {
        return m_desktop->window().findChild<ui::ServersView*>()->findChild<T*>(QString::fromLatin1(name));
    }

    void plant()
    {
        QByteArray entry =
            "{\"a.example.com\":{\"coder_url\":\"https://a.example.com\",\"api_token\":\"Planted007-";
        entry.reserve(4096); // it moves no more
        entry += m_planted.plain();
        entry += "\"}}";
        QVERIFY(m_keyring->store(entry));
        wipe(entry);
    }

    bool isShown() { return find<QLabel>("secretText")->text().startsWith(QStringLiteral("Planted007-")); }

    void reveal()
    {
        find<QToolButton>("revealButton")->click();
        QTRY_VERIFY(isShown());
        m_desktop->window().grab(); // painted, so that fonts and layouts have seen it
        QVERIFY(m_planted.copies() > 0); // else this test could not fail
    }

private Q_SLOTS:
    void init()
    {
        m_keyring = std::make_unique<PrivateKeyring>();
        QVERIFY(m_keyring->start());
        plant();
        auto options = Services::Options::fromEnvironment(QProcessEnvironment::systemEnvironment());
        options.keyringWorker = test::keyringWorkerProgram();
        REQUIRE_OK(ensurePrivateFolder(options.paths.stateFolder));
        m_services = std::make_unique<Services>(options);
        m_desktop = std::make_unique<DesktopApp>(
            *m_services, options.paths.stateFolder + QStringLiteral("/window.ini"));
        m_desktop->window().show();
        QTRY_COMPARE_WITH_TIMEOUT(find<QTableView>("serversTable")->model()->rowCount(), 1, 10000);
        find<QTableView>("serversTable")->selectRow(0);
        QTRY_COMPARE_WITH_TIMEOUT(m_planted.copies(), 0, WithinMs);
    }

    void cleanup()
    {
        m_desktop.reset();
        m_services.reset();
        m_keyring.reset();
    }

    void nothingIsLeftOfATokenThatWasShown() // R-MEM-2
    {
        for (int i = 0; i < 3; ++i) {
            reveal();
            find<QToolButton>("revealButton")->click();
            QTRY_COMPARE_WITH_TIMEOUT(m_planted.copies(), 0, WithinMs);
        }
        test::noteFigure(QStringLiteral("copies of a token in memory once it is hidden"), 3, 0);
    }

    void nothingIsLeftWhenTheWindowIsHidden()
    {
        reveal();
        m_desktop->window().hide();
        QTRY_COMPARE_WITH_TIMEOUT(m_planted.copies(), 0, WithinMs);
    }

    void nothingIsLeftOfATokenThatWasCopied() // R-CLIP
    {
        m_desktop->window().findChild<QSpinBox*>(QStringLiteral("clipboardTime"))->setValue(1);
        find<QPushButton>("copyButton")->click();
        QTRY_VERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("Planted007-")));
        QVERIFY(m_planted.copies() > 0);
        QTRY_VERIFY(QGuiApplication::clipboard()->text().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(m_planted.copies(), 0, WithinMs);
    }

    void nothingIsLeftInTheKeyringWorker()
    {
        if (geteuid() != 0) {
            QSKIP("Only root can look into a process that is not dumpable.");
        }
        const QList<qint64> workers = childrenRunning(test::keyringWorkerProgram());
        QCOMPARE(workers.size(), 1);
        QCOMPARE(m_planted.copies(workers[0]), 0);
        reveal();
        find<QToolButton>("revealButton")->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_planted.copies(workers[0]), 0, WithinMs);
    }
};

QTEST_MAIN(MemoryTest)
#include "memory_test.moc"

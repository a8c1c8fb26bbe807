// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/foreign_files.h"
#include "tests/core/credentials/switching.h"
#include "tests/support/failing_call.h"
#include "tests/support/figure.h"
#include "tests/support/result_check.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace latchkey;
using namespace latchkey::test;

/// Each call to the system that a change of the CLI's files makes fails once, in a switch of its own.
class FailingFilesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSwitchEndsWholeWhateverFails_data() // F2, F5, F8, EDGE 38
    {
        QTest::addColumn<bool>("sameServer");
        QTest::newRow("to another server") << false;
        QTest::newRow("to another account's token") << true;
    }

    void aSwitchEndsWholeWhateverFails()
    {
        QFETCH(const bool, sameServer);
        const QTemporaryDir folder;
        const credentials::ServerUrl first = server(FirstUrl.constData());
        const credentials::ServerUrl next = sameServer ? first : server(SecondUrl.constData());
        const Secret before = secret(tokenOf(FirstUrl));
        const Secret after = sameServer ? secret("another-token-of-first") : secret(tokenOf(SecondUrl));
        std::optional<credentials::CliFiles> files;
        int number = 0;
        const auto prepare = [&] {
            files.emplace(folder.filePath(QString::number(++number)));
            REQUIRE_OK(files->write(first, before));
        };
        Result<void> written;
        const auto check = [&] {
            QVERIFY(written || !written.error().message.isEmpty());
            Switching later(files->folder());
            REQUIRE_OK(waitFor(later.logins.overview())); // the next start
            const auto login = files->read();
            REQUIRE_OK(login);
            QVERIFY2(login->server && login->token, QByteArray::number(number).constData());
            const bool isAfter = *login->server == next && *login->token == after;
            QVERIFY2(isAfter || (*login->server == first && *login->token == before && !written),
                QByteArray::number(number).constData());
        };
        const int tried = withEachCallFailing(prepare, [&] { written = files->write(next, after); }, check);
        QVERIFY(tried > (sameServer ? 3 : 8));
        noteFigure(QStringLiteral("file system calls of a switch, each failing once: logins lost or mixed"),
            tried, 0);
    }

    void anotherProgramsPlaceIsChangedOrLeftAsItWas()
    {
        const QTemporaryDir folder;
        const credentials::ServerUrl url = server(FirstUrl.constData());
        const Secret before = secret("before");
        const Secret after = secret("after");
        credentials::ForeignPlace place;
        place.program = QStringLiteral("Another program");
        place.credential = { .key = {}, .server = url, .token = credentials::factsOf(before), .problem = {} };
        int number = 0;
        const auto prepare = [&] {
            place.location = folder.filePath(QString::number(++number));
            REQUIRE_OK(credentials::CliFiles(place.location).write(url, before));
        };
        Result<void> done;
        const auto tokenNow = [&]() -> std::optional<Secret> {
            const auto login = credentials::CliFiles(place.location).read();
            return login ? login->token : std::nullopt;
        };
        const int replaced = withEachCallFailing(
            prepare, [&] { done = credentials::replaceListedLogin(place, url, after); },
            [&] {
                QVERIFY(done || !done.error().message.isEmpty());
                QVERIFY(tokenNow() == after || (!done && tokenNow() == before));
            });
        const int removed = withEachCallFailing(
            prepare, [&] { done = credentials::removeListedToken(place); },
            [&] {
                QVERIFY(done || !done.error().message.isEmpty());
                QVERIFY(!tokenNow() || (!done && tokenNow() == before));
            });
        QVERIFY(replaced > 5 && removed > 5);
        noteFigure(
            QStringLiteral(
                "file system calls in another program's place, each failing once: logins lost or mixed"),
            replaced + removed, 0);
    }
};

QTEST_GUILESS_MAIN(FailingFilesTest)
#include "failing_files_test.moc"

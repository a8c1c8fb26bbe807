// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/file_backend.h"
#include "tests/core/credentials/backend_contract.h"
#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/file_check.h"
#include "tests/support/result_check.h"

#include <QTemporaryDir>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

class FileBackendTest : public BackendContract
{
    Q_OBJECT

public:
    FileBackendTest()
        : BackendContract(Keeps::OneToken)
        , m_files(m_folder.filePath(u"coderv2"_qs), [] { })
    {
    }

protected:
    void clearStore() override { QDir(m_files.folder()).removeRecursively(); }
    std::unique_ptr<Backend> openBackend() override { return std::make_unique<FileBackend>(m_files); }

private Q_SLOTS:
    void writeStoresTheUrlBesideTheToken();
    void deleteKeepsTheUrl();
    void listsAnOrphanWithItsProblem();
    void whatCannotBeReadIsNoEmptyList();

private:
    QTemporaryDir m_folder;
    CliFiles m_files;
};

void FileBackendTest::writeStoresTheUrlBesideTheToken()
{
    REQUIRE_OK(waitFor(backend().write(server("http://H:3000/path"), secret("tok"))));
    QCOMPARE(contentOf(m_files.urlPath()), "http://h:3000");
    QCOMPARE(contentOf(m_files.sessionPath()), "tok");
}

void FileBackendTest::deleteKeepsTheUrl()
{
    REQUIRE_OK(waitFor(backend().write(server("h"), secret("tok"))));
    REQUIRE_OK(waitFor(backend().remove(server("other"))));
    QVERIFY(!QFileInfo::exists(m_files.sessionPath()));
    QCOMPARE(contentOf(m_files.urlPath()), "https://h");
}

void FileBackendTest::listsAnOrphanWithItsProblem() // EDGE 34
{
    REQUIRE_OK(waitFor(backend().write(server("h"), secret("tok"))));
    QVERIFY(QFile::remove(m_files.urlPath()));
    const auto list = waitFor(backend().list());
    REQUIRE_OK(list);
    QCOMPARE(list->size(), 1);
    QVERIFY(!list->first().server);
    QCOMPARE(problemOf(list->first()), ErrorCode::Corrupt);
    QCOMPARE(list->first().token, factsOf(secret("tok")));
}

void FileBackendTest::whatCannotBeReadIsNoEmptyList()
{
    QVERIFY(QDir().mkpath(m_files.sessionPath())); // a folder where the file belongs
    REQUIRE_ERROR(waitFor(backend().list()), ErrorCode::Corrupt);
    REQUIRE_ERROR(waitFor(backend().read(server("h"))), ErrorCode::Corrupt);
    REQUIRE_ERROR(waitFor(backend().write(server("h"), secret("tok"))), ErrorCode::Corrupt);
}

QTEST_GUILESS_MAIN(FileBackendTest)
#include "file_backend_test.moc"

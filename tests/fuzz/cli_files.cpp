// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/cli_files.h"
#include "core/credentials/file_backend.h"
#include "tests/fuzz/scratch_folder.h"

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::fuzz;

namespace {

constexpr char Separator = '\x1e'; // ASCII's record separator, between the files in an input
constexpr qsizetype ShortestTell = 12; // shorter texts may stand in a message by chance

const CliFiles& files()
{
    static const ScratchFolder folder;
    static const CliFiles cliFiles(folder.filePath("."), [] { }); // nobody else is writing
    return cliFiles;
}

void put(const QString& path, const QByteArray& content, bool isThere)
{
    QFile file(path);
    if (!isThere) {
        file.remove();
        return;
    }
    require(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(content) == content.size()
            && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner),
        "the input can be written to a file");
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void checkNoToken(const Error& error, const QByteArray& session)
{
    const QString token = QString::fromUtf8(session).trimmed();
    require(token.size() < ShortestTell || !error.message.contains(token), "no message holds a token");
}

/// The same login once more, in the way that needs no journal (and no pause).
void checkWrite(const HeldLogin& login)
{
    const auto written = files().write(login.server, login.token);
    const auto read = files().read();
    require(!written || (read && read->whole() == login), "a login that was written is there");
}

} // namespace

/// The Coder CLI's `url` and `session`, and our own journal beside them. In an input they follow each other,
/// separated; one that is missing in it is missing on the disk.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArrayList parts = bytesOf(data, size).split(Separator);
    const QByteArray url = parts.value(0);
    const QByteArray session = parts.value(1);
    put(files().urlPath(), url, true);
    put(files().sessionPath(), session, parts.size() > 1);
    put(files().folder() + QStringLiteral("/.latchkey.switch"), parts.value(2), parts.size() > 2);

    const auto login = files().read();
    const auto settled = files().settle();
    require(contentOf(files().urlPath()) == url && contentOf(files().sessionPath()) == session,
        "reading and settling change neither file");
    if (!settled) {
        checkNoToken(settled.error(), session);
    }
    if (!login) {
        checkNoToken(login.error(), session);
        return 0;
    }
    require(!login->token || checkToken(*login->token).has_value(), "a token that was read can be stored");
    std::ignore = credentialOf(files(), *login);
    const auto whole = login->whole();
    if (whole && url == whole->server.origin().toLatin1()) {
        checkWrite(*whole);
    }
    return 0;
}

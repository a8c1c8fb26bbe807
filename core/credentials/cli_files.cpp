// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/cli_files.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <thread>
#include <unistd.h>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(CliFiles)
};

constexpr qsizetype LargestFile = 4096;
constexpr unsigned FolderMode = 0750; // the CLI's own
constexpr auto LockLimit = std::chrono::seconds(5);
constexpr auto CliWriteTime = std::chrono::milliseconds(50); // the CLI needs far less to write 33 bytes

QByteArrayView withoutByteOrderMark(QByteArrayView text)
{
    const QByteArrayView mark("\xef\xbb\xbf");
    return text.startsWith(mark) ? text.sliced(mark.size()) : text;
}

/// One file's only line. Nothing when the file is missing or holds no text.
Result<std::optional<Secret>> readLine(const QString& path, Readers readers)
{
    auto content = readPrivateFile(path, LargestFile, readers);
    if (!content && content.error().code == ErrorCode::NotFound) {
        return std::nullopt;
    }
    if (!content) {
        return std::unexpected(content.error());
    }
    const Secret whole = Secret::takeFrom(std::move(*content));
    const QByteArrayView line = withoutByteOrderMark(whole.bytes()).trimmed();
    if (std::any_of(line.begin(), line.end(), [](char c) { return static_cast<uchar>(c) < 0x20; })
        || !line.isValidUtf8()) {
        return failure(ErrorCode::Corrupt,
            Text::tr("%1 is not one line of text. It was not used; sign in again with: coder login")
                .arg(path));
    }
    return line.isEmpty() ? std::nullopt : std::optional(Secret::takeFrom(line.toByteArray()));
}

/// Whether a reading can be a file that the CLI was still writing: empty, or cut short.
bool mayBeHalfWritten(const Result<CliLogin>& login, const CliFiles& files)
{
    if (!login) {
        return login.error().code == ErrorCode::Corrupt;
    }
    const auto isEmptyFile = [](const QString& path) {
        const QFileInfo info(path);
        return info.isFile() && info.size() == 0;
    };
    const CliLogin& found = *login;
    if (found.token) {
        return !found.server || factsOf(*found.token).tokenId.isEmpty();
    }
    return isEmptyFile(files.sessionPath()) || isEmptyFile(files.urlPath());
}

constexpr auto HastyReaderTime = std::chrono::milliseconds(10); // between reading the two files

const QString FromField = QStringLiteral("from");
const QString ToField = QStringLiteral("to");

QByteArray journalText(const CliLogin& before, const LoginId& to)
{
    QJsonObject journal { { ToField, toJson(to) } };
    if (const auto from = before.whole()) {
        journal.insert(FromField, toJson(from->id()));
    }
    return QJsonDocument(journal).toJson(QJsonDocument::Compact);
}

} // namespace

std::optional<HeldLogin> CliLogin::whole() const
{
    return server && token ? std::optional(HeldLogin { *server, *token }) : std::nullopt;
}

CliFiles::CliFiles(const QString& folder)
    : CliFiles(folder, [] { std::this_thread::sleep_for(CliWriteTime); })
{
}

CliFiles::CliFiles(const QString& folder, const Pause& pause)
    : m_folder(folder)
    , m_pause(pause)
{
}

Result<CliLogin> CliFiles::read() const
{
    auto login = readOnce();
    if (mayBeHalfWritten(login, *this)) {
        m_pause();
        login = readOnce();
    }
    return login;
}

Result<CliLogin> CliFiles::readOnce() const
{
    // The URL is no secret: it may be readable by everyone, as in a configuration that a system manages.
    const auto url = readLine(urlPath(), Readers::Anyone);
    if (!url) {
        return std::unexpected(url.error());
    }
    const auto token = readLine(sessionPath(), Readers::OwnerOnly);
    if (!token) {
        return std::unexpected(token.error());
    }
    if (readLine(urlPath(), Readers::Anyone) != url) {
        return readOnce(); // a login came between: the token may belong to the other URL
    }
    CliLogin login { .server = std::nullopt, .token = *token };
    if (const std::optional<Secret>& address = *url) {
        const auto server = ServerUrl::parse(address->revealedText());
        if (!server) {
            return failure(ErrorCode::Corrupt,
                Text::tr("%1 names no http or https server. Sign in again with: coder login").arg(urlPath()));
        }
        login.server = *server;
    }
    if (login.token && !checkToken(*login.token)) {
        return failure(ErrorCode::Corrupt,
            Text::tr("%1 does not hold a token. Sign in again with: coder login").arg(sessionPath()));
    }
    return login;
}

Result<void> CliFiles::write(
    const ServerUrl& server, const Secret& token, const std::optional<CliLogin>& expected) const
{
    if (auto usable = checkToken(token); !usable) {
        return usable;
    }
    if (token.size() > LargestFile) {
        return failure(ErrorCode::DataTooBig,
            Text::tr(
                "The token has %1 bytes; the terminal's file may have %2. Nothing was changed. Paste the "
                "token alone.")
                .arg(token.size())
                .arg(LargestFile));
    }
    if (auto made = ensurePrivateFolder(m_folder, FolderMode); !made) {
        return made;
    }
    const auto lock = lockForWriting();
    if (!lock) {
        return std::unexpected(lock.error());
    }
    const auto before = readOnce();
    if (expected && before != *expected) {
        return failure(ErrorCode::Conflict,
            Text::tr(
                "Another program has just changed the terminal's login. Nothing was changed; try again."));
    }
    removeAllLeftovers();
    // Another account of the same server: one file changes, in one step that needs no journal.
    if (before && before->server == server
        && readPrivateFile(urlPath(), LargestFile, Readers::Anyone) == server.origin().toLatin1()) {
        return replaceSession(token);
    }
    const QByteArray journal = journalText(before.value_or(CliLogin()), loginId(server, token));
    if (auto noted = replacePrivateFile(journalPath(), journal); !noted) {
        return noted;
    }
    auto prepared = prepare(server, token);
    auto replaced = prepared ? prepared->commit() : std::unexpected(prepared.error());
    if (replaced || !prepared || QFileInfo::exists(sessionPath())) {
        QFile::remove(journalPath()); // not synced: one that stays says nothing that the files do not
    }
    return replaced;
}

Result<void> CliFiles::replaceSession(const Secret& token) const
{
    auto session = prepareSession(token);
    if (!session) {
        return std::unexpected(session.error());
    }
    // The CLI does not sync what it writes, and the pair must be on the disk.
    if (auto synced = syncFile(urlPath()); !synced) {
        return synced;
    }
    auto replaced = session->commit();
    if (replaced) {
        QFile::remove(journalPath()); // of a killed switch, which this one has finished
    }
    return replaced;
}

Result<PreparedFile> CliFiles::prepareSession(const Secret& token) const
{
    QByteArray content = token.bytes().toByteArray();
    auto session = PreparedFile::prepare(sessionPath(), content);
    wipe(content);
    return session;
}

Result<CliFiles::PreparedLogin> CliFiles::prepare(const ServerUrl& server, const Secret& token) const
{
    auto url = PreparedFile::prepare(urlPath(), server.origin().toLatin1());
    if (!url) {
        return std::unexpected(url.error());
    }
    auto session = prepareSession(token);
    if (!session) {
        return std::unexpected(session.error());
    }
    return PreparedLogin { std::move(*url), std::move(*session) };
}

Result<void> CliFiles::PreparedLogin::commit()
{
    const auto removed = removePrivateFile(session.target());
    if (!removed && removed.error().code != ErrorCode::NotFound) {
        return removed;
    }
    if (auto replaced = url.commit(); !replaced) {
        return replaced;
    }
    // Whoever read the old URL just now asks for the token next, and shall find none.
    std::this_thread::sleep_for(HastyReaderTime);
    return session.commit();
}

bool CliFiles::wasInterrupted() const
{
    // The first thing on the disk is the journal's temporary file, or `session`'s where there is no journal.
    return QFileInfo::exists(journalPath()) || hasLeftovers(journalPath()) || hasLeftovers(sessionPath());
}

void CliFiles::removeAllLeftovers() const
{
    for (const QString& path : { urlPath(), sessionPath(), journalPath() }) {
        removeLeftovers(path);
    }
}

Result<std::optional<InterruptedSwitch>> CliFiles::settle() const
{
    if (!wasInterrupted()) {
        return std::nullopt;
    }
    const auto lock = lockForWriting(); // a writer that lives still is waited for
    if (!lock) {
        return std::unexpected(lock.error());
    }
    removeAllLeftovers();
    const auto now = readOnce();
    if (!now) {
        return std::unexpected(now.error());
    }
    const auto content = readPrivateFile(journalPath(), LargestFile);
    const QJsonObject journal = QJsonDocument::fromJson(content.value_or(QByteArray())).object();
    const auto from = loginIdFromJson(journal.value(FromField).toObject());
    const auto to = loginIdFromJson(journal.value(ToField).toObject());
    const bool isHalfDone = to && !now->token && now->server
        && (now->server == to->server || (from && now->server == from->server));
    const bool neverHadUrl = to && !from && !now->token && !now->server;
    if (!isHalfDone && !neverHadUrl) {
        std::ignore = removePrivateFile(journalPath());
        return std::nullopt;
    }
    return InterruptedSwitch { from, *to, *now };
}

Result<void> CliFiles::removeToken() const
{
    if (!QFileInfo::exists(m_folder)) {
        return std::unexpected(notSignedIn());
    }
    const auto lock = lockForWriting();
    if (!lock) {
        return std::unexpected(lock.error());
    }
    removeLeftovers(sessionPath());
    const bool wasEmpty = QFileInfo(sessionPath()).isFile() && QFileInfo(sessionPath()).size() == 0;
    const auto removed = removePrivateFile(sessionPath());
    if (wasEmpty || (!removed && removed.error().code == ErrorCode::NotFound)) {
        return std::unexpected(notSignedIn());
    }
    return removed;
}

Error CliFiles::notSignedIn() const
{
    return { ErrorCode::NotFound,
        Text::tr("The terminal is not signed in: there is no token in %1.").arg(sessionPath()) };
}

Result<FileLock> CliFiles::lockForWriting() const
{
    if (access(QFile::encodeName(m_folder).constData(), W_OK) != 0) {
        return failure(ErrorCode::AccessDenied,
            Text::tr("The folder %1 cannot be written: %2. Nothing was changed. Check who owns it.")
                .arg(m_folder, qt_error_string()));
    }
    return FileLock::acquire(m_folder + QStringLiteral("/.latchkey.lock"), LockLimit);
}

} // namespace latchkey::credentials

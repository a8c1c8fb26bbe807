// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/foreign_places.h"
#include "core/credentials/memory_backend.h"
#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/file_check.h"
#include "tests/support/full_disk.h"
#include "tests/support/result_check.h"

#include <QDateTime>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <unistd.h>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

namespace {

using Kind = ForeignPlace::Kind;

const QByteArray Token("abcdefghij-ABCDEFGHIJKLMNOPQRSTUV");
const QByteArray Newer("klmnopqrst-ABCDEFGHIJKLMNOPQRSTUV");

QString fingerprint(const QByteArray& token) { return factsOf(secret(token)).fingerprint; }

LoginId login(const char* url, const QByteArray& token) { return { server(url), fingerprint(token) }; }

ForeignPlace placeOf(
    const std::optional<ServerUrl>& server, const QByteArray& token, Kind kind = Kind::VsCode)
{
    return { .kind = kind,
        .program = u"VS Code"_qs,
        .location = u"/x"_qs,
        .credential = { .key = u"/x"_qs, .server = server, .token = factsOf(secret(token)), .problem = {} } };
}

/// Everything below a folder: names, modes, sizes, times of change.
QStringList traceOf(const QString& folder)
{
    QStringList trace;
    QDirIterator entries(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
        QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QFileInfo info(entries.next());
        trace.append(u"%1 %2 %3 %4"_qs.arg(info.filePath())
                .arg(static_cast<int>(info.permissions()), 0, 8)
                .arg(info.size())
                .arg(info.lastModified().toMSecsSinceEpoch()));
    }
    trace.append(QString::number(QFileInfo(folder).lastModified().toMSecsSinceEpoch()));
    trace.sort();
    return trace;
}

} // namespace

class ForeignPlacesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void wellKnownFoldersFollowTheEnvironment();
    void everyKindIsListedAndRead();
    void filesOfBothGatewayVersionsAndOfTheFirstExtensionCount();
    void halfALoginIsSignedOutOrAnOrphan();
    void whatCannotBeUsedIsARowWithItsProblem_data();
    void whatCannotBeUsedIsARowWithItsProblem();
    void tokensThatOthersCanReadAreNamedWithServerAndMend();
    void filesOfAnotherOwnerAreARowWithItsProblem();
    void folderThatCannotBeListedIsARow();
    void coderDesktopThatCannotBeReadIsARowAmongOthers();
    void environmentWithoutAServerOrTokenIsToldAsItIs();
    void linksAndLoopsMakeNoSecondRow();
    void hundredsOfFoldersAreBoundedAndSaid();
    void hundredsOfEmptyFilesAreNotWaitedForOneByOne();
    void listingAndReadingWriteNothing();
    void copyOverReplacesTheTokenAndLeavesNothingBeside();
    void copyOverThatFailsChangesNothing();
    void copyOverIsForTheListedOriginOnly();
    void removeTakesTheListedTokenOnly();
    void changesSinceTheListingAreConflicts();
    void environmentCannotBeChanged();
    void statesOfAPlace();
    void hostsOfSeveralPortsShareAFolder();

private:
    QString path(const QString& name = {}) const { return m_folder->filePath(name); }
    QString storage(const QString& editor) const
    {
        return path(u"config/"_qs + editor + u"/User/globalStorage/coder.coder-remote"_qs);
    }
    QString putLogin(const QString& folder, const QByteArray& url, const QByteArray& token)
    {
        if (!QDir().mkpath(folder)) {
            qFatal("a folder cannot be made");
        }
        putFile(folder + u"/url"_qs, url);
        putFile(folder + u"/session"_qs, token);
        return folder;
    }
    QString codeHost() const { return storage(u"Code"_qs) + u"/h"_qs; }

    QList<ForeignPlace> listed()
    {
        auto places = waitFor(foreign().list());
        if (!places) {
            qFatal("listing failed as a whole");
        }
        return *places;
    }
    /// The only place there is; a row that no test expects when there are none or several.
    ForeignPlace onlyPlace()
    {
        const auto places = listed();
        return places.size() == 1 ? places.first() : placeOf(std::nullopt, {}, Kind::Environment);
    }
    ForeignPlaces& foreign()
    {
        if (!m_places) {
            m_places = std::make_unique<ForeignPlaces>(
                ForeignPlaces::Options { .roots = wellKnownRoots(m_environment),
                    .coderDesktop = m_hasCoderDesktop ? &m_coderDesktop.value() : nullptr,
                    .environment = m_environment });
        }
        return *m_places;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QProcessEnvironment m_environment;
    std::optional<MemoryBackend> m_coderDesktop;
    bool m_hasCoderDesktop = false;
    std::unique_ptr<ForeignPlaces> m_places;
};

void ForeignPlacesTest::init()
{
    m_places.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_environment = QProcessEnvironment();
    m_environment.insert(u"HOME"_qs, path());
    m_environment.insert(u"XDG_CONFIG_HOME"_qs, path(u"config"_qs));
    m_environment.insert(u"XDG_DATA_HOME"_qs, path(u"data"_qs));
    m_coderDesktop.emplace();
    m_hasCoderDesktop = false;
}

void ForeignPlacesTest::wellKnownFoldersFollowTheEnvironment()
{
    const auto pathsOf = [](const QProcessEnvironment& environment) {
        QStringList paths;
        for (const ForeignRoot& root : wellKnownRoots(environment)) {
            paths.append(root.path);
        }
        return paths;
    };
    const QStringList here = pathsOf(m_environment);
    QVERIFY(here.contains(storage(u"Code"_qs)));
    QVERIFY(here.contains(storage(u"Code - Insiders"_qs)));
    QVERIFY(here.contains(path(u".vscode-server/data/User/globalStorage/coder.coder-remote"_qs)));
    QVERIFY(here.contains(path(u"data/coder-gateway"_qs)));
    m_environment.insert(u"XDG_CONFIG_HOME"_qs, u"relative"_qs);
    m_environment.remove(u"XDG_DATA_HOME"_qs);
    const QStringList usual = pathsOf(m_environment);
    QVERIFY(usual.contains(path(u".config/VSCodium/User/globalStorage/coder.coder-remote"_qs)));
    QVERIFY(usual.contains(path(u".local/share/coder-gateway"_qs)));
}

void ForeignPlacesTest::everyKindIsListedAndRead()
{
    m_hasCoderDesktop = true;
    REQUIRE_OK(waitFor(m_coderDesktop->write(server("desktop"), secret("desktop-token"))));
    const QStringList editors = { u"Code"_qs, u"Code - Insiders"_qs, u"VSCodium"_qs, u"Cursor"_qs,
        u"Windsurf"_qs };
    for (const QString& editor : editors) {
        putLogin(storage(editor) + u"/h"_qs, "https://h", editor.toLatin1().replace(' ', '_'));
    }
    putLogin(path(u".vscode-server/data/User/globalStorage/coder.coder-remote/h"_qs), "https://h", "remote");
    putLogin(path(u"data/coder-gateway/h"_qs), "https://h", "gateway");
    m_environment.insert(u"CODER_URL"_qs, u"https://env"_qs);
    m_environment.insert(u"CODER_SESSION_TOKEN"_qs, u"env-token"_qs);

    QStringList seen;
    for (const ForeignPlace& place : listed()) {
        QVERIFY2(!place.credential.problem, qPrintable(place.program));
        QVERIFY(!place.location.isEmpty());
        const auto token = waitFor(foreign().read(place));
        QCOMPARE(factsOf(token.value_or(Secret())), place.credential.token);
        seen.append(u"%1 %2 %3 %4"_qs.arg(static_cast<int>(place.kind))
                .arg(place.program, place.credential.server->hostKey(), QString::fromLatin1(text(token))));
    }
    QCOMPARE(seen,
        QStringList({ u"0 Coder Desktop desktop desktop-token"_qs, u"1 VS Code h Code"_qs,
            u"1 VS Code Insiders h Code_-_Insiders"_qs, u"1 VSCodium h VSCodium"_qs, u"1 Cursor h Cursor"_qs,
            u"1 Windsurf h Windsurf"_qs, u"1 VS Code Server h remote"_qs, u"2 JetBrains Gateway h gateway"_qs,
            u"3 Environment env env-token"_qs }));
}

void ForeignPlacesTest::filesOfBothGatewayVersionsAndOfTheFirstExtensionCount()
{
    const QString nested = putLogin(path(u"data/coder-gateway/a/config"_qs), "https://a", Token);
    const QString plain = putLogin(path(u"data/coder-gateway/b"_qs), "https://b", Token);
    const QString first = putLogin(storage(u"Code"_qs), "https://c", Token);
    putLogin(storage(u"Code"_qs) + u"/h/config"_qs, "https://d", Token); // no place of the extension's
    QStringList locations;
    for (const ForeignPlace& place : listed()) {
        locations.append(place.location);
    }
    QCOMPARE(locations, QStringList({ first, nested, plain }));
}

void ForeignPlacesTest::halfALoginIsSignedOutOrAnOrphan() // EDGE 34
{
    QVERIFY(listed().isEmpty());
    putLogin(codeHost(), "https://h", {});
    QVERIFY(listed().isEmpty());
    QVERIFY(QFile::remove(codeHost() + u"/session"_qs));
    QVERIFY(listed().isEmpty());

    QVERIFY(QFile::remove(codeHost() + u"/url"_qs));
    putFile(codeHost() + u"/session"_qs, Token);
    const ForeignPlace orphan = onlyPlace();
    QCOMPARE(test::problemOf(orphan.credential), ErrorCode::Corrupt);
    QVERIFY(!orphan.credential.server);
    QCOMPARE(orphan.credential.token, factsOf(secret(Token)));
    QCOMPARE(stateOf(orphan, { login("h", Token) }), PlaceState::Unreadable);
    REQUIRE_ERROR(waitFor(foreign().copyOver(orphan, server("h"), secret(Newer))), ErrorCode::Corrupt);
    QCOMPARE(text(waitFor(foreign().read(orphan))), Token);
    REQUIRE_OK(waitFor(foreign().remove(orphan)));
    QVERIFY(listed().isEmpty());
}

void ForeignPlacesTest::whatCannotBeUsedIsARowWithItsProblem_data() // EDGE 33
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("what");
    for (const QString& name : { u"url"_qs, u"session"_qs }) {
        for (const QString& what : { u"fifo"_qs, u"folder"_qs, u"dangling link"_qs, u"link to a device"_qs,
                 u"two lines"_qs, u"1 MB"_qs }) {
            QTest::addRow("%s: %s", qPrintable(name), qPrintable(what)) << name << what;
        }
    }
}

void ForeignPlacesTest::whatCannotBeUsedIsARowWithItsProblem()
{
    QFETCH(QString, name);
    QFETCH(QString, what);
    putLogin(codeHost(), "https://h", Token);
    putLogin(path(u"data/coder-gateway/h"_qs), "https://h", Token);
    const QString spoiled = codeHost() + u'/' + name;
    const QByteArray encoded = QFile::encodeName(spoiled);
    QVERIFY(QFile::remove(spoiled));
    if (what == u"fifo"_qs) {
        QCOMPARE(mkfifo(encoded.constData(), 0600), 0);
    } else if (what == u"folder"_qs) {
        QCOMPARE(mkdir(encoded.constData(), 0700), 0);
    } else if (what == u"dangling link"_qs) {
        QCOMPARE(symlink("missing", encoded.constData()), 0);
    } else if (what == u"link to a device"_qs) {
        QCOMPARE(symlink("/dev/zero", encoded.constData()), 0);
    } else {
        putFile(spoiled, what == u"1 MB"_qs ? QByteArray(1 << 20, 'x') : QByteArray("s3cr3t\ns3cr3t"));
    }
    const auto places = listed();
    QCOMPARE(places.size(), 2);
    const ForeignPlace& place = places.first();
    QCOMPARE(test::problemOf(place.credential), ErrorCode::Corrupt);
    QVERIFY(place.credential.problem->message.contains(codeHost()));
    QVERIFY(place.credential.problem->message.contains(u"VS Code"_qs));
    QVERIFY(!place.credential.problem->message.contains(u"s3cr3t"_qs));
    QCOMPARE(place.credential.server.has_value(), name == u"session"_qs);
    QCOMPARE(stateOf(place, { login("h", Token) }), PlaceState::Unreadable);
    REQUIRE_ERROR(waitFor(foreign().read(place)), ErrorCode::Corrupt);
    REQUIRE_ERROR(waitFor(foreign().copyOver(place, server("h"), secret(Newer))), ErrorCode::Corrupt);
    REQUIRE_ERROR(waitFor(foreign().remove(place)), ErrorCode::Corrupt);
    QCOMPARE(places.last().credential.token, factsOf(secret(Token)));
}

void ForeignPlacesTest::tokensThatOthersCanReadAreNamedWithServerAndMend() // EDGE 39
{
    putLogin(codeHost(), "https://h", Token);
    putFile(codeHost() + u"/session"_qs, Token, 0644);
    const ForeignPlace place = onlyPlace();
    QCOMPARE(test::problemOf(place.credential), ErrorCode::AccessDenied);
    QVERIFY(place.credential.problem->message.contains(u"chmod 600 "_qs + codeHost()));
    QCOMPARE(place.credential.server, server("h"));
    QVERIFY(place.credential.token.fingerprint.isEmpty());
    REQUIRE_ERROR(waitFor(foreign().read(place)), ErrorCode::AccessDenied);
    QCOMPARE(modeOf(codeHost() + u"/session"_qs), 0644U);
}

void ForeignPlacesTest::filesOfAnotherOwnerAreARowWithItsProblem() // EDGE 39
{
    putLogin(codeHost(), "https://h", Token);
    const QByteArray encoded = QFile::encodeName(codeHost() + u"/session"_qs);
    if (geteuid() == 0) {
        QCOMPARE(chown(encoded.constData(), 65534, static_cast<gid_t>(-1)), 0);
    } else {
        QCOMPARE(chmod(encoded.constData(), 0), 0);
    }
    QCOMPARE(test::problemOf(onlyPlace().credential), ErrorCode::AccessDenied);
}

void ForeignPlacesTest::folderThatCannotBeListedIsARow()
{
    putLogin(codeHost(), "https://h", Token);
    const ForeignRoot root { Kind::VsCode, u"VS Code"_qs, storage(u"Code"_qs) };
    const QByteArray encoded = QFile::encodeName(root.path);
    ForeignPlaces places({ .roots = { root }, .coderDesktop = nullptr, .environment = {} });
    QCOMPARE(chmod(encoded.constData(), 0), 0);
    const bool isRoot = geteuid() == 0; // whom modes do not stop
    QCOMPARE(isRoot ? seteuid(65534) : 0, 0);
    const auto found = waitFor(places.list());
    QCOMPARE(isRoot ? seteuid(0) : 0, 0);
    QCOMPARE(chmod(encoded.constData(), 0700), 0);
    REQUIRE_OK(found);
    QCOMPARE(found->size(), 1);
    QCOMPARE(test::problemOf(found->first().credential), ErrorCode::AccessDenied);
    QCOMPARE(found->first().location, root.path);
}

void ForeignPlacesTest::coderDesktopThatCannotBeReadIsARowAmongOthers()
{
    m_hasCoderDesktop = true;
    putLogin(codeHost(), "https://h", Token);
    for (const ErrorCode code : { ErrorCode::KeyringLocked, ErrorCode::KeyringUnavailable }) {
        m_coderDesktop->failWith(Error { code, u"told"_qs });
        const auto places = listed();
        QCOMPARE(places.size(), 2);
        QCOMPARE(places.first().kind, Kind::CoderDesktop);
        QCOMPARE(test::problemOf(places.first().credential), code);
        QCOMPARE(stateOf(places.first(), {}), PlaceState::Unreadable);
        QCOMPARE(places.last().kind, Kind::VsCode);
        REQUIRE_ERROR(waitFor(foreign().read(places.first())), code);
        REQUIRE_ERROR(waitFor(foreign().remove(places.first())), code);
    }
    m_coderDesktop->failWith(std::nullopt);
    QCOMPARE(listed().size(), 1); // empty is no row
}

void ForeignPlacesTest::environmentWithoutAServerOrTokenIsToldAsItIs()
{
    const auto placeFor = [this](const QString& url, const QString& token) {
        m_environment.insert(u"CODER_URL"_qs, url);
        m_environment.insert(u"CODER_SESSION_TOKEN"_qs, token);
        m_places.reset();
        return onlyPlace();
    };
    const ForeignPlace orphan = placeFor({}, QString::fromLatin1(Token));
    QCOMPARE(test::problemOf(orphan.credential), ErrorCode::Corrupt);
    QCOMPARE(orphan.location, u"CODER_SESSION_TOKEN"_qs);
    QVERIFY(!orphan.credential.server);
    QCOMPARE(orphan.credential.token, factsOf(secret(Token)));

    const ForeignPlace wrongServer = placeFor(u"https://s3cr3t@h"_qs, QString::fromLatin1(Token));
    QCOMPARE(test::problemOf(wrongServer.credential), ErrorCode::Corrupt);
    QVERIFY(!wrongServer.credential.problem->message.contains(u"s3cr3t"_qs));

    const ForeignPlace noToken = placeFor(u"https://h"_qs, u"s3cr3t x"_qs);
    QCOMPARE(test::problemOf(noToken.credential), ErrorCode::Corrupt);
    QVERIFY(noToken.credential.token.fingerprint.isEmpty());
    QVERIFY(!noToken.credential.problem->message.contains(u"s3cr3t"_qs));
    REQUIRE_ERROR(waitFor(foreign().read(noToken)), ErrorCode::Corrupt);

    m_environment.insert(u"CODER_SESSION_TOKEN"_qs, QString());
    m_places.reset();
    QVERIFY(listed().isEmpty());
}

void ForeignPlacesTest::linksAndLoopsMakeNoSecondRow()
{
    putLogin(codeHost(), "https://h", Token);
    QVERIFY(QFile::link(codeHost(), storage(u"Code"_qs) + u"/a"_qs));
    QVERIFY(QFile::link(storage(u"Code"_qs), storage(u"Code"_qs) + u"/loop"_qs));
    QVERIFY(QFile::link(u"self"_qs, storage(u"Code"_qs) + u"/self"_qs));
    QVERIFY(QDir().mkpath(path(u"data"_qs)));
    QVERIFY(QFile::link(path(u"data/coder-gateway"_qs), path(u"data/coder-gateway"_qs)));
    QVERIFY(QDir().mkpath(path(u"config/VSCodium"_qs)));
    QVERIFY(QFile::link(path(u"config/Code/User"_qs), path(u"config/VSCodium/User"_qs)));
    const auto places = listed();
    QCOMPARE(places.size(), 2);
    QCOMPARE(places.first().location, storage(u"Code"_qs) + u"/a"_qs);
    QCOMPARE(places.first().credential.token, factsOf(secret(Token)));
    QCOMPARE(test::problemOf(places.last().credential), ErrorCode::Corrupt); // the root that is a loop
}

void ForeignPlacesTest::hundredsOfFoldersAreBoundedAndSaid()
{
    for (int i = 0; i < 300; ++i) {
        const QString name = u"/h%1"_qs.arg(i, 3, 10, QChar(u'0'));
        putLogin(storage(u"Code"_qs) + name, "https://h", Token);
    }
    const auto places = listed();
    QCOMPARE(places.size(), 201);
    QVERIFY(places.at(0).location.endsWith(u"/h000"_qs));
    QVERIFY(places.at(199).location.endsWith(u"/h199"_qs));
    QCOMPARE(test::problemOf(places.at(200).credential), ErrorCode::DataTooBig);
    QVERIFY(places.at(200).credential.problem->message.contains(storage(u"Code"_qs)));
}

void ForeignPlacesTest::hundredsOfEmptyFilesAreNotWaitedForOneByOne()
{
    for (int i = 0; i < 200; ++i) {
        putLogin(storage(u"Code"_qs) + u"/h%1"_qs.arg(i), "https://h", {});
    }
    QElapsedTimer timer;
    timer.start();
    QVERIFY(listed().isEmpty());
    QVERIFY(timer.elapsed() < 5000); // 50 ms for each would be 10 s
}

void ForeignPlacesTest::listingAndReadingWriteNothing()
{
    putLogin(codeHost(), "https://h", Token);
    putLogin(storage(u"Code"_qs) + u"/empty"_qs, {}, {});
    putLogin(path(u"data/coder-gateway/h/config"_qs), {}, Token);
    const QStringList before = traceOf(path());
    for (const ForeignPlace& place : listed()) {
        REQUIRE_OK(waitFor(foreign().read(place)));
    }
    QCOMPARE(traceOf(path()), before);
}

void ForeignPlacesTest::copyOverReplacesTheTokenAndLeavesNothingBeside()
{
    m_hasCoderDesktop = true;
    REQUIRE_OK(waitFor(m_coderDesktop->write(server("h"), secret(Token))));
    putLogin(codeHost(), "https://h/", Token);
    QCOMPARE(chmod(QFile::encodeName(codeHost()).constData(), 0755), 0);
    const auto places = listed();
    QCOMPARE(places.size(), 2);
    for (const ForeignPlace& place : places) {
        REQUIRE_OK(waitFor(foreign().copyOver(place, server("h"), secret(Newer))));
    }
    QCOMPARE(text(waitFor(m_coderDesktop->read(server("h")))), Newer);
    QCOMPARE(contentOf(codeHost() + u"/session"_qs), Newer);
    QCOMPARE(contentOf(codeHost() + u"/url"_qs), "https://h");
    QCOMPARE(modeOf(codeHost() + u"/session"_qs), 0600U);
    QCOMPARE(modeOf(codeHost()), 0755U);
    QCOMPARE(namesIn(codeHost()), QStringList({ u".latchkey.lock"_qs, u"session"_qs, u"url"_qs }));
    for (const ForeignPlace& place : listed()) {
        QCOMPARE(stateOf(place, { login("h", Newer) }), PlaceState::Same);
    }
}

void ForeignPlacesTest::copyOverThatFailsChangesNothing() // EDGE 38
{
    putLogin(codeHost(), "https://h", Token);
    const ForeignPlace place = onlyPlace();
    Result<void> written;
    {
        const FullDisk disk;
        written = waitFor(foreign().copyOver(place, server("h"), secret(Newer)));
    }
    REQUIRE_ERROR(written, ErrorCode::DiskFull);
    REQUIRE_ERROR(waitFor(foreign().copyOver(place, server("h"), secret("a b"))), ErrorCode::InvalidInput);
    const auto tooBig = waitFor(foreign().copyOver(place, server("h"), secret(QByteArray(4097, 'x'))));
    REQUIRE_ERROR(tooBig, ErrorCode::DataTooBig);
    QVERIFY(tooBig.error().message.contains(u"VS Code"_qs));
    QCOMPARE(text(waitFor(foreign().read(place))), Token);
    QCOMPARE(namesIn(codeHost()), QStringList({ u".latchkey.lock"_qs, u"session"_qs, u"url"_qs }));
}

void ForeignPlacesTest::copyOverIsForTheListedOriginOnly()
{
    m_hasCoderDesktop = true;
    REQUIRE_OK(waitFor(m_coderDesktop->write(server("h:1"), secret(Token))));
    putLogin(codeHost(), "https://h:1", Token);
    const auto places = listed();
    QCOMPARE(places.size(), 2);
    const QStringList before = traceOf(path());
    for (const ForeignPlace& place : places) {
        for (const char* other : { "h:2", "http://h:1", "h" }) {
            REQUIRE_ERROR(
                waitFor(foreign().copyOver(place, server(other), secret(Newer))), ErrorCode::OriginMismatch);
        }
        QCOMPARE(text(waitFor(foreign().read(place))), Token);
    }
    QCOMPARE(traceOf(path()), before);
}

void ForeignPlacesTest::removeTakesTheListedTokenOnly()
{
    m_hasCoderDesktop = true;
    REQUIRE_OK(waitFor(m_coderDesktop->write(server("h"), secret(Token))));
    putLogin(codeHost(), "https://h", Token);
    putLogin(storage(u"Code"_qs) + u"/z"_qs, "https://z", Token);
    const auto places = listed();
    QCOMPARE(places.size(), 3);
    REQUIRE_OK(waitFor(foreign().remove(places.at(0))));
    REQUIRE_OK(waitFor(foreign().remove(places.at(1))));
    QCOMPARE(onlyPlace().credential.server, server("z"));
    QCOMPARE(contentOf(codeHost() + u"/url"_qs), "https://h");
    REQUIRE_ERROR(waitFor(foreign().remove(places.at(0))), ErrorCode::NotFound);
    const auto gone = waitFor(foreign().remove(places.at(1)));
    REQUIRE_ERROR(gone, ErrorCode::NotFound);
    QVERIFY(gone.error().message.contains(codeHost()));
}

void ForeignPlacesTest::changesSinceTheListingAreConflicts() // EDGE 36
{
    m_hasCoderDesktop = true;
    REQUIRE_OK(waitFor(m_coderDesktop->write(server("h"), secret(Token))));
    putLogin(codeHost(), "https://h", Token);
    putLogin(path(u"data/coder-gateway/h"_qs), "https://h", Token);
    const auto places = listed();
    QCOMPARE(places.size(), 3);
    REQUIRE_OK(waitFor(m_coderDesktop->write(server("h"), secret(Newer))));
    putFile(codeHost() + u"/session"_qs, Newer);
    putFile(path(u"data/coder-gateway/h/url"_qs), "https://h:2"); // the same token, for another server
    const QStringList before = traceOf(path());
    for (const ForeignPlace& place : places) {
        REQUIRE_ERROR(waitFor(foreign().read(place)), ErrorCode::Conflict);
        REQUIRE_ERROR(waitFor(foreign().copyOver(place, server("h"), secret("newest"))), ErrorCode::Conflict);
        REQUIRE_ERROR(waitFor(foreign().remove(place)), ErrorCode::Conflict);
    }
    QCOMPARE(traceOf(path()), before);
    QCOMPARE(text(waitFor(m_coderDesktop->read(server("h")))), Newer);
}

void ForeignPlacesTest::environmentCannotBeChanged()
{
    m_environment.insert(u"CODER_URL"_qs, u"https://h"_qs);
    m_environment.insert(u"CODER_SESSION_TOKEN"_qs, QString::fromLatin1(Token));
    const ForeignPlace place = onlyPlace();
    QCOMPARE(place.credential.server, server("h"));
    const auto written = waitFor(foreign().copyOver(place, server("h"), secret(Newer)));
    REQUIRE_ERROR(written, ErrorCode::NotImplemented);
    QVERIFY(written.error().message.contains(u"unset CODER_SESSION_TOKEN"_qs));
    REQUIRE_ERROR(waitFor(foreign().remove(place)), ErrorCode::NotImplemented);
    QCOMPARE(text(waitFor(foreign().read(place))), Token);
}

void ForeignPlacesTest::statesOfAPlace()
{
    const ForeignPlace place = placeOf(server("h"), Token);
    const LoginId same = login("h", Token);
    const LoginId other = login("h", Newer);
    QCOMPARE(stateOf(place, { same }, same), PlaceState::Same);
    QCOMPARE(stateOf(place, { other, same }, other), PlaceState::Differs); // another account's token
    QCOMPARE(stateOf(place, { other, same }), PlaceState::Same);
    QCOMPARE(stateOf(place, { other }), PlaceState::Differs);
    QCOMPARE(stateOf(place, {}, other), PlaceState::Differs);
    QCOMPARE(stateOf(place, {}), PlaceState::OnlyHere);
    for (const char* elsewhere : { "http://h", "h:1", "x" }) { // the same token, but not the same origin
        QCOMPARE(stateOf(place, { login(elsewhere, Token) }), PlaceState::OnlyHere);
    }
    QCOMPARE(stateOf(placeOf(std::nullopt, Token), { same }, same), PlaceState::Unreadable);
    QCOMPARE(stateOf(placeOf(server("h"), {}), { same }, same), PlaceState::Unreadable);
    ForeignPlace broken = place;
    broken.credential.problem = Error { ErrorCode::Corrupt, u"told"_qs };
    QCOMPARE(stateOf(broken, { same }, same), PlaceState::Unreadable);
}

void ForeignPlacesTest::hostsOfSeveralPortsShareAFolder() // EDGE 30
{
    putLogin(codeHost(), "https://h:1", Token);
    const ForeignPlace place = onlyPlace();
    QCOMPARE(place.credential.server, server("h:1")); // the url inside counts, not the folder's name
    const QList<LoginId> known = { login("h:1", Token), login("h:2", Newer) };
    QVERIFY(sharesFolder(place, known));
    QCOMPARE(stateOf(place, known, known.last()), PlaceState::Differs);
    QVERIFY(!sharesFolder(place, { known.first(), login("other:2", Newer) }));
    const ForeignPlace six = placeOf(server("https://[::1]:3000"), Token);
    QVERIFY(sharesFolder(six, { login("https://[::1]:4000", Token) }));
    QVERIFY(!sharesFolder(placeOf(server("h:1"), Token, Kind::Environment), known));
    QVERIFY(!sharesFolder(placeOf(std::nullopt, Token), known));
}

QTEST_GUILESS_MAIN(ForeignPlacesTest)
#include "foreign_places_test.moc"

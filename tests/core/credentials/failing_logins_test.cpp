// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/private_file.h"
#include "tests/core/credentials/logins_fixture.h"
#include "tests/support/failing_call.h"
#include "tests/support/figure.h"

#include <QtTest>

#include <cerrno>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

namespace {

constexpr auto DevUrl = "https://dev.example.com";
constexpr auto LabUrl = "https://lab.example.com";

/// A keyring whose calls count as FailingCall's do: one that fails is refused, or is done and says that it
/// failed.
class FailingKeyring final : public Backend, public ParkedTokens
{
public:
    FailingKeyring(MemoryBackend& keyring, bool isDoneAllTheSame)
        : m_keyring(keyring)
        , m_isDoneAllTheSame(isDoneAllTheSame)
    {
    }

    Future<Secret> read(const ServerUrl& server) override
    {
        return mayFail<Secret>([&] { return m_keyring.read(server); });
    }
    Future<void> write(const ServerUrl& server, const Secret& token) override
    {
        return mayFail<void>([&] { return m_keyring.write(server, token); });
    }
    Future<void> remove(const ServerUrl& server) override
    {
        return mayFail<void>([&] { return m_keyring.remove(server); });
    }
    Future<QList<StoredCredential>> list() override
    {
        return mayFail<QList<StoredCredential>>([&] { return m_keyring.list(); });
    }
    Future<QList<LoginId>> parked() override
    {
        return mayFail<QList<LoginId>>([&] { return m_keyring.parked(); });
    }
    Future<Secret> readParked(const LoginId& login) override
    {
        return mayFail<Secret>([&] { return m_keyring.readParked(login); });
    }
    Future<void> park(const ServerUrl& server, const Secret& token) override
    {
        return mayFail<void>([&] { return m_keyring.park(server, token); });
    }
    Future<Secret> useParked(const LoginId& login, const std::optional<LoginId>& kept) override
    {
        return mayFail<Secret>([&] { return m_keyring.useParked(login, kept); });
    }
    Future<void> removeParked(const LoginId& login) override
    {
        return mayFail<void>([&] { return m_keyring.removeParked(login); });
    }

private:
    template <typename T> Future<T> mayFail(const std::function<Future<T>()>& call)
    {
        const bool fails = thisCallFails(EIO);
        if (fails && m_isDoneAllTheSame) {
            call();
        }
        return fails ? finishedFuture<T>(failure(ErrorCode::KeyringUnavailable, u"It fails."_qs)) : call();
    }

    MemoryBackend& m_keyring;
    bool m_isDoneAllTheSame;
};

void copyFolder(const QString& from, const QString& to)
{
    for (const QFileInfo& entry :
        QDir(from).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
        const QString path = to + u'/' + entry.fileName();
        if (entry.isDir()) {
            REQUIRE_OK(ensurePrivateFolder(path));
            copyFolder(entry.filePath(), path);
        } else {
            QVERIFY(QFile::copy(entry.filePath(), path));
        }
    }
}

/// Two accounts on one server, the first of them active, and one on another.
void signIn(LoginsFixture& fixture)
{
    REQUIRE_OK(fixture.add(DevUrl, "alice", "alice"));
    REQUIRE_OK(fixture.add(DevUrl, "bob", "bob"));
    REQUIRE_OK(fixture.add(LabUrl, "lab", "lab"));
    REQUIRE_OK(fixture.use(LabUrl, "lab"));
    REQUIRE_OK(fixture.use(DevUrl, "alice"));
}

/// What else an act meets.
void prepareFor(const QByteArray& act, LoginsFixture& fixture)
{
    if (act.contains("foreign")) {
        fixture.store(DevUrl, "foreign");
    }
    if (act.contains("damaged index")) {
        putFile(fixture.indexPath(), "no index");
    }
    if (act.contains("first")) {
        QVERIFY(QDir(fixture.folder.filePath(u"data"_qs)).removeRecursively());
    }
    if (act.contains("orphan")) {
        QVERIFY(QFile::remove(fixture.files.urlPath()));
    }
    if (act.contains("killed")) {
        QVERIFY(QFile::remove(fixture.files.sessionPath()));
        putFile(fixture.files.folder() + u"/.latchkey.switch"_qs,
            QJsonDocument({ { u"from"_qs, toJson(LoginsFixture::login(LabUrl, "lab")) },
                              { u"to"_qs, toJson(LoginsFixture::login(DevUrl, "alice")) } })
                .toJson());
    }
}

using Act = std::function<Result<void>(Logins&)>;

template <typename T> Result<void> ended(const Future<T>& call)
{
    const auto result = waitFor(call);
    return result ? Result<void>() : std::unexpected(result.error());
}

NewLogin newLogin(const char* url, Place place = Place::Keyring)
{
    return { .server = server(url), .token = secret("new"), .place = place, .account = u"carol"_qs };
}

} // namespace

/// Each call to the keyring and to the disk that an act of a person needs fails once, each in a run of its
/// own.
class FailingLoginsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLostWhateverFails_data();
    void nothingIsLostWhateverFails();
};

void FailingLoginsTest::nothingIsLostWhateverFails_data() // FAULTS 4
{
    QTest::addColumn<Act>("act");
    QTest::addColumn<QByteArrayList>("mayGo"); // the tokens that the act is to remove
    const auto of = &LoginsFixture::login;
    const auto row = [](const char* name, const Act& act, const QByteArrayList& mayGo = {}) {
        QTest::newRow(name) << act << mayGo;
    };
    row("look", [](Logins& logins) { return ended(logins.overview()); });
    row("use another account", [of](Logins& logins) { return ended(logins.use(of(DevUrl, "bob"))); });
    row("use another server", [of](Logins& logins) { return ended(logins.use(of(LabUrl, "lab"))); });
    row("use the one before", [](Logins& logins) { return ended(logins.usePrevious()); });
    row("add", [](Logins& logins) { return ended(logins.add(newLogin(DevUrl))); });
    row("sign in the terminal",
        [](Logins& logins) { return ended(logins.add(newLogin(LabUrl, Place::CliFiles))); });
    row("add the first", [](Logins& logins) { return ended(logins.add(newLogin(DevUrl))); });
    row("add beside a damaged index", [](Logins& logins) { return ended(logins.add(newLogin(DevUrl))); });
    row("look after a killed switch", [](Logins& logins) { return ended(logins.overview()); });
    row("sign the terminal out",
        [of](Logins& logins) { return ended(logins.remove(of(DevUrl, "alice"), Place::CliFiles)); });
    row("replace an account's older login",
        [](Logins& logins) {
            auto login = newLogin(DevUrl);
            login.account = u"bob"_qs;
            return ended(logins.add(login));
        },
        { "bob" });
    row("use a foreign login", [of](Logins& logins) { return ended(logins.use(of(DevUrl, "foreign"))); });
    row("use another server beside an orphan",
        [of](Logins& logins) { return ended(logins.use(of(LabUrl, "lab"))); });
    row("import", [](Logins& logins) { return ended(logins.import()); });
    row("reveal", [of](Logins& logins) { return ended(logins.reveal(of(DevUrl, "bob"))); });
    row("check", [of](Logins& logins) { return ended(logins.check(of(DevUrl, "alice"))); });
    row("remove", [of](Logins& logins) { return ended(logins.remove(of(DevUrl, "bob"))); }, { "bob" });
    row("remove and take it back",
        [of](Logins& logins) -> Result<void> {
            const auto removed = waitFor(logins.remove(of(DevUrl, "bob")));
            return removed ? ended(logins.undo(*removed)) : std::unexpected(removed.error());
        },
        { "bob" });
    row("add and take it back", [](Logins& logins) -> Result<void> {
        const auto added = waitFor(logins.add(newLogin(DevUrl)));
        return added ? ended(logins.undo(*added)) : std::unexpected(added.error());
    });
    row("sign out", [of](Logins& logins) { return ended(logins.signOut(of(DevUrl, "bob"))); }, { "bob" });
    row("keep a foreign login",
        [](Logins& logins) { return ended(logins.settle(server(DevUrl), ForeignLogin::Keep)); }, { "alice" });
    row("add a foreign login",
        [](Logins& logins) { return ended(logins.settle(server(DevUrl), ForeignLogin::AddAsAnother)); });
    row("restore what a foreign login replaced",
        [](Logins& logins) { return ended(logins.settle(server(DevUrl), ForeignLogin::Restore)); },
        { "foreign" });
}

void FailingLoginsTest::nothingIsLostWhateverFails()
{
    QFETCH(const Act, act);
    QFETCH(const QByteArrayList, mayGo);
    LoginsFixture start;
    signIn(start);
    prepareFor(QTest::currentDataTag(), start);
    int tried = 0;
    for (const bool isDoneAllTheSame : { false, true }) {
        std::unique_ptr<LoginsFixture> fixture;
        std::unique_ptr<FailingKeyring> keyring;
        std::unique_ptr<Logins> logins;
        const auto prepare = [&] {
            logins.reset();
            fixture = std::make_unique<LoginsFixture>();
            copyFolder(start.folder.path(), fixture->folder.path());
            fixture->keyring.setText(start.keyring.text());
            fixture->keyring.setParkedItems(start.keyring.parkedItems());
            for (const char* account : { "alice", "bob" }) {
                fixture->servers->setOwner(
                    factsOf(secret(account)).fingerprint, { .username = QString::fromLatin1(account) });
            }
            keyring = std::make_unique<FailingKeyring>(fixture->keyring, isDoneAllTheSame);
            logins = std::make_unique<Logins>(Logins::Collaborators { *keyring, *keyring, fixture->files,
                                                  *fixture->servers, fixture->clock },
                fixture->indexPath(), QProcessEnvironment());
        };
        Result<void> done;
        const auto check = [&] {
            QVERIFY(done || !done.error().message.isEmpty());
            const auto overview = waitFor(logins->overview());
            REQUIRE_OK(overview);
            QVERIFY(!overview->keyringProblem && !overview->filesProblem);
            for (const QByteArray& token : { QByteArray("alice"), QByteArray("bob"), QByteArray("lab") }) {
                const LoginId login = LoginsFixture::login(token == "lab" ? LabUrl : DevUrl, token);
                const auto revealed = waitFor(logins->reveal(login));
                QVERIFY2(revealed || mayGo.contains(token), token.constData());
                QVERIFY2(!revealed || *revealed == secret(token), token.constData());
            }
        };
        tried += withEachCallFailing(prepare, [&] { done = act(*logins); }, check);
        REQUIRE_OK(done); // with none left to fail
        logins.reset();
    }
    QVERIFY(tried > 2);
    noteFigure(u"calls to keyring and disk of an act on logins, each failing once: logins lost"_qs, tried, 0);
}

QTEST_GUILESS_MAIN(FailingLoginsTest)
#include "failing_logins_test.moc"

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// Switching the terminal's login, and listing the logins, on a private bus with a real gnome-keyring.

#include "app/services.h"
#include "tests/bench/bench.h"
#include "tests/support/keyring/private_keyring.h"

#include <QEventLoop>
#include <QFile>
#include <QProcess>

#include <fcntl.h>
#include <gio/gio.h>
#include <qt6keychain/keychain.h>
#include <unistd.h>

namespace latchkey::bench {

namespace {

using namespace credentials;

constexpr char Url[] = "https://dev.example.com";
constexpr char OtherUrl[] = "https://other.example.com";
constexpr std::array Tokens { "AAAAAAAAAA-aaaaaaaaaaaaaaaaaaaaaa", "BBBBBBBBBB-bbbbbbbbbbbbbbbbbbbbbb" };

using Urls = std::array<const char*, 2>;

/// Two logins, back and forth. Those of one server take turns in the shared entry.
class Switching
{
public:
    explicit Switching(const Urls& urls)
    {
        auto options = Services::Options::fromEnvironment(QProcessEnvironment::systemEnvironment());
        options.keyringWorker = test::keyringWorkerProgram();
        m_services = std::make_unique<Services>(options);
        for (std::size_t i = 0; i < urls.size(); ++i) {
            const char* token = Tokens[i];
            const auto server = ServerUrl::parse(QString::fromLatin1(urls[i]));
            const Secret secret = Secret::takeFrom(QByteArray(token));
            m_logins.append(loginId(*server, secret));
            const auto added = waitFor(m_services->logins().add(
                { .server = *server, .token = secret, .account = QString::fromLatin1(token).left(1) }));
            require(added.has_value(), "a login is added");
        }
        use(); // from here on both have their places
        use();
    }

    void use()
    {
        m_next = 1 - m_next;
        require(waitFor(m_services->logins().use(m_logins[m_next])).has_value(), "the switch is done");
    }

    QByteArray token() const { return Tokens[static_cast<std::size_t>(m_next)]; }

    QString session() const
    {
        return m_services->options().paths.coderConfigFolder + QStringLiteral("/session");
    }

private:
    std::unique_ptr<Services> m_services;
    QList<LoginId> m_logins;
    qsizetype m_next = 1;
};

void writeDurably(const QString& path, const QByteArray& content)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    require(::write(file, content.constData(), static_cast<std::size_t>(content.size())) == content.size()
            && ::fsync(file) == 0,
        "the peer writes its file");
    ::close(file);
}

void writeEntry(const QByteArray& content)
{
    QKeychain::WritePasswordJob job(QStringLiteral("latchkey-bench"));
    job.setAutoDelete(false);
    job.setKey(QStringLiteral("entry"));
    job.setTextData(QString::fromLatin1(content));
    QEventLoop loop;
    QObject::connect(&job, &QKeychain::Job::finished, &loop, &QEventLoop::quit, Qt::QueuedConnection);
    job.start();
    loop.exec();
    require(job.error() == QKeychain::NoError, "the peer writes its entry");
}

/// GLib ends a process whose session bus goes away, as this one's will. The reference is kept, so that
/// QtKeychain gets this connection.
void surviveTheBus()
{
    GDBusConnection* bus = g_bus_get_sync(G_BUS_TYPE_SESSION, nullptr, nullptr);
    require(bus != nullptr, "there is a session bus");
    g_dbus_connection_set_exit_on_close(bus, FALSE);
}

void measureSwitch(const Bench& bench, test::PrivateKeyring& keyring, const Urls& urls, const char* name)
{
    Switching ours(urls);
    const QByteArray entry = keyring.lookup();
    require(entry.contains(ours.token()), "the shared entry holds the active login");
    const auto medians = inTurn(bench.isQuick ? 10 : 50,
        { [&] { return milliseconds([&] { ours.use(); }); },
            [&] {
                return milliseconds([&] {
                    writeDurably(keyring.folder() + QStringLiteral("/url"), Url);
                    writeDurably(keyring.folder() + QStringLiteral("/session"), ours.token());
                    writeEntry(entry);
                });
            } });
    QFile session(ours.session());
    require(session.open(QIODevice::ReadOnly) && session.readAll() == ours.token(),
        "the files hold the active login");
    require(keyring.lookup().contains(ours.token()), "and so does the shared entry");
    bench.report.add({ QString::fromLatin1(name), medians[0], medians[1],
        QStringLiteral("two fsynced files and a QtKeychain write"), Unit::Milliseconds, 0.7 });
}

QByteArray outputOf(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    require(process.waitForFinished() && process.exitCode() == 0, "the program succeeds");
    return process.readAllStandardOutput();
}

void measureCtl(const Bench& bench)
{
    QByteArray ours;
    QByteArray theirs;
    const auto medians = inTurn(bench.isQuick ? 10 : 50,
        { [&] {
             return milliseconds([&] {
                 ours = outputOf(QStringLiteral(LATCHKEY_BINARY_DIR "/latchkeyctl"),
                     { QStringLiteral("servers"), QStringLiteral("list") });
             });
         },
            [&] {
                return milliseconds([&] {
                    theirs = outputOf(QStringLiteral("secret-tool"),
                        { QStringLiteral("lookup"), QStringLiteral("server"),
                            QStringLiteral("coder-v2-credentials"), QStringLiteral("user"),
                            QStringLiteral("coder-login-credentials") });
                });
            } });
    require(ours.contains("dev.example.com") && theirs.contains("dev.example.com"), "both found the server");
    bench.report.add({ QStringLiteral("ctl_ms"), medians[0], medians[1], QStringLiteral("secret-tool lookup"),
        Unit::Milliseconds, 0.4 });
}

} // namespace

void measureKeyring(const Bench& bench)
{
    test::PrivateKeyring keyring;
    require(keyring.start(), "a private keyring comes up");
    surviveTheBus();
    measureSwitch(bench, keyring, { Url, Url }, "switch_ms");
    measureSwitch(bench, keyring, { Url, OtherUrl }, "switch_server_ms");
    measureCtl(bench);
}

} // namespace latchkey::bench

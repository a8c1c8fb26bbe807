// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/logins_bench.h"

#include <QDir>
#include <QFile>

namespace latchkey::test {

LoginsBench::LoginsBench()
{
    const auto account = [](const char* name) {
        CoderServer::Account owner;
        owner.username = QString::fromLatin1(name);
        owner.lastUsed = QStringLiteral("2026-01-03T00:00:00Z");
        owner.expires = QStringLiteral("2100-01-01T00:00:00Z");
        return owner;
    };
    server.addToken(ada, account("ada"));
    server.addToken(bob, account("bob"));
}

bool LoginsBench::start()
{
    const bool started = keyring.start();
    cli.environment.insert(
        QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"));
    return started;
}

QStringList LoginsBench::wordsOf(const char* words) const
{
    return QString::fromUtf8(words).replace(QStringLiteral("URL"), server.url()).split(u' ');
}

Outcome LoginsBench::run(const char* words, const QByteArray& input)
{
    return cli.run(wordsOf(words), input);
}

bool LoginsBench::addBoth()
{
    return run("servers add URL", ada).status == 0 && run("servers add URL", bob).status == 0;
}

QJsonArray LoginsBench::rows() { return run("--json servers list").json().array(); }

QJsonObject LoginsBench::row(const QString& account)
{
    const QJsonArray all = rows();
    for (const auto& each : all) {
        if (each[QLatin1String("account")].toString() == account) {
            return each.toObject();
        }
    }
    return {};
}

bool LoginsBench::sharedEntryHolds(const QByteArray& token) { return keyring.lookup().contains(token); }

QByteArray LoginsBench::session() const { return contentOf(cli.coderFolder() + QStringLiteral("/session")); }

QString LoginsBench::writeForeign(const QString& folder, const QString& url, const QByteArray& token) const
{
    const QString path = cli.path(folder);
    QDir().mkpath(path);
    for (const auto& [name, content] : { std::pair("/url", url.toUtf8()), std::pair("/session", token) }) {
        QFile file(path + QString::fromLatin1(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()
            || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)) {
            qFatal("no foreign place could be made");
        }
    }
    return path;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
}

} // namespace latchkey::test

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/app_paths.h"

#include <QTemporaryDir>
#include <QtTest>

#include <unistd.h>

using namespace latchkey;

namespace {

QProcessEnvironment environmentOf(const QList<std::pair<QString, QString>>& variables)
{
    QProcessEnvironment environment;
    environment.insert(u"HOME"_qs, u"/home/x"_qs);
    for (const auto& [name, value] : variables) {
        environment.insert(name, value);
    }
    return environment;
}

} // namespace

class AppPathsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultsLieUnderTheHome();
    void xdgVariablesAreObeyed();
    void emptyAndRelativeVariablesMeanTheDefault();
    void coderConfigFolderFollowsTheCli();
    void runtimeFolderIsTheUsersOwn();
    void nothingIsCreated();
};

void AppPathsTest::defaultsLieUnderTheHome() // EDGE 40
{
    const AppPaths paths = AppPaths::fromEnvironment(environmentOf({}));
    QCOMPARE(paths.dataFolder, u"/home/x/.local/share/latchkey"_qs);
    QCOMPARE(paths.configFolder, u"/home/x/.config/latchkey"_qs);
    QCOMPARE(paths.stateFolder, u"/home/x/.local/state/latchkey"_qs);
    QCOMPARE(paths.coderConfigFolder, u"/home/x/.config/coderv2"_qs);
    QCOMPARE(paths.sessionDatabase(), u"/home/x/.local/share/latchkey/sessions.db"_qs);
}

void AppPathsTest::xdgVariablesAreObeyed() // EDGE 40
{
    const AppPaths paths = AppPaths::fromEnvironment(
        environmentOf({ { u"XDG_DATA_HOME"_qs, u"/d/"_qs }, { u"XDG_CONFIG_HOME"_qs, u"/c/../k"_qs },
            { u"XDG_STATE_HOME"_qs, u"/s"_qs }, { u"XDG_RUNTIME_DIR"_qs, u"/r"_qs } }));
    QCOMPARE(paths.dataFolder, u"/d/latchkey"_qs);
    QCOMPARE(paths.configFolder, u"/k/latchkey"_qs);
    QCOMPARE(paths.stateFolder, u"/s/latchkey"_qs);
    QCOMPARE(paths.runtimeFolder, u"/r/latchkey"_qs);
    QCOMPARE(paths.coderConfigFolder, u"/k/coderv2"_qs);
}

void AppPathsTest::emptyAndRelativeVariablesMeanTheDefault() // EDGE 40
{
    const AppPaths expected = AppPaths::fromEnvironment(environmentOf({}));
    for (const QString& value : { QString(), u"relative"_qs, u"./here"_qs, u"~/x"_qs }) {
        const AppPaths paths = AppPaths::fromEnvironment(environmentOf({ { u"XDG_DATA_HOME"_qs, value },
            { u"XDG_CONFIG_HOME"_qs, value }, { u"XDG_STATE_HOME"_qs, value },
            { u"XDG_RUNTIME_DIR"_qs, value }, { u"CODER_CONFIG_DIR"_qs, value } }));
        QCOMPARE(paths.dataFolder, expected.dataFolder);
        QCOMPARE(paths.configFolder, expected.configFolder);
        QCOMPARE(paths.stateFolder, expected.stateFolder);
        QCOMPARE(paths.runtimeFolder, expected.runtimeFolder);
        QCOMPARE(paths.coderConfigFolder, expected.coderConfigFolder);
    }
}

void AppPathsTest::coderConfigFolderFollowsTheCli() // EDGE 40
{
    const AppPaths paths = AppPaths::fromEnvironment(
        environmentOf({ { u"CODER_CONFIG_DIR"_qs, u"/coder"_qs }, { u"XDG_CONFIG_HOME"_qs, u"/c"_qs } }));
    QCOMPARE(paths.coderConfigFolder, u"/coder"_qs);
}

void AppPathsTest::runtimeFolderIsTheUsersOwn()
{
    const AppPaths paths = AppPaths::fromEnvironment(environmentOf({}));
    const QString usual = u"/run/user/%1"_qs.arg(geteuid());
    const QFileInfo info(usual);
    const bool isOurs = info.isDir() && info.ownerId() == geteuid();
    QCOMPARE(paths.runtimeFolder, (isOurs ? usual : u"/home/x/.local/share"_qs) + u"/latchkey"_qs);
}

void AppPathsTest::nothingIsCreated()
{
    const QTemporaryDir home;
    QProcessEnvironment environment;
    environment.insert(u"HOME"_qs, home.path());
    QVERIFY(AppPaths::fromEnvironment(environment).dataFolder.startsWith(home.path()));
    QVERIFY(QDir(home.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
}

QTEST_GUILESS_MAIN(AppPathsTest)
#include "app_paths_test.moc"

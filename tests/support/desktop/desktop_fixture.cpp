// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/desktop/desktop_fixture.h"

#include "core/shared/private_file.h"

#include <QAbstractItemModel>

namespace latchkey::test {

DesktopFixture::DesktopFixture(Content content)
    : m_keyring(&m_ownKeyring)
{
    if (content == Content::Samples) {
        auto demo = Demo::make();
        if (!demo) {
            qFatal("%s", qPrintable(demo.error().message));
        }
        m_demo = std::move(*demo);
        m_options = m_demo->options();
        m_keyring = &m_demo->keyring();
    } else {
        QProcessEnvironment environment;
        for (const auto* variable :
            { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR" }) {
            environment.insert(QString::fromLatin1(variable), m_folder.path());
        }
        m_options = Services::Options::fromEnvironment(environment);
        m_options.keyringInstead = m_keyring;
    }
    m_options.by = activity::By::Window;
    if (!ensurePrivateFolder(m_options.paths.stateFolder)) {
        qFatal("no folder for the test");
    }
}

void DesktopFixture::start()
{
    m_desktop.reset();
    m_services.reset();
    if (!m_demo) {
        m_servers = std::make_unique<FakeServerApi>(); // the logins before have closed theirs
        m_options.serversInstead = m_servers.get();
    }
    m_services = std::make_unique<Services>(m_options);
    m_desktop = std::make_unique<DesktopApp>(
        *m_services, m_options.paths.stateFolder + QStringLiteral("/window.ini"));
    window().show();
}

void DesktopFixture::setVariable(const char* name, const QString& value)
{
    m_options.environment.insert(QString::fromLatin1(name), value);
}

QModelIndex DesktopFixture::row(
    const QAbstractItemModel& model, const QString& text, int column, const QModelIndex& parent)
{
    for (int i = 0; i < model.rowCount(parent); ++i) {
        const QModelIndex index = model.index(i, column, parent);
        if (index.data().toString() == text) {
            return index.siblingAtColumn(0);
        }
    }
    return {};
}

Result<void> DesktopFixture::addLogin(const QByteArray& url, const QByteArray& token)
{
    const auto server = credentials::ServerUrl::parse(QString::fromUtf8(url));
    if (!server) {
        return std::unexpected(server.error());
    }
    return waitFor(m_keyring->write(*server, Secret::takeFrom(QByteArray(token))));
}

Result<void> DesktopFixture::signInForeign(
    const QString& place, const QByteArray& url, const QByteArray& token)
{
    const auto server = credentials::ServerUrl::parse(QString::fromUtf8(url));
    const credentials::CliFiles folder(root() + u'/' + place);
    if (!server || !QDir().mkpath(folder.folder())) {
        return failure(ErrorCode::InvalidInput, QStringLiteral("no such place"));
    }
    return folder.write(*server, Secret::takeFrom(QByteArray(token)));
}

} // namespace latchkey::test

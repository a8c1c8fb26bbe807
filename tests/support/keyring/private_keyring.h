// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/support/keyring/private_session.h"

#include <QMap>
#include <QVariant>

#include <optional>

namespace latchkey::test {

/// Where the programs under test lie.
QString keyringWorkerProgram();
QString mockSecretServiceProgram();

/// A private session with a real gnome-keyring, or with a mock Secret Service.
class PrivateKeyring : public PrivateSession
{
public:
    using Attributes = QMap<QString, QString>;

    PrivateKeyring();
    ~PrivateKeyring();
    Q_DISABLE_COPY_MOVE(PrivateKeyring)

    /// Bus and unlocked keyring. False when one does not come up.
    bool start() { return startBus() && startDaemon(); }

    /// gnome-keyring, unlocked by its password, on the running bus.
    bool startDaemon();
    void killDaemon();
    void pauseDaemon();
    void continueDaemon();

    /// A mock Secret Service instead; its modes stand in mock_secret_service.cpp.
    bool startMock(const QString& mode);

    /// Lets the bus start this command for the Secret Service's name.
    bool makeActivatable(const QString& command);

    bool lock();
    bool unlock(); ///< by the password, without a prompt

    /// The attributes that the shared entry is documented to have.
    static Attributes documentedAttributes();

    /// What the documentation has others look it up by: those without `type`.
    static Attributes lookupAttributes();

    /// `secret-tool store` and `lookup`.
    bool store(const QByteArray& value, const Attributes& attributes = documentedAttributes());
    QByteArray lookup(const Attributes& attributes = lookupAttributes());

    /// Creates an item over D-Bus, beside any that is there, with exactly these bytes.
    bool addItem(const QByteArray& value, const Attributes& attributes = documentedAttributes(),
        const QString& contentType = QStringLiteral("text/plain"));

    /// Object paths of the items with these attributes; and one item's exact bytes and attributes.
    QStringList items(const Attributes& attributes = lookupAttributes());
    QByteArray itemValue(const QString& path);
    Attributes itemAttributes(const QString& path);

    /// What the keyring, or the mock, has printed so far.
    QByteArray daemonOutput();

private:
    bool startOwner(const QString& program, const QStringList& arguments, const QByteArray& input);
    bool waitForOwner();
    std::optional<QVariantList> call(
        const QString& path, const QString& interface, const QString& method, const QVariantList& arguments);
    QString plainSession();

    QProcess m_daemon;
    QByteArray m_daemonOutput;
};

} // namespace latchkey::test

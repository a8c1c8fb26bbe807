// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/services.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace latchkey {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Services)
};

/// Beside the program where it was built, else where it was installed.
QString keyringWorkerPath()
{
    const QString name = QStringLiteral("/latchkey-keyring-worker");
    const QString beside = QCoreApplication::applicationDirPath() + name;
    return QFileInfo::exists(beside) ? beside : QStringLiteral(LATCHKEY_LIBEXEC) + name;
}

} // namespace

Services::Options Services::Options::fromEnvironment(const QProcessEnvironment& environment)
{
    Options options;
    options.paths = AppPaths::fromEnvironment(environment);
    options.sessionDatabase = environment.value(QStringLiteral("LATCHKEY_STORE"));
    if (options.sessionDatabase.isEmpty()) {
        options.sessionDatabase = options.paths.sessionDatabase();
    }
    options.serviceName = QStringLiteral("coder-v2-credentials");
    options.keyringWorker = keyringWorkerPath();
    options.patternFile = environment.value(QStringLiteral("LATCHKEY_USER_AGENT_PATTERNS"));
    if (options.patternFile.isEmpty()) {
        options.patternFile = QStringLiteral(LATCHKEY_UAP_CORE_DIR "/regexes.yaml");
    }
    options.environment = environment;
    return options;
}

Services::Services(const Options& options)
    : m_options(options)
    , m_cliFiles(options.paths.coderConfigFolder)
{
}

Services::~Services() = default;

credentials::KeyringBackend* Services::keyring()
{
    if (!m_keyring && m_options.keyringInstead == nullptr) {
        m_keyring = std::make_unique<credentials::KeyringBackend>(
            credentials::KeyringBackend::Options { m_options.keyringWorker, m_options.serviceName,
                m_options.paths.runtimeFolder, m_options.mayPrompt });
    }
    return m_keyring.get();
}

credentials::Logins& Services::logins()
{
    if (!m_logins) {
        if (m_options.serversInstead == nullptr) {
            m_servers = std::make_unique<credentials::CoderApi>(credentials::CoderApi::Options());
        }
        credentials::ServerApi& servers =
            m_options.serversInstead != nullptr ? *m_options.serversInstead : *m_servers;
        const auto over = [&](auto& keyring) {
            return credentials::Logins::Collaborators { keyring, keyring, m_cliFiles, servers, m_clock };
        };
        m_logins = std::make_unique<credentials::Logins>(
            m_options.keyringInstead != nullptr ? over(*m_options.keyringInstead) : over(*keyring()),
            m_options.paths.loginIndex(), m_options.environment);
    }
    return *m_logins;
}

credentials::ForeignPlaces& Services::foreignPlaces()
{
    if (!m_foreignPlaces) {
        m_foreignPlaces = std::make_unique<credentials::ForeignPlaces>(
            credentials::ForeignPlaces::Options { .roots = credentials::wellKnownRoots(m_options.environment),
                .coderDesktop = m_options.keyringInstead != nullptr ? nullptr : &keyring()->coderDesktop(),
                .environment = m_options.environment });
    }
    return *m_foreignPlaces;
}

sessions::SessionStore& Services::sessions()
{
    if (!m_sessions) {
        m_sessions = std::make_unique<sessions::SessionStore>(
            sessions::SessionStore::Options { m_options.sessionDatabase, m_options.createSessionDatabase },
            m_clock, &userAgentParser());
    }
    return *m_sessions;
}

activity::ActivityLog& Services::activity()
{
    if (!m_activity) {
        m_activity =
            std::make_unique<activity::ActivityLog>(m_options.paths.activityLog(), m_options.by, m_clock);
    }
    return *m_activity;
}

sessions::PolicyRunner& Services::policyRunner()
{
    if (!m_policyRunner) {
        m_policyRunner = std::make_unique<sessions::PolicyRunner>(sessions(), sessions(), m_clock);
    }
    return *m_policyRunner;
}

Future<QList<diagnosis::Finding>> Services::diagnose(std::optional<bool> hasTray)
{
    if (!m_diagnosis) {
        m_diagnosis = std::make_unique<diagnosis::Diagnosis>();
    }
    return m_diagnosis->run({
        .paths = m_options.paths,
        .sessionDatabase = m_options.sessionDatabase,
        .patternFile = m_options.patternFile,
        .environment = m_options.environment,
        .keyring = keyring(),
        .sessions = QFileInfo::exists(m_options.sessionDatabase) ? &sessions() : nullptr,
        .activity = &activity(),
        .hasTray = hasTray,
    });
}

sessions::UserAgentParser& Services::userAgentParser()
{
    if (!m_userAgentParser) {
        m_userAgentParser = std::make_unique<sessions::UserAgentParser>(m_options.patternFile);
    }
    return *m_userAgentParser;
}

Result<QString> sessionDatabasePath(const QString& location)
{
    if (location.startsWith(QStringLiteral("postgresql://"))
        || location.startsWith(QStringLiteral("postgres://"))) {
        return failure(ErrorCode::NotImplemented,
            Text::tr("Sessions cannot be kept in PostgreSQL yet. Name the path of an SQLite file instead."));
    }
    if (location.isEmpty() || location.contains(QStringLiteral("://"))) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("A session store is named by the path of an SQLite file, such as ~/sessions.db."));
    }
    if (location.startsWith(QStringLiteral("~/"))) {
        return QDir::homePath() + location.mid(1);
    }
    return QFileInfo(location).absoluteFilePath();
}

} // namespace latchkey

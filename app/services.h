// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/activity/activity_log.h"
#include "core/credentials/cli_files.h"
#include "core/credentials/coder_api.h"
#include "core/credentials/foreign_places.h"
#include "core/credentials/keyring_backend.h"
#include "core/credentials/logins.h"
#include "core/credentials/memory_backend.h"
#include "core/diagnosis/diagnosis.h"
#include "core/sessions/policy/policy_runner.h"
#include "core/sessions/session_store.h"
#include "core/sessions/user_agents/user_agent_parser.h"
#include "core/shared/app_paths.h"
#include "core/shared/clock.h"

#include <memory>

namespace latchkey {

/// Every object of core that a program of ours needs, each built when it is first asked for: listing sessions
/// starts no keyring worker, and listing servers opens no database. The one place where they are put
/// together.
///
/// Belongs to the thread that made it. Destroying it ends what still runs (Backend, SessionStore).
class Services
{
public:
    /// Where everything lies. fromEnvironment() fills all of it; a program then changes what its options say.
    struct Options
    {
        AppPaths paths;
        QString sessionDatabase; ///< path of the SQLite file; see sessionDatabasePath()
        bool createSessionDatabase = true; ///< false: a missing database is an error, not a new one
        QString serviceName; ///< the keyring's service, `coder-v2-credentials`
        QString keyringWorker; ///< path of latchkey-keyring-worker
        QString patternFile; ///< uap-core's `regexes.yaml`
        activity::By by = activity::By::Terminal; ///< the program, for the log of what was done
        bool mayPrompt = false; ///< whether a locked keyring may ask the person for its password
        credentials::MemoryBackend* keyringInstead =
            nullptr; ///< stands in for the keyring (the demo, tests); must outlive the services
        credentials::ServerApi* serversInstead = nullptr; ///< stands in for the servers, likewise
        QProcessEnvironment environment; ///< asked for what overrides the CLI files

        /// The person's own places. `LATCHKEY_STORE` names another session database,
        /// `LATCHKEY_USER_AGENT_PATTERNS` another pattern file.
        static Options fromEnvironment(const QProcessEnvironment& environment);
    };

    explicit Services(const Options& options);
    ~Services();
    Q_DISABLE_COPY_MOVE(Services)

    const Options& options() const { return m_options; }

    /// The system's keyring; null where another backend stands in for it.
    credentials::KeyringBackend* keyring();
    credentials::CliFiles& cliFiles() { return m_cliFiles; }
    credentials::Logins& logins();
    credentials::ForeignPlaces& foreignPlaces();
    sessions::SessionStore& sessions();
    activity::ActivityLog& activity();

    /// Of the session database's rules.
    sessions::PolicyRunner& policyRunner();

    /// Looks at everything that these services stand on; where there is no session database, none is made.
    /// `hasTray`: as Diagnosis::Subjects::hasTray.
    Future<QList<diagnosis::Finding>> diagnose(std::optional<bool> hasTray);

    /// Once sessions() was called it belongs to the store.
    sessions::UserAgentParser& userAgentParser();

private:
    Options m_options;
    SystemClock m_clock;
    credentials::CliFiles m_cliFiles;
    std::unique_ptr<credentials::KeyringBackend> m_keyring;
    std::unique_ptr<credentials::CoderApi> m_servers;
    std::unique_ptr<credentials::Logins> m_logins; // after what it uses, so that it goes first
    std::unique_ptr<credentials::ForeignPlaces> m_foreignPlaces;
    std::unique_ptr<sessions::UserAgentParser> m_userAgentParser;
    std::unique_ptr<sessions::SessionStore> m_sessions; // after the parser, for the same reason
    std::unique_ptr<activity::ActivityLog> m_activity;
    std::unique_ptr<sessions::PolicyRunner> m_policyRunner;
    std::unique_ptr<diagnosis::Diagnosis> m_diagnosis; // last: it looks at the others
};

/// The path behind a session store's location: a path, or `~/` and a path. Errors: `NotImplemented` for
/// `postgresql://`; `InvalidInput` for another scheme and for an empty location.
Result<QString> sessionDatabasePath(const QString& location);

} // namespace latchkey

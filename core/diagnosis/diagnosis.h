// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/activity/activity_log.h"
#include "core/credentials/keyring_backend.h"
#include "core/diagnosis/finding.h"
#include "core/sessions/session_store.h"
#include "core/shared/app_paths.h"
#include "core/shared/task_thread.h"

namespace latchkey::diagnosis {

/// Looks at everything that Latchkey stands on, and changes none of it.
class Diagnosis
{
public:
    struct Subjects
    {
        AppPaths paths;
        QString sessionDatabase; ///< its path
        QString patternFile; ///< of user agents
        QProcessEnvironment environment;
        credentials::KeyringBackend* keyring = nullptr; ///< null when another backend stands in for it
        sessions::SessionStore* sessions = nullptr; ///< null when there is no database yet
        activity::ActivityLog* activity = nullptr;

        /// Whether the desktop has a tray, where a window can tell; else the session bus and the X
        /// server are asked.
        std::optional<bool> hasTray = {};
    };

    Diagnosis();

    /// All findings, the problems of each area first. Any thread; a look at a large database takes seconds.
    /// Each subject's own time limits hold, so it always ends; what could not be looked at is a problem. What
    /// the subjects point to must outlive this.
    Future<QList<Finding>> run(const Subjects& subjects);

private:
    TaskThread m_thread;
};

} // namespace latchkey::diagnosis

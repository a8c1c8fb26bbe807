// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring_backend.h"
#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/keyring/private_keyring.h"
#include "tests/support/result_check.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>

namespace latchkey::test {

/// The keyring backend on a private keyring, as the applications use it.
class KeyringBench : public PrivateKeyring
{
public:
    enum class Prompt { No, Yes };

    credentials::KeyringBackend::Options options(Prompt prompt = Prompt::No) const
    {
        credentials::KeyringBackend::Options result;
        result.workerProgram = keyringWorkerProgram();
        result.serviceName = QStringLiteral("coder-v2-credentials");
        result.lockFolder = folder() + QStringLiteral("/run/latchkey");
        result.mayPrompt = prompt == Prompt::Yes;
        return result;
    }

    std::unique_ptr<credentials::KeyringBackend> backend(Prompt prompt = Prompt::No) const
    {
        return std::make_unique<credentials::KeyringBackend>(options(prompt));
    }

    /// Pids of running processes with this bench's home and this program.
    QList<qint64> processes(const QString& program) const
    {
        QList<qint64> found;
        const QByteArray home = "HOME=" + QFile::encodeName(folder()) + '\0';
        const auto pids = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString& pid : pids) {
            const QString folderOfPid = QStringLiteral("/proc/") + pid;
            QFile commandLine(folderOfPid + QStringLiteral("/cmdline"));
            QFile environment(folderOfPid + QStringLiteral("/environ"));
            if (!commandLine.open(QIODevice::ReadOnly) || !environment.open(QIODevice::ReadOnly)) {
                continue;
            }
            const QByteArray first = commandLine.readAll().split('\0').first();
            if (first.endsWith(program.toUtf8()) && environment.readAll().contains(home)) {
                found.append(pid.toLongLong());
            }
        }
        return found;
    }
};

/// The attributes of the parked item of this name.
inline PrivateKeyring::Attributes parkedAttributes(const QString& name)
{
    return { { QStringLiteral("server"), QStringLiteral("latchkey") }, { QStringLiteral("user"), name },
        { QStringLiteral("type"), QStringLiteral("plaintext") } };
}

/// The JSON text of one entry as Latchkey writes it.
inline QByteArray entryText(const QByteArray& host, const QByteArray& token)
{
    return json("'HOST':{'coder_url':'https://HOST','api_token':'TOKEN'}")
        .replace("HOST", host)
        .replace("TOKEN", token);
}

} // namespace latchkey::test

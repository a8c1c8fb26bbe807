// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/keychain_job.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <qt6keychain/keychain.h>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(KeychainJob)
};

// QtKeychain's own text may quote anything the service said, so it stays here.
Result<void> outcomeOf(const QKeychain::Job& job)
{
    switch (job.error()) {
    case QKeychain::NoError:
        return {};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return failure(ErrorCode::AccessDenied,
            Text::tr("The keyring did not let Latchkey use its entry. Allow it in your keyring's own program "
                     "and try again."));
    case QKeychain::EntryNotFound:
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        break;
    }
    return failure(ErrorCode::KeyringUnavailable,
        Text::tr("The keyring could not do what it was asked for. Try again; if it stays so, restart your "
                 "keyring's program."));
}

} // namespace

Result<void> createInKeychain(const KeyringLayout& layout, const Secret& value)
{
    QKeychain::WritePasswordJob job(layout.service);
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    job.setKey(layout.key);
    if (layout.form == StoredForm::Utf8Bytes) {
        job.setBinaryData(value.bytes().toByteArray());
    } else {
        job.setTextData(value.revealedText());
    }
    QEventLoop loop;
    QObject::connect(&job, &QKeychain::Job::finished, &loop, &QEventLoop::quit, Qt::QueuedConnection);
    job.start();
    loop.exec();
    return outcomeOf(job);
}

} // namespace latchkey::credentials

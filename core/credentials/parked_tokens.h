// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/stored_credential.h"
#include "core/shared/async.h"

#include <QList>

#include <optional>

namespace latchkey::credentials {

/// Latchkey's own keyring items: one token each, beside the shared entry, which has room for one login per
/// host. So several accounts of a server stay signed in.
///
/// An item is named by its LoginId and never changes its value, so writing it twice does no harm. Calls may
/// be made from any thread, return at once, and end within the keyring's time limits. "Nothing parked" and
/// "could not look" are never the same answer.
class ParkedTokens
{
public:
    ParkedTokens() = default;
    virtual ~ParkedTokens() = default;
    Q_DISABLE_COPY_MOVE(ParkedTokens)

    /// What is parked, without reading a secret, in no particular order. Items whose name makes no sense are
    /// left out. Errors: as Backend::list().
    virtual Future<QList<LoginId>> parked() = 0;

    /// A parked token. Errors: `NotFound`; `Corrupt` when the item holds another token than its name says;
    /// as Backend::read().
    virtual Future<Secret> readParked(const LoginId& login) = 0;

    /// Parks a token under its own fingerprint. Errors: `InvalidInput` as checkToken(); `Corrupt`, with
    /// nothing written, when the item is there and holds another token; as Backend::write().
    virtual Future<void> park(const ServerUrl& server, const Secret& token) = 0;

    /// Puts a parked token into the shared entry and returns it, in one step of the keyring: what a switch
    /// between accounts mostly is. Nothing is changed unless what stood there, and `kept`, are parked as
    /// well. Errors: `NotFound` when one of these tokens is not parked; as readParked() and Backend::write().
    virtual Future<Secret> useParked(const LoginId& login, const std::optional<LoginId>& kept) = 0;

    /// Removes a parked token. Errors: `NotFound`; `Corrupt` as readParked(), since then nobody knows what
    /// would be lost; as Backend::remove().
    virtual Future<void> removeParked(const LoginId& login) = 0;
};

/// The name of a login's item: `<origin> <fingerprint>`.
QString parkedName(const LoginId& login);

/// The login an item's name stands for; none when it is not spelled as parkedName() does.
std::optional<LoginId> loginNamed(const QString& name);

/// The token that an item of this login holds. `stored` is the item's value, none when there is no item.
/// Errors: `NotFound`; `Corrupt` when it holds another token than its name says.
Result<Secret> parkedToken(const LoginId& login, const std::optional<Secret>& stored);

} // namespace latchkey::credentials

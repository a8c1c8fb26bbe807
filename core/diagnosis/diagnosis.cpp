// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/diagnosis/diagnosis.h"

#include "core/diagnosis/environment_findings.h"
#include "core/diagnosis/file_findings.h"
#include "core/diagnosis/keyring_findings.h"
#include "core/diagnosis/store_findings.h"
#include "core/diagnosis/x11_tray.h"

#include <algorithm>

namespace latchkey::diagnosis {

namespace {

/// Where a desktop may have its tray: on the session bus, and old panels on the X server.
std::optional<bool> trayOf(
    const std::optional<Result<credentials::KeyringState>>& state, const QString& display)
{
    const auto onBus = state && *state ? std::optional((*state)->neighbours.hasTray) : std::nullopt;
    if (onBus.value_or(false) || display.isEmpty()) {
        return onBus;
    }
    const auto onServer = hasX11Tray(display);
    return onServer.value_or(false) || onBus ? onServer : std::nullopt;
}

QList<Finding> findingsOf(const Diagnosis::Subjects& of)
{
    // Asked at once, so that the slowest alone is waited for.
    const auto keyring = of.keyring != nullptr ? std::optional(of.keyring->state()) : std::nullopt;
    const auto facts = of.sessions != nullptr ? std::optional(of.sessions->facts()) : std::nullopt;
    const auto pages = of.sessions != nullptr ? std::optional(of.sessions->checkPages()) : std::nullopt;
    const auto clock = of.sessions != nullptr ? std::optional(of.sessions->clockHealth()) : std::nullopt;
    const auto log = of.activity != nullptr ? std::optional(of.activity->verify()) : std::nullopt;

    QList<Finding> findings;
    const auto state = keyring ? std::optional(blockFor(*keyring)) : std::nullopt;
    if (state) {
        findings += keyringFindings(*state);
        if (*state && !(*state)->locked) { // nobody is asked for a password here
            findings += entryFindings(blockFor(of.keyring->list()));
        }
    }
    findings += fileFindings(of.paths, of.sessionDatabase);
    findings += environmentFindings(of.environment, of.patternFile);
    if (facts && pages) {
        findings += sessionFindings(blockFor(*facts), blockFor(*pages));
    } else {
        findings += noSessionsYet(of.sessionDatabase);
    }
    if (clock) {
        findings += clockFindings(blockFor(*clock));
    }
    if (log) {
        findings += activityFindings(blockFor(*log));
    }
    const QString display = of.environment.value(QStringLiteral("DISPLAY"));
    const bool hasDisplay =
        !display.isEmpty() || !of.environment.value(QStringLiteral("WAYLAND_DISPLAY")).isEmpty();
    findings.append(trayFinding(of.hasTray ? of.hasTray : trayOf(state, display), hasDisplay));
    std::ranges::stable_sort(findings, [](const Finding& left, const Finding& right) {
        return left.area != right.area ? left.area < right.area : left.level > right.level;
    });
    return findings;
}

} // namespace

Diagnosis::Diagnosis()
    : m_thread(QStringLiteral("diagnosis"))
{
}

Future<QList<Finding>> Diagnosis::run(const Subjects& subjects)
{
    return m_thread.run([subjects] { return Result<QList<Finding>>(findingsOf(subjects)); });
}

} // namespace latchkey::diagnosis

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/diagnosis/diagnosis.h"

#include "core/diagnosis/environment_findings.h"
#include "core/diagnosis/file_findings.h"
#include "core/diagnosis/keyring_findings.h"
#include "core/diagnosis/store_findings.h"

#include <algorithm>

namespace latchkey::diagnosis {

namespace {

QList<Finding> findingsOf(const Diagnosis::Subjects& of)
{
    // Asked at once, so that the slowest alone is waited for.
    const auto keyring = of.keyring != nullptr ? std::optional(of.keyring->state()) : std::nullopt;
    const auto facts = of.sessions != nullptr ? std::optional(of.sessions->facts()) : std::nullopt;
    const auto pages = of.sessions != nullptr ? std::optional(of.sessions->checkPages()) : std::nullopt;
    const auto clock = of.sessions != nullptr ? std::optional(of.sessions->clockHealth()) : std::nullopt;
    const auto log = of.activity != nullptr ? std::optional(of.activity->verify()) : std::nullopt;

    QList<Finding> findings;
    auto hasTray = of.hasTray;
    if (keyring) {
        const auto state = blockFor(*keyring);
        findings += keyringFindings(state);
        if (state && !state->locked) { // nobody is asked for a password here
            findings += entryFindings(blockFor(of.keyring->list()));
        }
        if (!hasTray && state && state->neighbours.hasTray) {
            hasTray = true;
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
    const auto isSet = [&](const QString& variable) { return !of.environment.value(variable).isEmpty(); };
    findings.append(
        trayFinding(hasTray, isSet(QStringLiteral("DISPLAY")) || isSet(QStringLiteral("WAYLAND_DISPLAY"))));
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

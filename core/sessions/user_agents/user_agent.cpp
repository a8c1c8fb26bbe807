// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/user_agents/user_agent.h"

#include <QRegularExpression>

namespace latchkey::sessions {

namespace {

bool isKnown(const QString& family) { return !family.isEmpty() && family != QStringLiteral("Other"); }

/// "Chrome", whichever of its editions: the device beside it says the rest.
QString browserName(const UserAgent& agent)
{
    static const QRegularExpression edition(QStringLiteral("\\b(Mobile|iOS|UI/WKWebView|WebView)\\b"));
    QString name = agent.family;
    name = name.remove(edition).simplified();
    return name.isEmpty() ? agent.family : name;
}

/// What the browser runs on: a product where one is known, else the system. Empty when neither is.
QString machineName(const UserAgent& agent)
{
    // One letter is no product: Chrome says "K" in place of every Android device.
    const bool isProduct = isKnown(agent.deviceFamily) && agent.deviceFamily.size() > 1
        && !agent.deviceFamily.startsWith(QStringLiteral("Generic"));
    if (isProduct) {
        return agent.deviceFamily;
    }
    return isKnown(agent.osFamily) ? agent.osFamily : QString();
}

} // namespace

QString browserText(const UserAgent& agent)
{
    if (!isKnown(agent.family)) {
        return {};
    }
    if (agent.major.isEmpty()) {
        return agent.family;
    }
    return agent.family + u' ' + agent.major + (agent.minor.isEmpty() ? QString() : u'.' + agent.minor);
}

QString osText(const UserAgent& agent)
{
    if (!isKnown(agent.osFamily)) {
        return {};
    }
    if (agent.osMajor.isEmpty()) {
        return agent.osFamily;
    }
    return agent.osFamily + u' ' + agent.osMajor
        + (agent.osMinor.isEmpty() ? QString() : u'.' + agent.osMinor);
}

QString deviceText(const UserAgent& agent)
{
    if (agent.kind == DeviceKind::Bot || agent.kind == DeviceKind::Program) {
        return isKnown(agent.family) ? agent.family : QString();
    }
    QString machine = machineName(agent);
    if (!isKnown(agent.family)) {
        return machine;
    }
    const QString browser = browserName(agent);
    // Not translated: it is stored, grouped and filtered by, and part of the JSON contract.
    return machine.isEmpty() || machine == browser ? browser : browser + QStringLiteral(" on ") + machine;
}

QString kindName(DeviceKind kind)
{
    switch (kind) {
    case DeviceKind::Desktop:
        return QStringLiteral("desktop");
    case DeviceKind::Phone:
        return QStringLiteral("phone");
    case DeviceKind::Tablet:
        return QStringLiteral("tablet");
    case DeviceKind::Television:
        return QStringLiteral("tv");
    case DeviceKind::Bot:
        return QStringLiteral("bot");
    case DeviceKind::Program:
        return QStringLiteral("program");
    case DeviceKind::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

} // namespace latchkey::sessions

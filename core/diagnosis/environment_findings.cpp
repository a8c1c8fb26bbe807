// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/diagnosis/environment_findings.h"

#include "core/shared/visible_text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace latchkey::diagnosis {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(EnvironmentFindings)
};

Finding note(const QString& id, const QString& text, const QString& mend = {})
{
    return { id, Area::Environment, Level::Note, text, mend };
}

} // namespace

QList<Finding> environmentFindings(const QProcessEnvironment& environment, const QString& patternFile)
{
    QList<Finding> findings;
    for (const char* variable : { "CODER_URL", "CODER_SESSION_TOKEN" }) { // EDGE 41
        const QString name = QString::fromLatin1(variable);
        if (!environment.value(name).isEmpty()) {
            findings.append(note(QStringLiteral("environment.override"),
                Text::tr(
                    "%1 is set: command-line tools started from here go by it, whatever login is active.")
                    .arg(name),
                Text::tr("Take it out of the shell's start files, or run: unset %1").arg(name)));
        }
    }
    for (const char* variable : { "CODER_CONFIG_DIR", "LATCHKEY_STORE" }) { // EDGE 40
        const QString name = QString::fromLatin1(variable);
        if (const QString value = environment.value(name); !value.isEmpty()) {
            findings.append(note(QStringLiteral("environment.place"),
                Text::tr("%1 is used: %2").arg(name, visibleText(value))));
        }
    }
    for (const char* variable : { "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR" }) {
        const QString name = QString::fromLatin1(variable);
        const QString value = environment.value(name);
        if (!value.isEmpty() && QDir::isRelativePath(value)) {
            findings.append(note(QStringLiteral("environment.relative"),
                Text::tr("%1 is no absolute path, so it is not used: %2").arg(name, visibleText(value)),
                Text::tr("Set it to an absolute path, or unset it.")));
        }
    }
    if (environment.value(QStringLiteral("XDG_RUNTIME_DIR")).isEmpty()) {
        findings.append(note(QStringLiteral("environment.runtime"),
            Text::tr("XDG_RUNTIME_DIR is not set, as is usual without a desktop session.")));
    }
    if (!QFileInfo(patternFile).isReadable()) {
        findings.append({ QStringLiteral("environment.patterns"), Area::Environment, Level::Problem,
            Text::tr("The patterns for user agents cannot be read, so devices and browsers stay unknown: %1")
                .arg(visibleText(patternFile)),
            Text::tr("Install the package uap-core, or name the file in LATCHKEY_USER_AGENT_PATTERNS.") });
    }
    if (findings.isEmpty()) {
        findings.append({ QStringLiteral("environment.override"), Area::Environment, Level::Good,
            Text::tr("No variable overrides the active login or the usual places.") });
    }
    return findings;
}

} // namespace latchkey::diagnosis

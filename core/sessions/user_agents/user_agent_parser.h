// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/user_agents/user_agent.h"
#include "core/shared/result.h"

#include <QCache>

#include <memory>

namespace latchkey::sessions {

/// Recognises User-Agent strings by the patterns of uap-core's `regexes.yaml`
/// (specification: uap-core's docs/specification.md, version 0.2).
///
/// Construction is cheap: the file is read at the first parse(), and each pattern compiled when it is first
/// needed. Not for two threads at a time.
class UserAgentParser
{
public:
    /// `patternFile`: the path of `regexes.yaml`.
    explicit UserAgentParser(const QString& patternFile);
    ~UserAgentParser();
    Q_DISABLE_COPY_MOVE(UserAgentParser)

    /// Resolves one string, of which it looks at the first 4096 characters. Matching is bounded per pattern,
    /// so hostile strings end. Answers are kept, as many as fit into a few megabytes, because most strings
    /// come again. Errors: `StoreUnavailable` without the pattern file, `Corrupt` for one that holds no
    /// patterns; the answer then stays the same until a new parser is made.
    Result<UserAgent> parse(const QString& userAgent);

    /// Names the pattern file's content (first 16 hex digits of its SHA-256), to know which answers it gave;
    /// empty when it cannot be read.
    QString dataVersion();

private:
    class Patterns;
    QString m_patternFile;
    std::unique_ptr<Patterns> m_patterns;
    QCache<QString, UserAgent> m_answers; ///< by the string; it costs its length
};

} // namespace latchkey::sessions

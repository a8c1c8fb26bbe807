// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/user_agents/user_agent_parser.h"

#include "core/sessions/user_agents/device_kind.h"
#include "core/sessions/user_agents/pattern_list.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>

#include <yaml-cpp/yaml.h>

#include <optional>

namespace latchkey::sessions {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(UserAgentParser)
};

constexpr qsizetype longestUserAgent = 4096;
constexpr qsizetype keptCharacters = 1L << 20;
constexpr qint64 largestPatternFile = 8L * 1024 * 1024;

Result<QByteArray> readWhole(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(ErrorCode::StoreUnavailable,
            Text::tr(
                "The user-agent patterns %1 cannot be read, so browsers and devices are not recognised. "
                "Install the package uap-core, or name its regexes.yaml in LATCHKEY_USER_AGENT_PATTERNS.")
                .arg(path));
    }
    return file.read(largestPatternFile);
}

std::unexpected<Error> notPatterns(const QString& path)
{
    return failure(ErrorCode::Corrupt,
        Text::tr("%1 does not hold uap-core's user-agent patterns. Install the package uap-core again.")
            .arg(path));
}

} // namespace

/// The three lists of the pattern file, each read as far as it was asked for.
class UserAgentParser::Patterns
{
public:
    struct Lists
    {
        PatternList browsers;
        PatternList systems;
        PatternList devices;
    };

    const Result<QByteArray>& content(const QString& path)
    {
        if (!m_content) {
            m_content = readWhole(path);
        }
        return *m_content;
    }

    const Result<Lists>& lists(const QString& path)
    {
        if (!m_lists) {
            const auto& yaml = content(path);
            m_lists = yaml ? listsIn(*yaml, path) : std::unexpected(yaml.error());
        }
        return *m_lists;
    }

    const QString& version(const QString& path)
    {
        if (const auto& yaml = content(path); yaml && m_version.isEmpty()) {
            const QByteArray digest = QCryptographicHash::hash(*yaml, QCryptographicHash::Sha256);
            m_version = QString::fromLatin1(digest.toHex().first(16));
        }
        return m_version;
    }

private:
    static Result<Lists> listsIn(const QByteArray& yaml, const QString& path)
    {
        try {
            const YAML::Node file = YAML::Load(yaml.toStdString());
            Lists lists {
                PatternList(file["user_agent_parsers"],
                    { { "family_replacement", 1 }, { "v1_replacement", 2 }, { "v2_replacement", 3 },
                        { "v3_replacement", 4 } }),
                PatternList(file["os_parsers"],
                    { { "os_replacement", 1 }, { "os_v1_replacement", 2 }, { "os_v2_replacement", 3 },
                        { "os_v3_replacement", 4 }, { "os_v4_replacement", 5 } }),
                PatternList(file["device_parsers"],
                    { { "device_replacement", 1 }, { "brand_replacement", 0 }, { "model_replacement", 1 } }),
            };
            if (lists.browsers.isEmpty() || lists.systems.isEmpty() || lists.devices.isEmpty()) {
                return notPatterns(path);
            }
            return lists;
        } catch (const YAML::Exception&) {
            return notPatterns(path);
        }
    }

    std::optional<Result<QByteArray>> m_content;
    std::optional<Result<Lists>> m_lists;
    QString m_version; ///< made once: it takes longer than recognising a string
};

UserAgentParser::UserAgentParser(const QString& patternFile)
    : m_patternFile(patternFile)
    , m_patterns(std::make_unique<Patterns>())
    , m_answers(keptCharacters)
{
}

UserAgentParser::~UserAgentParser() = default;

Result<UserAgent> UserAgentParser::parse(const QString& userAgent)
{
    const auto& lists = m_patterns->lists(m_patternFile);
    if (!lists) {
        return std::unexpected(lists.error());
    }
    const QString looked = userAgent.left(longestUserAgent);
    if (const UserAgent* known = m_answers.object(looked)) {
        return *known;
    }
    const SearchedText searched(looked);
    const auto resolve = [&searched](const PatternList& patterns, std::initializer_list<QString*> fields) {
        const auto values = patterns.resolve(searched);
        **fields.begin() = QStringLiteral("Other");
        for (qsizetype i = 0; values && i < values->size(); ++i) {
            *fields.begin()[i] = (*values)[i];
        }
    };
    UserAgent agent;
    resolve(lists->browsers, { &agent.family, &agent.major, &agent.minor, &agent.patch });
    resolve(lists->systems,
        { &agent.osFamily, &agent.osMajor, &agent.osMinor, &agent.osPatch, &agent.osPatchMinor });
    resolve(lists->devices, { &agent.deviceFamily, &agent.deviceBrand, &agent.deviceModel });
    agent.kind = deviceKindOf(agent, searched.text);
    m_answers.insert(looked, new UserAgent(agent), looked.size() + 1);
    return agent;
}

QString UserAgentParser::dataVersion() { return m_patterns->version(m_patternFile); }

} // namespace latchkey::sessions

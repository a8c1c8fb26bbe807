// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/bench/sample_sessions.h"

#include "core/sessions/identifier_digest.h"
#include "core/sessions/user_agent_text.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <yaml-cpp/yaml.h>

namespace latchkey::bench {

namespace {

constexpr qint64 ThreeYears = qint64(3) * 365 * 24 * 60 * 60;
constexpr double RevokedShare = 0.1;

enum Field : quint64 { User = 1, Agent, Created, LastUsed, Revoked, RevokedAt, Change, Identifier };

constexpr std::array FirstNames { "anna", "ben", "chloe", "david", "emma", "felix", "grace", "henry", "ines",
    "jack", "kate", "liam", "mia", "noah", "olivia", "paul", "quinn", "rosa", "samuel", "thea", "umar",
    "vera", "william", "yuki", "zoe" };
constexpr std::array LastNames { "andersen", "brown", "costa", "dubois", "evans", "fischer", "garcia",
    "hansen", "ivanova", "jones", "kowalski", "lopez", "martin", "nguyen", "okafor", "patel", "rossi",
    "schmidt", "tanaka", "weber" };

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
quint64 mixed(quint64 value)
{
    value += 0x9E3779B97F4A7C15U;
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
    return value ^ (value >> 31U);
}

quint64 number(quint64 seed, qint64 row, quint64 field)
{
    return mixed(mixed(seed) ^ mixed(static_cast<quint64>(row)) ^ (field << 56U));
}

QString nameOf(qint64 user)
{
    const auto place = static_cast<std::size_t>(user);
    const auto names = FirstNames.size() * LastNames.size();
    QString name = QLatin1StringView(FirstNames[place % FirstNames.size()]) + u'.'
        + QLatin1StringView(LastNames[place / FirstNames.size() % LastNames.size()]);
    return place < names ? name : name + QString::number(place / names);
}

/// Near 0 for most: what makes few of many common.
double skewed(double fraction) { return fraction * fraction * fraction; }

qint64 scaled(double fraction, qint64 size)
{
    return static_cast<qint64>(fraction * static_cast<double>(size));
}

} // namespace

SampleSessions::SampleSessions(const Shape& shape, const QStringList& agents)
    : m_shape(shape)
    , m_agents(agents)
{
}

double SampleSessions::fraction(qint64 row, quint64 field) const
{
    return static_cast<double>(number(m_shape.seed, row, field) >> 11U) * 0x1.0p-53;
}

SampleSession SampleSessions::at(qint64 row) const
{
    SampleSession session;
    session.username = nameOf(scaled(skewed(fraction(row, User)), m_shape.users));
    QByteArray random;
    for (quint64 part = 0; part < 4; ++part) {
        const quint64 bits = number(m_shape.seed, row, Identifier + part);
        random.append(reinterpret_cast<const char*>(&bits), sizeof bits);
    }
    session.identifier =
        Secret::takeFrom(random.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    session.digest = sessions::identifierDigest(session.username, session.identifier).value_or(QByteArray());
    session.agent = scaled(skewed(fraction(row, Agent)), m_agents.size());

    const double place =
        (static_cast<double>(row) + fraction(row, Created)) / static_cast<double>(m_shape.count);
    session.created = m_shape.now - ThreeYears + scaled(std::min(place, 1.0), ThreeYears);
    session.lastUsed = session.created + scaled(fraction(row, LastUsed), m_shape.now - session.created);
    if (fraction(row, Revoked) < RevokedShare) {
        session.revokedAt =
            session.lastUsed + scaled(fraction(row, RevokedAt), m_shape.now - session.lastUsed);
        session.lastChange = static_cast<qint64>(number(m_shape.seed, row, Change) >> 1U) | 1;
    }
    return session;
}

Result<QStringList> sampleUserAgents(const QString& uapCoreFolder)
{
    QSet<QString> seen;
    QStringList agents;
    for (const char* name :
        { "tests/test_ua.yaml", "tests/test_os.yaml", "test_resources/firefox_user_agent_strings.yaml",
            "test_resources/opera_mini_user_agent_strings.yaml",
            "test_resources/podcasting_user_agent_strings.yaml" }) {
        const QString path = uapCoreFolder + u'/' + QLatin1StringView(name);
        try {
            for (const YAML::Node& test : YAML::LoadFile(path.toStdString())["test_cases"]) {
                const QString agent = sessions::storableUserAgent(
                    QString::fromStdString(test["user_agent_string"].as<std::string>()));
                if (!agent.isEmpty() && !seen.contains(agent)) {
                    seen.insert(agent);
                    agents.append(agent);
                }
            }
        } catch (const YAML::Exception&) {
            return failure(ErrorCode::StoreUnavailable, path + QStringLiteral(" cannot be read."));
        }
    }
    for (qsizetype i = agents.size() - 1; i > 0; --i) {
        agents.swapItemsAt(
            i, static_cast<qsizetype>(mixed(static_cast<quint64>(i)) % static_cast<quint64>(i + 1)));
    }
    return agents;
}

} // namespace latchkey::bench

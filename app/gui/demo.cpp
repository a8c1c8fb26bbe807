// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/demo.h"

#include "app/gui/demo_activity.h"
#include "app/gui/story_clock.h"
#include "core/sessions/identifier_digest.h"

#include <QCoreApplication>
#include <QRandomGenerator>

namespace latchkey {

namespace {

constexpr qint64 Hour = 3600;
constexpr qint64 Day = 24 * Hour;

struct Sample
{
    const char* userAgent;
    QList<const char*> users;
    qint64 oldestDays;
};

const QList<Sample>& samples()
{
    static const QList<Sample> list {
        { "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
            { "alice", "bob", "carol", "dmitri" }, 200 },
        { "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0",
            { "alice", "bob" }, 20 },
        { "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 "
          "Safari/537.36",
            { "erin", "faythe", "grace" }, 60 },
        { "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
          "Version/17.5 Safari/605.1.15",
            { "alice", "heidi" }, 400 },
        { "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            { "ivan", "judy", "mallory" }, 120 },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
          "Version/17.5 Mobile/15E148 Safari/604.1",
            { "alice", "bob", "grace", "niaj" }, 30 },
        { "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 "
          "Mobile Safari/537.36",
            { "olivia", "peggy" }, 45 },
        { "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
          "Version/17.5 Mobile/15E148 Safari/604.1",
            { "heidi" }, 10 },
        { "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", { "mallory" }, 3 },
        { "curl/7.88.1", { "deploy" }, 700 },
        { "", { "rupert" }, 900 },
    };
    return list;
}

} // namespace

Result<std::unique_ptr<Demo>> Demo::make()
{
    std::unique_ptr<Demo> demo(new Demo);
    const QString folder = demo->m_folder.path();
    QProcessEnvironment environment;
    for (const auto* variable :
        { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR" }) {
        environment.insert(QString::fromLatin1(variable), folder);
    }
    demo->m_options = Services::Options::fromEnvironment(environment);
    demo->m_options.keyringInstead = &demo->m_keyring;
    demo->m_options.serversInstead = &demo->m_servers;
    const auto logins = addSampleLogins(demo->m_options, demo->m_keyring, demo->m_servers);
    const auto sessions = logins ? demo->addSessions() : logins;
    const auto activity = sessions ? addSampleActivity(demo->m_options.paths.activityLog()) : sessions;
    if (!activity) {
        return std::unexpected(activity.error());
    }
    return demo;
}

Result<void> Demo::addSessions()
{
    StoryClock clock;
    const qint64 now = SystemClock().unixSeconds();
    QRandomGenerator story(20260501); // the same sample every time
    int presentations = 3;
    SystemRandom random;
    sessions::UserAgentParser parser(m_options.patternFile);
    sessions::SessionStore store({ m_options.sessionDatabase }, clock, &parser);
    for (const Sample& sample : samples()) {
        for (const char* user : sample.users) {
            const QString username = QString::fromLatin1(user);
            const Secret identifier = sessions::makeIdentifier(random);
            const qint64 age =
                (1 + story.bounded(static_cast<int>(sample.oldestDays))) * Day - story.bounded(20) * Hour;
            clock.now = now - age;
            const auto added =
                waitFor(store.add(username, identifier, QString::fromLatin1(sample.userAgent)));
            if (!added) {
                return std::unexpected(added.error());
            }
            clock.now = now - age * story.bounded(100) / 160;
            if (const auto used = waitFor(store.validate(username, identifier)); !used) {
                return std::unexpected(used.error());
            }
            if (story.bounded(5) > 0) {
                continue;
            }
            if (const auto revoked = waitFor(store.revoke(username, identifier)); !revoked) {
                return std::unexpected(revoked.error());
            }
            for (; presentations > 0; --presentations) { // somebody still holds this one
                clock.now = now - presentations * Hour;
                std::ignore = waitFor(store.validate(username, identifier)); // refused, and counted
            }
        }
    }
    return {};
}

} // namespace latchkey

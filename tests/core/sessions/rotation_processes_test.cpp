// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/sessions/store_fixture.h"
#include "tests/support/figure.h"
#include "tests/support/result_check.h"

#include <QProcess>

namespace latchkey::test {

using namespace sessions;

/// Servers that share a database and rotate: browsers send several requests side by side, each with the
/// cookie that they had when they sent it.
class RotationProcessesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rotationGivesNoFalseAlarmAndCatchesEachReplay();
};

namespace {

constexpr int Servers = 8;
constexpr int Browsers = 100;
constexpr int RotationsOfEach = 10;
constexpr int ValidationsBetween = 10;

class Server
{
public:
    explicit Server(const QString& path)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral(SESSION_PROCESS), { QStringLiteral("serve"), path });
    }
    ~Server()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Server)

    void send(const QByteArray& request)
    {
        m_process.write(request + '\n');
        ++m_unanswered;
    }

    /// The answers to all that was sent, or as many as came in time.
    QByteArrayList answers()
    {
        QByteArrayList lines;
        while (m_unanswered > 0) {
            if (!m_process.canReadLine() && !m_process.waitForReadyRead(30'000)) {
                return lines;
            }
            while (m_process.canReadLine()) {
                lines.append(m_process.readLine().trimmed());
                --m_unanswered;
            }
        }
        return lines;
    }

private:
    QProcess m_process;
    qsizetype m_unanswered = 0;
};

QByteArray cookie(int browser, int rotation, char request)
{
    return "browser" + QByteArray::number(browser) + "-cookie" + QByteArray::number(rotation) + request;
}

} // namespace

void RotationProcessesTest::rotationGivesNoFalseAlarmAndCatchesEachReplay() // EDGE 55, 56
{
    StoreFixture fixture;
    QByteArrayList cookies;
    {
        const auto store = fixture.open();
        for (int browser = 0; browser < Browsers; ++browser) {
            cookies.append(cookie(browser, 0, 'a'));
            REQUIRE_OK(
                waitFor(store->add(QStringLiteral("ann"), Secret::takeFrom(cookie(browser, 0, 'a')), {})));
        }
    }
    std::vector<std::unique_ptr<Server>> servers;
    servers.reserve(Servers);
    for (int i = 0; i < Servers; ++i) {
        servers.push_back(std::make_unique<Server>(fixture.path()));
    }
    std::size_t next = 0;
    const auto send = [&](const QByteArray& request) { servers[next++ % Servers]->send(request); };
    QByteArrayList alarms;
    int validations = 0;
    int rotations = 0;
    for (int rotation = 1; rotation <= RotationsOfEach; ++rotation) {
        for (int browser = 0; browser < Browsers; ++browser) {
            const QByteArray old = cookies[browser];
            for (int i = 0; i < ValidationsBetween; ++i) {
                send("validate ann " + old);
                if (i % 4 == 1) { // three requests find that it is time to rotate
                    send("rotate ann " + old + ' ' + cookie(browser, rotation, char('a' + i)));
                }
            }
        }
        for (const auto& server : servers) {
            const QByteArrayList answers = server->answers();
            for (const QByteArray& answer : answers) {
                const QByteArrayList words = answer.split(' ');
                if (words.constLast() == "replaced") {
                    cookies[words[3].mid(7, words[3].indexOf('-') - 7).toInt()] = words[3];
                    ++rotations;
                } else if (words[0] == "validate" && words.constLast() == "valid") {
                    ++validations;
                } else if (words.constLast() != "valid") {
                    alarms.append(answer);
                }
            }
        }
    }
    servers.clear();
    QVERIFY2(alarms.isEmpty(), alarms.join('\n').constData());
    QCOMPARE(rotations, Browsers * RotationsOfEach);
    QCOMPARE(validations, Browsers * RotationsOfEach * ValidationsBetween);

    ManualClock later(SystemClock().unixSeconds() + ReplacedGrace);
    SessionStore store({ .path = fixture.path() }, later, nullptr);
    int caught = 0;
    for (int browser = 0; browser < Browsers; ++browser) {
        REQUIRE_OK(
            waitFor(store.validate(QStringLiteral("ann"), Secret::takeFrom(QByteArray(cookies[browser])))));
        const auto replayed =
            waitFor(store.validate(QStringLiteral("ann"), Secret::takeFrom(cookie(browser, 0, 'a'))));
        caught += !replayed && replayed.error().code == ErrorCode::TokenReused ? 1 : 0;
        REQUIRE_ERROR(
            waitFor(store.validate(QStringLiteral("ann"), Secret::takeFrom(QByteArray(cookies[browser])))),
            ErrorCode::TokenInvalid);
    }
    QCOMPARE(caught, Browsers);
    noteFigure(QStringLiteral("validations by 8 processes during %1 rotations: false alarms").arg(rotations),
        validations, 0);
    noteFigure(QStringLiteral("stolen tokens presented after their rotation: not caught"), Browsers, 0);
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::RotationProcessesTest)
#include "rotation_processes_test.moc"

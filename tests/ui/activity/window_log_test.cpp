// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/desktop/desktop_fixture.h"
#include "tests/support/file_check.h"
#include "tests/support/result_check.h"
#include "ui/servers/login_menu.h"
#include "ui/shared/notice_bar.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

using namespace latchkey;
using test::DesktopFixture;

/// What the window does is in the log, and no secret is.
class WindowLogTest final : public QObject
{
    Q_OBJECT

private:
    static constexpr char AlphaToken[] = "AlphaToken-CanaryWxyzabcdefghijkl";
    static constexpr char BetaToken[] = "BetasToken-CanaryWxyzabcdefghijkl";

    static void startWithTwo(DesktopFixture& fixture)
    {
        REQUIRE_OK(fixture.addLogin("https://alpha.example.com", AlphaToken));
        REQUIRE_OK(fixture.addLogin("https://beta.example.com", BetaToken));
        fixture.start();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 2);
    }

    static void select(DesktopFixture& fixture, const char* host)
    {
        fixture.servers()->setCurrentIndex(
            DesktopFixture::row(*fixture.servers()->model(), QString::fromLatin1(host), 1));
    }

    /// "servers.use alice on https://dev.example.com", the oldest first.
    static QStringList acts(DesktopFixture& fixture)
    {
        QStringList texts;
        const auto entries = waitFor(fixture.services().activity().newest(100));
        for (const activity::Entry& entry : entries.value_or(QList<activity::Entry>())) {
            texts.prepend(entry.act + u' ' + entry.what);
            if (entry.by != u"window"_qs) {
                texts.prepend(u"by "_qs + entry.by);
            }
        }
        return texts;
    }

private Q_SLOTS:
    void whatIsDoneToLoginsIsNoted()
    {
        DesktopFixture fixture;
        startWithTwo(fixture);
        QStringList expected;
        const auto noted = [&](const QString& act) {
            expected.append(act);
            QTRY_COMPARE(acts(fixture), expected);
        };
        select(fixture, "alpha.example.com");
        fixture.find<QPushButton>("useButton")->click();
        noted(u"servers.use https://alpha.example.com"_qs);
        fixture.find<QPushButton>("copyButton")->click();
        noted(u"servers.copy https://alpha.example.com"_qs);
        fixture.find<QPushButton>("revealButton")->click();
        noted(u"servers.reveal https://alpha.example.com"_qs);
        select(fixture, "beta.example.com");
        fixture.find<QPushButton>("removeButton")->click();
        noted(u"servers.remove https://beta.example.com"_qs);
        QTRY_VERIFY(fixture.find<QLabel>("noticeText")->text().contains(u"beta.example.com"_qs));
        fixture.window().notices().undo();
        noted(u"undo https://beta.example.com"_qs);
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 2);
        const auto server = credentials::ServerUrl::parse(u"https://beta.example.com"_qs);
        REQUIRE_OK(server);
        const auto id = credentials::loginId(*server, Secret::takeFrom(QByteArray(BetaToken)));
        Q_EMIT fixture.window().loginMenu()->useRequested(id); // as the tray does
        noted(u"servers.use https://beta.example.com"_qs);
        Q_EMIT fixture.window().loginMenu()->usePreviousRequested();
        noted(u"servers.use https://alpha.example.com"_qs);

        const auto entries = waitFor(fixture.services().activity().newest(100));
        REQUIRE_OK(entries);
        QCOMPARE(entries->at(2).details[u"undone"_qs].toString(), u"servers.remove"_qs);
        const QByteArray log = test::contentOf(fixture.services().activity().path()); // EDGE 67
        QVERIFY(!log.contains("CanaryWxyz"));
    }

    void addingAndSigningOutAreNoted()
    {
        DesktopFixture fixture;
        fixture.start();
        const QString fingerprint =
            credentials::factsOf(Secret::takeFrom(QByteArray(AlphaToken))).fingerprint;
        fixture.api().setOwner(fingerprint, { .username = u"alice"_qs });
        fixture.find<QPushButton>("addServer")->click();
        fixture.find<QLineEdit>("url")->setText(u"https://alpha.example.com"_qs);
        fixture.find<QLineEdit>("token")->setText(QString::fromLatin1(AlphaToken));
        fixture.find<QPushButton>("add")->click();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 1);
        const QString alice = u"alice on https://alpha.example.com"_qs;
        QTRY_COMPARE(acts(fixture), QStringList({ u"servers.add "_qs + alice }));
        select(fixture, "alpha.example.com");
        fixture.find<QPushButton>("signOutButton")->click();
        fixture.find<QPushButton>("signOutNow")->click();
        QTRY_COMPARE(
            acts(fixture), QStringList({ u"servers.add "_qs + alice, u"servers.sign-out "_qs + alice }));
        QVERIFY(!test::contentOf(fixture.services().activity().path()).contains("CanaryWxyz"));
    }

    void whatOtherProgramsKeepIsNoted()
    {
        DesktopFixture fixture;
        REQUIRE_OK(fixture.addLogin("https://alpha.example.com", AlphaToken));
        REQUIRE_OK(fixture.signInForeign(
            u"coder-gateway/alpha.example.com"_qs, "https://alpha.example.com", BetaToken));
        fixture.start();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 1);
        select(fixture, "alpha.example.com");
        const auto places = waitFor(fixture.services().foreignPlaces().list());
        REQUIRE_OK(places);
        QCOMPARE(places->size(), 1);
        auto* view = fixture.find<ui::ServersView>("serversPage");
        ui::LoginPlace place;
        place.foreign = places->constFirst();
        Q_EMIT view->placeActionRequested(place, ui::PlaceAction::CopyOver);
        QTRY_COMPARE(acts(fixture), QStringList({ u"places.copy-over https://alpha.example.com"_qs }));
        QTRY_VERIFY(fixture.find("noticeBar")->isVisible());
        fixture.window().notices().undo();
        QTRY_COMPARE(acts(fixture).value(1), u"undo https://alpha.example.com"_qs);
        Q_EMIT view->placeActionRequested(place, ui::PlaceAction::Remove);
        fixture.find<QPushButton>("removePlaceNow")->click();
        QTRY_COMPARE(acts(fixture).value(2), u"places.remove https://alpha.example.com"_qs);
        QVERIFY(!test::contentOf(fixture.services().activity().path()).contains("CanaryWxyz"));
    }

    void aLogThatCannotBeWrittenStopsNothingAndIsSaidOnce()
    {
        DesktopFixture fixture;
        startWithTwo(fixture);
        QVERIFY(QDir().mkpath(fixture.services().activity().path()));
        const auto problem = [&fixture] {
            return fixture.find<QLabel>("noticeText")->text().contains(u"activity log"_qs);
        };
        select(fixture, "beta.example.com");
        fixture.find<QPushButton>("removeButton")->click();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 1);
        QTRY_VERIFY(fixture.find("noticeBar")->isVisible());
        QVERIFY(!problem()); // what can be undone comes first
        fixture.window().notices().undo();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 2);
        fixture.window().notices().dismiss();
        QTRY_VERIFY(problem() && fixture.find("noticeBar")->isVisible());
        fixture.window().notices().dismiss();
        select(fixture, "alpha.example.com");
        fixture.find<QPushButton>("useButton")->click();
        QTRY_VERIFY(fixture.find("noticeBar")->isVisible());
        QVERIFY(!problem());
    }
};

QTEST_MAIN(WindowLogTest)
#include "window_log_test.moc"

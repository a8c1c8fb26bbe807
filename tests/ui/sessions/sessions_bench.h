// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/identifier_digest.h"
#include "tests/support/desktop/desktop_fixture.h"
#include "tests/support/raw_database.h"
#include "tests/support/result_check.h"
#include "tests/support/sessions/session_rows.h"

#include <QComboBox>
#include <QLabel>
#include <QtTest>

namespace latchkey::test {

constexpr char Firefox[] = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0";
constexpr char Curl[] = "curl/7.88.1";

/// The window on its Sessions page, over a real SQLite database.
class SessionsBench : public DesktopFixture
{
public:
    /// Three Firefox sessions, of alice, bob and carol, and one of curl, of deploy.
    void startWithFour()
    {
        start();
        for (const char* user : { "alice", "bob", "carol" }) {
            add(user, Firefox);
        }
        add("deploy", Curl);
        window().showPage(1);
        desktop().reload();
        QTRY_COMPARE(sessions()->model()->rowCount(), 2);
    }

    void add(const char* user, const char* userAgent)
    {
        SystemRandom random;
        REQUIRE_OK(waitFor(services().sessions().add(
            QString::fromLatin1(user), sessions::makeIdentifier(random), QString::fromLatin1(userAgent))));
    }

    qint64 count(sessions::SessionState state)
    {
        sessions::SessionFilter filter;
        filter.state = state;
        return waitFor(services().sessions().counts(filter)).value_or(sessions::SessionCounts()).matched;
    }

    /// The top row of this name.
    QModelIndex top(const char* name) { return row(*sessions()->model(), QString::fromLatin1(name)); }

    /// Shows the sessions as one list, and waits until the first are there.
    QTableView* flatten()
    {
        find<QComboBox>("grouping")->setCurrentIndex(2); // nothing
        if (!QTest::qWaitFor([&] { return sessionList()->isVisible(); })) {
            qFatal("no list");
        }
        return sessionList();
    }

    /// Adds this many sessions, "user1" the one used the longest ago.
    bool addRows(int count) { return runSql(test::addingSessions(count, "'user' || i")); }

    /// What stands in the first row in sight.
    static QString topOf(const QTableView& list)
    {
        return list.model()->index(list.rowAt(0), 0).data().toString();
    }

    /// Opens the row and waits for what is in it; returns its first.
    QModelIndex open(const QModelIndex& at)
    {
        const QPersistentModelIndex held(at);
        sessions()->expand(at);
        const auto* model = sessions()->model();
        if (!QTest::qWaitFor([&] { return model->rowCount(held) > 0; })) {
            qFatal("the row stays empty");
        }
        return model->index(0, 0, held);
    }

    QString notice() { return find<QLabel>("noticeText")->text(); }

    /// Runs SQL as another program would. False when it failed.
    bool runSql(const QByteArray& sql) const
    {
        return RawDatabase(folder() + QStringLiteral("/sessions.db")).run(sql);
    }
};

} // namespace latchkey::test

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/activity/activity_recorder.h"
#include "ui/sessions/session_models.h"
#include "ui/sessions/sessions_controller.h"
#include "ui/sessions/sessions_view.h"
#include "ui/shared/notice_bar.h"

#include "tests/support/manual_clock.h"

#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTreeView>
#include <QtTest>

using namespace latchkey;
using namespace latchkey::sessions;

namespace {

/// A directory with one session, whose database can be written or not as the test says.
class OneSession final : public SessionDirectory, public PolicyStore
{
public:
    StoreFacts storeFacts { QStringLiteral("/sessions.db"), true, QStringLiteral("wal"), {} };

    Future<QList<Session>> page(const SessionFilter&, const SessionSort&, qint64 offset, qint64) override
    {
        Session session;
        session.token.id = 1;
        session.token.username = QStringLiteral("alice");
        session.device = QStringLiteral("curl");
        return finishedFuture<QList<Session>>(offset == 0 ? QList<Session> { session } : QList<Session>());
    }
    Future<QList<SessionId>> ids(const SessionFilter&, const SessionSort&, qint64, qint64) override
    {
        return refused<QList<SessionId>>();
    }
    Future<QList<SessionGroup>> groups(const SessionFilter&, GroupBy) override
    {
        SessionGroup group;
        group.key = QStringLiteral("curl");
        group.sessions = 1;
        return finishedFuture<QList<SessionGroup>>(QList<SessionGroup> { group });
    }
    Future<SessionCounts> counts(const SessionFilter&) override
    {
        return finishedFuture<SessionCounts>(SessionCounts { 1, 1, 0, 0, {} });
    }
    Future<LastUsedHistogram> histogram(const SessionFilter&, const HistogramShape&) override
    {
        return finishedFuture<LastUsedHistogram>(LastUsedHistogram());
    }
    Future<qint64> usersLeftWithout(const SessionFilter&) override { return finishedFuture<qint64>(0); }
    Future<BulkChange> revoke(const SessionFilter&, BulkProgress) override { return refused<BulkChange>(); }
    Future<BulkChange> restore(const SessionFilter&, BulkProgress) override { return refused<BulkChange>(); }
    Future<qint64> remove(const SessionFilter&, BulkProgress) override { return refused<qint64>(); }
    Future<StoreFacts> facts() override { return finishedFuture<StoreFacts>(storeFacts); }
    Future<StoredPolicy> policy() override { return finishedFuture<StoredPolicy>(StoredPolicy()); }
    Future<void> setPolicy(const Policy&) override { return refused<void>(); }
    Future<void> recordRun(const PolicyRun&) override { return refused<void>(); }
    Future<ClockHealth> clockHealth() override { return finishedFuture<ClockHealth>(ClockHealth()); }
    Future<void> trustClock() override { return refused<void>(); }

private:
    template <typename T> Future<T> refused()
    {
        return finishedFuture<T>(failure(ErrorCode::StoreReadOnly, QStringLiteral("It can only be read.")));
    }
};

} // namespace

/// What the Sessions page says and offers while its database can only be read.
class ReadOnlyStoreTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLastingBannerSaysSoAndNothingThatChangesIsOffered() // EDGE 63, S18
    {
        OneSession directory;
        test::ManualClock clock(1800000000);
        ui::SessionModels models(directory, clock);
        ui::NoticeBar notices;
        ui::SessionsView view(models, clock);
        const QTemporaryDir folder;
        const DatabaseWatcher watcher(folder.filePath(QStringLiteral("sessions.db")));
        activity::ActivityLog log(
            folder.filePath(QStringLiteral("activity.jsonl")), activity::By::Window, clock);
        ui::ActivityRecorder activity(log, notices);
        ui::SessionsController controller(
            directory, directory, watcher, clock, models, view, activity, notices);
        view.resize(1000, 600);
        view.show();
        controller.reload();
        auto* tree = view.findChild<QTreeView*>(QStringLiteral("sessionsTree"));
        QTRY_COMPARE(models.tree().rowCount(), 1);
        QTRY_VERIFY(view.banner()->isVisible());
        QVERIFY(view.banner()->text().contains(QStringLiteral("can only be read")));
        tree->setCurrentIndex(models.tree().index(0, 0));
        for (const char* name : { "revokeButton", "restoreButton", "deleteButton", "purgeButton" }) {
            QVERIFY2(!view.findChild<QPushButton*>(QString::fromLatin1(name))->isEnabled(), name);
        }

        directory.storeFacts.readOnly = false;
        view.findChild<QPushButton*>(QStringLiteral("bannerAction"))->click(); // Try again
        QTRY_VERIFY(!view.banner()->isVisible());
        tree->setCurrentIndex(models.tree().index(0, 0));
        QVERIFY(view.findChild<QPushButton*>(QStringLiteral("revokeButton"))->isEnabled());
    }
};

QTEST_MAIN(ReadOnlyStoreTest)
#include "read_only_store_test.moc"

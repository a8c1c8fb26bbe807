// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/session_store.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_check.h"
#include "tests/support/sessions/session_rows.h"
#include "ui/activity/activity_recorder.h"
#include "ui/sessions/deletion_flow.h"
#include "ui/sessions/last_used_chart.h"
#include "ui/sessions/purge_dialog.h"
#include "ui/sessions/purge_flow.h"
#include "ui/shared/notice_bar.h"

#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QtTest>

using namespace latchkey;
using namespace latchkey::sessions;

namespace {

constexpr int Stored = 100'000;
constexpr qint64 Now = 1'795'000'000;

} // namespace

/// A purge from the first click to the last row, over a real database of 100,000 sessions that are from 0 to
/// 999 days old.
class PurgeFlowTest final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_template;
    std::unique_ptr<QTemporaryDir> m_folder;
    test::ManualClock m_clock { Now };
    std::unique_ptr<SessionStore> m_store;
    std::unique_ptr<ui::NoticeBar> m_notices;
    std::unique_ptr<activity::ActivityLog> m_log;
    std::unique_ptr<ui::ActivityRecorder> m_activity;
    std::unique_ptr<ui::DeletionFlow> m_deletion;
    std::unique_ptr<ui::PurgeFlow> m_flow;
    std::unique_ptr<QWidget> m_window;

    QString database() const { return m_folder->filePath(QStringLiteral("sessions.db")); }
    ui::PurgeDialog* dialog() const { return m_window->findChild<ui::PurgeDialog*>(); }
    template <typename T> T* find(const char* name) const
    {
        return dialog()->findChild<T*>(QString::fromLatin1(name));
    }
    QPushButton* stopButton() const
    {
        return m_notices->findChild<QPushButton*>(QStringLiteral("noticeAction"));
    }

    qint64 left() const { return waitFor(m_store->counts({}))->matched; }

    /// Opens the dialog, chooses the age and clicks Delete.
    void purge(int days)
    {
        m_flow->open(m_window.get());
        find<QSpinBox>("days")->setValue(days);
        auto* button = find<QPushButton>("purgeNow");
        QTRY_VERIFY(button->isEnabled());
        button->click();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        const QString path = m_template.filePath(QStringLiteral("sessions.db"));
        REQUIRE_OK(waitFor(SessionStore({ .path = path }, m_clock, nullptr).counts({})));
        test::addSessionRows(path, Stored, QStringLiteral("%1 - (i % 1000) * 86400").arg(Now));
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QFile::copy(m_template.filePath(QStringLiteral("sessions.db")), database()));
        m_store =
            std::make_unique<SessionStore>(SessionStore::Options { .path = database() }, m_clock, nullptr);
        m_window = std::make_unique<QWidget>();
        m_notices = std::make_unique<ui::NoticeBar>();
        m_log = std::make_unique<activity::ActivityLog>(
            m_folder->filePath(QStringLiteral("activity.jsonl")), activity::By::Window, m_clock);
        m_activity = std::make_unique<ui::ActivityRecorder>(*m_log, *m_notices);
        m_deletion = std::make_unique<ui::DeletionFlow>(*m_store, *m_activity, *m_notices);
        m_flow = std::make_unique<ui::PurgeFlow>(*m_store, *m_store, m_clock, *m_deletion);
        m_window->show();
    }

    void cleanup()
    {
        m_flow.reset();
        m_deletion.reset();
        m_activity.reset();
        m_log.reset();
        m_notices.reset();
        m_window.reset();
        m_store.reset();
    }

    void whatTheDialogCountsIsWhatGoes() // EDGE 53, 62
    {
        m_flow->open(m_window.get());
        QTRY_VERIFY(find<QPushButton>("purgeNow")->isEnabled());
        QCOMPARE(
            find<QPushButton>("purgeNow")->text(), QStringLiteral("Delete 91,000 sessions")); // 90 days: too
        QVERIFY(!dialog()->findChild<ui::LastUsedChart*>()->isEmpty());
        QVERIFY(find<QLabel>("preview")->text().contains(QStringLiteral("of 400 users")));
        QTRY_COMPARE(find<QLineEdit>("user")->completer()->completionCount(), 400);
        find<QSpinBox>("days")->setValue(995);
        find<QLineEdit>("user")->setText(QStringLiteral("user396"));
        QTRY_COMPARE(find<QPushButton>("purgeNow")->text(), QStringLiteral("Delete 50 sessions"));
        QTRY_VERIFY(find<QPushButton>("purgeNow")->isEnabled());
        find<QPushButton>("purgeNow")->click();
        QSignalSpy ended(m_deletion.get(), &ui::DeletionFlow::ended);
        QVERIFY(ended.wait());
        QCOMPARE(m_notices->text(), QStringLiteral("50 sessions deleted."));
        QCOMPARE(left(), Stored - 50);
    }

    void aLongPurgeTellsHowFarItIsAndEnds()
    {
        QSignalSpy ended(m_deletion.get(), &ui::DeletionFlow::ended);
        purge(90);
        QTRY_VERIFY(m_notices->isVisible());
        static const QRegularExpression progress(QStringLiteral("^Deleting… [0-9,]+ of 91,000$"));
        QVERIFY2(progress.match(m_notices->text()).hasMatch(), qPrintable(m_notices->text()));
        m_flow->open(m_window.get()); // a second one waits for the first
        QVERIFY(dialog() == nullptr || !dialog()->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 60'000);
        QCOMPARE(m_notices->text(), QStringLiteral("91,000 sessions deleted."));
        QCOMPARE(left(), 9000);
    }

    void aStoppedPurgeSaysHowManyItDeleted()
    {
        QSignalSpy ended(m_deletion.get(), &ui::DeletionFlow::ended);
        purge(90);
        QTRY_VERIFY(stopButton() != nullptr && stopButton()->isVisible());
        stopButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 60'000);
        const qint64 deleted = Stored - left();
        QVERIFY(deleted > 0);
        QVERIFY(deleted < 91'000);
        QCOMPARE(m_notices->text(),
            QStringLiteral("Stopped: %1 of 91,000 sessions deleted.").arg(QLocale().toString(deleted)));
    }

    void progressComesBackAfterAnotherNotice()
    {
        QSignalSpy ended(m_deletion.get(), &ui::DeletionFlow::ended);
        purge(0);
        QTRY_VERIFY(stopButton() != nullptr && stopButton()->isVisible());
        m_notices->post(QStringLiteral("Something else."));
        QTest::qWait(300); // more than one look: what is newer is left alone
        QVERIFY(m_notices->text() == QStringLiteral("Something else.") || ended.count() == 1);
        m_notices->dismiss();
        QTRY_VERIFY(m_notices->isVisible());
        QVERIFY(m_notices->text() != QStringLiteral("Something else."));
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 60'000);
    }

    void quittingMeanwhileLeavesTheRest()
    {
        purge(90);
        QTRY_VERIFY(m_notices->isVisible());
        cleanup(); // as the window does it
        const qint64 deleted = Stored - test::sessionRows(database());
        QVERIFY(deleted > 0);
        QVERIFY(deleted < 91'000);
    }

    void saysWhatWasDoneBeforeItFailed()
    {
        purge(90);
        QTRY_VERIFY(m_notices->isVisible());
        QVERIFY(QFile::rename(database(), database() + QStringLiteral(".gone")));
        QSignalSpy ended(m_deletion.get(), &ui::DeletionFlow::ended);
        QVERIFY(ended.wait(60'000));
        QVERIFY2(m_notices->text().contains(QStringLiteral("of 91,000 sessions were deleted, then: ")),
            qPrintable(m_notices->text()));
    }
};

QTEST_MAIN(PurgeFlowTest)
#include "purge_flow_test.moc"

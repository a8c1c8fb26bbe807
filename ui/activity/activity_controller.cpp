// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/activity/activity_controller.h"

#include "ui/activity/activity_view.h"
#include "ui/shared/empty_state.h"
#include "ui/shared/notice_bar.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>

namespace latchkey::ui {

using activity::Entry;
using activity::Format;
using activity::Verdict;

using namespace std::chrono_literals;

ActivityController::ActivityController(activity::ActivityLog& log, ActivityView& view, NoticeBar& notices)
    : m_log(log)
    , m_view(view)
    , m_notices(notices)
{
    m_settled.setSingleShot(true);
    m_settled.setInterval(200ms);
    connect(&m_settled, &QTimer::timeout, this, &ActivityController::reload);
    connect(&m_files, &QFileSystemWatcher::fileChanged, &m_settled, qOverload<>(&QTimer::start));
    connect(&m_files, &QFileSystemWatcher::directoryChanged, &m_settled, qOverload<>(&QTimer::start));
    connect(&m_view, &ActivityView::shown, this, &ActivityController::load);
    connect(&m_view, &ActivityView::filtersChanged, this, &ActivityController::showRows);
    connect(&m_view, &ActivityView::exportRequested, this, &ActivityController::askWhere);
    connect(&m_view, &Page::emptyStateActionTriggered, this,
        [this] { m_failed ? reload() : m_view.clearFilters(); });
    connect(&m_minutes, &QTimer::timeout, &m_view, &ActivityView::refreshTimes);
    m_minutes.start(1min);
    m_view.showLoading();
}

void ActivityController::reload()
{
    m_stale = true;
    load();
}

void ActivityController::load()
{
    if (!m_stale || m_loading || !m_view.isVisible()) {
        return;
    }
    m_stale = false;
    m_loading = true;
    watch();
    whenDone(m_log.newest(MostShown), this, [this](const Result<QList<Entry>>& entries) {
        entries ? show(*entries) : showFailure(entries.error());
    });
    whenDone(m_log.verify(), this, [this](const Result<Verdict>& verdict) {
        m_loading = false;
        showVerdict(verdict);
        load(); // again, if it changed meanwhile
    });
}

void ActivityController::show(const QList<Entry>& entries)
{
    m_failed = false;
    m_entries = entries.size();
    m_view.setEntries(entries);
    showRows();
}

void ActivityController::showRows()
{
    if (m_failed) {
        return;
    }
    if (m_view.visibleRows() > 0) {
        m_view.showContent();
        return;
    }
    EmptyState* empty = m_view.showEmptyState();
    if (m_entries > 0) {
        empty->setContent(QStringLiteral("search"), tr("Nothing matches"),
            tr("The search looks at what was done, to what, by whom, and at the details."),
            tr("Show everything"));
    } else {
        empty->setContent(QStringLiteral("activity"), tr("Nothing done here yet"),
            tr("Switches, sign-outs, revoked sessions, shown tokens: what is done here or with latchkeyctl "
               "is "
               "noted in a log on this computer. It holds no secret."));
    }
}

void ActivityController::showVerdict(const Result<Verdict>& verdict)
{
    if (!verdict) {
        m_view.banner()->hide(); // the page says why it cannot be read
        return;
    }
    if (const auto& problem = verdict->problem) {
        m_view.banner()->showMessage(MessageBanner::Severity::Warning, problem->message);
        m_view.setSummary(entriesText(m_entries));
        return;
    }
    m_view.banner()->hide();
    m_view.setSummary(verdict->entries > m_entries
            ? tr("%1, unchanged; the newest %2 are shown")
                  .arg(entriesText(verdict->entries), QLocale().toString(m_entries))
            : tr("%1, unchanged").arg(entriesText(verdict->entries)));
}

void ActivityController::showFailure(const Error& error)
{
    m_failed = true;
    m_view.showEmptyState()->setContent(
        QStringLiteral("warning"), tr("The log cannot be read"), error.message, tr("Try again"));
}

void ActivityController::watch()
{
    // As long as there is no log, its folder tells when it appears.
    const QString folder = QFileInfo(m_log.path()).path();
    if (QFileInfo::exists(m_log.path())) {
        m_files.addPath(m_log.path());
        m_files.removePath(folder);
    } else if (QFileInfo::exists(folder)) {
        m_files.addPath(folder);
    }
}

void ActivityController::askWhere(Format format)
{
    const QString suffix = format == Format::Csv ? QStringLiteral("csv") : QStringLiteral("json");
    auto* dialog = new QFileDialog(m_view.window(), tr("Export the activity log"));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(format == Format::Csv ? tr("CSV files (*.csv)") : tr("JSON files (*.json)"));
    dialog->selectFile(QStringLiteral("latchkey-activity.") + suffix);
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, format](const QString& file) { save(file, format); });
    dialog->open();
}

void ActivityController::save(const QString& file, Format format)
{
    whenDone(m_log.exportTo(file, format), this, [this, file](const Result<qint64>& saved) {
        if (saved) {
            m_notices.post(tr("%1 saved to %2.").arg(entriesText(*saved), file));
        } else {
            m_notices.postError(saved.error().message);
        }
    });
}

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/activity/activity_view.h"

#include "core/shared/clock.h"
#include "core/shared/relative_time.h"
#include "ui/activity/activity_model.h"
#include "ui/shared/colors.h"
#include "ui/shared/details_pane.h"
#include "ui/shared/rows.h"
#include "ui/shared/themed_icon.h"

#include <QButtonGroup>
#include <QDataStream>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace latchkey::ui {

using activity::Entry;
using activity::Format;

ActivityView::ActivityView(const Clock& clock, QWidget* parent)
    : Page(tr("Activity"), parent)
    , m_clock(clock)
    , m_model(new ActivityModel(clock, this))
    , m_rows(new ActivityRows(this))
    , m_table(new QTableView(this))
    , m_summary(new QLabel(this))
    , m_details(new DetailsPane(this))
    , m_chips(new QButtonGroup(this))
    , m_export(new QPushButton(themedIcon(QStringLiteral("export")), tr("&Export"), this))
{
    setObjectName(QStringLiteral("activityPage"));
    setUpTable();
    setUpChips();
    setUpExport();
    setDetails(m_details);
    connect(this, &Page::searchChanged, this, &ActivityView::applyFilters);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &ActivityView::updateDetails);
    updateDetails();
}

void ActivityView::setUpTable()
{
    m_rows->setSourceModel(m_model);
    m_rows->setSortRole(ActivityModel::SortRole);
    m_rows->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_table->setObjectName(QStringLiteral("activityTable"));
    m_table->setAccessibleName(tr("Activity"));
    m_table->setModel(m_rows);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ActivityModel::When, Qt::DescendingOrder);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(roomyRowHeight(m_table->fontMetrics()));
    QHeaderView* header = m_table->horizontalHeader();
    setUpColumns(header, ActivityModel::About);
    const int letter = m_table->fontMetrics().averageCharWidth();
    header->resizeSection(ActivityModel::When, letter * 16);
    header->resizeSection(ActivityModel::What, letter * 24);
    header->resizeSection(ActivityModel::Count, letter * 12);
    header->resizeSection(ActivityModel::By, letter * 11);

    m_summary->setObjectName(QStringLiteral("activitySummary"));
    makeQuiet(m_summary);
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    content->setFocusProxy(m_table);
    column->addWidget(m_table, 1);
    column->addWidget(m_summary);
    setContent(content);
}

void ActivityView::setUpChips()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    const std::pair<ActivityKind, QString> chips[] = {
        { ActivityKind::All, tr("All") },
        { ActivityKind::Servers, tr("Servers") },
        { ActivityKind::Tokens, tr("Tokens") },
        { ActivityKind::Sessions, tr("Sessions") },
        { ActivityKind::Rules, tr("Rules") },
    };
    for (const auto& [kind, text] : chips) {
        auto* button = new QToolButton(row);
        button->setText(text);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAccessibleName(tr("Show: %1").arg(text));
        button->setObjectName(QStringLiteral("chip%1").arg(static_cast<int>(kind)));
        m_chips->addButton(button, static_cast<int>(kind));
        layout->addWidget(button);
    }
    m_chips->button(static_cast<int>(ActivityKind::All))->setChecked(true);
    layout->addStretch(1);
    connect(m_chips, &QButtonGroup::idClicked, this, &ActivityView::applyFilters);
    addToolRow(row);
}

void ActivityView::setUpExport()
{
    auto* menu = new QMenu(m_export);
    const auto add = [this, menu](const char* name, const QString& text, Format format) {
        QAction* action = menu->addAction(text, this, [this, format] { Q_EMIT exportRequested(format); });
        action->setObjectName(QLatin1String(name));
    };
    add("exportCsv", tr("As &CSV, for a spreadsheet…"), Format::Csv);
    add("exportJson", tr("As &JSON, for a program…"), Format::Json);
    m_export->setObjectName(QStringLiteral("export"));
    m_export->setToolTip(tr("Save the whole log as a file"));
    m_export->setMenu(menu);
    addPrimaryAction(m_export);
}

void ActivityView::setEntries(const QList<Entry>& entries)
{
    const Entry* selected = selectedEntry();
    const qint64 position = selected == nullptr ? -1 : selected->position;
    m_model->setEntries(entries);
    m_export->setEnabled(!entries.isEmpty());
    for (int row = 0; position >= 0 && selectedEntry() == nullptr && row < m_rows->rowCount(); ++row) {
        if (m_model->entries()[m_rows->mapToSource(m_rows->index(row, 0)).row()].position == position) {
            m_table->selectRow(row);
        }
    }
    updateDetails();
}

void ActivityView::setSummary(const QString& text) { m_summary->setText(text); }

void ActivityView::refreshTimes()
{
    m_model->refreshTimes();
    updateDetails();
}

int ActivityView::visibleRows() const { return m_rows->rowCount(); }

void ActivityView::clearFilters()
{
    searchField()->clear();
    m_chips->button(static_cast<int>(ActivityKind::All))->setChecked(true);
    applyFilters();
}

void ActivityView::applyFilters()
{
    m_rows->setFilter(static_cast<ActivityKind>(m_chips->checkedId()), searchField()->text().trimmed());
    Q_EMIT filtersChanged();
}

QByteArray ActivityView::saveLayout() const
{
    QByteArray layout;
    QDataStream stream(&layout, QIODevice::WriteOnly);
    stream << m_table->horizontalHeader()->saveState() << splitterState() << m_chips->checkedId();
    return layout;
}

void ActivityView::restoreLayout(const QByteArray& layout)
{
    QByteArray columns;
    QByteArray splitter;
    int chip = 0;
    QDataStream stream(layout);
    stream >> columns >> splitter >> chip;
    if (stream.status() != QDataStream::Ok) {
        return;
    }
    m_table->horizontalHeader()->restoreState(columns);
    restoreSplitterState(splitter);
    if (QAbstractButton* button = m_chips->button(chip)) {
        button->setChecked(true);
        applyFilters();
    }
}

void ActivityView::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    Q_EMIT shown();
}

const Entry* ActivityView::selectedEntry() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_model->entries()[m_rows->mapToSource(rows.first()).row()];
}

void ActivityView::updateDetails()
{
    const Entry* entry = selectedEntry();
    if (entry == nullptr) {
        m_details->setHint(tr("Select an entry to see all of it."));
        return;
    }
    QList<DetailsPane::Fact> facts;
    if (entry->state == Entry::State::Changed) {
        facts.append({ tr("State"), tr("not as it was written") });
    }
    if (entry->state != Entry::State::Unreadable) {
        facts += {
            { tr("When"), relativeTime(entry->time, m_clock.unixSeconds()), exactTime(entry->time) },
            { tr("By"), byText(*entry) },
            { tr("How many"), QLocale().toString(entry->count) },
        };
        for (auto detail = entry->details.begin(); detail != entry->details.end(); ++detail) {
            if (detail.key() != QStringLiteral("undone")) { // it is in the title
                facts.append({ detailLabel(detail.key()), detailValue(detail.key(), detail.value()) });
            }
        }
        facts += {
            { tr("Entry"), QLocale().toString(entry->number) },
            { tr("Hash"), entry->hash.first(qMin<qsizetype>(entry->hash.size(), 16)),
                tr("%1\nThe next entry names it, so that a change shows.").arg(entry->hash) },
        };
    }
    m_details->setSubject(actIcon(*entry), actText(*entry), aboutText(*entry), facts);
}

} // namespace latchkey::ui

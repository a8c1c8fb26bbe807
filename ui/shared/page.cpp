// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/page.h"

#include "ui/shared/empty_state.h"
#include "ui/shared/themed_icon.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QResizeEvent>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>

namespace latchkey::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto SearchPause = 150ms;
constexpr auto LoadingDelay = 200ms;
constexpr int NarrowWidth = 700; // of the page; the side list is beside it
constexpr int SearchWidth = 240;

} // namespace

Page::Page(const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_header(new QHBoxLayout)
    , m_search(new QLineEdit(this))
    , m_banner(new MessageBanner(this))
    , m_splitter(new QSplitter(this))
    , m_stack(new QStackedWidget(this))
    , m_loading(new QLabel(tr("Loading…"), this))
    , m_empty(new EmptyState(this))
    , m_back(new QToolButton(this))
{
    auto* heading = new QLabel(title, this);
    QFont large = heading->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    large.setBold(true);
    heading->setFont(large);

    m_search->setObjectName(QStringLiteral("search"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setAccessibleName(tr("Search %1").arg(title));
    m_search->setToolTip(tr("Search (Ctrl+F)"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setMaximumWidth(SearchWidth);
    m_back->setObjectName(QStringLiteral("backToRows"));
    m_back->setIcon(themedIcon(QStringLiteral("back")));
    m_back->setToolTip(tr("Back to the list (Esc)"));
    m_back->setAccessibleName(tr("Back to the list"));
    m_back->setAutoRaise(true);
    m_back->setShortcut(Qt::Key_Escape); // hidden, it takes none
    m_back->hide();
    connect(m_back, &QToolButton::clicked, this, [this] { showDetailsAlone(false); });
    m_header->addWidget(m_back);
    m_header->addWidget(heading);
    m_header->addStretch(1);
    m_header->addWidget(m_search, 1);

    m_loading->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(new QWidget(this)); // nothing yet: no flash of "Loading…" for what takes a moment only
    m_stack->addWidget(m_loading);
    m_stack->addWidget(m_empty);
    m_splitter->addWidget(m_stack);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 1);

    auto* column = new QVBoxLayout(this);
    column->addLayout(m_header);
    column->addWidget(m_banner);
    column->addWidget(m_splitter, 1);

    m_searchPause.setSingleShot(true);
    m_searchPause.setInterval(SearchPause);
    connect(m_search, &QLineEdit::textChanged, &m_searchPause, qOverload<>(&QTimer::start));
    connect(
        &m_searchPause, &QTimer::timeout, this, [this] { Q_EMIT searchChanged(m_search->text().trimmed()); });
    m_loadingDelay.setSingleShot(true);
    m_loadingDelay.setInterval(LoadingDelay);
    connect(&m_loadingDelay, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_loading); });
    connect(m_empty, &EmptyState::actionTriggered, this, &Page::emptyStateActionTriggered);
}

void Page::addHeaderWidget(QWidget* widget) { m_header->insertWidget(m_header->indexOf(m_search), widget); }

void Page::addPrimaryAction(QWidget* widget) { m_header->addWidget(widget); }

void Page::addToolRow(QWidget* row)
{
    auto* column = qobject_cast<QVBoxLayout*>(layout());
    column->insertWidget(column->indexOf(m_splitter), row);
}

void Page::setContent(QWidget* content)
{
    m_content = content;
    m_stack->addWidget(content);
    m_enter = new QShortcut(Qt::Key_Return, content, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(m_enter, &QShortcut::activated, this, [this] { showDetailsAlone(true); });
}

void Page::setDetails(QWidget* details)
{
    m_details = details;
    m_splitter->addWidget(details);
    m_splitter->setStretchFactor(1, 0);
}

void Page::showContent()
{
    m_loadingDelay.stop();
    m_stack->setCurrentWidget(m_content);
    updateDetails();
}

void Page::showLoading()
{
    if (m_stack->currentWidget() != m_loading && !m_loadingDelay.isActive()) {
        m_loadingDelay.start();
    }
}

EmptyState* Page::showEmptyState()
{
    m_loadingDelay.stop();
    m_stack->setCurrentWidget(m_empty);
    updateDetails();
    return m_empty;
}

bool Page::hasRoomForDetails() const { return width() >= NarrowWidth; }

void Page::showDetailsAlone(bool alone)
{
    m_detailsAlone = alone;
    updateDetails();
    if (QWidget* first = alone ? m_details->nextInFocusChain() : m_content) {
        first->setFocus(Qt::OtherFocusReason);
    }
}

void Page::updateDetails()
{
    if (m_details == nullptr) {
        return;
    }
    const bool hasRows = m_stack->currentWidget() == m_content;
    m_detailsAlone = m_detailsAlone && hasRows && !hasRoomForDetails();
    m_details->setVisible(hasRows && (hasRoomForDetails() || m_detailsAlone));
    m_stack->setVisible(!m_detailsAlone);
    m_back->setVisible(m_detailsAlone);
    m_enter->setEnabled(!hasRoomForDetails());
}

QByteArray Page::splitterState() const { return m_splitter->saveState(); }

void Page::restoreSplitterState(const QByteArray& state) { m_splitter->restoreState(state); }

void Page::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void Page::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    updateDetails();
}

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/shared/message_banner.h"

#include <QByteArray>
#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QShortcut;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace latchkey::ui {

class EmptyState;

/// The frame every page shares: a header with title, search box and actions; a banner; the rows (or what is
/// said in their place); and a details pane on the right that folds away when the page is narrow or has no
/// rows. On a narrow page Enter shows the details in place of the rows, and Escape the rows. Content and
/// details are set once, before the page is shown; a page may have no details.
class Page : public QWidget
{
    Q_OBJECT

public:
    explicit Page(const QString& title, QWidget* parent = nullptr);

    /// Puts a widget into the header: before the search box, or at its right end where the primary action
    /// stands.
    void addHeaderWidget(QWidget* widget);
    void addPrimaryAction(QWidget* widget);

    /// A row of filters between header and rows; it stays when there are no rows.
    void addToolRow(QWidget* row);

    void setContent(QWidget* content);
    void setDetails(QWidget* details);

    QLineEdit* searchField() const { return m_search; }
    MessageBanner* banner() const { return m_banner; }

    /// One of these at a time. Loading shows itself only when it takes longer than 200 ms.
    void showContent();
    void showLoading();
    EmptyState* showEmptyState();

    QByteArray splitterState() const;
    void restoreSplitterState(const QByteArray& state);

public Q_SLOTS:
    void focusSearch();

Q_SIGNALS:
    /// The search text, when the person has paused or pressed Enter.
    void searchChanged(const QString& text);
    void emptyStateActionTriggered();

protected:
    /// Whether the page is wide enough for its details.
    bool hasRoomForDetails() const;

    void resizeEvent(QResizeEvent* event) override;

private:
    void showDetailsAlone(bool alone);
    void updateDetails();

    QHBoxLayout* m_header;
    QLineEdit* m_search;
    MessageBanner* m_banner;
    QSplitter* m_splitter;
    QStackedWidget* m_stack;
    QLabel* m_loading;
    EmptyState* m_empty;
    QWidget* m_content = nullptr;
    QWidget* m_details = nullptr;
    QToolButton* m_back;
    QShortcut* m_enter = nullptr;
    bool m_detailsAlone = false;
    QTimer m_searchPause;
    QTimer m_loadingDelay;
};

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/servers/login_places.h"
#include "ui/shared/page.h"

#include <QByteArray>

#include <optional>

class QAction;
class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;
class QToolButton;

namespace latchkey {
class Clock;
}

namespace latchkey::ui {

class DetailsPane;
class LoginPlacesView;
class SecretField;
class ServersModel;

/// The Servers page: what it shows is set, what the person wants is signalled; it decides nothing.
class ServersView final : public Page
{
    Q_OBJECT

public:
    /// `clock` must outlive the view.
    explicit ServersView(const Clock& clock, QWidget* parent = nullptr);

    /// Shows this state of things, keeping selection and scroll position.
    void setOverview(const credentials::LoginOverview& overview);
    void setForeignPlaces(const QList<credentials::ForeignPlace>& places);
    /// The logins whose server is being asked, and how far a check of several has come; a total of 0 or 1
    /// shows no progress.
    void setChecking(const QList<credentials::LoginId>& checking, int done, int total);
    /// Time has passed.
    void refreshTimes();

    int visibleRows() const;
    void clearSearch();

    std::optional<credentials::Login> selectedLogin() const;
    void select(const QString& key);

    SecretField* secretField() const { return m_secret; }

    /// Columns, sort and splitter, to be remembered.
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& layout);

Q_SIGNALS:
    void addRequested();
    void checkAllRequested();
    void cancelChecksRequested();
    // For the selected login:
    void useRequested();
    void copyRequested();
    void revealRequested();
    void checkRequested();
    void removeRequested();
    void signOutRequested();
    void placeActionRequested(const latchkey::ui::LoginPlace& place, latchkey::ui::PlaceAction action);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void setUpTable();
    void setUpHeader();
    void setUpActions();
    void setUpDetails();
    QAction* addRowAction(const char* name, const QString& icon, const QString& text, const QString& toolTip,
        const QKeySequence& shortcut, void (ServersView::*signal)());
    void updateDetails();

    const Clock& m_clock;
    ServersModel* m_model;
    QSortFilterProxyModel* m_rows;
    QTableView* m_table;
    DetailsPane* m_details;
    SecretField* m_secret;
    QWidget* m_warning;
    QLabel* m_warningText;
    LoginPlacesView* m_places;
    QWidget* m_buttons = nullptr;
    QPushButton* m_checkAll;
    QLabel* m_progress;
    QToolButton* m_cancelChecks;
    QAction* m_use;
    QAction* m_copy;
    QAction* m_reveal;
    QAction* m_check;
    QAction* m_remove;
    QAction* m_signOut;
    QList<credentials::ForeignPlace> m_foreign;
    QList<int> m_putAway; ///< columns that a narrow window has no room for
    bool m_isNarrow = false;
    QString m_shownKey; ///< the login whose details are shown
};

} // namespace latchkey::ui

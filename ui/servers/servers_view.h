// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/logins.h"
#include "ui/shared/page.h"

#include <QByteArray>

#include <optional>

class QAction;
class QSortFilterProxyModel;
class QTableView;

namespace latchkey::ui {

class DetailsPane;
class SecretField;
class ServersModel;

/// The Servers page: what it shows is set, what the person wants is signalled; it decides nothing.
class ServersView final : public Page
{
    Q_OBJECT

public:
    explicit ServersView(QWidget* parent = nullptr);

    /// Replaces the rows, keeping selection and scroll position.
    void setLogins(const QList<credentials::Login>& logins);
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
    void useRequested();
    void copyRequested();
    void revealRequested();
    void removeRequested();

private:
    QAction* addRowAction(const QString& icon, const QString& text, const QKeySequence& shortcut,
        void (ServersView::*signal)());
    void updateDetails();

    ServersModel* m_model;
    QSortFilterProxyModel* m_rows;
    QTableView* m_table;
    DetailsPane* m_details;
    SecretField* m_secret;
    QAction* m_use;
    QAction* m_copy;
    QAction* m_remove;
};

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/servers/login_places.h"

#include <QWidget>

namespace latchkey::ui {

/// "Where it lies", in the details of a login: one line for each place, with its state and, in a small menu,
/// what can be done about that copy.
class LoginPlacesView final : public QWidget
{
    Q_OBJECT

public:
    explicit LoginPlacesView(QWidget* parent = nullptr);

    /// Shows these places. What is shown already is left alone, so that an open menu stays.
    void setPlaces(const QList<LoginPlace>& places);

    /// The actions' words, the same in every menu.
    static QString actionText(PlaceAction action);

Q_SIGNALS:
    void actionRequested(const latchkey::ui::LoginPlace& place, latchkey::ui::PlaceAction action);

private:
    void addRow(const LoginPlace& place);
    QWidget* menuButton(const LoginPlace& place, QWidget* row);

    QWidget* m_body = nullptr;
    QStringList m_shown;
};

} // namespace latchkey::ui

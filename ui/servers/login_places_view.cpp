// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/login_places_view.h"

#include "ui/shared/colors.h"
#include "ui/shared/elided_label.h"
#include "ui/shared/themed_icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace latchkey::ui {

namespace {

/// All that a row shows: equal where nothing has changed.
QString contentOf(const LoginPlace& place)
{
    return QStringList { place.name, place.toolTip, stateText(place.state),
        QString::number(place.actions.size()) }
        .join(u'\n');
}

QString iconOf(PlaceAction action)
{
    switch (action) {
    case PlaceAction::Adopt:
        return QStringLiteral("adopt");
    case PlaceAction::CopyOver:
        return QStringLiteral("copy");
    case PlaceAction::Remove:
        break;
    }
    return QStringLiteral("remove");
}

} // namespace

QString LoginPlacesView::actionText(PlaceAction action)
{
    switch (action) {
    case PlaceAction::Adopt:
        return tr("Adopt");
    case PlaceAction::CopyOver:
        return tr("Copy over");
    case PlaceAction::Remove:
        break;
    }
    return tr("Remove");
}

LoginPlacesView::LoginPlacesView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("places"));
    setAccessibleName(tr("Where it lies"));
    auto* heading = new QLabel(tr("Where it lies"), this);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, layout->spacing(), 0, layout->spacing());
    layout->addWidget(heading);
}

void LoginPlacesView::setPlaces(const QList<LoginPlace>& places)
{
    QStringList shown;
    for (const LoginPlace& place : places) {
        shown.append(contentOf(place));
    }
    if (m_body != nullptr && shown == m_shown) {
        return;
    }
    m_shown = shown;
    if (m_body != nullptr) {
        m_body->hide();
        m_body->deleteLater(); // one of its menus may be what led here
    }
    m_body = new QWidget(this);
    auto* rows = new QVBoxLayout(m_body);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(2);
    for (const LoginPlace& place : places) {
        addRow(place);
    }
    layout()->addWidget(m_body);
    m_body->show();
}

void LoginPlacesView::addRow(const LoginPlace& place)
{
    auto* row = new QWidget(m_body);
    row->setToolTip(place.toolTip);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    auto* icon = new QLabel(row);
    icon->setPixmap(themedIcon(stateIcon(place.state)).pixmap(QSize(side, side), devicePixelRatioF()));
    auto* name = new ElidedLabel(row);
    name->setObjectName(QStringLiteral("placeName"));
    name->setFullText(place.name, place.toolTip);
    name->setAccessibleDescription(place.toolTip);
    auto* state = new QLabel(stateText(place.state), row);
    state->setObjectName(QStringLiteral("placeState"));
    makeQuiet(state);
    layout->addWidget(icon);
    layout->addWidget(name, 1);
    layout->addWidget(state);
    layout->addWidget(menuButton(place, row));
    m_body->layout()->addWidget(row);
}

QWidget* LoginPlacesView::menuButton(const LoginPlace& place, QWidget* row)
{
    auto* button = new QToolButton(row);
    button->setObjectName(QStringLiteral("placeActions"));
    button->setIcon(themedIcon(QStringLiteral("more")));
    button->setAutoRaise(true);
    button->setToolTip(tr("What can be done about this copy"));
    button->setAccessibleName(tr("Actions for %1").arg(place.name));
    button->setFocusPolicy(Qt::StrongFocus);
    auto* menu = new QMenu(button);
    for (const PlaceAction action : place.actions) {
        menu->addAction(themedIcon(iconOf(action)), actionText(action), this,
            [this, place, action] { Q_EMIT actionRequested(place, action); });
    }
    // Not the button's own menu: its arrow would lie over the icon.
    connect(button, &QToolButton::clicked, menu,
        [button, menu] { menu->popup(button->mapToGlobal(button->rect().bottomLeft())); });
    QSizePolicy policy = button->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // the states stay in one column
    button->setSizePolicy(policy);
    button->setVisible(!place.actions.isEmpty());
    return button;
}

} // namespace latchkey::ui

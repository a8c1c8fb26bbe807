// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shell/main_window.h"

#include "ui/servers/login_menu.h"
#include "ui/shared/colors.h"
#include "ui/shared/notice_bar.h"
#include "ui/shared/page.h"
#include "ui/shared/themed_icon.h"
#include "ui/shell/side_list_delegate.h"

#include <QAction>
#include <QCloseEvent>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace latchkey::ui {

namespace {

constexpr QSize FirstSize(1200, 700);
constexpr QSize SmallestSize(720, 480);
constexpr int SideWidth = 190;

} // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent)
    , m_sideList(new QListWidget(this))
    , m_pages(new QStackedWidget(this))
    , m_loginButton(new QToolButton(this))
    , m_loginMenu(new LoginMenu(this))
    , m_helpButton(new QToolButton(this))
    , m_notices(new NoticeBar(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Latchkey"));
    setMinimumSize(SmallestSize);
    resize(FirstSize);

    m_sideList->setObjectName(QStringLiteral("sideList"));
    m_sideList->setAccessibleName(tr("Pages"));
    m_sideList->setItemDelegate(new SideListDelegate(m_sideList));
    m_sideList->setFrameShape(QFrame::NoFrame);
    m_sideList->setIconSize(QSize(20, 20));
    m_sideList->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_sideList, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);

    m_loginButton->setObjectName(QStringLiteral("loginButton"));
    m_loginButton->setMenu(m_loginMenu);
    m_loginButton->setPopupMode(QToolButton::InstantPopup);
    m_loginButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_loginButton->setIcon(themedIcon(QStringLiteral("switch")));
    m_loginButton->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setActiveLogin({});

    auto* side = new QWidget(this);
    side->setFixedWidth(SideWidth);
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::Base);
    auto* sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(
        sideLayout->spacing(), sideLayout->spacing(), sideLayout->spacing(), sideLayout->spacing());
    sideLayout->addWidget(m_sideList, 1);
    auto* loginCaption = new QLabel(tr("The terminal uses"), side);
    makeQuiet(loginCaption);
    sideLayout->addWidget(loginCaption);
    sideLayout->addWidget(m_loginButton);
    makeHelpMenu();
    sideLayout->addWidget(m_helpButton);

    auto* body = new QWidget(this);
    auto* bodyLayout = new QVBoxLayout(body);
    bodyLayout->setContentsMargins(0, 0, 0, 0);
    bodyLayout->setSpacing(0);
    bodyLayout->addWidget(m_pages, 1);
    bodyLayout->addWidget(m_notices);

    auto* central = new QWidget(this);
    auto* layout = new QHBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(side);
    layout->addWidget(body, 1);
    setCentralWidget(central);

    const auto shortcut = [this](const QKeySequence& keys, const auto& act) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, act);
    };
    shortcut(QKeySequence::Find, [this] { static_cast<Page*>(m_pages->currentWidget())->focusSearch(); });
    shortcut(QKeySequence::Undo, [this] { m_notices->undo(); });
    shortcut(QKeySequence::Refresh, [this] { Q_EMIT refreshRequested(); });
    shortcut(QKeySequence::Close, [this] { close(); });
    shortcut(Qt::CTRL | Qt::Key_Q, [this] { Q_EMIT quitRequested(); });
}

void MainWindow::makeHelpMenu()
{
    auto* menu = new QMenu(m_helpButton);
    auto* diagnose = menu->addAction(tr("&Diagnose…"), this, &MainWindow::diagnosisRequested);
    diagnose->setShortcut(QKeySequence::HelpContents);
    addAction(diagnose); // the shortcut works while the menu is closed
    menu->addAction(tr("&About Latchkey"), this, [this] {
        QMessageBox::about(this, tr("About Latchkey"),
            tr("Latchkey %1\n\nWhere am I signed in, and how do I end that?")
                .arg(QCoreApplication::applicationVersion()));
    });
    m_helpButton->setObjectName(QStringLiteral("helpButton"));
    m_helpButton->setText(tr("Help"));
    m_helpButton->setIcon(themedIcon(QStringLiteral("information")));
    m_helpButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_helpButton->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_helpButton->setAutoRaise(true);
    m_helpButton->setPopupMode(QToolButton::InstantPopup);
    m_helpButton->setMenu(menu);
}

void MainWindow::addPage(Page* page, const QString& iconName, const QString& name)
{
    const int number = m_pages->addWidget(page);
    auto* item = new QListWidgetItem(themedIcon(iconName), name, m_sideList);
    const QKeySequence keys(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + number));
    item->setToolTip(QStringLiteral("%1 (%2)").arg(name, keys.toString(QKeySequence::NativeText)));
    connect(new QShortcut(keys, this), &QShortcut::activated, this, [this, number] { showPage(number); });
    if (number == 0) {
        showPage(0);
    }
}

void MainWindow::setPageCount(int page, std::optional<qint64> count)
{
    m_sideList->item(page)->setData(SideListDelegate::CountRole, count ? QVariant(*count) : QVariant());
}

void MainWindow::showPage(int page)
{
    if (page >= 0 && page < m_sideList->count()) {
        m_sideList->setCurrentRow(page);
    }
}

int MainWindow::currentPage() const { return m_sideList->currentRow(); }

void MainWindow::setActiveLogin(const QString& text)
{
    const QString shown = text.isEmpty() ? tr("no login") : text;
    m_loginButton->setText(fontMetrics().elidedText(shown, Qt::ElideRight, SideWidth - 66));
    m_loginButton->setToolTip(text.isEmpty() ? tr("The terminal is signed out. Choose a login.")
                                             : tr("The terminal uses %1").arg(text));
    m_loginButton->setAccessibleName(tr("Active login: %1").arg(shown));
}

void MainWindow::present()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_hidesOnClose && m_hidesOnClose()) {
        hide();
        event->ignore();
        return;
    }
    event->accept();
    Q_EMIT quitRequested();
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::ActivationChange) {
        return;
    }
    if (!isActiveWindow()) {
        m_wasLeft = true;
    } else if (std::exchange(m_wasLeft, false)) { // the first time, everything has just been read
        Q_EMIT refreshRequested();
    }
}

} // namespace latchkey::ui

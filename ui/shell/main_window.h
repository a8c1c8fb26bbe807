// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QMainWindow>

#include <functional>
#include <optional>

class QListWidget;
class QStackedWidget;
class QToolButton;

namespace latchkey::ui {

class LoginMenu;
class NoticeBar;
class Page;

/// The window: a side list of pages, the page, and the notice bar at its foot.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(QWidget* parent = nullptr);

    /// Adds a page under the side list; Ctrl+1, Ctrl+2 ... show them in this order.
    void addPage(Page* page, const QString& iconName, const QString& name);
    void setPageCount(int page, std::optional<qint64> count); ///< none where it is not known
    void showPage(int page);
    int currentPage() const;

    /// The switch of the active login, at the foot of the side list.
    LoginMenu* loginMenu() const { return m_loginMenu; }
    void setActiveLogin(const QString& text);

    NoticeBar& notices() const { return *m_notices; }

    /// Whether closing the window leaves the program in the tray. Asked each time, since a tray may vanish.
    void setHidesOnClose(std::function<bool()> hidesOnClose) { m_hidesOnClose = std::move(hidesOnClose); }

    /// Shows the window in front of others, from wherever it was.
    void present();

Q_SIGNALS:
    /// The person came back to the window, or asked for it: look again at what others may have changed.
    void refreshRequested();

    /// Help > Diagnose.
    void diagnosisRequested();
    void quitRequested();

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void makeHelpMenu();

    QListWidget* m_sideList;
    QStackedWidget* m_pages;
    QToolButton* m_loginButton;
    LoginMenu* m_loginMenu;
    QToolButton* m_helpButton;
    NoticeBar* m_notices;
    std::function<bool()> m_hidesOnClose;
    bool m_wasLeft = false;
};

} // namespace latchkey::ui

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/gui/demo.h"
#include "app/gui/desktop_app.h"
#include "tests/support/fake_server_api.h"

#include <QTableView>
#include <QTemporaryDir>
#include <QTreeView>

namespace latchkey::test {

/// The whole window over stores of the test's own: an in-memory keyring, a real session database, real CLI
/// files and places of other programs in a temporary folder, and servers that answer as told. Nothing is
/// stored at first unless it is made over the demo's samples, which bring their own servers.
class DesktopFixture
{
public:
    enum class Content { Empty, Samples };

    explicit DesktopFixture(Content content = Content::Empty);

    credentials::MemoryBackend& keyring() { return *m_keyring; }
    Services& services() { return *m_services; }

    /// The servers of this start; before it there are none.
    FakeServerApi& api() { return *m_servers; }

    /// What the program's environment holds at the next start.
    void setVariable(const char* name, const QString& value);

    /// Builds and shows the window, as a start of the program does; call it again for a restart.
    void start();
    void stop() { m_desktop.reset(); }
    DesktopApp& desktop() { return *m_desktop; }
    ui::MainWindow& window() { return m_desktop->window(); }

    /// A widget of the page that is shown, else of the rest of the window or its dialogs, by object name;
    /// ends the program when there is none.
    template <typename T = QWidget> T* find(const char* name)
    {
        T* found = nullptr;
        for (auto* page : window().findChildren<ui::Page*>()) {
            if (page->isVisible() && found == nullptr) {
                found = page->findChild<T*>(QString::fromLatin1(name));
            }
        }
        if (found == nullptr) {
            found = window().findChild<T*>(QString::fromLatin1(name));
        }
        if (found == nullptr) {
            qFatal("no widget named %s", name);
        }
        return found;
    }

    QTableView* servers() { return find<QTableView>("serversTable"); }
    QTreeView* sessions() { return find<QTreeView>("sessionsTree"); }
    QTableView* sessionList() { return find<QTableView>("sessionsList"); } ///< when they are not grouped

    /// Whether the window or one of its dialogs has such a widget, and it is visible.
    bool shows(const char* name)
    {
        const auto widgets = window().findChildren<QWidget*>(QString::fromLatin1(name));
        return std::ranges::any_of(widgets, [](const QWidget* widget) { return widget->isVisible(); });
    }

    /// The row whose cell in this column reads so; invalid when there is none.
    static QModelIndex row(
        const QAbstractItemModel& model, const QString& text, int column = 0, const QModelIndex& parent = {});

    /// Puts a login into the shared entry, as another program does.
    Result<void> addLogin(const QByteArray& url, const QByteArray& token);

    /// Signs another program in: `place` is a folder below the temporary one, such as
    /// `coder-gateway/dev.example.com`.
    Result<void> signInForeign(const QString& place, const QByteArray& url, const QByteArray& token);
    QString root() const { return QFileInfo(m_options.paths.configFolder).path(); }
    QString folder() const { return m_options.paths.dataFolder; }

private:
    QTemporaryDir m_folder;
    credentials::MemoryBackend m_ownKeyring;
    std::unique_ptr<Demo> m_demo;
    credentials::MemoryBackend* m_keyring;
    Services::Options m_options;
    std::unique_ptr<FakeServerApi> m_servers;
    std::unique_ptr<Services> m_services;
    std::unique_ptr<DesktopApp> m_desktop;
};

} // namespace latchkey::test

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/support/desktop/desktop_fixture.h"
#include "tests/support/result_check.h"

#include <QLabel>
#include <QtTest>

namespace latchkey::test {

inline constexpr char AliceToken[] = "AliceToken-abcdefghijklmnopqrstuv";
inline constexpr char BobToken[] = "BobsToken1-ABCDEFGHIJKLMNOPQRSTUV";
inline constexpr char CarolToken[] = "CarolToken-ABCdefGHIjklMNOpqrSTUv";

inline Secret secret(const char* token) { return Secret::takeFrom(QByteArray(token)); }

inline QString fingerprint(const char* token) { return credentials::factsOf(secret(token)).fingerprint; }

inline credentials::ServerUrl server(const char* url)
{
    return credentials::ServerUrl::parse(QString::fromLatin1(url)).value();
}

inline credentials::LoginId login(const char* url, const char* token)
{
    return credentials::loginId(server(url), secret(token));
}

/// Stores a login as Latchkey does, under this account.
inline void store(DesktopFixture& fixture, const char* url, const char* token, const char* account)
{
    REQUIRE_OK(waitFor(fixture.services().logins().add(
        { .server = server(url), .token = secret(token), .account = QString::fromLatin1(account) })));
}

/// Two accounts on one server: alice parked, bob in the shared entry.
inline void startWithAliceAndBob(DesktopFixture& fixture)
{
    fixture.start();
    store(fixture, "https://dev.example.com", AliceToken, "alice");
    store(fixture, "https://dev.example.com", BobToken, "bob");
    fixture.desktop().reload();
    QTRY_COMPARE(fixture.servers()->model()->rowCount(), 2);
}

inline QModelIndex rowOf(DesktopFixture& fixture, const char* account)
{
    return DesktopFixture::row(*fixture.servers()->model(), QString::fromLatin1(account), 0);
}

inline void select(DesktopFixture& fixture, const char* account)
{
    const QModelIndex row = rowOf(fixture, account);
    QVERIFY(row.isValid());
    fixture.servers()->setCurrentIndex(row);
}

/// Presses keys in the table, as a person does in the window they work in.
inline void press(DesktopFixture& fixture, Qt::Key key, Qt::KeyboardModifiers modifiers = {})
{
    fixture.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window()));
    fixture.servers()->setFocus();
    QTest::keyClick(fixture.servers(), key, modifiers);
}

/// The cell's text in this account's row.
inline QString cell(DesktopFixture& fixture, const char* account, int column)
{
    return rowOf(fixture, account).siblingAtColumn(column).data().toString();
}

inline QString notice(DesktopFixture& fixture) { return fixture.find<QLabel>("noticeText")->text(); }
inline QString bannerText(DesktopFixture& fixture) { return fixture.find<QLabel>("bannerText")->text(); }

/// Every text that any widget of the program has, as a screen reader or a shoulder surfer finds it.
inline QString allTexts(DesktopFixture& fixture)
{
    QStringList texts;
    for (const QWidget* widget : fixture.window().findChildren<QWidget*>()) {
        texts << widget->toolTip() << widget->accessibleName() << widget->accessibleDescription()
              << widget->windowTitle() << widget->property("text").toString();
    }
    const QAbstractItemModel* model = fixture.servers()->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        for (int column = 0; column < model->columnCount(); ++column) {
            texts << model->index(row, column).data().toString()
                  << model->index(row, column).data(Qt::ToolTipRole).toString();
        }
    }
    return texts.join(u'\n');
}

} // namespace latchkey::test

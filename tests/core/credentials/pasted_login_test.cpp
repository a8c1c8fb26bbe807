// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/pasted_login.h"

#include <QtTest>

#include <ctime>
#include <tuple>

using namespace latchkey;
using credentials::pastedLogin;

namespace {

const QString Token = QStringLiteral("AliceToken-abcdefghijklmnopqrstuv");
const QString Odd = QStringLiteral("some_other+kind/of.token==");

} // namespace

/// What people paste into the box for a server and a token.
class PastedLoginTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsAddressAndTokenApart_data() // EDGE 42
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("origin");
        QTest::addColumn<QString>("token");
        const QString origin = QStringLiteral("https://dev.example.com");
        const auto row = [](const char* name, const QString& text, const QString& server,
                             const QString& token) { QTest::newRow(name) << text << server << token; };
        row("nothing", {}, {}, {});
        row("an address", origin, origin, {});
        row("a token", Token, {}, Token);
        row("address then token", origin + u' ' + Token, origin, Token);
        row("token then address", Token + u'\n' + origin, origin, Token);
        row("lines of an edit box", Token + QChar(QChar::LineSeparator) + origin, origin, Token);
        row("a page's address", QStringLiteral("https://dev.example.com/cli-auth?x=1 ") + Token, origin,
            Token);
        row("exports",
            QStringLiteral("export CODER_URL=https://dev.example.com; export CODER_SESSION_TOKEN=\"%1\"")
                .arg(Token),
            origin, Token);
        row("exports on lines",
            QStringLiteral("export CODER_SESSION_TOKEN='%1'\nexport CODER_URL='dev.example.com'\n").arg(Odd),
            origin, Odd);
        row("PowerShell",
            QStringLiteral("$env:CODER_URL = \"https://dev.example.com\"\n$env:CODER_SESSION_TOKEN = \"%1\"")
                .arg(Odd),
            origin, Odd);
        row("the CLI's line", QStringLiteral("coder login https://dev.example.com --token %1").arg(Token),
            origin, Token);
        row("with an equals sign", QStringLiteral("coder login --token=%1 https://dev.example.com").arg(Odd),
            origin, Odd);
        row("curl",
            QStringLiteral("curl -H 'Coder-Session-Token: %1' https://dev.example.com/api/v2/users/me")
                .arg(Odd),
            origin, Odd);
        row("bearer", QStringLiteral("Authorization: Bearer %1").arg(Odd), {}, Odd);
        row("a named token that ends in equals signs", QStringLiteral("token:") + Odd, {}, Odd);
        row("typographic quotes", QStringLiteral("“%1” ‘%2’").arg(origin, Token), origin, Token);
        row("zero-width and no-break",
            QString(QChar(0xfeff)) + origin + QChar(0xa0) + Token.left(5) + QChar(0x200b) + Token.mid(5),
            origin, Token);
        row("a bare host beside a token", QStringLiteral("dev.example.com:8443 ") + Token,
            QStringLiteral("https://dev.example.com:8443"), Token);
        row("a loopback", QStringLiteral("localhost:3000 ") + Token, QStringLiteral("https://localhost:3000"),
            Token);
        row("a long word beside an address", QStringLiteral("https://dev.example.com\n") + Odd, origin, Odd);
        row("words are no token", QStringLiteral("https://dev.example.com please"), origin, {});
        row("a bare host alone is no pair", QStringLiteral("dev.example.com"), {}, {});
        row("half a token", QStringLiteral("https://dev.example.com AliceToken-abc"), origin, {});
        row("two tokens", QStringLiteral("%1 %2 BobsToken1-ABCDEFGHIJKLMNOPQRSTUV").arg(origin, Token),
            origin, {});
        row("two addresses", QStringLiteral("https://a.example.com https://b.example.com ") + Token, {},
            Token);
        row("user information", QStringLiteral("https://me:hunter2@dev.example.com ") + Token, {}, Token);
    }

    void tellsAddressAndTokenApart()
    {
        QFETCH(QString, text);
        QFETCH(QString, origin);
        QFETCH(QString, token);
        const auto found = pastedLogin(std::move(text));
        QCOMPARE(found.server ? found.server->origin() : QString(), origin);
        QCOMPARE(found.token ? found.token->revealedText() : QString(), token);
    }

    void longTextsAreQuick_data() // one used up the stack, both took quadratic time
    {
        QTest::addColumn<QString>("text");
        constexpr int count = 200'000;
        QTest::newRow("a name after a name") << QStringLiteral("token:").repeated(count) + Token;
        QString tokens;
        for (int i = 0; i < count; ++i) {
            tokens += QStringLiteral("Bearer token-%1 ").arg(i);
        }
        QTest::newRow("many tokens") << tokens;
    }

    void longTextsAreQuick()
    {
        QFETCH(QString, text);
        const std::clock_t start = std::clock(); // the processor's time: others may be using the machine
        std::ignore = pastedLogin(std::move(text));
        const auto seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
        QVERIFY2(seconds < 5, qPrintable(QStringLiteral("%1 s").arg(seconds)));
    }

    void takesTheTextAway()
    {
        QString text = QString(Token).append(u' ');
        const auto found = pastedLogin(std::move(text));
        QVERIFY(found.token.has_value());
        QVERIFY(text.isEmpty()); // NOLINT(bugprone-use-after-move)
    }
};

QTEST_GUILESS_MAIN(PastedLoginTest)
#include "pasted_login_test.moc"

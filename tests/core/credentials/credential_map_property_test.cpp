// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/credential_map.h"
#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/result_check.h"

#include <QRandomGenerator>

#include <ctime>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

namespace {

QByteArray randomValue(QRandomGenerator& random, int depth)
{
    static const QList<QByteArray> scalars { "1", "-0", "1.10", "18446744073709551616", "1e400", "true",
        "null", json("'x y'"), json("'\\u0061\\n\\/'"), json("'ü😀'"), json("'\\ud800'"),
        json("'{\\'a\\':['") };
    const int kind = random.bounded(depth > 3 ? 1 : 3);
    if (kind == 0) {
        return scalars[random.bounded(scalars.size())];
    }
    QByteArrayList parts;
    for (int i = random.bounded(4); i > 0; --i) {
        const QByteArray name = "\"k" + QByteArray::number(i) + "\" : ";
        parts.append((kind == 1 ? name : QByteArray()) + randomValue(random, depth + 1));
    }
    const QByteArray inner = parts.join(" ,\n\t");
    return kind == 1 ? "{ " + inner + "\r}" : '[' + inner + ']';
}

} // namespace

class CredentialMapPropertyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tenThousandEntriesAreQuick();
    void changesKeepEveryOtherEntryToTheLetter();
    void mutatedTextNeverBreaksIt();
};

void CredentialMapPropertyTest::tenThousandEntriesAreQuick() // EDGE 24
{
    QByteArray stored("{");
    for (int i = 0; i < 10'000; ++i) {
        const QByteArray host = "host" + QByteArray::number(i) + ".example.com";
        stored += '"' + host + json("':{'coder_url':'https://") + host + json("','api_token':'tok'},");
    }
    stored.back() = '}';
    const std::clock_t start = std::clock(); // the processor's time: others may be using the machine
    CredentialMap map = mapOf(stored);
    QCOMPARE(map.list().size(), 10'000);
    REQUIRE_OK(map.set(server("https://host9999.example.com"), secret("new")));
    REQUIRE_OK(map.remove(server("https://host0.example.com")));
    QCOMPARE(mapOf(map.toJson()).list().size(), 9'999);
    const auto seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    QVERIFY2(seconds < 5, qPrintable(u"%1 s"_qs.arg(seconds)));
}

void CredentialMapPropertyTest::changesKeepEveryOtherEntryToTheLetter() // K27, K30
{
    QRandomGenerator random(20260103);
    for (int round = 0; round < 300; ++round) {
        QHash<QString, QByteArray> compactEntries;
        QByteArrayList members;
        const int count = random.bounded(1, 8);
        for (int i = 0; i < count; ++i) {
            const QByteArray entry = json("{ 'extra' : ") + randomValue(random, 0)
                + json(", 'api_token' : 'tok") + QByteArray::number(i)
                + "\"\n, \"more\": " + randomValue(random, 0) + '}';
            members.append("\"h" + QByteArray::number(i) + "\" :\n" + entry);
            compactEntries.insert(u"h%1"_qs.arg(i), compactJson(entry).bytes().toByteArray());
        }
        CredentialMap map = mapOf('{' + members.join(",\n") + '}');
        const int changed = random.bounded(count + 1);
        const ServerUrl host = server(u"https://h%1"_qs.arg(changed));
        REQUIRE_OK(map.set(host, secret("new")));
        const QByteArray stored = map.toJson();
        QVERIFY(
            std::none_of(stored.begin(), stored.end(), [](char c) { return static_cast<uchar>(c) < 0x20; }));
        const auto after = jsonMembers(stored);
        QVERIFY(after);
        QCOMPARE(after->size(), qMax(count, changed + 1));
        for (const JsonMember& member : *after) {
            if (member.key != host.hostKey()) {
                QCOMPARE(member.value.toByteArray(), compactEntries[member.key]);
            }
        }
        QCOMPARE(text(mapOf(stored).token(host)), "new");
        REQUIRE_OK(map.remove(host));
        QVERIFY(!map.toJson().contains("new"));
    }
}

void CredentialMapPropertyTest::mutatedTextNeverBreaksIt()
{
    const QByteArray seed(
        json("{'h':{'coder_url':'https://h','api_token':'tok'},'[::1]:3000':{'api_token':'x\\u0061'},"
             "'ü.example':{'coder_url':'http://ü.example','api_token':'y','n':[1,{'a':null}]}}"));
    QRandomGenerator random(20260104);
    const ServerUrl other = server("https://other");
    int accepted = 0;
    for (int i = 0; i < 20'000; ++i) {
        QByteArray stored = seed;
        for (int count = random.bounded(1, 4); count > 0; --count) {
            const auto at = random.bounded(stored.size());
            switch (random.bounded(4)) {
            case 0:
                stored[at] = static_cast<char>(random.bounded(256));
                break;
            case 1:
                stored.remove(at, random.bounded(1, 20));
                break;
            case 2:
                stored.insert(at, stored.mid(random.bounded(stored.size()), random.bounded(1, 30)));
                break;
            default:
                stored[at] = "\"{}[]:,\\ \n"[random.bounded(10)];
            }
            if (stored.isEmpty()) {
                break;
            }
        }
        auto map = CredentialMap::parse(stored);
        if (!map) {
            continue;
        }
        ++accepted;
        const auto before = map->list().size();
        const bool changed = map->set(other, secret("new")).has_value();
        const auto again = CredentialMap::parse(map->toJson());
        REQUIRE_OK(again);
        QVERIFY2(again->list().size() >= before, stored.constData());
        QVERIFY2(!changed || text(again->token(other)) == "new", stored.constData());
    }
    QVERIFY2(accepted > 1'000, qPrintable(QString::number(accepted)));
}

QTEST_GUILESS_MAIN(CredentialMapPropertyTest)
#include "credential_map_property_test.moc"

// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/secret.h"

#include <QtTest>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <malloc.h>

using namespace latchkey;

namespace {

constexpr char Canary[] = "canary-7c1f";
std::atomic<int> canariesFreed = 0;

template <typename T>
concept Printable = requires(QDebug debug, const T& value) { debug << value; };

template <typename T>
concept ImplicitText = std::is_convertible_v<T, QString> || std::is_convertible_v<T, QByteArray>;

static_assert(!Printable<Secret>);
static_assert(!ImplicitText<Secret>);
static_assert(std::is_copy_constructible_v<Secret>); // futures copy their results

} // namespace

// The program's arrays are looked at as they are freed: a secret must be gone by then.
void* operator new[](std::size_t size) { return std::malloc(size); }

void operator delete[](void* memory) noexcept
{
    if (memory != nullptr && memmem(memory, malloc_usable_size(memory), Canary, std::strlen(Canary))) {
        ++canariesFreed;
    }
    std::free(memory);
}

void operator delete[](void* memory, std::size_t) noexcept { operator delete[](memory); }

class SecretTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesBytesAndWipesWhereTheyCameFrom();
    void takesTextAsUtf8AndWipesWhereItCameFrom();
    void leavesSharedSourcesToTheirOtherOwners();
    void copiesShareOneBuffer();
    void bufferIsWipedWhenTheLastCopyGoes();
    void comparesByContent();
    void emptySecretsAreEqualAndHaveNoBytes();
    void wipeOverwritesAndEmpties();
};

void SecretTest::takesBytesAndWipesWhereTheyCameFrom()
{
    QByteArray source(Canary);
    const Secret secret = Secret::takeFrom(std::move(source));
    QVERIFY(source.isEmpty()); // NOLINT(bugprone-use-after-move): that it was taken is what is tested
    QCOMPARE(secret.bytes().toByteArray(), Canary);
    QCOMPARE(secret.size(), qsizetype(std::strlen(Canary)));
}

void SecretTest::takesTextAsUtf8AndWipesWhereItCameFrom()
{
    QString source = u"schlüssel😀"_qs;
    const Secret secret = Secret::takeFrom(std::move(source));
    QVERIFY(source.isEmpty()); // NOLINT(bugprone-use-after-move)
    QCOMPARE(secret.bytes().toByteArray(), "schlüssel😀");
    QCOMPARE(secret.revealedText(), u"schlüssel😀"_qs);
}

void SecretTest::leavesSharedSourcesToTheirOtherOwners()
{
    QByteArray source("shared");
    const QByteArray other = source;
    const Secret secret = Secret::takeFrom(std::move(source));
    QCOMPARE(other, "shared");
    QCOMPARE(secret.bytes().toByteArray(), "shared");
}

void SecretTest::copiesShareOneBuffer()
{
    const Secret secret = Secret::takeFrom(QByteArray("x"));
    const Secret copy = secret; // NOLINT(performance-unnecessary-copy-initialization)
    QVERIFY(copy.bytes().data() == secret.bytes().data());
}

void SecretTest::bufferIsWipedWhenTheLastCopyGoes()
{
    canariesFreed = 0;
    auto* const plain = new char[64];
    std::memcpy(plain, Canary, sizeof Canary);
    delete[] plain;
    QCOMPARE(canariesFreed.load(), 1); // the look works
    {
        Secret secret = Secret::takeFrom(QByteArray(Canary));
        const Secret copy = secret; // NOLINT(performance-unnecessary-copy-initialization)
        secret = Secret();
        QCOMPARE(copy.bytes().toByteArray(), Canary);
    }
    QCOMPARE(canariesFreed.load(), 1);
}

void SecretTest::comparesByContent() // EDGE 65
{
    const Secret secret = Secret::takeFrom(QByteArray("abc"));
    QVERIFY(secret == Secret::takeFrom(QByteArray("abc")));
    QVERIFY(secret != Secret::takeFrom(QByteArray("abd")));
    QVERIFY(secret != Secret::takeFrom(QByteArray("Abc")));
    QVERIFY(secret != Secret::takeFrom(QByteArray("ab")));
    QVERIFY(secret != Secret::takeFrom(QByteArray("abcd")));
    QVERIFY(secret != Secret());
    QVERIFY(Secret::takeFrom(QByteArray("a\0b", 3)) != Secret::takeFrom(QByteArray("a\0c", 3)));
}

void SecretTest::emptySecretsAreEqualAndHaveNoBytes()
{
    QVERIFY(Secret().isEmpty());
    QVERIFY(Secret() == Secret::takeFrom(QByteArray()));
    QCOMPARE(Secret().bytes().size(), 0);
    QCOMPARE(Secret().revealedText(), QString());
}

void SecretTest::wipeOverwritesAndEmpties()
{
    QByteArray bytes(Canary);
    wipe(bytes);
    QVERIFY(bytes.isEmpty());
    QString text = QString::fromLatin1(Canary);
    wipe(text);
    QVERIFY(text.isEmpty());
    const QByteArray kept(Canary);
    QByteArray sharing = kept;
    wipe(sharing);
    QCOMPARE(kept, Canary);
}

QTEST_GUILESS_MAIN(SecretTest)
#include "secret_test.moc"

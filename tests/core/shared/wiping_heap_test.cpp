// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include <QProcess>
#include <QProcessEnvironment>
#include <QtTest>

#include <algorithm>
#include <cstdlib>
#include <malloc.h>

/// The heap of our programs, which is linked into this one.
class WipingHeapTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void freedMemoryIsWiped();
    void aBlockThatMovesLeavesNothingBehind();
    void everyWayToABlockWorks();
    void anotherHeapThatIsPreloadedDoesNoHarm();
};

namespace {

constexpr std::size_t Size = 1000;

/// How many bytes of what was the block still hold the mark. The first words belong to the heap again.
std::size_t marksIn(const volatile char* block)
{
    std::size_t marks = 0;
    for (std::size_t i = 32; i < Size; ++i) {
        marks += block[i] == 'S' ? 1 : 0;
    }
    return marks;
}

/// Keeps the compiler from seeing that a block is looked at after it was freed.
volatile char* hidden(void* block)
{
    auto* volatile kept = static_cast<volatile char*>(block);
    return kept;
}

} // namespace

void WipingHeapTest::freedMemoryIsWiped()
{
    void* block = std::malloc(Size);
    std::memset(block, 'S', Size);
    const volatile char* before = hidden(block);
    QVERIFY(marksIn(before) > 900); // else this test could not fail
    std::free(block);
    QCOMPARE(marksIn(before), std::size_t(0));
}

void WipingHeapTest::aBlockThatMovesLeavesNothingBehind()
{
    void* block = std::malloc(Size);
    std::memset(block, 'S', Size);
    const volatile char* before = hidden(block);
    void* moved = std::realloc(block, 100 * Size);
    QVERIFY(moved != nullptr);
    QVERIFY(marksIn(hidden(moved)) > 900);
    QCOMPARE(marksIn(before), std::size_t(0));
    std::free(moved);
}

void WipingHeapTest::everyWayToABlockWorks()
{
    void* aligned = nullptr;
    QCOMPARE(posix_memalign(&aligned, 3, Size), EINVAL);
    QCOMPARE(posix_memalign(&aligned, 4096, Size), 0);
    QCOMPARE(reinterpret_cast<quintptr>(aligned) % 4096, quintptr(0));
    void* zeroed = std::calloc(10, Size / 10);
    QVERIFY(std::all_of(
        static_cast<char*>(zeroed), static_cast<char*>(zeroed) + Size, [](char byte) { return byte == 0; }));
    void* large = std::malloc(64 << 20); // a mapping of its own
    void* grown = std::realloc(large, 65 << 20);
    for (void* block : { aligned, zeroed, grown, std::realloc(nullptr, Size), std::aligned_alloc(64, 640) }) {
        QVERIFY(block != nullptr);
        QVERIFY(malloc_usable_size(block) >= 640);
        std::free(block);
    }
    std::free(nullptr);
}

void WipingHeapTest::anotherHeapThatIsPreloadedDoesNoHarm()
{
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(OTHER_HEAP));
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(LATCHKEYCTL), { QStringLiteral("--help") });
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 0);
}

QTEST_GUILESS_MAIN(WipingHeapTest)
#include "wiping_heap_test.moc"

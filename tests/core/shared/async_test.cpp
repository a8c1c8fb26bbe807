// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/async.h"
#include "core/shared/task_thread.h"
#include "tests/support/result_check.h"

#include <QSemaphore>

#include <thread>

using namespace latchkey;

class AsyncTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finishedFutureHoldsItsResult();
    void droppedPromiseCountsAsCancelled();
    void handlerIsCalledOnceInTheContextsThread();
    void handlerOfAReadyFutureIsCalledLaterNotAtOnce();
    void handlerHearsOfADroppedPromise();
    void handlerIsNeverCalledAfterItsContextIsGone();
    void contextMayGoWhileTheHandlerRuns();
    void waitForKeepsThisThreadsEventsGoing();
    void blockForWaitsWithoutEvents();
    void tasksRunOneAfterAnotherInOrder();
    void destroyingATaskThreadDropsWhatWaits();
    void tasksMayStartFurtherTasks();
};

void AsyncTest::finishedFutureHoldsItsResult()
{
    QCOMPARE(resultOf(finishedFuture(Result<int>(7))), 7);
    REQUIRE_ERROR(
        resultOf(finishedFuture<int>(failure(ErrorCode::NotFound, u"none"_qs))), ErrorCode::NotFound);
    QVERIFY(resultOf(finishedFuture(Result<void>())));
}

void AsyncTest::droppedPromiseCountsAsCancelled()
{
    Future<int> future;
    {
        QPromise<Result<int>> promise;
        promise.start();
        future = promise.future();
    }
    REQUIRE_ERROR(resultOf(future), ErrorCode::Cancelled);
    REQUIRE_ERROR(waitFor(future), ErrorCode::Cancelled);
    REQUIRE_ERROR(blockFor(future), ErrorCode::Cancelled);
}

void AsyncTest::handlerIsCalledOnceInTheContextsThread()
{
    TaskThread thread(u"worker"_qs);
    QObject context;
    QThread* handlerThread = nullptr;
    int calls = 0;
    whenDone(thread.run([] { return Result<int>(7); }), &context, [&](const Result<int>& result) {
        handlerThread = QThread::currentThread();
        calls += result.value_or(0) == 7 ? 1 : 100;
    });
    QTRY_COMPARE(calls, 1);
    QCOMPARE(handlerThread, QThread::currentThread());
    QTRY_VERIFY(context.children().isEmpty()); // nothing of it stays behind
    QCOMPARE(calls, 1);
}

void AsyncTest::handlerOfAReadyFutureIsCalledLaterNotAtOnce()
{
    QObject context;
    bool called = false;
    whenDone(finishedFuture(Result<void>()), &context, [&](const Result<void>&) { called = true; });
    QVERIFY(!called);
    QTRY_VERIFY(called);
}

void AsyncTest::handlerHearsOfADroppedPromise()
{
    QObject context;
    std::optional<Result<int>> heard;
    {
        QPromise<Result<int>> promise;
        promise.start();
        whenDone(promise.future(), &context, [&](const Result<int>& result) { heard = result; });
    }
    QTRY_VERIFY(heard);
    REQUIRE_ERROR(*heard, ErrorCode::Cancelled);
}

void AsyncTest::handlerIsNeverCalledAfterItsContextIsGone()
{
    bool called = false;
    QPromise<Result<int>> promise;
    promise.start();
    auto context = std::make_unique<QObject>();
    whenDone(promise.future(), context.get(), [&](const Result<int>&) { called = true; });
    whenDone(finishedFuture(Result<int>(1)), context.get(), [&](const Result<int>&) { called = true; });
    context.reset();
    promise.addResult(Result<int>(7));
    promise.finish();
    QCoreApplication::processEvents();
    QVERIFY(!called);
}

void AsyncTest::contextMayGoWhileTheHandlerRuns()
{
    auto context = std::make_unique<QObject>();
    bool called = false;
    whenDone(finishedFuture(Result<int>(7)), context.get(), [&](const Result<int>&) {
        context.reset();
        called = true;
    });
    QTRY_VERIFY(called);
}

void AsyncTest::waitForKeepsThisThreadsEventsGoing()
{
    TaskThread thread(u"worker"_qs);
    QSemaphore event;
    QMetaObject::invokeMethod(this, [&event] { event.release(); }, Qt::QueuedConnection);
    const auto future = thread.run([&event]() -> Result<bool> { return event.tryAcquire(1, 10'000); });
    QCOMPARE(waitFor(future), true);
    QCOMPARE(waitFor(future), true); // one that has ended already
}

void AsyncTest::blockForWaitsWithoutEvents()
{
    TaskThread thread(u"worker"_qs);
    bool eventRan = false;
    QMetaObject::invokeMethod(this, [&eventRan] { eventRan = true; }, Qt::QueuedConnection);
    QCOMPARE(blockFor(thread.run([] { return Result<int>(7); })), 7);
    QVERIFY(!eventRan);
    QTRY_VERIFY(eventRan);
}

void AsyncTest::tasksRunOneAfterAnotherInOrder()
{
    TaskThread thread(u"worker"_qs);
    QList<int> order; // only the one thread touches it
    QList<int> expected;
    for (int i = 0; i < 100; ++i) {
        thread.run([&order, i] {
            order.append(i);
            return Result<void>();
        });
        expected.append(i);
    }
    QVERIFY(blockFor(thread.run([] { return Result<void>(); })));
    QCOMPARE(order, expected);
}

void AsyncTest::destroyingATaskThreadDropsWhatWaits()
{
    QSemaphore started;
    QSemaphore mayEnd;
    Future<int> running;
    Future<int> waiting;
    std::thread releaser;
    {
        TaskThread thread(u"worker"_qs);
        running = thread.run([&] {
            started.release();
            mayEnd.acquire();
            return Result<int>(1);
        });
        started.acquire();
        waiting = thread.run([] { return Result<int>(2); });
        releaser = std::thread([&mayEnd] { mayEnd.release(); });
    }
    releaser.join();
    QCOMPARE(resultOf(running), 1);
    QVERIFY(waiting.isFinished());
    const auto dropped = resultOf(waiting);
    // The thread may have been quick enough to begin it before it was asked to end.
    QVERIFY(dropped == 2 || dropped.error().code == ErrorCode::Cancelled);
}

void AsyncTest::tasksMayStartFurtherTasks()
{
    TaskThread outer(u"outer"_qs);
    TaskThread inner(u"inner"_qs);
    const auto sum = outer.run([&inner]() -> Result<int> {
        return blockFor(inner.run([] { return Result<int>(3); })).value_or(0) + 4;
    });
    QCOMPARE(blockFor(sum), 7);
}

QTEST_GUILESS_MAIN(AsyncTest)
#include "async_test.moc"

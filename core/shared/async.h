// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

#include <QEventLoop>
#include <QFuture>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>

#include <functional>
#include <memory>
#include <utility>

namespace latchkey {

/// The return type of every asynchronous call in core. It always ends; a dropped call ends as `Cancelled`.
template <typename T> using Future = QFuture<Result<T>>;

/// A future that is already done with this result.
template <typename T> Future<T> finishedFuture(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

/// A future, and what ends it: once, from any thread. When all copies of `end` are gone uncalled, the future
/// ends as `Cancelled`.
///
/// What follows a call is given to the call, as such a function, and never added to its future afterwards:
/// QFuture::then() of Qt 6.4 runs twice, and crashes, where the future ends in that moment (measured).
template <typename T> struct Pending
{
    Future<T> future;
    std::function<void(Result<T>)> end;
};

template <typename T> Pending<T> makePending()
{
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    return { promise->future(), [promise](Result<T> result) {
                promise->addResult(std::move(result));
                promise->finish();
            } };
}

/// The result of a future that has finished. A promise dropped without an answer counts as `Cancelled`
/// (QFuture::result() would crash there, so it stands nowhere else).
template <typename T> Result<T> resultOf(const Future<T>& future)
{
    if (future.resultCount() == 0) {
        return failure(ErrorCode::Cancelled, QStringLiteral("The operation was cancelled."));
    }
    return future.result();
}

/// Calls `handler(Result<T>)` once in `context`'s thread when the future ends, and never after `context` is
/// gone. Call it from `context`'s thread. (QFuture::then(context, ...) aborts when the context went first.)
template <typename T, typename Handler>
void whenDone(const Future<T>& future, QObject* context, Handler handler)
{
    auto* watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(
        watcher, &QFutureWatcherBase::finished, context, [watcher, handler = std::move(handler)]() mutable {
            watcher->deleteLater();
            handler(resultOf(watcher->future()));
        });
    watcher->setFuture(future);
}

/// Blocks this thread until the future ends. For background threads, whose events can wait; never the window.
template <typename T> Result<T> blockFor(Future<T> future)
{
    future.waitForFinished();
    return resultOf(future);
}

/// Waits for the future while this thread's events go on. For the terminal program and tests; never the
/// window.
template <typename T> Result<T> waitFor(const Future<T>& future)
{
    QEventLoop loop;
    QFutureWatcher<Result<T>> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished()) {
        loop.exec();
    }
    return resultOf(future);
}

} // namespace latchkey

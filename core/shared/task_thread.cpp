// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/task_thread.h"

namespace latchkey {

TaskThread::TaskThread(const QString& name)
    : m_context(new QObject)
{
    m_thread.setObjectName(name);
    m_context->moveToThread(&m_thread);
    // Deleting the context in its own thread drops the tasks still queued to it.
    QObject::connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
    m_thread.start();
}

TaskThread::~TaskThread()
{
    m_thread.quit();
    m_thread.wait();
}

} // namespace latchkey

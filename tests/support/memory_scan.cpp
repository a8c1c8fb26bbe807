// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/memory_scan.h"

#include <QFile>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace latchkey::test {

namespace {

constexpr char Mask = 0x55;
constexpr qsizetype WindowBytes = qsizetype(1) << 20;

/// Memory apart from what is looked through; shared, so that no region of the heap becomes one with it.
class Window
{
public:
    Window()
        : m_bytes(static_cast<char*>(
              mmap(nullptr, WindowBytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)))
    {
    }
    ~Window() { munmap(m_bytes, WindowBytes); }
    Q_DISABLE_COPY_MOVE(Window)

    char* bytes() const { return m_bytes; }

private:
    char* m_bytes;
};

/// `step`: bytes from one character to the next, 1 for UTF-8, 2 for UTF-16 of these characters.
bool isAt(const char* place, const QByteArray& masked, qsizetype step)
{
    for (qsizetype i = 0; i < masked.size(); ++i) {
        if (place[i * step] != char(masked[i] ^ Mask) || (step == 2 && place[i * step + 1] != 0)) {
            return false;
        }
    }
    return true;
}

int countIn(const char* bytes, qsizetype size, const QByteArray& masked)
{
    int found = 0;
    const char first = char(masked[0] ^ Mask);
    for (qsizetype i = 0; i + masked.size() <= size; ++i) {
        if (bytes[i] == first) {
            const bool wide = i + masked.size() * 2 <= size && isAt(bytes + i, masked, 2);
            found += wide || isAt(bytes + i, masked, 1) ? 1 : 0;
        }
    }
    return found;
}

} // namespace

QByteArray PlantedText::plain() const
{
    QByteArray text = m_masked;
    for (char& byte : text) {
        byte = char(byte ^ Mask);
    }
    return text;
}

int PlantedText::copies(qint64 pid) const
{
    const QString process = pid == 0 ? QStringLiteral("/proc/self") : QStringLiteral("/proc/%1").arg(pid);
    QFile maps(process + QStringLiteral("/maps"));
    const int memory =
        open(QFile::encodeName(process + QStringLiteral("/mem")).constData(), O_RDONLY | O_CLOEXEC);
    if (memory < 0 || !maps.open(QIODevice::ReadOnly)) {
        return -1;
    }
    const QByteArrayList regions = maps.readAll().split('\n');
    const Window window;
    int found = 0;
    for (const QByteArray& region : regions) {
        const QByteArrayList fields = region.simplified().split(' ');
        const QByteArrayList range = fields[0].split('-');
        if (fields.size() < 2 || !fields[1].startsWith("rw") || range.size() != 2) {
            continue;
        }
        const qint64 start = range[0].toLongLong(nullptr, 16);
        const qint64 end = range[1].toLongLong(nullptr, 16);
        if (pid == 0 && reinterpret_cast<qint64>(window.bytes()) >= start
            && reinterpret_cast<qint64>(window.bytes()) < end) {
            continue;
        }
        const qint64 overlap = m_masked.size() * 2; // so that what crosses the edge of a window is seen
        for (qint64 at = start; at < end; at += WindowBytes - overlap) {
            const ssize_t read =
                pread(memory, window.bytes(), size_t(qMin<qint64>(WindowBytes, end - at)), at);
            if (read <= 0) {
                break;
            }
            found += countIn(window.bytes(), read, m_masked);
        }
    }
    close(memory);
    return found;
}

} // namespace latchkey::test

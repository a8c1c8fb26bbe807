// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <initializer_list>
#include <memory>

class QDebug;

namespace latchkey {

/// A token or identifier in memory: a copyable handle to one buffer of bytes that is wiped when the last
/// handle goes.
///
/// It cannot be printed, and it never becomes a QString on its own: only the widget or terminal that shows it
/// calls revealedText(). Copies share the buffer, so a Secret may travel through futures. Reentrant, as any
/// value.
class Secret
{
public:
    Secret() = default;

    /// Takes the bytes (UTF-8) and wipes the array they came in, if that array is not shared.
    static Secret takeFrom(QByteArray&& bytes);

    /// Takes the text as UTF-8 and wipes the string it came in, if that string is not shared.
    static Secret takeFrom(QString&& text);

    bool isEmpty() const { return size() == 0; }
    qsizetype size() const;

    /// The bytes, valid as long as a handle to them lives.
    QByteArrayView bytes() const;

    /// The secret as text for the one widget or terminal that reveals it. The caller owns a copy that is not
    /// wiped.
    QString revealedText() const;

    /// Whether both hold the same bytes, in a time that depends on their lengths only.
    friend bool operator==(const Secret& left, const Secret& right);

    friend QDebug operator<<(QDebug debug, const Secret&) = delete;

private:
    struct Buffer;
    std::shared_ptr<const Buffer> m_buffer;
};

/// SHA-256, 32 bytes, of these parts one after the other, where one of them is secret: nothing of it stays on
/// the stack, where Qt puts a copy of the last block (measured).
QByteArray secretDigest(std::initializer_list<QByteArrayView> parts);

/// Overwrites the array's bytes, unless it shares them with another array, and leaves it empty.
void wipe(QByteArray& bytes);

/// Overwrites the text, unless it shares it with another string, and leaves it empty.
void wipe(QString& text);

} // namespace latchkey

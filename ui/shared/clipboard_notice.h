// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/shared/secret_clipboard.h"

#include <QObject>

namespace latchkey::ui {

class NoticeBar;

/// Tells in the notice bar how long a copied token stays on the clipboard, second by second, with a button
/// that takes it away at once, and what became of it. A newer notice is never pushed aside, except by the
/// news that the token could not be taken away. UI thread only.
class ClipboardNotice final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    ClipboardNotice(SecretClipboard& clipboard, NoticeBar& notices);

private:
    void tellEnd(SecretClipboard::End how);

    NoticeBar& m_notices;
    int m_notice = 0;
};

} // namespace latchkey::ui

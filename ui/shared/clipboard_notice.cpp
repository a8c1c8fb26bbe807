// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/clipboard_notice.h"

#include "ui/shared/notice_bar.h"

namespace latchkey::ui {

namespace {

QString countdownText(std::chrono::seconds left)
{
    return left.count() == 1
        ? ClipboardNotice::tr("The token is on the clipboard for 1 second.")
        : ClipboardNotice::tr("The token is on the clipboard for %1 seconds.").arg(left.count());
}

} // namespace

ClipboardNotice::ClipboardNotice(SecretClipboard& clipboard, NoticeBar& notices)
    : m_notices(notices)
{
    connect(&clipboard, &SecretClipboard::copied, this, [this, &clipboard](std::chrono::seconds lifetime) {
        m_notice = m_notices.post(countdownText(lifetime),
            { QStringLiteral("remove"), tr("&Clear now"), [&clipboard] { clipboard.clear(); } });
    });
    connect(&clipboard, &SecretClipboard::counted, this,
        [this](std::chrono::seconds left) { m_notices.change(m_notice, countdownText(left)); });
    connect(&clipboard, &SecretClipboard::ended, this, &ClipboardNotice::tellEnd);
}

void ClipboardNotice::tellEnd(SecretClipboard::End how)
{
    using End = SecretClipboard::End;
    if (how == End::StillThere) {
        m_notices.postError(tr("The token could not be taken off the clipboard: another program keeps it. "
                               "Copy something else over it."));
    } else if (how == End::Gone) {
        m_notices.dismiss(m_notice);
    } else if (m_notices.isShowing(m_notice) || m_notices.isHidden()) {
        m_notices.post(tr("The copied token was taken off the clipboard."));
    }
}

} // namespace latchkey::ui

#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Latchkey developers
# SPDX-License-Identifier: MIT
#
# virtual_display.sh COMMAND...: runs COMMAND on an X server of its own (Xvfb) with a window manager and a tray, and ends
# all three with it.
set -euo pipefail
scratch=$(mktemp -d)
started=()
cleanup() {
    local pid
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$scratch"
}
trap cleanup EXIT

mkfifo "$scratch/display"
Xvfb -displayfd 3 -screen 0 "${LATCHKEY_SCREEN:-1280x800x24}" -nolisten tcp -noreset 3>"$scratch/display" >/dev/null 2>&1 &
started+=($!)
read -r number <"$scratch/display" # Xvfb writes its number when it is ready
export DISPLAY=":$number"
unset WAYLAND_DISPLAY

openbox >/dev/null 2>&1 &
started+=($!)
trayer --edge bottom --align right --width 10 --height 24 >/dev/null 2>&1 &
started+=($!)
"$@"

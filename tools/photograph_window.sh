#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Latchkey developers
# SPDX-License-Identifier: MIT
#
# photograph_window.sh FOLDER PROGRAM [ARG...]: starts PROGRAM on $DISPLAY, writes a picture of each page of its window to
# FOLDER, and ends it.
set -euo pipefail
folder=$1
shift
mkdir -p "$folder"
"$@" &
program=$!
trap 'kill "$program" 2>/dev/null || true' EXIT

window=$(timeout 30 xdotool search --sync --onlyvisible --pid "$program" --name Latchkey | head -n 1) \
    || { echo "No window came up within 30 seconds." >&2; exit 1; }
page=0
for name in servers sessions activity settings; do
    page=$((page + 1))
    xdotool windowfocus --sync "$window" key --window "$window" "ctrl+$page"
    xdotool sleep 1 # a picture, not a check: the page loads in the background
    import -window "$window" "$folder/window_$name.png"
    echo "$folder/window_$name.png"
done

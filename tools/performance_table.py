#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Latchkey developers
# SPDX-License-Identifier: MIT
"""Writes the table of README's performance section out of build/bench.json, and its picture. Run it after a whole ./dev bench."""

import json
import os
import platform
import re
import shutil
import sqlite3
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE = "\n![What a call costs as the file grows](docs/growth.svg)\n"
BEGIN, END = "<!-- bench.json: begin -->\n", "<!-- bench.json: end -->\n"


def number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def cpu() -> str:
    found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found.group(1).strip() if found else platform.machine()


def table(rows: list[dict]) -> str:
    lines = ["| row | Latchkey | peer | times better | goal | the peer |", "|---|--:|--:|--:|--:|---|"]
    for row in rows:
        unit = " " + row["unit"]
        better = f'{row["ratio"]:.3g}' + ("" if row["met"] else " (not met)")
        lines.append(
            f'| `{row["name"]}` | {number(row["ours"])}{unit} | {number(row["peer"])}{unit} | {better} | {row["goal"]:g} | {row["peer_name"]} |'
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    rows = json.loads((ROOT / "build/bench.json").read_text())
    if any("quick_with_sessions" in row for row in rows):
        sys.exit("performance_table.py: build/bench.json is of a quick run; run ./dev bench")
    machine = f"Measured on {os.cpu_count()} cores ({cpu()}), SQLite {sqlite3.sqlite_version}:\n\n"
    readme = (ROOT / "README.md").read_text()
    before, rest = readme.split(BEGIN)
    after = rest.split(END)[1]
    (ROOT / "README.md").write_text(before + BEGIN + machine + table(rows) + PICTURE + END + after)
    shutil.copy(ROOT / "build/bench/growth.svg", ROOT / "docs/growth.svg")


main()

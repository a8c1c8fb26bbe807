#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Latchkey developers
# SPDX-License-Identifier: MIT
#
# security_table.py FILE COMMAND...: runs the tests that COMMAND is, and puts what they say they tried into FILE, between the
# lines that mark the table. Fails, and leaves FILE as it is, when COMMAND fails.

import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

BEGIN = "<!-- figures: begin -->"
END = "<!-- figures: end -->"


def main() -> int:
    file, command = pathlib.Path(sys.argv[1]), sys.argv[2:]
    with tempfile.TemporaryDirectory() as folder:
        figures = pathlib.Path(folder) / "figures.jsonl"
        figures.touch()
        ended = subprocess.run(command, env=os.environ | {"LATCHKEY_FIGURES": str(figures)})
        if ended.returncode != 0:
            return ended.returncode
        totals = {}
        for line in figures.read_text().splitlines():
            figure = json.loads(line)
            tried, failed = totals.get(figure["what"], (0, 0))
            totals[figure["what"]] = (tried + figure["tried"], failed + figure["failed"])
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    rows = [f"Run on {datetime.date.today()} at {commit}.", "", "| tried | how often | failed |", "|---|--:|--:|"]
    rows += [f"| {what} | {tried:,} | {failed:,} |" for what, (tried, failed) in sorted(totals.items())]
    text = file.read_text()
    before, after = text[: text.index(BEGIN) + len(BEGIN)], text[text.index(END) :]
    file.write_text(before + "\n" + "\n".join(rows) + "\n" + after)
    return 0


sys.exit(main())

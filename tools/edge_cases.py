#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Latchkey developers
# SPDX-License-Identifier: MIT
"""Rewrites the last column of tests/EDGE_CASES.md from the `EDGE n` tags in the tests. Run it in the project's folder.

A number of which the table does not say what it means yet is printed, to be added by hand."""

import re
import subprocess

TABLE = "tests/EDGE_CASES.md"

def tests_by_number():
    found = {}
    paths = subprocess.run(["git", "ls-files", "tests/*.cpp"], capture_output=True, text=True, check=True).stdout.split()
    for path in sorted(paths):
        test = None
        for line in open(path, encoding="utf-8"):
            definition = re.match(r"(?:void \w+::|    void )(\w+)\([^;]*\)(?: const)? *(?:\{.*)?(?://.*)?$", line)
            if definition:
                test = definition.group(1)
            tags = re.search(r"//.*\bEDGE ((?:\d+(?:, | and |-)?)+)", line)
            if not tags or not test:
                continue
            name = f"`{path[len('tests/'):-len('.cpp')]}`: {test.removesuffix('_data')}"
            for number in map(int, re.findall(r"\d+", tags.group(1))):
                rows = found.setdefault(number, [])
                if name not in rows:
                    rows.append(name)
    return found

def main():
    found = tests_by_number()
    lines = []
    for line in open(TABLE, encoding="utf-8"):
        row = re.match(r"\| (\d+) \| (.*) \| ([^|]*) \|$", line)
        if row:
            tests = found.pop(int(row.group(1)), [])
            line = f"| {row.group(1)} | {row.group(2)} | {'<br>'.join(tests)} |\n"
        lines.append(line)
    with open(TABLE, "w", encoding="utf-8") as table:
        table.writelines(lines)
    for number, tests in sorted(found.items()):
        print(f"not in the table: {number}: {', '.join(tests)}")

if __name__ == "__main__":
    main()

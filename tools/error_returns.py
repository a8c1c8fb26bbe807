#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Latchkey developers
# SPDX-License-Identifier: MIT
"""Tells which errors no test has made: tools/error_returns.py PROFILES BUILD FOLDER...

PROFILES is the folder of the profiles that the tests of BUILD, a build of the preset `coverage`, have left (`./dev coverage`).
Prints each place in the folders' sources that makes an error or passes one on and never ran, and how many ran.
"""

import bisect
import json
import pathlib
import re
import subprocess
import sys
import tempfile

LLVM = pathlib.Path("/usr/lib/llvm-19/bin")
ERROR = re.compile(r"std::unexpected[({]|\b(failure|\w+Failure|notARegularFile|changeableByOthers|cannotRead|unreadable)\(")
DECLARES = re.compile(r"^(static )?(std::unexpected<Error>|Result<.*>) [\w:]+\(")


def segments(profiles, build):
    """For each source file, where the code that ran equally often begins, and how often it ran."""
    with tempfile.NamedTemporaryFile(suffix=".profdata") as merged:
        subprocess.run([LLVM / "llvm-profdata", "merge", "-o", merged.name, *profiles.glob("*.profraw")], check=True)
        files = [*build.glob("tests/*"), *build.glob("tests/core/*/*"), *build.glob("latchkey*")]
        programs = [path for path in files if path.is_file() and path.stat().st_mode & 0o100]
        objects = [part for path in programs for part in ("-object", path)]
        command = [LLVM / "llvm-cov", "export", "-skip-expansions", "-instr-profile", merged.name, *objects[1:]]
        report = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return {file["filename"]: file["segments"] for file in report["data"][0]["files"]}


def main():
    profiles, build, *folders = (pathlib.Path(argument).absolute() for argument in sys.argv[1:])
    ran = missed = 0
    for name, found in sorted(segments(profiles, build).items()):
        path = pathlib.Path(name)
        if not any(path.is_relative_to(folder) for folder in folders):
            continue
        starts = [(line, column) for line, column, *_ in found]
        for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = ERROR.search(text)
            if not match or DECLARES.match(text) or text.lstrip().startswith(("//", "#")):
                continue
            _, _, count, is_counted, *_ = found[max(bisect.bisect_right(starts, (number, match.start() + 1)) - 1, 0)]
            if not is_counted:
                continue
            if count:
                ran += 1
            else:
                missed += 1
                print(f"{path.relative_to(pathlib.Path.cwd())}:{number}: {text.strip()}")
    print(f"{ran} of {ran + missed} errors were made by a test")
    return 1 if missed or not ran else 0


sys.exit(main())

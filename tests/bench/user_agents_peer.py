#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Latchkey developers
# SPDX-License-Identifier: MIT
"""user_agents_peer.py WARM_UP: reads User-Agent strings from standard input, one a line, and recognises all after the
first WARM_UP with uap-core's implementation for Python, without its cache. Prints the milliseconds that took, then its
answers, one a line, fields separated by tabs."""
import sys
import time

from ua_parser import user_agent_parser

user_agent_parser.MAX_CACHE_SIZE = 0
FIELDS = {
    "user_agent": ("family", "major", "minor", "patch"),
    "os": ("family", "major", "minor", "patch", "patch_minor"),
    "device": ("family", "brand", "model"),
}

strings = sys.stdin.buffer.read().decode("utf-8").split("\n")
warm_up = int(sys.argv[1])
for string in strings[:warm_up]:
    user_agent_parser.Parse(string)
start = time.perf_counter()
answers = [user_agent_parser.Parse(string) for string in strings[warm_up:]]
print((time.perf_counter() - start) * 1000)
sys.stdout.reconfigure(encoding="utf-8")
for answer in answers:
    print("\t".join(answer[part][field] or "" for part, fields in FIELDS.items() for field in fields))

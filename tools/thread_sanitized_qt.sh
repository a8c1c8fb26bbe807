#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Latchkey developers
# SPDX-License-Identifier: MIT
#
# thread_sanitized_qt.sh FOLDER: builds Qt's Core, Sql and Test with ThreadSanitizer in FOLDER, from the source of the
# distribution's own Qt, where they are not there yet. With the installed Qt, whose locks the sanitizer does not see, all
# that they protect looks like a race.
set -euo pipefail
mkdir -p "$1"
cd "$1"
[ -e plugins/sqldrivers/libqsqlite.so ] && exit

# The lists of packages that apt has, as lists of their sources.
mkdir -p apt/parts apt/lists/partial
cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | sed -n 's/^deb /deb-src /p' >apt/sources.list || true
for list in /etc/apt/sources.list.d/*.sources; do
    [ -e "$list" ] && sed 's/^Types: *deb$/Types: deb-src/' "$list" >"apt/parts/${list##*/}"
done
source_lists=(-q -o "Dir::Etc::sourcelist=$PWD/apt/sources.list" -o "Dir::Etc::sourceparts=$PWD/apt/parts" -o "Dir::State::lists=$PWD/apt/lists")
apt-get "${source_lists[@]}" update >/dev/null 2>&1 || true # some may offer no sources
apt-get "${source_lists[@]}" --download-only source qt6-base >/dev/null
rm -rf source
mkdir source
tar -xf qt6-base_*.orig.tar.* -C source --strip-components=1

flags=(-DCMAKE_C_COMPILER=clang-19 -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_BUILD_TYPE=RelWithDebInfo)
flags+=(-DCMAKE_C_FLAGS_RELWITHDEBINFO="-O1 -g1" -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -g1")
flags+=(-DFEATURE_sanitize_thread=ON -DECM_ENABLE_SANITIZERS=thread -DFEATURE_system_sqlite=ON)
for feature in gui network xml concurrent dbus icu zstd; do
    flags+=("-DFEATURE_$feature=OFF")
done
cmake -G Ninja -S source -B . -DQT_BUILD_EXAMPLES=OFF -DQT_BUILD_TESTS=OFF "${flags[@]}" >configure.log 2>&1 || { tail -n 30 configure.log >&2; exit 1; }
ninja Core Sql Test QSQLiteDriverPlugin

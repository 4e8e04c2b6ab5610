#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# clang-tidy over the sources; the build folder of the clang preset tells how each is compiled.
# usage: tests/tidy.sh [FILE...]
set -euo pipefail
cd "$(dirname "$0")/.."
files=("$@")
if [ $# = 0 ]; then mapfile -t files < <(git ls-files '*.cpp' ':!tests/consumer'); fi
printf '%s\0' "${files[@]}" | xargs -0 -n 6 -P "$(nproc)" clang-tidy-14 -p build/clang --quiet --warnings-as-errors='*' 2> >(grep -vE 'warnings? (generated|treated)|Suppressed|^Use -' >&2)

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds and runs all the tests: with GCC and clang, style, static analysis, benchmark guard.
# usage: tests/run.sh [--quick]        --quick: GCC build and tests only
set -euo pipefail
cd "$(dirname "$0")/.."
quick=; [ "${1:-}" = --quick ] && quick=1
step() { printf '== %s (%d s)\n' "$1" "$SECONDS"; }

samples/packages.sh build test
step 'build with GCC'
cmake --preset release -DENROLKIT_TESTS=ON -DENROLKIT_BENCH=ON >build.log 2>&1 || { cat build.log; exit 1; }
rm -f build.log
cmake --build --preset release --parallel "$(nproc)" -- --quiet
if [ -z "$quick" ]; then
  step 'style'
  git ls-files '*.cpp' '*.hpp' | xargs clang-format-14 --dry-run --Werror
  step 'build of the library with clang'
  cmake --preset clang -DCMAKE_CXX_COMPILER=clang++-14 -DCMAKE_CXX_FLAGS_RELEASE=-O0 \
    -DENROLKIT_TESTS=ON -DENROLKIT_BENCH=ON >/dev/null  # nothing of it is run
  cmake --build --preset clang --target enrolkit --parallel "$(nproc)" -- --quiet
  step 'static analysis, with the warnings of clang'
  tests/tidy.sh
  step 'fuzzers'
  tests/fuzz.sh 60
  step 'benchmark guard'
  build/release/bin/guard --budget bench/budget.json
  build/release/bin/stages
fi
step 'tests'
ctest --test-dir build/release --output-on-failure --parallel "$(nproc)"

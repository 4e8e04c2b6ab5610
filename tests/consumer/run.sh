#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the build folder to a temporary place, builds the consumer against it and runs both.
# usage: run.sh BUILD_FOLDER [SANITIZERS]        those that the build folder was built with
set -euo pipefail
source=$(cd "$(dirname "$0")" && pwd)
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
cmake --install "$1" --prefix "$place/prefix" >/dev/null
cmake -S "$source" -B "$place/build" -G Ninja -DCMAKE_PREFIX_PATH="$place/prefix" -DCMAKE_BUILD_TYPE=Release \
  ${2:+-DCMAKE_EXE_LINKER_FLAGS="-fsanitize=$2"} >/dev/null
cmake --build "$place/build" >/dev/null
"$place/build/consumer"
"$place/prefix/bin/enrolkit" --version

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# clang-tidy over the sources; the build folder of the clang preset tells how each is compiled.
# usage: tests/tidy.sh [FILE...]
# Without files: all of them, those of the library eight of a folder in one translation unit, since reading the headers
# is most of the time. Where eight cannot stand together (two have a `kRule` of their own), they are looked at one by one.
set -euo pipefail
cd "$(dirname "$0")/.."
commands=build/clang/compile_commands.json
units=build/clang/units

tidy() {
  clang-tidy-14 --quiet --warnings-as-errors='*' "$@" 2> >(grep -vE 'warnings? (generated|treated)|Suppressed|^Use -' >&2)
}

tidy_unit() {
  case $1 in $units/*) ;; *) tidy -p build/clang "$1"; return ;; esac
  local log=${1%.cpp}.log
  if tidy -p $units --checks=-bugprone-suspicious-include "$1" >"$log" 2>&1; then return 0; fi
  if ! grep -q clang-diagnostic-error "$log"; then
    cat "$log"
    return 1
  fi
  sed -n 's/#include "\(.*\)"/\1/p' "$1" | xargs -n 2 bash -c 'tidy -p build/clang "$@"' tidy
}
export -f tidy tidy_unit
export units

if [ $# -gt 0 ]; then
  printf '%s\0' "$@" | xargs -0 -n 6 -P "$(nproc)" bash -c 'tidy -p build/clang "$@"' tidy
  exit
fi
rm -rf $units
mkdir -p $units
{
  git grep -lE 'HWY_TARGET_INCLUDE|^int main\(' -- capture encoders quality sdk
  git ls-files 'bench/*.cpp' 'samples/*.cpp' 'tests/*.cpp' ':!tests/consumer'
} >$units/alone
awk -F'"' -v units="$PWD/$units" -v root="$PWD/" '
  FNR == NR { seen[root $0] = 1; next }
  $2 == "command" { command = $0 }
  $2 == "file" && index($4, root) == 1 && index($4, root "build/") != 1 && !seen[$4]++ {
    folder = $4; sub(/[^\/]*$/, "", folder)
    if (count[folder]++ % 8 == 0) {
      unit[folder] = units "/" ++n ".cpp"
      gsub($4, unit[folder], command)
      printf("%s{ \"directory\": \"%s\",\n%s\n\"file\": \"%s\" }", (n > 1) ? ",\n" : "[", units, command, unit[folder])
    }
    printf "#include \"%s\"\n", $4 > unit[folder]
  }
  END { print "]" }' $units/alone $commands >$units/compile_commands.json
ls $units/*.cpp | cat - $units/alone | xargs -P "$(nproc)" -I{} bash -c 'tidy_unit {}'

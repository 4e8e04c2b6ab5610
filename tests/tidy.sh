#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# clang-tidy over the sources; the build folder of the clang preset tells how each is compiled.
# usage: tests/tidy.sh [FILE...]
# Without files: all of them, eight of a folder in one translation unit, since reading the headers is most of the time.
# Who cannot stand beside the others (two have a `kRule` of their own) is looked at apart; so are, from the first, the
# tool's commands, which all have an `Options`, and programs.
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
  local apart code=0
  apart=$(sed -n 's/^\([^: ]*\.cpp\):.*clang-diagnostic-error.*/#include "\1"/p' "$log" | grep -xF -f "$1" | sort -u)
  [ -n "$apart" ] || apart=$(cat "$1")
  grep -vxF "$apart" "$1" >"$1.rest" || true
  mv "$1.rest" "$1"
  if [ -s "$1" ]; then tidy_unit "$1" || code=1; fi
  sed 's/#include "\(.*\)"/\1/' <<<"$apart" | xargs -n 1 bash -c 'tidy -p build/clang "$@"' tidy || code=1
  return $code
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
  git grep -lE 'HWY_TARGET_INCLUDE|^int main\(' -- '*.cpp' ':!tests/consumer'
  git ls-files 'samples/cli/*.cpp' 'tests/fuzz/*.cpp'
} | sort -u >$units/alone
awk -F'"' -v units="$PWD/$units" -v root="$PWD/" '
  FNR == NR { seen[root $0] = 1; next }
  $2 == "command" { command = $0 }
  $2 == "file" && index($4, root) == 1 && index($4, root "build/") != 1 && !seen[$4]++ {
    group = $4; sub(/[^\/]*$/, "", group); group = group substr(command, 1, index(command, " -o "))
    if (count[group]++ % 8 == 0) {
      unit[group] = units "/" ++n ".cpp"
      gsub($4, unit[group], command)
      printf("%s{ \"directory\": \"%s\",\n%s\n\"file\": \"%s\" }", (n > 1) ? ",\n" : "[", units, command, unit[group])
    }
    printf "#include \"%s\"\n", $4 > unit[group]
  }
  END { print "]" }' $units/alone $commands >$units/compile_commands.json
ls $units/*.cpp | cat - $units/alone | xargs -P "$(nproc)" -I{} bash -c 'tidy_unit {}'

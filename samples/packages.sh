#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the packages of the given scopes of packages.txt that are missing; with --missing it only names them.
# usage: samples/packages.sh [--missing] SCOPE...
set -euo pipefail
list="$(dirname "$0")/../packages.txt"
only_name=
if [ "${1:-}" = --missing ]; then only_name=1; shift; fi
command -v dpkg-query >/dev/null || { echo "enrolkit: needs Debian 12 or a system with its packages (no dpkg-query here)" >&2; exit 2; }

mapfile -t wanted < <(awk -v scopes=" $* " '!/^#/ && NF && index(scopes, " " $1 " ") {print $2}' "$list" | sort -u)
installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null | awk '$1 == "ii" {print $2}' | sort -u)
missing=$(comm -23 <(printf '%s\n' "${wanted[@]}") <(echo "$installed") | paste -sd ' ')
[ -n "$missing" ] || exit 0
if [ -n "$only_name" ]; then echo "$missing"; exit 0; fi

run=
if [ "$(id -u)" != 0 ]; then
  if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then run=sudo; else
    echo "enrolkit: missing packages: $missing (install them as root: apt-get install $missing)" >&2
    exit 2
  fi
fi
echo "enrolkit: installing $missing" >&2
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# shellcheck disable=SC2086  # words on purpose
if ! { $run apt-get -q update && $run apt-get -q install -y --no-install-recommends $missing; } >"$log" 2>&1; then
  tail -n 5 "$log" >&2
  echo "enrolkit: could not install: $missing (the whole output is in $log)" >&2
  exit 2
fi
rm -f "$log"

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Feeds the decoders bytes made up by libFuzzer; an input that breaks one is kept in build/fuzz/findings.
# usage: tests/fuzz.sh SECONDS [NAME...]        NAME: wsq, minutiae, finger_image, face_image, face_block,
#        finger_block, face_group, finger_group, mrz, name, security_object, trust,
#        chip_file, chip_tree
# ENROLKIT_FUZZ_SEED (1): the same inputs in the same order each time, so that a finding belongs to a change; 0 takes
# other ones each time, for long runs.
set -euo pipefail
cd "$(dirname "$0")/.."
all='wsq minutiae finger_image face_image face_block finger_block face_group finger_group mrz name security_object trust
  chip_file chip_tree'
seconds=${1:?how many seconds for each}
shift
[ $# -gt 0 ] || set -- $all

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target fuzz --parallel "$(nproc)" -- --quiet
work=build/fuzz
mkdir -p $work/findings
for name in $all; do mkdir -p $work/seeds/"$name" $work/corpus/"$name"; done
export ENROLKIT_FUZZ_PKI=$work/pki
samples/pki/make-test-pki.sh $work/pki ec --crl --master-list
for seed in csca.pem master-list.ml csca.crl; do cp $work/pki/$seed $work/seeds/trust/; done
openssl x509 -in $work/pki/csca.pem -outform DER -out $work/seeds/trust/csca.der
$work/bin/fuzz_seeds $work/seeds $work/pki

run_one() {
  local name=$1 log=build/fuzz/$1.log
  if ! $work/bin/fuzz_"$name" -seed="${ENROLKIT_FUZZ_SEED:-1}" -max_total_time="$seconds" -timeout=10 \
    -rss_limit_mb=1024 -max_len=8192 -dict=tests/fuzz/"$name".dict -artifact_prefix=$work/findings/"$name"- \
    $work/corpus/"$name" $work/seeds/"$name" >"$log" 2>&1; then
    tail -n 40 "$log"
    echo "fuzz: $name broke: $work/findings"
    return 1
  fi
  echo "fuzz: $name: $(tail -n 1 "$log")"
}
export -f run_one
export work seconds
printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} bash -c 'run_one {}'

#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds enrolkit, makes synthetic applicants, enrols them and says where the result is.
# usage: samples/demo.sh [PHOTO]        PHOTO: your own portrait in place of a drawn one
set -euo pipefail
photo=; [ $# -ge 1 ] && photo=$(realpath -e -- "$1")
cd "$(dirname "$0")/.."
samples/packages.sh build demo

echo 'Building (a few minutes the first time) ...'
log=$(mktemp)
if ! { cmake --preset release -DENROLKIT_TESTS=OFF -DENROLKIT_BENCH=OFF &&
       cmake --build --preset release --parallel "$(nproc)"; } >"$log" 2>&1; then
  grep -E 'error|Error|FAILED' "$log" | head -20 >&2; echo "The whole output is in $log" >&2; exit 2
fi
rm -f "$log"
bin=build/release/bin
out=build/demo
rm -rf "$out"; mkdir -p "$out"
samples/pki/make-test-pki.sh "$out/pki"

# enrol NAME PHOTO [FINGER...]: enrols the person in $out/people/NAME with that photo, the signature and the named fingers.
enrol() {
  local person=$out/people/$1 fingers=() code=0
  for finger in "${@:3}"; do fingers+=(--finger "$finger=$person/finger-$finger.png"); done
  "$bin/enrolkit" enrol --applicant "$person/applicant.json" --photo "$2" \
    "${fingers[@]}" --signature "$person/signature.png" \
    --signer-key "$out/pki/ds.key" --signer-cert "$out/pki/ds.pem" -o "$out/$1" >"$out/$1.txt" || code=$?
  [ "$code" -le 1 ] || return "$code"
  head -n 1 "$out/$1.txt"
  grep -E '^  (fail|unsure) ' "$out/$1.txt" || true
  "$bin/enrolkit" chip verify "$out/$1/chip" --csca "$out/pki/csca.pem" | head -n 1
}

echo; echo '1. An adult: photo, signature and two fingers, taken through libfprint from its virtual reader.'
"$bin/enrolkit" people make --seed 2026 --age 34 -o "$out/people/adult"
for finger in right-index left-index; do
  file=$out/people/adult/finger-$finger.png
  socket=$(mktemp -u "${TMPDIR:-/tmp}/enrolkit-reader.XXXXXX")
  "$bin/virtual-finger" "$socket" "$file" &
  FP_VIRTUAL_IMAGE=$socket "$bin/enrolkit" finger capture --seconds 20 -o "$file.captured"
  wait $!
  mv "$file.captured" "$file"; rm -f "$socket"
done
enrol adult "${photo:-$out/people/adult/photo.jpg}" right-index left-index

echo; echo '2. A child of 11: no fingerprints. The rules say why and until when:'
"$bin/enrolkit" people make --seed 4 --age 11 -o "$out/people/child"
"$bin/enrolkit" rules --birth "$(sed -n 's/.*"birth_date": *"\([^"]*\)".*/\1/p' "$out/people/child/applicant.json")" \
  --on "$(sed -n 's/.*"date": *"\([^"]*\)".*/\1/p' "$out/people/child/applicant.json")" | grep -A1 fingerprints
enrol child "$out/people/child/photo.jpg"

echo; echo '3. The same child offers a fingerprint all the same; the enrolment is refused and keeps nothing:'
"$bin/enrolkit" enrol --applicant "$out/people/child/applicant.json" --photo "$out/people/child/photo.jpg" \
  --signature "$out/people/child/signature.png" --finger "right-index=$out/people/adult/finger-right-index.png" \
  --finger "left-index=$out/people/adult/finger-left-index.png" -o "$out/refused" 2>&1 || true
[ ! -e "$out/refused" ]

echo; echo '4. One byte of the adult'"'"'s EF.DG2 changed:'
cp -r "$out/adult/chip" "$out/changed-chip"
printf '\x5a' | dd of="$out/changed-chip/EF.DG2" bs=1 seek=900 conv=notrunc status=none
"$bin/enrolkit" chip verify "$out/changed-chip" --csca "$out/pki/csca.pem" | sed -n '1p;/mismatch/p' || true

echo; echo '5. An officer at the counter: step by step, encrypted in a store from the first sample on.'
store=$out/kit key=$out/kit.key officer='Anna Peeters'
"$bin/enrolkit" dossier init "$store" --key "$key" --new-key
"$bin/enrolkit" people make --seed 78 --age 34 --set headwear=scarf -o "$out/people/scarf"
person=$out/people/scarf
export ENROLKIT_STORE=$store ENROLKIT_STORE_KEY=$key
# step WHAT...: one step of the session; exit code 1 says that more is needed.
step() {
  local code=0
  "$bin/enrolkit" session "$1" "$session" "${@:2}" --officer "$officer" >"$out/step.txt" || code=$?
  [ "$code" -le 1 ] || return "$code"
  grep -vE '^  (next|needed): ' "$out/step.txt" || true
}
code=0
"$bin/enrolkit" session begin --applicant "$person/applicant.json" --officer "$officer" >"$out/step.txt" || code=$?
[ "$code" -le 1 ]
session=$(sed -n '1s/:.*//p' "$out/step.txt")
step add --finger "right-index=$person/finger-right-index.png"
step add --finger "left-index=$person/finger-left-index.png"
step add --signature "$person/signature.png" --photo "$person/photo.jpg"
step answer appears yes
step answer photo_origin live
echo 'The head is covered: released only when an officer decides so, with a reason.'
"$bin/enrolkit" session finish "$session" --officer "$officer" 2>&1 || true
step override photo/head_uncovered --reason religious --text 'A head scarf; the face is free from chin to forehead'
"$bin/enrolkit" session finish "$session" --officer "$officer" --signer-key "$out/pki/ds.key" \
  --signer-cert "$out/pki/ds.pem" >"$out/step.txt"
head -n 1 "$out/step.txt"
"$bin/enrolkit" dossier list "$store"
"$bin/enrolkit" dossier verify "$store"

echo; echo '6. Handed over to the production centre, which keeps it once:'
openssl req -x509 -nodes -newkey rsa:3072 -days 30 -subj '/CN=TEST production centre' \
  -keyout "$out/centre.key" -out "$out/centre.pem" 2>/dev/null
"$bin/enrolkit" dossier init "$out/centre" --key "$out/centre-store.key" --new-key
mkdir "$out/sent"
message=$("$bin/enrolkit" dossier export "$store" "$session" --recipient "$out/centre.pem" \
  --signer-key "$out/pki/ds.key" --signer-cert "$out/pki/ds.pem" -o "$out/sent")
for time in first second; do
  echo "The $time time: $("$bin/enrolkit" dossier import "$message" --recipient-key "$out/centre.key" \
    --recipient-cert "$out/centre.pem" --station "$out/pki/csca.pem" --store "$out/centre" \
    --store-key "$out/centre-store.key")"
done

cat <<END

The adult's dossier:     $PWD/$out/adult
Its chip files:          $PWD/$out/adult/chip
Its report, for any browser, without network:
                         file://$PWD/$out/adult/report.html
The child's report:      file://$PWD/$out/child/report.html
The store and its key:   $PWD/$store, $PWD/$key
END

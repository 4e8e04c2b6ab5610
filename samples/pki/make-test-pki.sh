#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Makes a throw-away country signing CA and a document signer for tests and demonstrations: Doc 9303-12 profiles, keys
# that protect nothing. A folder that already holds them is left as it is.
set -euo pipefail

usage() {
  cat <<'END'
usage: make-test-pki.sh DIR [ec|ec-named|rsa] [--country UT|BE] [--ds-days N]

Writes DIR/csca.pem, csca.key, ds.pem and ds.key.
  ec         ECDSA on P-256 with explicit parameters, as Doc 9303-12 demands (the default)
  ec-named   the same with a named curve, for software that refuses explicit parameters
  rsa        RSASSA-PSS, 3072 bits (CSCA) and 2048 bits (document signer)
  --country  UT = Utopia (the default) or BE, marked TEST
  --ds-days  validity of the document signer from today (default 3744: ten years and three months); -1 makes one that
             has expired
END
}

fail() {
  echo "make-test-pki.sh: $*" >&2
  exit 2
}

dir='' kind=ec country=UT ds_days=3744
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage && exit 0 ;;
    ec | ec-named | rsa) kind=$1 ;;
    --country) [ $# -gt 1 ] || fail "--country needs a value" && country=$2 && shift ;;
    --ds-days) [ $# -gt 1 ] || fail "--ds-days needs a value" && ds_days=$2 && shift ;;
    -*) fail "unknown option $1" ;;
    *) [ -z "$dir" ] || fail "one folder is expected, not also '$1'" && dir=$1 ;;
  esac
  shift
done
[ -n "$dir" ] || { usage >&2 && exit 2; }
case $country in
  UT) state=UTO ;;
  BE) state=BEL ;;
  *) fail "country '$country' is none of UT and BE" ;;
esac
[[ $ds_days =~ ^-?[0-9]+$ ]] || fail "--ds-days '$ds_days' is not a number"
command -v openssl >/dev/null || fail "the openssl command is missing (package openssl)"

files=(csca.key csca.pem ds.key ds.pem)
there=0
for file in "${files[@]}"; do
  [ ! -e "$dir/$file" ] || there=$((there + 1))
done
[ $there -lt 4 ] || exit 0
[ $there -eq 0 ] || fail "$dir holds some of ${files[*]} but not all: remove them first"

mkdir -p "$dir" 2>/dev/null || fail "cannot make the folder $dir"
umask 077
work=$(mktemp -d "$dir/.make-XXXXXX" 2>/dev/null) || fail "cannot write into $dir"
trap 'rm -rf "$work"' EXIT
run() { "$@" >"$work/log" 2>&1 || fail "$(basename "$1") $2 failed: $(grep -v '^[.+*-]*$' "$work/log" | tail -n 1)"; }

day() { date -u -d "$1 days" +%Y%m%d%H%M%SZ; }
cat >"$work/profile" <<END
[req]
prompt = no
string_mask = utf8only
distinguished_name = csca_name
[csca_name]
C = $country
O = TEST
CN = TEST CSCA $state
[ds_name]
C = $country
O = TEST
CN = TEST Document Signer $state
[state]
L = $state

[csca]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = dirName:state
issuerAltName = dirName:state
crlDistributionPoints = URI:http://crl.example.invalid/$state.crl
2.5.29.16 = ASN1:SEQUENCE:csca_key_use
[csca_key_use]
from = IMP:0, GENTIME:$(day 0)
to = IMP:1, GENTIME:$(day 1826)

[ds]
authorityKeyIdentifier = keyid
subjectKeyIdentifier = hash
keyUsage = critical, digitalSignature
subjectAltName = dirName:state
issuerAltName = dirName:state
crlDistributionPoints = URI:http://crl.example.invalid/$state.crl
2.5.29.16 = ASN1:SEQUENCE:ds_key_use
2.23.136.1.1.6.2 = ASN1:SEQUENCE:document_types
[ds_key_use]
from = IMP:0, GENTIME:$(day 0)
to = IMP:1, GENTIME:$(day 92)
[document_types]
version = INTEGER:0
types = SET:document_type_set
[document_type_set]
passport = PRINTABLESTRING:P
END

encoding=explicit padding=()
case $kind in
  rsa) padding=(-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32) ;;
  ec-named) encoding=named_curve ;;
esac
make_key() { # file, bits if RSA
  if [ "$kind" = rsa ]; then
    run openssl genpkey -quiet -algorithm RSA -pkeyopt "rsa_keygen_bits:$2" -out "$1"
  else
    run openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt "ec_param_enc:$encoding" -out "$1"
  fi
}
serial() { echo "0x01$(openssl rand -hex 8)"; }

make_key "$work/csca.key" 3072
make_key "$work/ds.key" 2048
# Five years of signing, ten of passports and a margin.
run openssl req -x509 -new -sha256 "${padding[@]}" -config "$work/profile" -extensions csca -key "$work/csca.key" \
  -set_serial "$(serial)" -days 5600 -out "$work/csca.pem"
sed 's/= csca_name$/= ds_name/' "$work/profile" >"$work/ds_profile"
run openssl req -new -config "$work/ds_profile" -key "$work/ds.key" -out "$work/ds.csr"
run openssl x509 -req -sha256 "${padding[@]}" -in "$work/ds.csr" -CA "$work/csca.pem" -CAkey "$work/csca.key" \
  -set_serial "$(serial)" -days "$ds_days" -extfile "$work/profile" -extensions ds -out "$work/ds.pem"
chmod 644 "$work/csca.pem" "$work/ds.pem"
for file in "${files[@]}"; do
  mv "$work/$file" "$dir/$file" || fail "cannot write $dir/$file"
done

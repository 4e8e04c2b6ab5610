#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Makes a throw-away country signing CA and a document signer for tests and demonstrations: Doc 9303-12 profiles, keys
# that protect nothing. A folder that already holds them is left as it is.
set -euo pipefail

usage() {
  cat <<'END'
usage: make-test-pki.sh DIR [KIND] [OPTION...]

Writes DIR/csca.pem, csca.key, ds.pem and ds.key. KIND is one of
  ec         ECDSA on P-256 with explicit parameters, as Doc 9303-12 demands (the default)
  p384, bp256, bp384   the same on P-384, brainpoolP256r1 and brainpoolP384r1
  ec-named   P-256 as a named curve, for software that refuses explicit parameters
  rsa        RSASSA-PSS, 3072 bits (CSCA) and 2048 bits (document signer); rsa3072, rsa4096: both of that size
Options:
  --country UT|BE  UT = Utopia (the default) or BE, marked TEST
  --from N         everything is valid from N days after today (default 0; before: -4000)
  --ds-days N      validity of the document signer from then (default 3744: ten years and three months); -1 makes one
                   that was never valid
  --csca-days N    validity of the CSCA from then (default 5600)
  --ds-fault F     a document signer that breaks Doc 9303-12: no-key-usage, key-usage-not-critical, other-key-usage,
                   basic-constraints, extended-key-usage, no-document-types, no-key-period, no-issuer-name,
                   no-subject-name, no-crl-points, no-authority-key, other-country, small-country
  --link           the CSCA has a new key: csca-new.pem, csca-new.key, and link.pem, its certificate by the old key;
                   the document signer is the new key's
  --crl            csca.crl, a revocation list that is empty; --revoke: one that names the document signer;
                   --delta: one that tells only what has changed since another, which Doc 9303-12 does not know
  --crl-days N     the list is valid for N days from today (default 90); -1: it has expired
  --master-list    master-list.ml, the CSCA in a signed list of CSCAs
END
}

fail() {
  echo "make-test-pki.sh: $*" >&2
  exit 2
}

dir='' kind=ec country=UT from=0 ds_days=3744 csca_days=5600 crl_days=90 fault='' link='' crl='' crl_kind=crl master_list=''
number() { [[ $2 =~ ^-?[0-9]+$ ]] || fail "$1 '$2' is not a number"; }
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage && exit 0 ;;
    ec | ec-named | p384 | bp256 | bp384 | rsa | rsa3072 | rsa4096) kind=$1 ;;
    --country | --from | --ds-days | --csca-days | --crl-days | --ds-fault)
      [ $# -gt 1 ] || fail "$1 needs a value"
      case $1 in
        --country) country=$2 ;;
        --ds-fault) fault=$2 ;;
        --from) number "$1" "$2" && from=$2 ;;
        --ds-days) number "$1" "$2" && ds_days=$2 ;;
        --csca-days) number "$1" "$2" && csca_days=$2 ;;
        --crl-days) number "$1" "$2" && crl_days=$2 ;;
      esac
      shift ;;
    --link) link=yes ;;
    --crl) crl=empty ;;
    --revoke) crl=revoked ;;
    --delta) crl=${crl:-empty} crl_kind=delta_crl ;;
    --master-list) master_list=yes ;;
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
command -v openssl >/dev/null || fail "the openssl command is missing (package openssl)"

files=(csca.key csca.pem ds.key ds.pem)
[ -z "$link" ] || files+=(csca-new.key csca-new.pem link.pem)
[ -z "$crl" ] || files+=(csca.crl)
[ -z "$master_list" ] || files+=(master-list.ml)
there=0
for file in "${files[@]}"; do
  [ ! -e "$dir/$file" ] || there=$((there + 1))
done
[ $there -lt ${#files[@]} ] || exit 0
[ $there -eq 0 ] || fail "$dir holds some of ${files[*]} but not all: remove them first"

mkdir -p "$dir" 2>/dev/null || fail "cannot make the folder $dir"
umask 077
work=$(mktemp -d "$dir/.make-XXXXXX" 2>/dev/null) || fail "cannot write into $dir"
trap 'rm -rf "$work"' EXIT
run() { "$@" >"$work/log" 2>&1 || fail "$(basename "$1") $2 failed: $(grep -v '^[.+*-]*$' "$work/log" | tail -n 1)"; }

day() { date -u -d "$(($1 + from)) days" +%Y%m%d%H%M%SZ; }
ds_country=$country
case $fault in
  other-country) ds_country=XX ;;
  small-country) ds_country=${country,,} ;;
esac

# The document signer's extensions, one of them wrong if asked.
ds_extensions=$(sed -e '/^$/d' <<END
authorityKeyIdentifier = keyid
subjectKeyIdentifier = hash
keyUsage = critical, digitalSignature
subjectAltName = dirName:state
issuerAltName = dirName:state
crlDistributionPoints = URI:http://crl.example.invalid/$state.crl
2.5.29.16 = ASN1:SEQUENCE:ds_key_use
2.23.136.1.1.6.2 = ASN1:SEQUENCE:document_types
END
)
without() { ds_extensions=$(grep -v "^$1 " <<<"$ds_extensions"); }
case $fault in
  '' | other-country | small-country) ;;
  no-key-usage) without keyUsage ;;
  key-usage-not-critical) ds_extensions=${ds_extensions/critical, /} ;;
  other-key-usage) ds_extensions=${ds_extensions/digitalSignature/keyEncipherment} ;;
  basic-constraints) ds_extensions+=$'\nbasicConstraints = CA:FALSE' ;;
  extended-key-usage) ds_extensions+=$'\nextendedKeyUsage = emailProtection' ;;
  no-document-types) without 2.23.136.1.1.6.2 ;;
  no-key-period) without 2.5.29.16 ;;
  no-issuer-name) without issuerAltName ;;
  no-subject-name) without subjectAltName ;;
  no-crl-points) without crlDistributionPoints ;;
  no-authority-key) ds_extensions=${ds_extensions/authorityKeyIdentifier = keyid/authorityKeyIdentifier = none} ;;
  *) fail "--ds-fault '$fault' is unknown" ;;
esac

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
C = $ds_country
O = TEST
CN = TEST Document Signer $state
[list_name]
C = $country
O = TEST
CN = TEST Master List Signer $state
[state]
L = $state

[ca]
default_ca = csca_files
[csca_files]
database = $work/index.txt
crlnumber = $work/crlnumber
new_certs_dir = $work
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any_name
crl_extensions = crl
[any_name]
countryName = supplied
organizationName = supplied
commonName = supplied
[crl]
authorityKeyIdentifier = keyid
[delta_crl]
authorityKeyIdentifier = keyid
2.5.29.27 = critical, DER:02:01:01

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
$ds_extensions
[ds_key_use]
from = IMP:0, GENTIME:$(day 0)
to = IMP:1, GENTIME:$(day 92)
[document_types]
version = INTEGER:0
types = SET:document_type_set
[document_type_set]
passport = PRINTABLESTRING:P

[list_signer]
authorityKeyIdentifier = keyid
subjectKeyIdentifier = hash
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, 2.23.136.1.1.3
END
: >"$work/index.txt"
echo 1000 >"$work/crlnumber"

encoding=explicit padding=() curve=P-256
case $kind in
  rsa*) padding=(-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32) ;;
  ec-named) encoding=named_curve ;;
  p384) curve=P-384 ;;
  bp256) curve=brainpoolP256r1 ;;
  bp384) curve=brainpoolP384r1 ;;
esac
make_key() { # file, bits if RSA
  local bits=$2
  [ "$kind" = rsa ] || bits=${kind#rsa}
  if [[ $kind = rsa* ]]; then
    run openssl genpkey -quiet -algorithm RSA -pkeyopt "rsa_keygen_bits:$bits" -out "$1"
  else
    run openssl genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:$curve" -pkeyopt "ec_param_enc:$encoding" -out "$1"
  fi
}
request() { # name, key
  sed "s/= csca_name\$/= $1/" "$work/profile" >"$work/$1.profile"
  run openssl req -new -config "$work/$1.profile" -key "$2" -out "$work/$1.csr"
}
certify() { # request, extensions, days, output, further options: those of the issuer
  run openssl ca -batch -notext -config "$work/profile" -in "$work/$1.csr" -extensions "$2" "${padding[@]}" \
    -startdate "$(day 0)" -enddate "$(day "$3")" -out "$4" "${@:5}"
}
make_csca() { # name of the files
  make_key "$work/$1.key" 3072
  request csca_name "$work/$1.key"
  certify csca_name csca "$csca_days" "$work/$1.pem" -selfsign -keyfile "$work/$1.key"
}

make_csca csca
issuer=csca
if [ -n "$link" ]; then
  make_csca csca-new
  certify csca_name csca "$csca_days" "$work/link.pem" -cert "$work/csca.pem" -keyfile "$work/csca.key"
  issuer=csca-new
fi
by_issuer=(-cert "$work/$issuer.pem" -keyfile "$work/$issuer.key")
make_key "$work/ds.key" 2048
request ds_name "$work/ds.key"
certify ds_name ds "$ds_days" "$work/ds.pem" "${by_issuer[@]}"

if [ -n "$crl" ]; then
  [ "$crl" = empty ] ||
    run openssl ca -config "$work/profile" "${by_issuer[@]}" -revoke "$work/ds.pem" -crl_reason keyCompromise
  run openssl ca -config "$work/profile" "${by_issuer[@]}" "${padding[@]}" -gencrl -crlexts "$crl_kind" -out "$work/crl.pem" \
    -crl_lastupdate "$(date -u -d '-2 days' +%Y%m%d%H%M%SZ)" -crl_nextupdate "$(date -u -d "$crl_days days" +%Y%m%d%H%M%SZ)"
  run openssl crl -in "$work/crl.pem" -outform DER -out "$work/csca.crl"
fi

der() { # tag in hexadecimal, file with the content
  local size digits
  size=$(stat -c %s "$2")
  digits=$(printf '%x' "$size")
  [ $((${#digits} % 2)) -eq 0 ] || digits=0$digits
  [ "$size" -lt 128 ] || digits=$(printf '%02x' $((128 + ${#digits} / 2)))$digits
  printf "$(sed 's/../\\x&/g' <<<"$1$digits")"
  cat "$2"
}
if [ -n "$master_list" ]; then
  # CscaMasterList ::= SEQUENCE { version INTEGER 0, certList SET OF Certificate }, Doc 9303-12 section 8
  make_key "$work/list.key" 2048
  request list_name "$work/list.key"
  certify list_name list_signer "$csca_days" "$work/list.pem" "${by_issuer[@]}"
  for name in csca csca-new link; do
    [ ! -e "$work/$name.pem" ] || openssl x509 -in "$work/$name.pem" -outform DER | od -An -v -tx1 | tr -d ' \n' && echo
  done | sort -u | sed 's/../\\x&/g' | while read -r hex; do printf "$hex"; done >"$work/set"
  { printf '\x02\x01\x00' && der 31 "$work/set"; } >"$work/sequence"
  der 30 "$work/sequence" >"$work/list"
  cms_padding=()
  [[ $kind != rsa* ]] || cms_padding=(-keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:32)
  run openssl cms -sign -binary -nodetach -md sha256 -econtent_type 2.23.136.1.1.2 -in "$work/list" -outform DER \
    -signer "$work/list.pem" -inkey "$work/list.key" "${cms_padding[@]}" -certfile "$work/$issuer.pem" \
    -out "$work/master-list.ml"
fi

for file in "${files[@]}"; do
  [[ $file = *.key ]] || chmod 644 "$work/$file"
  mv "$work/$file" "$dir/$file" || fail "cannot write $dir/$file"
done

// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/security_object.hpp"

#include <cstdlib>
#include <string>

#include "enrolkit/data_groups.hpp"
#include "enrolkit/file.hpp"
#include "enrolkit/passive_authentication.hpp"
#include "tests/fuzz/element_mutator.hpp"
#include "tests/fuzz/expect.hpp"
#include "tests/fuzz/small_chip.hpp"

namespace {

// With the test CSCA where there is one, so that chains are built, too.
enrolkit::ChipVerifier make_verifier() {
  using namespace enrolkit;
  const char* pki = std::getenv("ENROLKIT_FUZZ_PKI");
  std::vector<TrustSource> csca;
  if (pki != nullptr) {
    for (const char* name : {"/csca.pem", "/master-list.ml"}) {
      const std::string path = std::string(pki) + name;
      csca.push_back({path, read_file(path, kMaxTrustBytes).value()});
    }
  }
  return ChipVerifier::make(csca).value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace enrolkit;
  static const ChipVerifier verifier = make_verifier();
  static const DataGroupHashes hashes = hash_data_groups(fuzz::small_chip(), Digest::sha256).value();
  const BytesView file(data, size);

  const auto strict = decode_security_object(file);
  if (!strict) fuzz::expect(strict.error().message.rfind("EF.SOD: at byte ", 0) == 0, "an error names file and byte");
  std::vector<ChipDeviation> deviations;
  const auto object = decode_security_object(file, lenient(deviations));
  fuzz::expect(object.has_value() || !strict.has_value(), "what is strictly right is leniently right");
  if (strict) fuzz::expect(encode(*strict).value() == Bytes(data, data + size), "what is strictly right is canonical");
  if (object) {
    const auto written = encode(*object);
    if (written && object->hashes.size() > 1) {
      std::vector<ChipDeviation> ignored;
      const auto again = decode_security_object(*written, lenient(ignored));
      fuzz::expect(again.has_value() && again->hashes == object->hashes, "what is written is read as it was");
    }
  }

  ChipFiles chip = fuzz::small_chip();
  chip[ChipFile::sod] = Bytes(data, data + size);
  const auto verified = verifier.verify(chip);
  fuzz::expect(verified.has_value(), "what is wrong with a chip is told in the answer");
  fuzz::expect(!verified->valid || (object && object->hashes == hashes), "no other hashes are valid");
  return 0;
}

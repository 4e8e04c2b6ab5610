// SPDX-License-Identifier: Apache-2.0
// CSCA certificates, master lists and revocation lists.
#include "enrolkit/passive_authentication.hpp"
#include "tests/fuzz/element_mutator.hpp"
#include "tests/fuzz/expect.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace enrolkit;
  const TrustSource source{"the input", Bytes(data, data + size)};
  const auto trusted = ChipVerifier::make({source});
  if (!trusted) {
    fuzz::expect(trusted.error().code == ErrorCode::crypto, "what cannot be read has that code");
    fuzz::expect(trusted.error().message.rfind("the input: ", 0) == 0, "an error names its source");
  } else {
    const auto listed = ChipVerifier::make({source}, {source});
    fuzz::expect(!listed || listed->verify({{ChipFile::sod, {0x77, 0x00}}}).has_value(), "a chip is always answered");
  }
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
// The content that EF.SOD signs: the hashes of the data groups (Doc 9303-10 section 4.6.2 and appendix D).
#pragma once

#include <map>
#include <string>

#include "encoders/lds/digest_algorithm.hpp"
#include "enrolkit/chip.hpp"

namespace enrolkit::lds {

inline constexpr std::string_view kLdsSecurityObjectOid = "2.23.136.1.1.1";

struct LdsSecurityObject {
  int version = 1;  // 0: LDS 1.7, without the two version texts
  const DigestAlgorithm* digest = nullptr;
  bool digest_null = false;  // its identifier has NULL parameters
  std::map<ChipFile, Bytes> hashes;
  std::string lds_version = "0108";
  std::string unicode_version = "040000";
};

[[nodiscard]] Bytes encode(const LdsSecurityObject& object);
// With the versions 0108 and 040000, or in version 0 none.
[[nodiscard]] Bytes encode_lds_security_object(int version, const DigestAlgorithm& digest,
                                               const std::map<ChipFile, Bytes>& hashes);
[[nodiscard]] LdsSecurityObject read_lds_security_object(TlvReader content, FileReview& review);

}  // namespace enrolkit::lds

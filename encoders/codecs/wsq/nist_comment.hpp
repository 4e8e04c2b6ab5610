// SPDX-License-Identifier: Apache-2.0
// The comment of lines "NAME value" that NIST's software writes first into its files and looks for in others.
#pragma once

#include <string>
#include <string_view>

namespace enrolkit::codecs::wsq {

struct NistComment {
  int width = 0;
  int height = 0;
  double ppi = 0;  // 0 = not known
  double bit_rate = 0;
};

[[nodiscard]] bool is_nist_comment(std::string_view text);
// With further lines from another such comment, but for those that state what `facts` do.
[[nodiscard]] std::string nist_comment(const NistComment& facts, std::string_view other = {});
// What the text says; 0 for what it does not or not plausibly.
[[nodiscard]] NistComment parse_nist_comment(std::string_view text);

}  // namespace enrolkit::codecs::wsq

// SPDX-License-Identifier: Apache-2.0
// The common form of EF.DG11 and EF.DG12: a tag list (5C) and the elements that it names, in its order; repeated names
// stand in a template A0 with their number.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "encoders/lds/tlv.hpp"
#include "enrolkit/holder_details.hpp"

namespace enrolkit::lds {

inline constexpr Tag kTagList = 0x5C;
inline constexpr std::size_t kMaxNames = 127;  // what the one byte of their number holds

enum class DetailKind : std::uint8_t { text, date, time, image, names };

// One field of a data group and where its value is. The fields of a group stand in the standard's order.
struct DetailField {
  Tag tag;
  DetailKind kind;
  std::string_view what;
  std::variant<std::string*, Bytes*, std::vector<std::string>*> value;
  std::size_t max = 99;  // bytes of a text
};

struct DetailGroup {
  ChipFile file;
  std::string_view rule;
  std::vector<DetailField> fields;
  ElementOrder* order;
};

[[nodiscard]] DetailGroup detail_group(PersonalDetails& details);
[[nodiscard]] DetailGroup detail_group(DocumentDetails& details);

[[nodiscard]] Result<Bytes> encode_details(const DetailGroup& group);
void read_details(BytesView file, const DetailGroup& group, FileReview& review);

}  // namespace enrolkit::lds

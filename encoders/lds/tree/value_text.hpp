// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "encoders/lds/tree/names.hpp"

namespace enrolkit::lds::tree {

// The value as people read it, by the kind of its entry; empty when it is only bytes, or not what the kind says.
// Numbers of elements are signed, those of fields are not.
[[nodiscard]] std::string value_text(const Entry& entry, BytesView value, bool is_signed);

// The code of an enumeration of ISO/IEC 39794 in one of its two forms: 80 01 v, or A1 03 80 01 v. Null: it is neither.
[[nodiscard]] const std::uint8_t* enumeration_code(BytesView value);

[[nodiscard]] std::string code_text(std::string_view list, std::uint64_t code);  // "JPEG 2000 (1)"

}  // namespace enrolkit::lds::tree

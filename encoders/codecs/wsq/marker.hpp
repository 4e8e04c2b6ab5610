// SPDX-License-Identifier: Apache-2.0
// The markers of a WSQ stream (IAFIS-IC-0110 3.1), and the sentences in which it is refused.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "enrolkit/result.hpp"

namespace enrolkit::codecs::wsq {

enum class Marker : std::uint16_t {
  start_of_image = 0xFFA0,
  end_of_image = 0xFFA1,
  frame_header = 0xFFA2,
  block_header = 0xFFA3,
  transform_table = 0xFFA4,
  quantisation_table = 0xFFA5,
  huffman_table = 0xFFA6,
  restart_interval = 0xFFA7,
  comment = 0xFFA8,
  first_restart = 0xFFB0,
  last_restart = 0xFFB7,
};

inline Error cut_short(std::string_view where) {
  return Error{ErrorCode::truncated, "the WSQ data ends inside its " + std::string(where)};
}
inline Error broken(std::string_view what) { return Error{ErrorCode::malformed, "the WSQ's " + std::string(what)}; }
inline Error wrong(std::string_view field, long long value, std::string_view expected) {
  return broken(std::string(field) + " is " + std::to_string(value) + ", expected " + std::string(expected));
}

}  // namespace enrolkit::codecs::wsq

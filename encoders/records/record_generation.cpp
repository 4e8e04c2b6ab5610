// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "enrolkit/records.hpp"

namespace enrolkit {

std::string_view record_generation_name(RecordGeneration generation) noexcept {
  return generation == RecordGeneration::iso39794 ? "39794" : "19794";
}

Result<RecordGeneration> parse_record_generation(std::string_view name) {
  for (const RecordGeneration generation : {RecordGeneration::iso19794, RecordGeneration::iso39794}) {
    if (name == record_generation_name(generation)) return generation;
  }
  return Error{ErrorCode::invalid_argument,
               "'" + std::string(name.substr(0, 100)) + "' is no record format: expected 19794 or 39794"};
}

}  // namespace enrolkit

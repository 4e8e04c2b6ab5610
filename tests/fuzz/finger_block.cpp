// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/record_conversion.hpp"
#include "tests/fuzz/element_mutator.hpp"
#include "tests/fuzz/two_readings.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace enrolkit;
  const auto block = fuzz::read_twice<FingerBlock>({data, size}, decode_finger_block);
  if (!block) return 0;
  const auto record = to_finger_record(*block);
  if (record) (void)to_finger_block(record->record);
  return 0;
}

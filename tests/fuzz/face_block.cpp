// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/record_conversion.hpp"
#include "tests/fuzz/element_mutator.hpp"
#include "tests/fuzz/two_readings.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace enrolkit;
  const auto block = fuzz::read_twice<FaceBlock>({data, size}, decode_face_block);
  if (!block) return 0;
  const auto record = to_face_record(*block);
  if (!record) return 0;
  for (const FaceImage& face : record->record.images) (void)to_face_block(face);
  return 0;
}

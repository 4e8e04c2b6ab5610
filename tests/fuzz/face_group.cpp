// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/biometric_groups.hpp"
#include "tests/fuzz/element_mutator.hpp"
#include "tests/fuzz/two_readings.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace enrolkit;
  const auto group = fuzz::read_twice<FaceGroup>({data, size}, decode_face_group);
  (void)decode_dg2({data, size});
  if (group) (void)recorded_images(*group);
  return 0;
}

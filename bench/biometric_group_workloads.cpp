// SPDX-License-Identifier: Apache-2.0
// EF.DG2 of 15 kB in both generations, against what it may take: three copies of its bytes and two microseconds.
#include <chrono>
#include <memory>

#include "bench/workload.hpp"
#include "enrolkit/biometric_groups.hpp"

namespace enrolkit::bench {
namespace {

constexpr std::size_t kImageBytes = 15000;
constexpr std::chrono::nanoseconds kFixedCost(2000);

FaceRecord portrait() {
  FaceImage face;
  face.gender = 2;
  face.properties = 0x003;
  face.expression = 1;
  face.feature_points = {{1, 0xC1, 260, 240}, {1, 0xC2, 150, 241}};
  face.width = 413;
  face.height = 531;
  std::uint32_t state = 1;
  for (std::size_t i = 0; i < kImageBytes; ++i) {
    state = state * 1664525U + 1013904223U;
    face.image.push_back(static_cast<std::uint8_t>(state >> 24U));
  }
  return {{face}};
}

void allowance(const Bytes& file) {
  for (int i = 0; i < 3; ++i) {
    const Bytes copy(file.begin(), file.end());
    asm volatile("" : : "r"(copy.data()) : "memory");  // whatever the compiler thinks of copies that nobody reads
  }
  const auto end = std::chrono::steady_clock::now() + kFixedCost;
  while (std::chrono::steady_clock::now() < end) {
  }
}

}  // namespace

std::vector<Workload> biometric_group_workloads() {
  const auto first = std::make_shared<const Bytes>(encode_dg2({portrait()}).value());
  const auto second = std::make_shared<const Bytes>(encode_dg2({portrait()}, RecordGeneration::iso39794).value());
  const auto first_group = std::make_shared<const FaceGroup>(decode_face_group(*first).value());
  const auto second_group = std::make_shared<const FaceGroup>(decode_face_group(*second).value());
  return {
      {"dg2_allowance", "reference", [first] { allowance(*first); }},
      {"dg2_encode_19794", "dg2_allowance", [first_group] { (void)encode(*first_group).value(); }},
      {"dg2_decode_19794", "dg2_allowance", [first] { (void)decode_face_group(*first).value(); }},
      {"dg2_encode_39794", "dg2_allowance", [second_group] { (void)encode(*second_group).value(); }},
      {"dg2_decode_39794", "dg2_allowance", [second] { (void)decode_face_group(*second).value(); }},
      {"dg2_block_to_record", "dg2_allowance", [second] { (void)decode_dg2(*second).value(); }},
  };
}

}  // namespace enrolkit::bench

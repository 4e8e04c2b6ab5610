// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/match/patch_search.hpp"

#include <cmath>

#include "quality/finger/match/patch_products.hpp"

namespace enrolkit::match {
namespace {

constexpr int kReach = kPatchRadius + kSearch;
static_assert(kReach < TextureMap::kMargin);

// Sums of `count` neighbours: in[k] + ... + in[k + count - 1], of which there are kPlaces.
void sliding_sums(const std::int32_t* in, std::ptrdiff_t step, std::int32_t* out, std::ptrdiff_t out_step) {
  std::int32_t sum = 0;
  for (int k = 0; k < kPatchSide - 1; ++k) sum += in[k * step];
  for (int k = 0; k < kPlaces; ++k) {
    sum += in[(k + kPatchSide - 1) * step];
    out[k * out_step] = sum;
    sum -= in[k * step];
  }
}

}  // namespace

void search_patch(const TextureMap& map, int x, int y, const RidgePatch& patch, Surface& surface) {
  std::array<std::int16_t, kField * kFieldRow> field{};
  std::array<std::int32_t, kField * kField> squares;   // NOLINT(cppcoreguidelines-pro-type-member-init)
  std::array<std::int32_t, kField * kPlaces> across;   // NOLINT(cppcoreguidelines-pro-type-member-init)
  std::array<std::int32_t, kPlaces * kPlaces> energy;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  for (int v = 0; v < kField; ++v) {
    const std::int8_t* row = map.at(x - map.left - kReach, y - map.top - kReach + v);
    for (int u = 0; u < kField; ++u) {
      field[static_cast<std::size_t>(v * kFieldRow + u)] = std::int16_t{row[u]};
      squares[static_cast<std::size_t>(v * kField + u)] = std::int32_t{row[u]} * row[u];
    }
    sliding_sums(&squares[static_cast<std::size_t>(v * kField)], 1, &across[static_cast<std::size_t>(v * kPlaces)], 1);
  }
  for (int u = 0; u < kPlaces; ++u) {
    sliding_sums(&across[static_cast<std::size_t>(u)], kPlaces, &energy[static_cast<std::size_t>(u)], kPlaces);
  }
  std::array<std::int32_t, kPlaces * kPlaces> products;  // NOLINT(cppcoreguidelines-pro-type-member-init)
  patch_products(field.data(), patch.values.data(), products.data());
  const float own = std::sqrt(static_cast<float>(patch.energy));
  for (std::size_t at = 0; at < surface.size(); ++at) {
    const float norm = own * std::sqrt(static_cast<float>(energy[at]));
    surface[at] = norm > 0 ? static_cast<float>(products[at]) / norm : 0;
  }
}

}  // namespace enrolkit::match

// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/match/patch_cut.hpp"

#include <algorithm>
#include <cmath>

// Compiled once for each kind of vectors; the processor decides which runs.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "quality/finger/match/patch_cut.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#ifndef ENROLKIT_PATCH_CUT_PLACE
#define ENROLKIT_PATCH_CUT_PLACE
namespace enrolkit::match {

// Where the patch lies, in fixed point of 1/256 sample from the map's first one: the interpolation is exact in whole
// numbers.
struct PatchPlace {
  int x, y;            // of its middle
  int cosine, sine;    // a step across
  int last_x, last_y;  // samples, the last that have a neighbour to the right and below

  PatchPlace(const TextureMap& map, float middle_x, float middle_y, float turn_cosine, float turn_sine)
      : x(fixed(middle_x - static_cast<float>(map.left))),
        y(fixed(middle_y - static_cast<float>(map.top))),
        cosine(fixed(turn_cosine)),
        sine(fixed(turn_sine)),
        last_x(map.width + TextureMap::kMargin - 2),
        last_y(map.height + TextureMap::kMargin - 2) {}

  static int fixed(float value) { return static_cast<int>(std::lrint(value * 256)); }
};

}  // namespace enrolkit::match
#endif

HWY_BEFORE_NAMESPACE();
namespace enrolkit::match::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

void cut_vectors(const TextureMap& map, const PatchPlace& place, RidgePatch& patch) {
  const hn::CappedTag<std::int32_t, kPatchRow> d;
  using D = decltype(d);
  const hn::Rebind<std::int16_t, D> narrow;
  const std::size_t step = hn::Lanes(d);
  const int stride = map.stride();
  // A gathered word holds the sample and its right neighbour; the map has bytes to spare at its end.
  const auto* samples = reinterpret_cast<const std::int32_t*>(map.ridges.data());
  const auto byte = [&](auto word) HWY_ATTR { return hn::ShiftRight<24>(hn::ShiftLeft<24>(word)); };
  const auto mask = hn::Set(d, 255);
  const auto one = hn::Set(d, 256);
  auto energy = hn::Zero(d);
  for (int v = -kPatchRadius; v <= kPatchRadius; ++v) {
    std::int16_t* row = patch.values.data() + static_cast<std::ptrdiff_t>(v + kPatchRadius) * kPatchRow;
    for (std::size_t k = 0; k < kPatchRow; k += step) {
      const auto u = hn::Iota(d, static_cast<std::int32_t>(k) - kPatchRadius);
      const auto sx = hn::Add(hn::Set(d, place.x + place.sine * v), hn::Mul(hn::Set(d, place.cosine), u));
      const auto sy = hn::Sub(hn::Set(d, place.y + place.cosine * v), hn::Mul(hn::Set(d, place.sine), u));
      const auto ix = hn::Clamp(hn::ShiftRight<8>(sx), hn::Set(d, -TextureMap::kMargin), hn::Set(d, place.last_x));
      const auto iy = hn::Clamp(hn::ShiftRight<8>(sy), hn::Set(d, -TextureMap::kMargin), hn::Set(d, place.last_y));
      const auto ax = hn::And(sx, mask);
      const auto ay = hn::And(sy, mask);
      const auto margin = hn::Set(d, TextureMap::kMargin);
      const auto at = hn::Add(hn::Mul(hn::Add(iy, margin), hn::Set(d, stride)), hn::Add(ix, margin));
      const auto here = hn::GatherOffset(d, samples, at);
      const auto below = hn::GatherOffset(d, samples, hn::Add(at, hn::Set(d, stride)));
      const auto left = hn::Sub(one, ax);
      const auto top = hn::Add(hn::Mul(byte(here), left), hn::Mul(byte(hn::ShiftRight<8>(here)), ax));
      const auto bottom = hn::Add(hn::Mul(byte(below), left), hn::Mul(byte(hn::ShiftRight<8>(below)), ax));
      const auto sum = hn::Add(hn::Mul(top, hn::Sub(one, ay)), hn::Mul(bottom, ay));
      const auto value = hn::IfThenElseZero(hn::Lt(u, hn::Set(d, kPatchRadius + 1)),
                                            hn::ShiftRight<16>(hn::Add(sum, hn::Set(d, 1 << 15))));
      hn::StoreU(hn::DemoteTo(narrow, value), narrow, row + k);
      energy = hn::Add(energy, hn::Mul(value, value));
    }
  }
  patch.energy = hn::GetLane(hn::SumOfLanes(d, energy));
}

}  // namespace enrolkit::match::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace enrolkit::match {

HWY_EXPORT(cut_vectors);

void cut_patch(const TextureMap& map, float x, float y, float cosine, float sine, RidgePatch& patch) {
  HWY_DYNAMIC_DISPATCH(cut_vectors)(map, {map, x, y, cosine, sine}, patch);
}

void cut_patch_scalar(const TextureMap& map, float x, float y, float cosine, float sine, RidgePatch& patch) {
  const PatchPlace place(map, x, y, cosine, sine);
  patch.values.fill(0);
  patch.energy = 0;
  for (int v = -kPatchRadius; v <= kPatchRadius; ++v) {
    for (int u = -kPatchRadius; u <= kPatchRadius; ++u) {
      const int sx = place.x + place.cosine * u + place.sine * v;
      const int sy = place.y - place.sine * u + place.cosine * v;
      const int ax = sx & 255;
      const int ay = sy & 255;
      const std::int8_t* here = map.at(std::clamp(sx >> 8, -TextureMap::kMargin, place.last_x),
                                       std::clamp(sy >> 8, -TextureMap::kMargin, place.last_y));
      const std::int8_t* below = here + map.stride();
      const int top = here[0] * (256 - ax) + here[1] * ax;
      const int bottom = below[0] * (256 - ax) + below[1] * ax;
      const int value = (top * (256 - ay) + bottom * ay + (1 << 15)) >> 16;
      const int at = (v + kPatchRadius) * kPatchRow + u + kPatchRadius;
      patch.values[static_cast<std::size_t>(at)] = static_cast<std::int16_t>(value);
      patch.energy += value * value;
    }
  }
}

}  // namespace enrolkit::match
#endif

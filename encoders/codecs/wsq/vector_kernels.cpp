// SPDX-License-Identifier: Apache-2.0
// Compiled once for each instruction set (Highway's foreach_target). Where a line does not fill its last vector, that
// one is laid over the end of the line: samples computed twice come out the same.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "encoders/codecs/wsq/vector_kernels.cpp"
#include <hwy/foreach_target.h>
// clang-format off
#include <hwy/highway.h>  // after foreach_target.h
// clang-format on

#include "encoders/codecs/wsq/scalar_kernels.hpp"

HWY_BEFORE_NAMESPACE();
namespace enrolkit::codecs::wsq {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Not wider than eight samples: the innermost subbands are narrow.
using Floats = HWY_CAPPED(float, 8);
using Ints = hn::Rebind<std::int32_t, Floats>;
using Shorts = hn::Rebind<std::int16_t, Floats>;
using Pixels = hn::Rebind<std::uint8_t, Floats>;

// Calls `step(i)` for the first sample of each vector; false when the line is shorter than one.
template <class Step>
HWY_INLINE bool each_vector(std::size_t count, Step step) {
  const std::size_t lanes = hn::Lanes(Floats());
  if (count < lanes) return false;
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) step(i);
  if (i < count) step(count - lanes);
  return true;
}

void weighted_sum(const WeightedLine* lines, std::size_t lines_count, float* HWY_RESTRICT out, std::size_t count) {
  const Floats d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t done = 0;
  for (; done + 4 * lanes <= count; done += 4 * lanes) {
    const float* first = lines[0].samples + done;
    auto weight = hn::Set(d, lines[0].weight);
    auto a = hn::Mul(weight, hn::LoadU(d, first)), b = hn::Mul(weight, hn::LoadU(d, first + lanes));
    auto c = hn::Mul(weight, hn::LoadU(d, first + 2 * lanes)), e = hn::Mul(weight, hn::LoadU(d, first + 3 * lanes));
    for (std::size_t line = 1; line < lines_count; ++line) {
      const float* next = lines[line].samples + done;
      weight = hn::Set(d, lines[line].weight);
      a = hn::Add(a, hn::Mul(weight, hn::LoadU(d, next)));
      b = hn::Add(b, hn::Mul(weight, hn::LoadU(d, next + lanes)));
      c = hn::Add(c, hn::Mul(weight, hn::LoadU(d, next + 2 * lanes)));
      e = hn::Add(e, hn::Mul(weight, hn::LoadU(d, next + 3 * lanes)));
    }
    hn::StoreU(a, d, out + done);
    hn::StoreU(b, d, out + done + lanes);
    hn::StoreU(c, d, out + done + 2 * lanes);
    hn::StoreU(e, d, out + done + 3 * lanes);
  }
  const auto one = [&](std::size_t i) HWY_ATTR {
    auto sum = hn::Mul(hn::Set(d, lines[0].weight), hn::LoadU(d, lines[0].samples + i));
    for (std::size_t line = 1; line < lines_count; ++line) {
      sum = hn::Add(sum, hn::Mul(hn::Set(d, lines[line].weight), hn::LoadU(d, lines[line].samples + i)));
    }
    hn::StoreU(sum, d, out + i);
  };
  for (; done + lanes <= count; done += lanes) one(done);
  if (done == count) return;
  if (count >= lanes) return one(count - lanes);
  for (; done < count; ++done) out[done] = weighted_sample(lines, lines_count, done);
}

void split_phases(const float* in, std::size_t pairs, float* HWY_RESTRICT even, float* HWY_RESTRICT odd) {
  const Floats d;
  const auto step = [&](std::size_t i) HWY_ATTR {
    hn::Vec<Floats> a, b;
    hn::LoadInterleaved2(d, in + 2 * i, a, b);
    hn::StoreU(a, d, even + i);
    hn::StoreU(b, d, odd + i);
  };
  if (!each_vector(pairs, step)) scalar_kernels().split_phases(in, pairs, even, odd);
}

void join_phases(const float* even, const float* odd, std::size_t pairs, float* HWY_RESTRICT out) {
  const Floats d;
  const auto step = [&](std::size_t i) HWY_ATTR {
    hn::StoreInterleaved2(hn::LoadU(d, even + i), hn::LoadU(d, odd + i), d, out + 2 * i);
  };
  if (!each_vector(pairs, step)) scalar_kernels().join_phases(even, odd, pairs, out);
}

void normalise(const std::uint8_t* in, std::size_t count, float shift, float scale, float* HWY_RESTRICT out) {
  const Floats d;
  const auto shifts = hn::Set(d, shift), scales = hn::Set(d, scale);
  const auto step = [&](std::size_t i) HWY_ATTR {
    const auto grey = hn::ConvertTo(d, hn::PromoteTo(Ints(), hn::LoadU(Pixels(), in + i)));
    hn::StoreU(hn::Div(hn::Sub(grey, shifts), scales), d, out + i);
  };
  if (!each_vector(count, step)) scalar_kernels().normalise(in, count, shift, scale, out);
}

void to_pixels(const float* in, std::size_t count, float shift, float scale, std::uint8_t* HWY_RESTRICT out) {
  const Floats d;
  const auto shifts = hn::Set(d, shift), scales = hn::Set(d, scale), half = hn::Set(d, 0.5F);
  const auto black = hn::Zero(d), white = hn::Set(d, 255.0F);
  const auto step = [&](std::size_t i) HWY_ATTR {
    const auto grey = hn::Add(hn::Add(hn::Mul(hn::LoadU(d, in + i), scales), shifts), half);
    const auto whole = hn::ConvertTo(Ints(), hn::Min(hn::Max(grey, black), white));
    hn::StoreU(hn::DemoteTo(Pixels(), whole), Pixels(), out + i);
  };
  if (!each_vector(count, step)) scalar_kernels().to_pixels(in, count, shift, scale, out);
}

void quantise(const float* in, std::size_t count, const Bins& bins, std::int16_t* HWY_RESTRICT out) {
  const Floats d;
  const auto width = hn::Set(d, bins.width), half_zero = hn::Set(d, bins.zero * 0.5F);
  const auto one = hn::Set(d, 1.0F), largest = hn::Set(d, kMaxIndex);
  const auto step = [&](std::size_t i) HWY_ATTR {
    const auto sample = hn::LoadU(d, in + i);
    const auto magnitude = hn::Abs(sample);
    const auto index = hn::Min(hn::Add(hn::Div(hn::Sub(magnitude, half_zero), width), one), largest);
    const auto kept = hn::IfThenElseZero(hn::Gt(magnitude, half_zero), hn::CopySign(index, sample));
    hn::StoreU(hn::DemoteTo(Shorts(), hn::ConvertTo(Ints(), kept)), Shorts(), out + i);
  };
  if (!each_vector(count, step)) scalar_kernels().quantise(in, count, bins, out);
}

LineKernels kernels() { return {weighted_sum, split_phases, join_phases, normalise, to_pixels, quantise}; }

}  // namespace HWY_NAMESPACE
}  // namespace enrolkit::codecs::wsq
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace enrolkit::codecs::wsq {

HWY_EXPORT(kernels);

const LineKernels& vector_kernels() {
  static const LineKernels chosen = HWY_DYNAMIC_DISPATCH(kernels)();
  return chosen;
}

}  // namespace enrolkit::codecs::wsq
#endif

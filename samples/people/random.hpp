// SPDX-License-Identifier: Apache-2.0
// Random numbers that are the same on every machine: the standard library's distributions are not.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace enrolkit::people {

// SplitMix64 (Steele, Lea, Flood 2014): a bijective mix of 64 bits; also the seeding of xoshiro.
[[nodiscard]] constexpr std::uint64_t mix_bits(std::uint64_t x) noexcept {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}

// xoshiro256** 1.0 (Blackman and Vigna 2018).
class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept {
    for (auto& word : state_) word = mix_bits(seed), seed += 0x9E3779B97F4A7C15ULL;
  }

  // An independent stream for one purpose, so that a new draw in one part of a person leaves the others as they were.
  [[nodiscard]] static Random stream(std::uint64_t seed, std::string_view purpose) noexcept {
    std::uint64_t hash = 0xCBF29CE484222325ULL;  // FNV-1a
    for (const char c : purpose) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    return Random(mix_bits(seed) ^ hash);
  }

  [[nodiscard]] std::uint64_t next() noexcept {
    const auto turn = [](std::uint64_t x, unsigned k) { return (x << k) | (x >> (64U - k)); };
    const std::uint64_t result = turn(state_[1] * 5U, 7U) * 9U;
    const std::uint64_t t = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = turn(state_[3], 45U);
    return result;
  }

  // [0, 1), all 53 bits.
  [[nodiscard]] double uniform() noexcept { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  [[nodiscard]] double uniform(double low, double high) noexcept { return low + (high - low) * uniform(); }

  // Normal by the sum of twelve uniforms: exact arithmetic, and bounded at six deviations, as people's measures are.
  [[nodiscard]] double normal(double mean, double deviation) noexcept {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += uniform();
    return mean + deviation * sum;
  }

  // 0 .. count - 1.
  [[nodiscard]] std::size_t index(std::size_t count) noexcept {
    return static_cast<std::size_t>(uniform() * static_cast<double>(count));
  }
  [[nodiscard]] bool chance(double probability) noexcept { return uniform() < probability; }

  template <class List>
  [[nodiscard]] const auto& pick(const List& list) noexcept {
    return list[index(std::size(list))];
  }

 private:
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace enrolkit::people

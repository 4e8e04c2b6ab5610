// SPDX-License-Identifier: Apache-2.0
// Value noise: smooth random fields over the plane and space, for skin, hair, cloth, paper and sensors.
#pragma once

#include <cstdint>

namespace enrolkit::people {

// [0, 1), by lattice point; independent for each seed.
[[nodiscard]] double lattice_noise(std::uint32_t seed, int x, int y, int z = 0) noexcept;

// [-1, 1], smooth, of period about one unit.
[[nodiscard]] double value_noise(std::uint32_t seed, double x, double y) noexcept;
[[nodiscard]] double value_noise(std::uint32_t seed, double x, double y, double z) noexcept;

// Octaves, each of half the amplitude and twice the frequency; about [-1, 1].
[[nodiscard]] double fractal_noise(std::uint32_t seed, double x, double y, int octaves) noexcept;
[[nodiscard]] double fractal_noise(std::uint32_t seed, double x, double y, double z, int octaves) noexcept;

// About normal with deviation 1, one independent value a lattice point.
[[nodiscard]] double lattice_normal(std::uint32_t seed, int x, int y) noexcept;

}  // namespace enrolkit::people

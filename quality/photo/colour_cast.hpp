// SPDX-License-Identifier: Apache-2.0
// The colour of the light, told from the whites of the eyes and the wall; the skin is judged under that light.
#pragma once

#include <array>
#include <optional>

#include "quality/photo/face_patch.hpp"
#include "quality/photo/linear_light.hpp"

namespace enrolkit::photo {

// The colour of the white of the lighter eye: of the lightest quarter of its opening. Empty when the eyes are too
// small.
[[nodiscard]] std::optional<LogChroma> sclera_colour(const FacePatch& patch);

// Chromaticity of the wall. A channel at its end tells only that there is at least so much of it: then as much as the
// sclera says.
[[nodiscard]] LogChroma wall_colour(const std::array<double, 3>& levels, std::optional<LogChroma> sclera);

// Median colour of the skin; empty when none of it lies in the picture.
[[nodiscard]] std::optional<LogChroma> skin_colour(const FacePatch& patch);

// The light's most likely colour, {0, 0} when it is neutral. The wall counts when it agrees with the eyes; else it has
// a colour of its own. What the skin adds to the white of narrow eyes is taken off.
[[nodiscard]] LogChroma light_colour(std::optional<LogChroma> sclera, LogChroma wall, std::optional<LogChroma> skin);

// CIELAB chroma of a neutral mid-grey under that light.
[[nodiscard]] double cast_chroma(LogChroma light);

// How far the skin's colour lies outside the a and b of human skin, CIELAB at one lightness for all; the light's colour
// taken off.
[[nodiscard]] double unnatural_skin(std::optional<LogChroma> skin, LogChroma light);

// Mean CIELAB chroma; 0 for a greyscale image.
[[nodiscard]] double mean_chroma(const FacePatch& patch);

}  // namespace enrolkit::photo

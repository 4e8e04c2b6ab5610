// SPDX-License-Identifier: Apache-2.0
// The expression: smiling lips and cheeks, raised brows. Faces differ, so a stream that knows the person's own neutral
// face should judge the difference to it rather than these values.
#pragma once

#include <array>
#include <tuple>

#include "enrolkit/photo.hpp"
#include "quality/photo/face_patch.hpp"
#include "quality/photo/face_shape.hpp"
#include "quality/photo/mouth_colours.hpp"
#include "quality/photo/mouth_gradients.hpp"

namespace enrolkit::photo {

// What the smile is told from: the shared shape of the landmarks, then the edges around the mouth, then its colours.
inline constexpr std::size_t kTermsBeforeColours = kShapeTerms + std::tuple_size_v<MouthGradients>;
using SmileTerms = std::array<double, kTermsBeforeColours + std::tuple_size_v<MouthColours>>;
[[nodiscard]] SmileTerms smile_terms(const FaceGeometry& face, const FacePatch& patch);

// About 0 for a neutral face and 1 for a smile with teeth. Between people neutral faces spread by 0.15; in one person
// it grows with the smile.
[[nodiscard]] double smile_score(const FaceGeometry& face, const FacePatch& patch);

// How high the brows stand over the eyes, in inter-eye distances, nodding taken off. Between people it spreads by 0.045
// about 0.36; a frown brings it below 0.25.
[[nodiscard]] double brow_height(const FaceGeometry& face);

}  // namespace enrolkit::photo

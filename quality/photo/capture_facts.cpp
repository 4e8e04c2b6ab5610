// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "quality/photo/block_artefacts.hpp"
#include "quality/photo/measures.hpp"

namespace enrolkit::photo {

void measure_facts(const PhotoFacts& facts, Measurements& out) {
  if (facts.age_in_days) {
    out.set(Requirement::photo_age, *facts.age_in_days);
  } else {
    out.refuse(Requirement::photo_age, "No picture tells when it was taken, and the capture did not say.");
  }
  if (facts.retouched) {
    out.set(Requirement::retouching, *facts.retouched ? 1 : 0);
  } else {
    out.refuse(Requirement::retouching, "No picture tells that it was not retouched, and the capture did not say.");
  }
  const Measurement& blocks = out[Requirement::compression];
  if (facts.jpeg_quality && blocks.value) {
    out.set(Requirement::compression, std::max(*blocks.value, jpeg_blocks_at(*facts.jpeg_quality)), blocks.region);
  }
}

}  // namespace enrolkit::photo

// SPDX-License-Identifier: Apache-2.0
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
}

}  // namespace enrolkit::photo

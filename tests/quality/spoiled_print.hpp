// SPDX-License-Identifier: Apache-2.0
// Synthetic prints as bad as readers and fingers make them, for training what tells good ones from bad.
#pragma once

#include "samples/people/fingerprint.hpp"

namespace enrolkit::testing {

// A touch with some faults, each in a random grade: dry or wet, too light or hard, off the middle, skin dragged, rough
// skin, a noisy sensor; smudges that hide the ridges in places; what another finger left on the glass (`residue`).
[[nodiscard]] people::Impression press_badly(const people::MasterPrint& master, const Image& residue,
                                             people::Random& random);

// What another finger leaves: a print of it, anywhere and at any angle.
[[nodiscard]] Image residue_of(const people::MasterPrint& master, people::Random& random);

}  // namespace enrolkit::testing

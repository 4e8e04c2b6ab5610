// SPDX-License-Identifier: Apache-2.0
// The pictures on which the scores of appearance.hpp are trained.
#pragma once

#include <filesystem>

#include "tests/quality/look_trainer.hpp"

namespace enrolkit::testing {

// Real portraits of the shared data, with drawn defects on the London ones; how many people they are.
int add_real_people(LookTrainer& trainer, const std::filesystem::path& data);
void add_drawn_people(LookTrainer& trainer, int group);

}  // namespace enrolkit::testing

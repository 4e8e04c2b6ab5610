// SPDX-License-Identifier: Apache-2.0
// train_appearance DATA [SCORE] > quality/photo/appearance_weights.cpp: the linear scores of appearance.hpp, or one.
// Ridge regression on real portraits (London neutral and smiling, Congress, generated faces whose closed eyes and
// sunglasses were picked by eye), with drawn defects on the London ones, and on drawn people. Tells the errors of a
// three-fold check in which nobody is in both parts on standard error.
#include <iostream>

#include "tests/quality/look_samples.hpp"

using namespace enrolkit;
using namespace enrolkit::testing;

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) return std::cerr << "train_appearance DATA [SCORE]\n", 2;
  const std::filesystem::path data = argv[1];
  auto models = photo::FaceModels::load("/usr/share/dlib/shape_predictor_68_face_landmarks.dat");
  if (!models) return std::cerr << models.error().message << "\n", 2;
  if (const auto ready = (*models)->wait(); !ready) return std::cerr << ready.error().message << "\n", 2;
  LookTrainer trainer(**models, argc == 3 ? argv[2] : "");
  const int people = add_real_people(trainer, data);
  add_drawn_people(trainer, people + 1);
  std::cout << "// SPDX-License-Identifier: Apache-2.0\n// Written by tests/quality/train_appearance.cpp.\n"
               "#include \"quality/photo/appearance.hpp\"\n\nnamespace enrolkit::photo {\n\n";
  trainer.learn(std::cout);
  std::cout << "}  // namespace enrolkit::photo\n";
  return 0;
}

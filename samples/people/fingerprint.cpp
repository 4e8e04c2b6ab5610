// SPDX-License-Identifier: Apache-2.0
#include "people/fingerprint.hpp"

#include <cmath>

namespace enrolkit::people {

MasterPrint grow_master(Random& random, const FingerParameters& parameters) {
  const OrientationField field(random, parameters.pattern, parameters.width, parameters.height, parameters.period);
  MasterPrint master{parameters, grow_ridges(field, parameters.width, parameters.height, random), {}, {}};
  master.minutiae = find_minutiae(master.ridges, field);
  for (double left = parameters.creases; random.uniform() < left; left -= 1) {
    const double x = parameters.width * random.uniform(0.2, 0.8);
    const double y = parameters.height * random.uniform(0.25, 0.8);
    const double half = random.uniform(18, 70);
    const double angle = random.normal(0.1, 0.6);
    const double dx = half * std::cos(angle);
    const double dy = half * std::sin(angle);
    master.creases.push_back({{x - dx, y - dy}, {x + dx, y + dy}, random.uniform(1.2, 2.6)});
  }
  return master;
}

Touch draw_touch(Random& random) {
  Touch touch;
  touch.rotation = random.normal(0, 5);
  touch.shift_x = random.normal(0, 9);
  touch.shift_y = random.normal(0, 9);
  touch.distortion = random.uniform(0.4, 1.4);
  touch.pressure = random.normal(0, 0.2);
  touch.moisture = random.normal(0, 0.2);
  touch.contact = random.uniform(0.92, 1.05);
  touch.roughness = random.uniform(0.6, 1.3);
  touch.texture = static_cast<std::uint32_t>(random.next());
  return touch;
}

}  // namespace enrolkit::people

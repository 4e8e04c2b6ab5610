// SPDX-License-Identifier: Apache-2.0
#include "people/fingerprint.hpp"

namespace enrolkit::people {

MasterPrint grow_master(Random& random, const FingerParameters& parameters) {
  const OrientationField field(random, parameters.pattern, parameters.width, parameters.height, parameters.period);
  MasterPrint master{parameters, grow_ridges(field, parameters.width, parameters.height, random), {}};
  master.minutiae = find_minutiae(master.ridges, field);
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
  touch.texture = static_cast<std::uint32_t>(random.next());
  return touch;
}

}  // namespace enrolkit::people

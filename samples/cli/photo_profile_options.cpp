// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/photo_profile_options.hpp"

namespace enrolkit::cli {

void add_photo_profile_options(Command command, PhotoProfileOptions& options) {
  command.add_option("--profile", options.profile, "Name of a profile, or a profile file (.json)");
  command.add_option("--birth", options.birth, "Date of birth: children have limits of their own");
  command.add_option("--on", options.on, "Date of the application (default: today)");
}

Result<Date> day_of(const PhotoProfileOptions& options) {
  return options.on.empty() ? Result<Date>(today()) : date_option("--on", options.on);
}

Result<PhotoProfile> photo_profile_of(const PhotoProfileOptions& options) {
  auto profile = load_profile<PhotoProfile>(options.profile, builtin_photo_profile, parse_photo_profile);
  if (!profile || options.birth.empty()) return profile;
  const auto on = day_of(options);
  if (!on) return on.error();
  const auto birth = date_option("--birth", options.birth);
  if (!birth) return birth.error();
  if (*on < *birth) return Error{ErrorCode::invalid_argument, "--birth: lies after --on " + format_date(*on)};
  return photo_profile_at_age(*profile, age_on(*birth, *on));
}

}  // namespace enrolkit::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {

// Which limits a photo is held against: --profile, and --birth with --on for a child's.
struct PhotoProfileOptions {
  std::string profile = "icao-2018";
  std::string birth;
  std::string on;
};

void add_photo_profile_options(Command command, PhotoProfileOptions& options);

// The day of the application: --on, or today.
[[nodiscard]] Result<Date> day_of(const PhotoProfileOptions& options);

// The profile as it holds for the person's age on that day.
[[nodiscard]] Result<PhotoProfile> photo_profile_of(const PhotoProfileOptions& options);

}  // namespace enrolkit::cli

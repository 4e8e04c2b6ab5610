// SPDX-License-Identifier: Apache-2.0
// The table behind --set: each key with its values and what they do to a draft.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "people/settings.hpp"

namespace enrolkit::people {

using Words = std::vector<std::pair<std::string, std::function<void(Draft&)>>>;

struct SettingKey {
  std::string name;
  std::string help;
  Words words;  // values that are words
  double low = 0;
  double high = -1;  // numbers are taken when low <= high
  std::function<void(Draft&, double)> number;
};

[[nodiscard]] const std::vector<SettingKey>& setting_keys();

// The part of it that grades by a number what others name by a word.
[[nodiscard]] std::vector<SettingKey> graded_keys();

}  // namespace enrolkit::people

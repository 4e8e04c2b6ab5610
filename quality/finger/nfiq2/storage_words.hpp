// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace enrolkit::nfiq2 {

// A word of OpenCV's YAML: a key without its colon, or a value. Lists and maps, written over lines or in brackets, are
// told by the keys in them; their marks are skipped.
struct StorageWord {
  std::string_view text;
  bool key = false;
  std::size_t line = 0;
};

class StorageWords {
 public:
  explicit StorageWords(std::string_view text) : text_(text) {}

  [[nodiscard]] std::optional<StorageWord> next();

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace enrolkit::nfiq2

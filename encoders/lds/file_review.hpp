// SPDX-License-Identifier: Apache-2.0
// What is found wrong with one chip file while it is read. All readers of the file share it: after the first failure
// they stand still, so that a decoder reads on in a straight line and asks once, at its end, whether all went well.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "enrolkit/result.hpp"
#include "enrolkit/security_object.hpp"

namespace enrolkit::lds {

class FileReview {
 public:
  explicit FileReview(std::string name) : name_(std::move(name)) {}

  // The file cannot be read on.
  void fail(ErrorCode code, std::size_t offset, std::string_view rule, std::string_view message);
  // Readable, yet not what it must be: the chip is not valid.
  void breach(std::size_t offset, std::string_view rule, std::string message);
  // A departure from the standard that leaves the content authentic.
  void note(std::size_t offset, std::string_view rule, std::string message);

  [[nodiscard]] bool failed() const noexcept { return error_.has_value(); }
  [[nodiscard]] const std::vector<ChipDeviation>& deviations() const noexcept { return deviations_; }

  // `value`, unless the file could not be read.
  template <class T>
  [[nodiscard]] Result<T> result(T value) const {
    if (error_) return *error_;
    return value;
  }

 private:
  void add(std::size_t offset, std::string_view rule, std::string message, bool tolerated);

  std::string name_;
  std::optional<Error> error_;
  std::vector<ChipDeviation> deviations_;
};

}  // namespace enrolkit::lds

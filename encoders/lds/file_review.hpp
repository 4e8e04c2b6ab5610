// SPDX-License-Identifier: Apache-2.0
// What is found wrong with one chip file while it is read. All readers of the file share it: after the first failure
// they stand still, so that a decoder reads on in a straight line and asks once, at its end, whether all went well.
// A strict review fails at the first departure of any kind; a lenient one only where the content cannot be told.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "enrolkit/chip.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::lds {

class FileReview {
 public:
  explicit FileReview(std::string name, ReadingMode mode = ReadingMode::lenient)
      : name_(std::move(name)), mode_(mode) {}

  // The file cannot be read on.
  void fail(ErrorCode code, std::size_t offset, std::string_view rule, std::string_view message);
  // Readable, yet not what it must be: the chip is not valid.
  void breach(std::size_t offset, std::string_view rule, std::string message);
  // A departure from the standard that leaves the content authentic.
  void note(std::size_t offset, std::string_view rule, std::string message);

  [[nodiscard]] bool failed() const noexcept { return error_.has_value(); }
  [[nodiscard]] const std::vector<ChipDeviation>& deviations() const noexcept { return deviations_; }

  // The answer of a decode function: what was found goes where `reading` wants it.
  template <class T>
  [[nodiscard]] Result<T> result(T value, const Reading& reading) const {
    if (reading.deviations != nullptr)
      reading.deviations->insert(reading.deviations->end(), deviations_.begin(), deviations_.end());
    return result(std::move(value));
  }
  // `value`, unless the file could not be read.
  template <class T>
  [[nodiscard]] Result<T> result(T value) const {
    if (error_) return *error_;
    return value;
  }

 private:
  void add(std::size_t offset, std::string_view rule, std::string message, bool tolerated);

  std::string name_;
  ReadingMode mode_;
  std::optional<Error> error_;
  std::vector<ChipDeviation> deviations_;
};

}  // namespace enrolkit::lds

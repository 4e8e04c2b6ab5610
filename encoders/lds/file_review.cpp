// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/file_review.hpp"

#include <algorithm>

namespace enrolkit::lds {
namespace {

// A hostile file could break a rule in every byte; a reader of the report needs only the first ones. Notes and breaches
// have a limit each: no number of notes may hide a breach.
constexpr std::size_t kMaxOfAKind = 100;

}  // namespace

void FileReview::fail(ErrorCode code, std::size_t offset, std::string_view rule, std::string_view message) {
  if (error_) return;
  error_ = Error{code, name_ + ": at byte " + std::to_string(offset) + ": " + std::string(message) + " (" +
                           std::string(rule) + ")"};
  deviations_.push_back({offset, std::string(rule), std::string(message), false});
}

void FileReview::add(std::size_t offset, std::string_view rule, std::string message, bool tolerated) {
  if (error_) return;
  if (mode_ == ReadingMode::strict) return fail(ErrorCode::malformed, offset, rule, message);
  const auto same_kind = std::count_if(deviations_.begin(), deviations_.end(),
                                       [&](const ChipDeviation& known) { return known.tolerated == tolerated; });
  if (static_cast<std::size_t>(same_kind) >= kMaxOfAKind) return;
  deviations_.push_back({offset, std::string(rule), std::move(message), tolerated});
}

void FileReview::breach(std::size_t offset, std::string_view rule, std::string message) {
  add(offset, rule, std::move(message), false);
}

void FileReview::note(std::size_t offset, std::string_view rule, std::string message) {
  add(offset, rule, std::move(message), true);
}

}  // namespace enrolkit::lds

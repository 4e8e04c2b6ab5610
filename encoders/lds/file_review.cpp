// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/file_review.hpp"

namespace enrolkit::lds {
namespace {

// A hostile file could break a rule in every byte; a reader of the report needs only the first ones.
constexpr std::size_t kMaxDeviations = 100;

}  // namespace

void FileReview::fail(ErrorCode code, std::size_t offset, std::string_view rule, std::string_view message) {
  if (error_) return;
  error_ = Error{code, name_ + ": at byte " + std::to_string(offset) + ": " + std::string(message) + " (" +
                           std::string(rule) + ")"};
  deviations_.push_back({offset, std::string(rule), std::string(message), false});
}

void FileReview::breach(std::size_t offset, std::string_view rule, std::string message) {
  if (error_ || deviations_.size() >= kMaxDeviations) return;
  deviations_.push_back({offset, std::string(rule), std::move(message), false});
}

void FileReview::note(std::size_t offset, std::string_view rule, std::string message) {
  if (error_ || deviations_.size() >= kMaxDeviations) return;
  deviations_.push_back({offset, std::string(rule), std::move(message), true});
}

}  // namespace enrolkit::lds

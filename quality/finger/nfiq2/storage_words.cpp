// SPDX-License-Identifier: Apache-2.0
#include "quality/finger/nfiq2/storage_words.hpp"

#include <algorithm>

namespace enrolkit::nfiq2 {
namespace {

constexpr std::string_view kMarks = " \t\r\n,{}[]";

}  // namespace

std::optional<StorageWord> StorageWords::next() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '\n') ++line_;
    if (kMarks.find(c) != std::string_view::npos) {
      ++at_;
      continue;
    }
    const std::size_t end = std::min(text_.find_first_of(kMarks, at_), text_.size());
    std::string_view word = text_.substr(at_, end - at_);
    const std::size_t colon = word.find(':');
    const bool tag = word.front() == '%' || word.front() == '!';
    const bool key = !tag && colon != std::string_view::npos && colon > 0;
    if (key) word = word.substr(0, colon);
    at_ += word.size() + (key ? 1 : 0);
    if (tag || word == "-" || word == "---" || word == "...") continue;
    return StorageWord{word, key, line_};
  }
  return std::nullopt;
}

}  // namespace enrolkit::nfiq2

// SPDX-License-Identifier: Apache-2.0
#include "encoders/mrz/name_components.hpp"

#include <algorithm>

namespace enrolkit::mrz {

NameComponents::NameComponents(std::string_view part) : size_(part.size()) {
  for (std::size_t start = 0; start <= part.size();) {
    const std::size_t end = std::min(part.find('<', start), part.size());
    components_.push_back({part.substr(start, end - start), end - start});
    start = end + 1;
  }
}

std::string NameComponents::text() const {
  std::string text;
  for (const Component& component : components_) {
    if (!text.empty()) text += '<';
    text += component.letters.substr(0, component.shown);
  }
  return text;
}

void NameComponents::show(Component& component, std::size_t letters) {
  size_ = size_ - component.shown + letters;
  component.shown = letters;
}

void NameComponents::drop_last(std::size_t room) {
  while (components_.size() > 1 && 2 * components_.size() - 1 > room) {
    size_ -= components_.back().shown + 1;
    components_.pop_back();
  }
}

void NameComponents::shorten_longest(std::size_t room) {
  drop_last(room);
  while (size_ > room) {
    const auto longest = std::max_element(components_.rbegin(), components_.rend(),
                                          [](const Component& a, const Component& b) { return a.shown < b.shown; });
    if (longest->shown == 1) return;
    show(*longest, longest->shown - 1);
  }
}

void NameComponents::shorten_from_the_end(std::size_t room) {
  drop_last(room);
  for (auto component = components_.rbegin(); component != components_.rend() && size_ > room; ++component) {
    show(*component, component->shown - std::min(component->shown - 1, size_ - room));
  }
}

void NameComponents::reduce_to_initials(std::size_t room) {
  drop_last(room);
  for (auto component = components_.rbegin(); component != components_.rend() && size_ > room; ++component) {
    show(*component, 1);
  }
}

void NameComponents::keep_equal_lengths(std::size_t room) {
  drop_last(room);
  std::size_t most = 0;
  for (const Component& component : components_) most = std::max(most, component.shown);
  for (; size_ > room && most > 1; --most) {
    for (Component& component : components_) show(component, std::min(component.shown, most - 1));
  }
}

void NameComponents::grow(std::size_t room) {
  for (bool grown = true; grown && size_ < room;) {
    grown = false;
    for (Component& component : components_) {
      if (size_ == room) return;
      if (component.shown == component.letters.size()) continue;
      show(component, component.shown + 1);
      grown = true;
    }
  }
}

}  // namespace enrolkit::mrz

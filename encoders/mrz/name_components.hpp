// SPDX-License-Identifier: Apache-2.0
// The components of one part of a name, and how many letters of each are shown.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace enrolkit::mrz {

class NameComponents {
 public:
  explicit NameComponents(std::string_view part);

  [[nodiscard]] std::size_t size() const { return size_; }  // of text()
  [[nodiscard]] std::string text() const;

  // Each until the part has at most `room` characters, and never below one letter and one component.
  void shorten_longest(std::size_t room);       // letter by letter, of equals the last
  void shorten_from_the_end(std::size_t room);  // the last to its initial, then the one before ...
  void reduce_to_initials(std::size_t room);    // the same, but each in one step
  void keep_equal_lengths(std::size_t room);    // the same number of letters of each
  void drop_last(std::size_t room);             // until initials would fit

  void grow(std::size_t room);  // shows letters again, one of each component in turn, as long as there is room

 private:
  struct Component {
    std::string_view letters;
    std::size_t shown;
  };
  void show(Component& component, std::size_t letters);

  std::vector<Component> components_;
  std::size_t size_;
};

}  // namespace enrolkit::mrz

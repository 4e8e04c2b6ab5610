// SPDX-License-Identifier: Apache-2.0
#include "encoders/mrz/name_field.hpp"

#include <algorithm>

#include "encoders/mrz/name_components.hpp"

namespace enrolkit::mrz {
namespace {

constexpr std::string_view kBetweenParts = "<<";

// The first `width` characters of a longer name, made to end with a letter: that tells a reader that it was shortened.
std::string cut(std::string name, std::size_t width) {
  if (name[width - 1] == '<') {
    for (std::size_t end = width - 1; end > 1; --end) {
      if (name[end] == '<' && name[end - 1] != '<' && name[end - 2] != '<') {  // a component of two letters or more
        name.erase(end - 1, 1);
        break;
      }
    }
  }
  return name.substr(0, width);
}

std::string joined(std::string_view primary, std::string_view secondary) {
  std::string name;
  name.reserve(primary.size() + kBetweenParts.size() + secondary.size());
  name += primary;
  if (!secondary.empty()) (name += kBetweenParts) += secondary;
  return name;
}

// The longest components of a primary identifier that leaves no room for the secondary one are shortened.
std::string cut_name(std::string_view primary, std::string_view secondary, std::size_t width) {
  const std::size_t room = width - kBetweenParts.size() - 1;  // one letter of the given names is always shown
  if (secondary.empty() || primary.size() <= room) return cut(joined(primary, secondary), width);
  NameComponents surname(primary);
  surname.shorten_longest(room);
  const std::string name = joined(surname.text(), secondary);
  return name.size() > width ? cut(name, width) : name;
}

std::string shorten_by_component(std::string_view primary, std::string_view secondary, std::size_t width,
                                 NameShortening way) {
  NameComponents surname(primary);
  if (secondary.empty()) {
    if (way == NameShortening::initials) {
      surname.shorten_from_the_end(width);
    } else {
      surname.keep_equal_lengths(width);
      surname.grow(width);
    }
    return surname.text();
  }
  const std::size_t parts = width - kBetweenParts.size();
  if (primary.size() + 1 > parts) {
    if (way == NameShortening::initials) {
      surname.reduce_to_initials(parts - 1);
    } else {  // a sixth of the field is kept for the given names, as the document's examples have it
      surname.keep_equal_lengths(parts - std::min(secondary.size(), (width + 5) / 6));
    }
  }
  const auto given_names = [&] {
    NameComponents given(secondary);
    given.shorten_from_the_end(parts - std::min(surname.size(), parts - 1));
    return given;
  };
  NameComponents given = given_names();
  surname.grow(parts - given.size());
  if (surname.size() + given.size() < parts) {  // a name would fit by its initial, were there room for its separator
    NameComponents shorter = surname;
    shorter.shorten_from_the_end(surname.size() - 1);
    if (shorter.size() + 1 == surname.size()) {
      surname = shorter;
      given = given_names();
    }
  }
  return joined(surname.text(), given.text());
}

}  // namespace

NameField fill_name_field(std::string_view primary, std::string_view secondary, std::size_t width, NameShortening way) {
  std::string name = joined(primary, secondary);
  const bool fits = name.size() <= width;
  if (!fits) {
    name = way == NameShortening::cut ? cut_name(primary, secondary, width)
                                      : shorten_by_component(primary, secondary, width, way);
  }
  name.resize(width, '<');
  return {std::move(name), !fits};
}

}  // namespace enrolkit::mrz

// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/mrz_name.hpp"

#include <algorithm>
#include <vector>

namespace enrolkit::lds {
namespace {

constexpr std::string_view kBetweenParts = "<<";

std::vector<std::string> components_of(std::string_view part) {
  std::vector<std::string> components(1);
  for (const char c : part) {
    if (c == '<') {
      components.emplace_back();
    } else {
      components.back() += c;
    }
  }
  return components;
}

std::string joined(const std::vector<std::string>& components) {
  std::string text;
  for (const std::string& component : components) text += (text.empty() ? "" : "<") + component;
  return text;
}

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

// Shortens the longest component, of equals the last, letter by letter; when all are initials, drops the last ones.
std::string shortened(std::string_view part, std::size_t width) {
  std::vector<std::string> components = components_of(part);
  for (std::size_t length = part.size(); length > width;) {
    auto longest = components.begin();
    for (auto component = components.begin(); component != components.end(); ++component) {
      if (component->size() >= longest->size()) longest = component;
    }
    if (longest->size() > 1) {
      longest->pop_back();
      --length;
    } else {
      components.pop_back();
      length -= 2;
    }
  }
  return joined(components);
}

}  // namespace

MrzName fill_name_field(std::string_view primary, std::string_view secondary, std::size_t width) {
  std::string name(primary);
  if (!secondary.empty()) {
    const std::size_t room = width - kBetweenParts.size() - 1;  // one letter of the given names is always shown
    const std::size_t whole = primary.size() + kBetweenParts.size() + secondary.size();
    if (whole > width && primary.size() > room) name = shortened(primary, room);
    name += std::string(kBetweenParts) + std::string(secondary);
  }
  if (name.size() > width) return {cut(std::move(name), width), true};
  const bool truncated =
      name.size() < primary.size() + (secondary.empty() ? 0 : kBetweenParts.size() + secondary.size());
  name.resize(width, '<');
  return {std::move(name), truncated};
}

}  // namespace enrolkit::lds

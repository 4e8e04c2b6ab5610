// SPDX-License-Identifier: Apache-2.0
#include "sdk/foundation/json_place.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace enrolkit {
namespace {

// An object or list that is open at the place of reading. A stack of them instead of recursion: nesting is the input's.
struct Level {
  bool is_object = false;
  std::string prefix;  // of the paths in it
  std::size_t index = 0;
  bool key_next = false;
  std::set<std::string, std::less<>> keys;
};

std::size_t end_of_string(std::string_view text, std::size_t quote) {
  std::size_t at = quote + 1;
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
  return std::min(at + 1, text.size());
}

// Calls `visit(path, offset, repeated)` for each key and list item until it answers true.
template <class Visit>
void walk(std::string_view text, Visit visit) {
  std::vector<Level> levels;
  std::string path;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    Level* level = levels.empty() ? nullptr : &levels.back();
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ':') {
      ++at;
    } else if (c == '}' || c == ']') {
      levels.pop_back();
      ++at;
    } else if (c == ',') {
      ++level->index;
      level->key_next = level->is_object;
      ++at;
    } else if (level != nullptr && level->key_next) {
      const std::size_t end = end_of_string(text, at);
      const std::string key(text.substr(at + 1, end - at - 2));
      path = level->prefix + key;
      if (visit(path, at, !level->keys.insert(key).second)) return;
      level->key_next = false;
      at = end;
    } else {
      if (level != nullptr && !level->is_object) {
        path = level->prefix + "[" + std::to_string(level->index) + "]";
        if (visit(path, at, false)) return;
      }
      if (c == '{' || c == '[') {
        const bool is_object = c == '{';
        levels.push_back({is_object, levels.empty() || !is_object ? path : path + ".", 0, is_object, {}});
        ++at;
      } else if (c == '"') {
        at = end_of_string(text, at);
      } else {
        at = std::min(text.find_first_of(",]} \t\r\n", at), text.size());
      }
    }
  }
}

}  // namespace

std::string place_in(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t break_at = before.rfind('\n');
  const std::size_t column = before.size() - (break_at == std::string_view::npos ? 0 : break_at + 1) + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

std::size_t offset_of(std::string_view text, std::string_view path) {
  for (; !path.empty(); path = path.substr(0, std::min(path.find_last_of(".["), path.size()))) {
    std::optional<std::size_t> found;
    walk(text, [&](const std::string& at, std::size_t offset, bool /*repeated*/) {
      if (at == path) found = offset;
      return found.has_value();
    });
    if (found) return *found;
    if (path.find_last_of(".[") == std::string_view::npos) break;
  }
  return std::min(text.find_first_not_of(" \t\r\n"), text.size());
}

std::optional<std::size_t> repeated_key(std::string_view text) {
  std::optional<std::size_t> found;
  walk(text, [&](const std::string& /*path*/, std::size_t offset, bool repeated) {
    if (repeated) found = offset;
    return repeated;
  });
  return found;
}

}  // namespace enrolkit

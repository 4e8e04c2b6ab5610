// SPDX-License-Identifier: Apache-2.0
#include "people/settings.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "people/people.hpp"
#include "people/setting_table.hpp"

namespace enrolkit::people {
namespace {

using Key = SettingKey;

std::string values_of(const Key& key) {
  std::string text;
  for (const auto& [word, apply] : key.words) text += (text.empty() ? "" : " | ") + word;
  if (key.low <= key.high) {
    text += (text.empty() ? "" : " | ") + std::string("number");
    if (!key.help.empty()) text += " (" + key.help + ")";
  }
  return text;
}

std::optional<double> parse_number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

Error bad_value(const Key& key, const std::string& value) {
  return {ErrorCode::invalid_argument,
          "setting '" + key.name + "' cannot be '" + value + "'; expected " + values_of(key)};
}

}  // namespace

std::string setting_help() {
  std::string text;
  for (const Key& key : setting_keys()) {
    text += key.name + "=" + values_of(key);
    if (key.low > key.high && !key.help.empty()) text += "  (" + key.help + ")";
    text += "\n";
  }
  return text;
}

Result<Wishes> read_wishes(const std::map<std::string, std::string>& set) {
  Wishes wishes;
  if (const auto sex = set.find("sex"); sex != set.end()) wishes.female = sex->second == "F";
  if (const auto skin = set.find("skin"); skin != set.end()) {
    static const std::map<std::string, double> kDepths{
        {"light", 0.1}, {"medium", 0.38}, {"brown", 0.62}, {"dark", 0.85}};
    const auto word = kDepths.find(skin->second);
    wishes.skin = word != kDepths.end() ? word->second : parse_number(skin->second).value_or(-1);
  }
  if (const auto variety = set.find("variety"); variety != set.end()) {
    wishes.variety = std::clamp(parse_number(variety->second).value_or(0), 0.0, 1.0);
  }
  return wishes;
}

Status apply_settings(const std::map<std::string, std::string>& set, Draft& draft) {
  for (const auto& setting : set) {
    const std::string& name = setting.first;
    const std::string& value = setting.second;
    const auto key =
        std::find_if(setting_keys().begin(), setting_keys().end(), [&](const Key& k) { return k.name == name; });
    if (key == setting_keys().end()) {
      std::string known;
      for (const Key& k : setting_keys()) known += (known.empty() ? "" : ", ") + k.name;
      return Error{ErrorCode::invalid_argument, "there is no setting '" + name + "'; known are " + known};
    }
    const auto word =
        std::find_if(key->words.begin(), key->words.end(), [&](const auto& w) { return w.first == value; });
    if (word != key->words.end()) {
      word->second(draft);
      continue;
    }
    const auto parsed = parse_number(value);
    if (!parsed || *parsed < key->low || *parsed > key->high) return bad_value(*key, value);
    key->number(draft, *parsed);
  }
  return {};
}

}  // namespace enrolkit::people

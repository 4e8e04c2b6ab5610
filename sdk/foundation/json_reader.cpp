// SPDX-License-Identifier: Apache-2.0
#include "sdk/foundation/json_reader.hpp"

#include <algorithm>
#include <utility>

#include "sdk/foundation/json_place.hpp"

namespace enrolkit {
namespace {

using Json = nlohmann::json;

constexpr int kMaxNesting = 32;  // four times the deepest document that is written for us

const char* type_name(Json::value_t type) {
  switch (type) {
    case Json::value_t::object:
      return "an object";
    case Json::value_t::array:
      return "a list";
    case Json::value_t::string:
      return "a text";
    case Json::value_t::boolean:
      return "true or false";
    default:
      return "a number";
  }
}

}  // namespace

Result<Json> parse_json(std::string_view text, std::string_view name) {
  const std::string file(name);
  std::vector<std::set<std::string>> keys;
  std::string twice;
  int deepest = 0;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    deepest = std::max(deepest, depth);
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end) keys.pop_back();
    if (event == Json::parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second && twice.empty()) {
      twice = parsed.get<std::string>();
    }
    return true;
  };
  try {
    Json document = Json::parse(text, watch);
    if (deepest > kMaxNesting) {
      return Error{ErrorCode::too_large,
                   file + ": objects and lists may be nested " + std::to_string(kMaxNesting) + " deep at most"};
    }
    if (!twice.empty()) {
      return Error{ErrorCode::malformed, file + ": the key '" + twice + "' stands there twice, again at " +
                                             place_in(text, repeated_key(text).value_or(0))};
    }
    if (!document.is_object()) return Error{ErrorCode::malformed, file + ": a JSON object is expected"};
    return document;
  } catch (const Json::parse_error& error) {
    return Error{ErrorCode::malformed,
                 file + ": not valid JSON at " + place_in(text, error.byte > 0 ? error.byte - 1 : 0)};
  } catch (const std::exception&) {
    return Error{ErrorCode::malformed, file + ": not valid JSON"};
  }
}

JsonReader::JsonReader(const Json& object, std::string name, std::string_view text, std::string path,
                       std::optional<Error>& error)
    : object_(object), name_(std::move(name)), text_(text), path_(std::move(path)), error_(error) {
  if (!object_.is_object()) fail("", "an object is expected");
}

void JsonReader::fail(std::string_view key, const std::string& what, ErrorCode code) {
  if (error_) return;
  std::string place = path_ + std::string(key);
  if (place.ends_with('.')) place.pop_back();
  const std::string where = text_.empty() ? "" : place_in(text_, offset_of(text_, place)) + ": ";
  error_ = Error{code, name_ + ": " + where + (place.empty() ? "" : "'" + place + "': ") + what};
}

std::vector<std::string> JsonReader::keys() const {
  std::vector<std::string> names;
  if (!object_.is_object()) return names;
  for (const auto& item : object_.items()) names.push_back(item.key());
  return names;
}

const Json* JsonReader::find(std::string_view key, Json::value_t type, Need need) {
  asked_.emplace(key);
  if (error_) return nullptr;
  const auto entry = object_.find(key);
  if (entry == object_.end()) {
    if (need == Need::required) fail(key, "is missing");
    return nullptr;
  }
  const bool integers = type == Json::value_t::number_integer && entry->is_number_integer();
  if (entry->type() != type && !integers) {
    fail(key, std::string(type_name(type)) + " is expected");
    return nullptr;
  }
  return &*entry;
}

std::string JsonReader::text(std::string_view key, Need need) {
  const Json* value = find(key, Json::value_t::string, need);
  return value != nullptr ? value->get<std::string>() : std::string();
}

std::string JsonReader::choice(std::string_view key, const std::vector<std::string_view>& choices, Need need) {
  std::string value = text(key, need);
  if (error_ || (need == Need::optional && !object_.contains(key))) return value;
  if (std::find(choices.begin(), choices.end(), value) == choices.end()) {
    std::string known;
    for (const std::string_view one : choices) known += (known.empty() ? "" : ", ") + std::string(one);
    fail(key, "must be one of " + known, ErrorCode::invalid_argument);
  }
  return value;
}

int JsonReader::integer(std::string_view key, int least, int most, Need need) {
  const Json* value = find(key, Json::value_t::number_integer, need);
  if (value == nullptr) return 0;
  const bool in_range = value->is_number_unsigned()
                            ? value->get<std::uint64_t>() <= static_cast<std::uint64_t>(most) &&
                                  (least <= 0 || value->get<std::uint64_t>() >= static_cast<std::uint64_t>(least))
                            : value->get<std::int64_t>() >= least && most >= 0;
  if (!in_range) {
    fail(key, "must be between " + std::to_string(least) + " and " + std::to_string(most), ErrorCode::invalid_argument);
    return 0;
  }
  return value->get<int>();
}

bool JsonReader::boolean(std::string_view key, Need need) {
  const Json* value = find(key, Json::value_t::boolean, need);
  return value != nullptr && value->get<bool>();
}

std::optional<Date> JsonReader::date(std::string_view key, Need need) {
  const Json* value = find(key, Json::value_t::string, need);
  if (value == nullptr) return std::nullopt;
  auto date = parse_date(value->get<std::string>());
  if (!date) {
    fail(key, date.error().message, date.error().code);
    return std::nullopt;
  }
  return *date;
}

std::vector<std::string> JsonReader::texts(std::string_view key) {
  std::vector<std::string> list;
  const Json* value = find(key, Json::value_t::array, Need::required);
  if (value == nullptr) return list;
  for (const Json& item : *value) {
    if (!item.is_string()) {
      fail(key, "a list of texts is expected");
      break;
    }
    list.push_back(item.get<std::string>());
  }
  return list;
}

void JsonReader::finish() {
  if (error_) return;
  for (const auto& [key, value] : object_.items()) {
    if (!asked_.contains(key)) return fail(key, "is not a known key");
  }
}

}  // namespace enrolkit

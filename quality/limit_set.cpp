// SPDX-License-Identifier: Apache-2.0
#include "quality/limit_set.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

namespace enrolkit {
namespace {

using Json = nlohmann::ordered_json;

// Nobody is a child at this age in any law.
constexpr unsigned kOldestChild = 21;

// Thrown inside this file only; parse_limits turns it into an Error.
struct BadProfile {
  std::string message;
};

[[noreturn]] void refuse(const std::string& key, const std::string& what) { throw BadProfile{"'" + key + "' " + what}; }

// nlohmann keeps the first or last of two equal keys without a word; a typing error in a profile must be seen.
Json parse_without_repeats(std::string_view text) {
  std::vector<std::set<std::string>> open;
  const auto watch = [&open](int /*depth*/, Json::parse_event_t event, Json& value) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(value.get<std::string>()).second) {
      refuse(value.get<std::string>(), "is given twice");
    }
    return true;
  };
  try {
    return Json::parse(text, watch);
  } catch (const Json::parse_error& e) {
    const auto read = text.substr(0, std::min(text.size(), e.byte));
    throw BadProfile{"no JSON from line " + std::to_string(1 + std::count(read.begin(), read.end(), '\n')) + " on"};
  } catch (const Json::exception&) {
    throw BadProfile{"holds a number beyond all range"};
  }
}

void require_keys(const Json& object, const std::string& path, std::span<const std::string_view> known,
                  std::span<const std::string_view> needed) {
  if (!object.is_object()) refuse(path.empty() ? "(document)" : path, "must be an object");
  const std::string prefix = path.empty() ? "" : path + ".";
  for (const auto& item : object.items()) {
    if (std::find(known.begin(), known.end(), item.key()) == known.end()) refuse(prefix + item.key(), "is unknown");
  }
  for (const auto key : needed) {
    if (!object.contains(key)) refuse(prefix + std::string(key), "is missing");
  }
}

std::string text_of(const Json& object, const std::string& path, const char* key, bool may_be_empty) {
  const Json& value = object[key];
  if (!value.is_string()) refuse(path + key, "must be a text");
  auto text = value.get<std::string>();
  if (text.empty() && !may_be_empty) refuse(path + key, "must not be empty");
  return text;
}

std::optional<double> number_of(const Json& object, const std::string& path, const char* key) {
  if (!object.contains(key)) return std::nullopt;
  if (!object[key].is_number()) refuse(path + key, "must be a number");
  return object[key].get<double>();
}

Severity severity_of(const Json& object, const std::string& path) {
  const std::string text = text_of(object, path, "severity", false);
  for (const Severity severity : {Severity::advice, Severity::rule, Severity::law}) {
    if (severity_name(severity) == text) return severity;
  }
  refuse(path + "severity", "must be advice, rule or law");
}

Limit limit_of(const Json& object, const std::string& requirement) {
  static constexpr std::array<std::string_view, 8> kKnown = {"clause", "unit",     "min",    "max",
                                                             "unsure", "severity", "source", "verified"};
  static constexpr std::array<std::string_view, 5> kNeeded = {"clause", "unit", "severity", "source", "verified"};
  const std::string key = "limits." + requirement;
  const std::string path = key + ".";
  require_keys(object, key, kKnown, kNeeded);
  Limit limit;
  limit.requirement = requirement;
  limit.clause = text_of(object, path, "clause", false);
  limit.unit = text_of(object, path, "unit", true);
  limit.source = text_of(object, path, "source", false);
  limit.severity = severity_of(object, path);
  if (!object["verified"].is_boolean()) refuse(path + "verified", "must be true or false");
  limit.verified = object["verified"].get<bool>();
  limit.min = number_of(object, path, "min");
  limit.max = number_of(object, path, "max");
  limit.unsure = number_of(object, path, "unsure").value_or(0);
  if (!limit.min && !limit.max) refuse(key, "needs min or max");
  if (limit.unsure < 0) refuse(path + "unsure", "must not be negative");
  if (limit.min && limit.max) {
    if (*limit.min > *limit.max) refuse(path + "min", "is above max: no image can meet both");
    if (*limit.min + limit.unsure > *limit.max - limit.unsure) {
      refuse(path + "unsure", "is so wide that no image can pass between min and max");
    }
  }
  return limit;
}

std::vector<ChildLimits> children_of(const Json& list) {
  static constexpr std::array<std::string_view, 2> kKeys = {"under", "profile"};
  if (!list.is_array()) refuse("children", "must be a list");
  std::vector<ChildLimits> children;
  for (const Json& child : list) {
    require_keys(child, "children", kKeys, kKeys);
    if (!child["under"].is_number_unsigned()) refuse("children.under", "must be a number of years");
    const auto under = child["under"].get<std::uint64_t>();
    const int youngest = children.empty() ? 0 : children.back().under;
    if (under > kOldestChild || static_cast<int>(under) <= youngest) {
      refuse("children.under", "must rise from entry to entry, up to " + std::to_string(kOldestChild));
    }
    children.push_back({static_cast<int>(under), text_of(child, "children.", "profile", false)});
  }
  return children;
}

LimitSet limits_of(std::string_view text, std::span<const std::string_view> requirements,
                   std::span<const std::string_view> besides) {
  static constexpr std::array<std::string_view, 5> kKeys = {"name", "version", "limits", "base", "children"};
  const Json document = parse_without_repeats(text);
  std::vector<std::string_view> known(kKeys.begin(), kKeys.end());
  known.insert(known.end(), besides.begin(), besides.end());
  require_keys(document, "", known, std::span(kKeys).first(3));
  LimitSet set;
  set.name = text_of(document, "", "name", false);
  set.version = text_of(document, "", "version", false);
  if (document.contains("base")) set.base = text_of(document, "", "base", false);
  if (document.contains("children")) set.children = children_of(document["children"]);
  const Json& limits = document["limits"];
  require_keys(limits, "limits", requirements, set.base.empty() ? requirements : requirements.first(0));
  for (const auto& item : limits.items()) set.limits.push_back(limit_of(item.value(), item.key()));
  return set;
}

}  // namespace

Result<LimitSet> parse_limits(std::string_view json, std::span<const std::string_view> requirements,
                              std::string_view name, std::span<const std::string_view> besides) {
  const std::string who = "profile '" + std::string(name) + "': ";
  if (json.size() > kMaxProfileBytes) {
    return Error{ErrorCode::too_large, who + "more than " + std::to_string(kMaxProfileBytes) + " bytes"};
  }
  try {
    return limits_of(json, requirements, besides);
  } catch (const BadProfile& bad) {
    return Error{ErrorCode::malformed, who + bad.message};
  } catch (const nlohmann::json::exception&) {
    return Error{ErrorCode::malformed, who + "does not have the form of a profile"};
  }
}

Result<std::string_view> embedded_profile(std::span<const std::pair<std::string_view, std::string_view>> files,
                                          std::string_view kind, std::string_view name) {
  std::string known;
  for (const auto& [file, text] : files) {
    if (file == name) return text;
    known += (known.empty() ? "" : ", ") + std::string(file);
  }
  return Error{ErrorCode::not_found,
               "no " + std::string(kind) + " profile is named '" + std::string(name) + "': there are " + known};
}

const Limit* find_limit(std::span<const Limit> limits, std::string_view requirement) noexcept {
  const auto found = std::find_if(limits.begin(), limits.end(),
                                  [requirement](const Limit& limit) { return limit.requirement == requirement; });
  return found == limits.end() ? nullptr : &*found;
}

}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/policy.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "enrolkit/finger.hpp"
#include "sdk/rules/policy_parts.hpp"

namespace enrolkit {

std::span<const std::pair<std::string_view, std::string_view>> embedded_policies();

namespace {

using Need = JsonReader::Need;

constexpr int kMaxImageBytes = 1 << 20;  // chips hold 64 to 128 kB in all
constexpr int kMaxImageSide = 10000;
constexpr int kMaxFingerAttempts = 20;  // more tire the person and give no better print

// A name that conditions, messages and options are built of.
bool is_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

void expect_name(JsonReader& reader, const std::string& name) {
  if (!is_name(name)) reader.fail("", "a name has small letters, digits, '-' and '_' only");
}

std::map<std::string, Rule> read_rules(JsonReader& parent) {
  std::map<std::string, Rule> rules;
  parent.members("rules", [&](const std::string& id, JsonReader& reader) {
    expect_name(reader, id);
    Rule rule{id, reader.text("says"), reader.text("source"), reader.boolean("verified")};
    if (rule.says.empty()) reader.fail("says", "must not be empty");
    if (rule.source.empty()) reader.fail("source", "every rule names its source");
    rules.emplace(id, std::move(rule));
  });
  return rules;
}

std::map<std::string, Input> read_inputs(JsonReader& parent) {
  std::map<std::string, Input> inputs;
  parent.members("inputs", [&](const std::string& name, JsonReader& reader) {
    expect_name(reader, name);
    Input input;
    const std::string type = reader.choice("type", {"choice", "text", "number", "date"});
    input.type = type == "text"     ? InputType::text
                 : type == "number" ? InputType::number
                 : type == "date"   ? InputType::date
                                    : InputType::choice;
    input.question = reader.text("question");
    if (input.type == InputType::choice) input.values = reader.texts("values");
    if (input.type == InputType::choice && input.values.empty()) reader.fail("values", "at least one is expected");
    for (const std::string_view fact : {kReuseFact, kKeepFact, kRecordExpiryFact}) {
      if (name == fact) reader.fail("", "this name belongs to what is known without asking");
    }
    inputs.emplace(name, std::move(input));
  });
  return inputs;
}

FingerImageFormat read_finger_format(JsonReader& reader) {
  constexpr std::array kFormats = {FingerImageFormat::jpeg2000, FingerImageFormat::wsq, FingerImageFormat::png};
  std::vector<std::string_view> names;
  for (const FingerImageFormat format : kFormats) names.push_back(finger_image_format_name(format));
  const std::string name = reader.choice("format", names, Need::optional);
  const auto* const format = std::ranges::find(kFormats, name, finger_image_format_name);
  return format == kFormats.end() ? FingerImageFormat::jpeg2000 : *format;
}

ChipImageLimit read_image_limit(JsonReader& chip, std::string_view key, PolicyNames& names,
                                FingerImageFormat* format = nullptr) {
  ChipImageLimit limit;
  chip.object(key, [&](JsonReader& reader) {
    limit.max_bytes = static_cast<std::size_t>(reader.integer("max_bytes", 1000, kMaxImageBytes));
    limit.max_width = reader.integer("max_width", 64, kMaxImageSide);
    limit.max_height = reader.integer("max_height", 64, kMaxImageSide);
    if (format != nullptr) *format = read_finger_format(reader);
    read_rule(reader, names);
  });
  return limit;
}

void read_fingers(JsonReader& reader, PolicyNames& names, Policy& policy) {
  reader.object("fingers", [&](JsonReader& fingers) {
    policy.finger_count = fingers.integer("count", 1, 10);
    policy.finger_attempts = fingers.integer("attempts", 1, kMaxFingerAttempts);
    policy.finger_order = fingers.texts("order");
    read_rule(fingers, names);
    for (const std::string& finger : policy.finger_order) {
      if (!parse_finger_name("right-" + finger)) fingers.fail("order", "'" + finger + "' is no finger");
    }
    if (policy.finger_order.empty()) fingers.fail("order", "at least one finger is expected");
  });
}

}  // namespace

Result<Policy> parse_policy(std::string_view json, std::string_view name) {
  if (json.size() > kMaxPolicyBytes) {
    return Error{ErrorCode::too_large,
                 std::string(name) + ": a policy has at most " + std::to_string(kMaxPolicyBytes) + " bytes"};
  }
  const auto document = parse_json(json, name);
  if (!document) return document.error();
  JsonReader reader(*document, std::string(name), json);
  PolicyNames names;
  Policy policy;
  policy.name = reader.text("name");
  policy.version = reader.text("version");
  reader.text("$schema", Need::optional);
  policy.issuing_state = reader.text("issuing_state");
  policy.photo_profile = reader.text("photo_profile");
  policy.finger_profile = reader.text("finger_profile");
  names.rules = read_rules(reader);
  names.inputs = read_inputs(reader);
  reader.object("leap_day", [&](JsonReader& leap) {
    policy.leap_day.first_of_march = leap.choice("birthday", {"03-01", "02-28"}) == "03-01";
    policy.leap_day.rule = read_rule(leap, names);
  });
  policy.same_holder = read_same_holder(reader, names);
  policy.places = read_places(reader, names);
  reader.members("applications", [&](const std::string& kind, JsonReader& application) {
    expect_name(application, kind);
    policy.applications.emplace(kind, read_application(application, names));
  });
  if (policy.applications.empty()) reader.fail("applications", "at least one kind of application is expected");
  policy.fees = read_fees(reader, names);
  policy.terms = read_terms(reader, names);
  policy.overrides = read_overrides(reader, names);
  policy.services = read_services(reader, names);
  if (reader.has("duties")) {
    reader.objects("duties", [&](JsonReader& duty) { policy.duties.push_back(read_rule(duty, names)); });
  }
  read_fingers(reader, names, policy);
  reader.object("chip", [&](JsonReader& chip) {
    policy.portrait = read_image_limit(chip, "portrait", names);
    policy.finger = read_image_limit(chip, "finger", names, &policy.finger_format);
    policy.signature = read_image_limit(chip, "signature", names);
  });
  reader.finish();
  policy.rules = names.rules;
  policy.inputs = names.inputs;
  if (!reader.error()) check_references(reader, policy, names);
  if (reader.error()) return *reader.error();
  return policy;
}

std::vector<std::string> builtin_policy_names() {
  std::vector<std::string> names;
  for (const auto& [policy, text] : embedded_policies()) names.emplace_back(policy);
  return names;
}

Result<Policy> builtin_policy(std::string_view name) {
  std::string known;
  for (const auto& [policy, text] : embedded_policies()) {
    if (policy == name) return parse_policy(text, name);
    known += (known.empty() ? "" : ", ") + std::string(policy);
  }
  return Error{ErrorCode::not_found, "there is no policy '" + std::string(name) + "': known are " + known};
}

}  // namespace enrolkit

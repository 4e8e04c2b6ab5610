// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "enrolkit/rules.hpp"
#include "sdk/foundation/json_reader.hpp"

namespace enrolkit {

std::span<const std::pair<std::string_view, std::string_view>> embedded_policies();

namespace {

using Need = JsonReader::Need;

constexpr int kMaxImageBytes = 1 << 20;  // chips hold 64 to 128 kB in all
constexpr int kMaxImageSide = 10000;
constexpr int kAgeWithoutEnd = 200;
constexpr int kMaxFingerAttempts = 20;  // more tire the person and give no better print

Decision decision_of(std::string_view name) {
  for (const Decision decision : {Decision::required, Decision::not_taken, Decision::exempt, Decision::reuse}) {
    if (decision_name(decision) == name) return decision;
  }
  return Decision::not_taken;
}

std::string source_of(JsonReader& reader) {
  std::string source = reader.text("source");
  if (source.empty()) reader.fail("source", "every rule names its source");
  return source;
}

std::vector<AgeStep> read_steps(JsonReader& samples, std::string_view sample) {
  std::vector<AgeStep> steps;
  samples.objects(sample, [&](JsonReader& reader) {
    AgeStep step;
    step.from_age = reader.integer("from_age", 0, kMaxAge);
    step.decision = decision_of(reader.choice("decision", {"required", "not_taken", "exempt", "reuse"}));
    step.reason = reader.text("reason");
    step.source = source_of(reader);
    if (step.from_age <= (steps.empty() ? -1 : steps.back().from_age)) {
      reader.fail("from_age", "ages must ascend");
    }
    steps.push_back(std::move(step));
  });
  if (steps.empty() || steps.front().from_age != 0) samples.fail(sample, "must begin with a step from age 0");
  return steps;
}

ApplicationRules read_application(JsonReader& reader) {
  ApplicationRules rules;
  rules.makes_document = reader.boolean("makes_document");
  reader.object("samples", [&](JsonReader& samples) {
    for (const Sample sample : {Sample::photo, Sample::signature, Sample::fingerprints}) {
      rules.samples[sample] = read_steps(samples, sample_name(sample));
    }
  });
  reader.objects("validity", [&](JsonReader& item) {
    ValidityStep step;
    step.from_age = item.integer("from_age", 0, kMaxAge);
    step.years = item.integer("years", 1, 10);
    step.reason = item.text("reason");
    step.source = source_of(item);
    if (rules.validity.empty() ? step.from_age != 0 : step.from_age <= rules.validity.back().from_age) {
      item.fail("from_age", "ages must begin with 0 and ascend");
    }
    rules.validity.push_back(std::move(step));
  });
  if (rules.makes_document && rules.validity.empty()) reader.fail("validity", "a document needs a validity");
  reader.object("retention", [&](JsonReader& item) {
    rules.retention_months = item.integer("months", 0, 1200);
    rules.retention_reason = item.text("reason");
    rules.retention_source = source_of(item);
  });
  reader.objects("conditions", [&](JsonReader& item) {
    Condition condition;
    condition.from_age = item.integer("from_age", 0, kMaxAge);
    condition.below_age = item.integer("below_age", 1, kAgeWithoutEnd);
    condition.what = item.text("what");
    condition.source = source_of(item);
    rules.conditions.push_back(std::move(condition));
  });
  return rules;
}

FingerImageFormat read_finger_format(JsonReader& reader) {
  constexpr std::array kFormats = {FingerImageFormat::jpeg2000, FingerImageFormat::wsq, FingerImageFormat::png};
  std::vector<std::string_view> names;
  for (const FingerImageFormat format : kFormats) names.push_back(finger_image_format_name(format));
  const std::string name = reader.choice("format", names, JsonReader::Need::optional);
  const auto* const format = std::ranges::find(kFormats, name, finger_image_format_name);
  return format == kFormats.end() ? FingerImageFormat::jpeg2000 : *format;
}

ChipImageLimit read_image_limit(JsonReader& chip, std::string_view key, FingerImageFormat* format = nullptr) {
  ChipImageLimit limit;
  chip.object(key, [&](JsonReader& reader) {
    limit.max_bytes = static_cast<std::size_t>(reader.integer("max_bytes", 1000, kMaxImageBytes));
    limit.max_width = reader.integer("max_width", 64, kMaxImageSide);
    limit.max_height = reader.integer("max_height", 64, kMaxImageSide);
    if (format != nullptr) *format = read_finger_format(reader);
    source_of(reader);
  });
  return limit;
}

}  // namespace

Result<Policy> parse_policy(std::string_view json, std::string_view name) {
  const auto document = parse_json(json, name);
  if (!document) return document.error();
  JsonReader reader(*document, std::string(name));
  Policy policy;
  policy.name = reader.text("name");
  policy.version = reader.text("version");
  policy.issuing_state = reader.text("issuing_state");
  policy.photo_profile = reader.text("photo_profile");
  policy.finger_profile = reader.text("finger_profile");
  reader.object("fingers", [&](JsonReader& fingers) {
    policy.finger_count = fingers.integer("count", 1, 10);
    policy.finger_attempts = fingers.integer("attempts", 1, kMaxFingerAttempts);
    policy.finger_order = fingers.texts("order");
    source_of(fingers);
    for (const std::string& finger : policy.finger_order) {
      if (!parse_finger_name("right-" + finger)) fingers.fail("order", "'" + finger + "' is no finger");
    }
    if (policy.finger_order.empty()) fingers.fail("order", "at least one finger is expected");
  });
  reader.object("chip", [&](JsonReader& chip) {
    policy.portrait = read_image_limit(chip, "portrait");
    policy.finger = read_image_limit(chip, "finger", &policy.finger_format);
    policy.signature = read_image_limit(chip, "signature");
  });
  reader.members("applications", [&](const std::string& kind, JsonReader& application) {
    policy.applications.emplace(kind, read_application(application));
  });
  if (policy.applications.empty()) reader.fail("applications", "at least one kind of application is expected");
  reader.finish();
  if (reader.error()) return *reader.error();
  return policy;
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

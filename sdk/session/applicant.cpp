// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "enrolkit/enrolment.hpp"
#include "sdk/foundation/json_reader.hpp"

namespace enrolkit {
namespace {

using Need = JsonReader::Need;

bool all_of(std::string_view text, bool (*allowed)(char)) { return std::all_of(text.begin(), text.end(), allowed); }
bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter_or_digit(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

// Doc 9303-3 section 5: three letters; Germany has one.
std::string state_code(JsonReader& reader, std::string_view key, Need need) {
  std::string code = reader.text(key, need);
  if (code.empty() && need == Need::optional) return code;
  if ((code.size() != 3 && code != "D") || !all_of(code, is_letter)) {
    reader.fail(key, "a code of three capital letters such as BEL is expected", ErrorCode::invalid_argument);
  }
  return code;
}

std::string name_text(JsonReader& reader, std::string_view key, Need need) {
  std::string name = reader.text(key, need);
  if (name.empty() && need == Need::required) reader.fail(key, "must not be empty", ErrorCode::invalid_argument);
  if (name.size() > kMaxNameBytes) {
    reader.fail(key, "is longer than " + std::to_string(kMaxNameBytes) + " bytes", ErrorCode::too_large);
  }
  return name;
}

std::string code_text(JsonReader& reader, std::string_view key, std::size_t longest, Need need) {
  std::string code = reader.text(key, need);
  if ((code.empty() && need == Need::required) || code.size() > longest || !all_of(code, is_letter_or_digit)) {
    reader.fail(key, "at most " + std::to_string(longest) + " capital letters and digits are expected",
                ErrorCode::invalid_argument);
  }
  return code;
}

// Answers are texts, and numbers may stand as such.
std::map<std::string, std::string> read_inputs(JsonReader& reader, const nlohmann::json& object) {
  std::map<std::string, std::string> inputs;
  for (const std::string& name : reader.keys()) {
    if (name == "registered" || name == "post") {
      reader.fail(name, "stands in 'application'", ErrorCode::invalid_argument);
      continue;
    }
    const auto item = object.is_object() ? object.find(name) : object.end();
    const bool number = item != object.end() && item->is_number_integer();
    std::string value = number ? std::to_string(reader.integer(name, 0, 1'000'000)) : reader.text(name);
    if (value.empty()) reader.fail(name, "must not be empty", ErrorCode::invalid_argument);
    if (value.size() > kMaxReasonBytes) {
      reader.fail(name, "is longer than " + std::to_string(kMaxReasonBytes) + " bytes", ErrorCode::too_large);
    }
    inputs[name] = std::move(value);
  }
  return inputs;
}

Application read_application(JsonReader& reader) {
  Application application;
  if (const std::string kind = reader.text("kind", Need::optional); !kind.empty()) application.kind = kind;
  application.date = reader.date("date").value_or(Date{});
  application.post = name_text(reader, "post", Need::optional);
  const std::string registered = reader.choice("registered", {"permanent", "temporary", "no"}, Need::optional);
  if (!registered.empty()) application.registered = registered;
  application.keep_seven_years = reader.boolean("keep_seven_years", Need::optional);
  return application;
}

}  // namespace

Result<Applicant> parse_applicant(std::string_view json, std::string_view name) {
  if (json.size() > kMaxApplicantBytes) {
    return Error{ErrorCode::too_large, std::string(name) + ": an applicant's file has at most " +
                                           std::to_string(kMaxApplicantBytes) + " bytes"};
  }
  const auto document = parse_json(json, name);
  if (!document) return document.error();
  JsonReader reader(*document, std::string(name));
  Applicant applicant;
  applicant.surname = name_text(reader, "surname", Need::required);
  applicant.given_names = name_text(reader, "given_names", Need::optional);
  applicant.name_language = reader.text("name_language", Need::optional);
  applicant.name_suggestions = reader.boolean("name_suggestions", Need::optional);
  applicant.birth_date = reader.date("birth_date").value_or(Date{});
  const std::string sex = reader.choice("sex", {"F", "M", "X"});
  applicant.sex = sex == "F" ? Sex::female : sex == "M" ? Sex::male : Sex::unspecified;
  applicant.nationality = state_code(reader, "nationality", Need::required);
  applicant.issuing_state = state_code(reader, "issuing_state", Need::optional);
  applicant.place_of_birth = name_text(reader, "place_of_birth", Need::optional);
  applicant.personal_number = code_text(reader, "personal_number", 14, Need::optional);
  applicant.document_number = code_text(reader, "document_number", 9, Need::required);
  applicant.expiry_date = reader.date("expiry_date", Need::optional);
  reader.object("application", [&](JsonReader& object) { applicant.application = read_application(object); });
  if (reader.has("inputs")) {
    reader.object("inputs", [&](JsonReader& object) { applicant.inputs = read_inputs(object, (*document)["inputs"]); });
    if (applicant.inputs.size() > kMaxInputs) {
      reader.fail("inputs", "holds more than " + std::to_string(kMaxInputs), ErrorCode::too_large);
    }
  }
  reader.finish();
  if (reader.error()) return *reader.error();
  return applicant;
}

}  // namespace enrolkit

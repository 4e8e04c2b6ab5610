// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "enrolkit/enrolment.hpp"

namespace enrolkit {
namespace {

constexpr const char* kApplicant =
    R"({ "surname": "Eriksson", "given_names": "Anna Maria", "birth_date": "2010-05-04", "sex": "F", "nationality": "BEL",
  "place_of_birth": "Gent", "personal_number": "10050412345", "issuing_state": "BEL", "document_number": "EM1234567",
  "application": { "kind": "ordinary", "date": "2026-11-22", "post": "Oslo", "registered": "permanent", "keep_seven_years": false } })";

std::string with(const std::string& from, const std::string& to) {
  std::string text = kApplicant;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string message_of(const std::string& json) {
  const auto applicant = parse_applicant(json, "a.json");
  return applicant ? "accepted" : applicant.error().message;
}

TEST(Applicant, ReadsTheDocumentedFile) {
  const Applicant applicant = parse_applicant(kApplicant, "a.json").value();
  EXPECT_EQ(applicant.surname, "Eriksson");
  EXPECT_EQ(applicant.given_names, "Anna Maria");
  EXPECT_EQ(format_date(applicant.birth_date), "2010-05-04");
  EXPECT_EQ(applicant.sex, Sex::female);
  EXPECT_EQ(applicant.personal_number, "10050412345");
  EXPECT_EQ(applicant.application.post, "Oslo");
  EXPECT_FALSE(applicant.expiry_date);
}

TEST(Applicant, MayTellHowItsNameIsTransliterated) {
  const Applicant plain = parse_applicant(kApplicant, "a.json").value();
  EXPECT_EQ(plain.name_language, "");
  EXPECT_FALSE(plain.name_suggestions);
  const Applicant told =
      parse_applicant(with("\"given_names\"", "\"name_language\": \"uk\", \"name_suggestions\": true, \"given_names\""),
                      "a.json")
          .value();
  EXPECT_EQ(told.name_language, "uk");
  EXPECT_TRUE(told.name_suggestions);
  EXPECT_EQ(message_of(with("\"given_names\"", "\"name_suggestions\": \"yes\", \"given_names\""))
                .rfind("a.json: 'name_suggestions'", 0),
            0U);
}

TEST(Applicant, TellsWhatOnlyAnOfficerKnows) {
  const auto inputs = [](const std::string& json) { return with("\"sex\"", "\"inputs\": " + json + ", \"sex\""); };
  const Policy policy = builtin_policy("be-passport-2026").value();
  const Applicant told =
      parse_applicant(inputs(R"({ "fingers_impossible": "temporary", "photo_prints": 2 })"), "a.json").value();
  EXPECT_EQ(told.inputs.at("photo_prints"), "2");
  const auto rules = apply_rules(policy, question_of(told, policy));
  ASSERT_TRUE(rules) << rules.error().message;
  EXPECT_EQ(rules->samples.back().decision, Decision::exempt);  // fingerprints
  EXPECT_EQ(format_date(rules->expiry.value()), "2027-11-22");  // 12 months

  EXPECT_EQ(message_of(inputs("[]")).rfind("a.json: 'inputs': ", 0), 0U);
  EXPECT_EQ(message_of(inputs(R"({ "appears": true })")).rfind("a.json: 'inputs.appears': ", 0), 0U);
  EXPECT_EQ(message_of(inputs(R"({ "appears": "" })")), "a.json: 'inputs.appears': must not be empty");
  EXPECT_EQ(message_of(inputs(R"({ "post": "Oslo" })")), "a.json: 'inputs.post': stands in 'application'");
  const auto asked = [&](const std::string& json) {
    const auto answer = apply_rules(policy, question_of(parse_applicant(inputs(json), "a.json").value(), policy));
    EXPECT_FALSE(answer);
    return answer ? std::string() : answer.error().message;
  };
  EXPECT_NE(asked(R"({ "finger_impossible": "no" })").find("does not ask 'finger_impossible': it asks"),
            std::string::npos);
  EXPECT_EQ(asked(R"({ "fingers_impossible": "perhaps" })"),
            "fingers_impossible: 'perhaps' is none of no, temporary, permanent");
  EXPECT_EQ(asked(R"({ "photo_taken_on": "2026-02-30" })").rfind("photo_taken_on: ", 0), 0U);
}

TEST(Applicant, MistakesNameTheKey) {
  EXPECT_EQ(message_of(with("given_names", "given_nmes")), "a.json: 'given_nmes': is not a known key");
  EXPECT_EQ(message_of(with("\"post\"", "\"pots\"")), "a.json: 'application.pots': is not a known key");
  EXPECT_EQ(message_of(with("2010-05-04", "2010-02-30")),
            "a.json: 'birth_date': there is no day 2010-02-30 (years 1800 to 2199)");
  EXPECT_EQ(message_of(with("\"F\"", "\"W\"")), "a.json: 'sex': must be one of F, M, X");
  EXPECT_EQ(message_of(with("\"Eriksson\"", "\"\"")), "a.json: 'surname': must not be empty");
  EXPECT_EQ(message_of(with("\"Eriksson\"", "12")), "a.json: 'surname': a text is expected");
  EXPECT_EQ(message_of(with("EM1234567", "EM12345678")),
            "a.json: 'document_number': at most 9 capital letters and digits are expected");
  EXPECT_EQ(message_of(with("\"nationality\": \"BEL\"", "\"nationality\": \"Belgium\"")),
            "a.json: 'nationality': a code of three capital letters such as BEL is expected");
  EXPECT_EQ(message_of(with("permanent", "sometimes")),
            "a.json: 'application.registered': must be one of permanent, temporary, no");
  EXPECT_EQ(message_of(with("{ \"kind\"", "[ \"kind\"")).rfind("a.json: not valid JSON at line 3", 0), 0U);
  EXPECT_EQ(message_of("{}"), "a.json: 'surname': is missing");
  EXPECT_EQ(message_of(""), "a.json: not valid JSON at line 1, column 1");
}

TEST(Applicant, HostileFilesAreRefused) {
  EXPECT_NE(message_of(std::string(100000, '[')).find("at most"), std::string::npos);
  EXPECT_NE(message_of(std::string(60000, '[')).find("not valid JSON"), std::string::npos);
  EXPECT_NE(message_of(with("Eriksson", std::string(2000, 'x'))).find("is longer than"), std::string::npos);
  EXPECT_NE(message_of(with("Eriksson", "\xff\xfe")).find("not valid JSON"), std::string::npos);
}

}  // namespace
}  // namespace enrolkit

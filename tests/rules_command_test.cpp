// SPDX-License-Identifier: Apache-2.0
// The rules on the command line, as an officer or a script uses them.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/run_command.hpp"

namespace enrolkit {
namespace {

using nlohmann::json;

json answer_of(const std::string& options, int code = 0) {
  const Answer answer = tool("rules --json " + options);
  EXPECT_EQ(answer.code, code) << options << answer.err;
  return answer.out.empty() ? json() : json::parse(answer.out);
}

const std::string kAdult = "--birth 1990-01-01 --on 2026-11-22 ";

TEST(RulesCommand, EveryPartTellsRuleSourceAndChange) {
  const json document = answer_of(
      "--birth 2014-11-22 --on 2026-11-22 --pre-registered-on 2026-11-21 --registered permanent --consent "
      "both-parents");
  EXPECT_EQ(document["schema"], "enrolkit.rules/1");
  EXPECT_EQ(document["policy"]["name"], "be-passport-2026");
  EXPECT_EQ(document["admissible"], true);
  EXPECT_EQ(document["samples"][2]["decision"], "reuse");
  EXPECT_EQ(document["samples"][2]["changes_on"], "2027-11-22");
  EXPECT_EQ(document["presence"]["required"], false);
  std::vector<json> parts = {document["presence"], document["reuse"], document["validity"], document["retention"],
                             document["term"]};
  for (const char* list : {"samples", "demands"})
    parts.insert(parts.end(), document[list].begin(), document[list].end());
  for (const json& part : parts) {
    for (const char* text : {"rule", "reason", "source"}) EXPECT_FALSE(part[text].get<std::string>().empty()) << part;
    EXPECT_TRUE(part["verified"].is_boolean());
    EXPECT_TRUE(part.contains("changes_on"));
  }
  for (const json& demand : document["demands"]) EXPECT_EQ(demand["standing"], "met") << demand;
}

TEST(RulesCommand, WhatIsNotAdmissibleIsOneAndSaysWhy) {
  for (const std::string options :
       {"--registered no", "--application pre-registration --where belgium", "--photo-origin posted",
        "--application duplicate --original-application 2026-01-10 --reason loss", "--where honorary-consulate",
        "--application provisional --registered permanent --input urgent=no", "--appears no"}) {
    const json document = answer_of(kAdult + options, 1);
    EXPECT_EQ(document["admissible"], false) << options;
    EXPECT_EQ(document["demands"][0]["standing"], "refused") << options;
    const Answer text = tool("rules " + kAdult + options);
    EXPECT_EQ(text.code, 1);
    EXPECT_NE(text.out.find("NOT ADMISSIBLE"), std::string::npos) << text.out;
    EXPECT_NE(text.out.find(document["demands"][0]["rule"]), std::string::npos) << text.out;
  }
}

TEST(RulesCommand, ARecordMayHoldLessThanItsAgeAsked) {
  const std::string options = kAdult + "--pre-registered-on 2026-06-01 ";
  EXPECT_EQ(answer_of(options)["reuse"]["allowed"], true);
  const json lacking = answer_of(options + "--record-holds photo,signature");
  EXPECT_EQ(lacking["reuse"]["allowed"], false);
  EXPECT_NE(lacking["reuse"]["reason"].get<std::string>().find("fingerprints"), std::string::npos);
  EXPECT_EQ(lacking["presence"]["required"], true);
  expect_impossible(tool("rules " + options + "--record-holds toes"), "toes", "fingerprints");
}

TEST(RulesCommand, ADuplicateKeepsTheExpiryDate) {
  const json document =
      answer_of(kAdult +
                "--application duplicate --reason theft --original-application 2024-03-05 --keep-seven-years "
                "--original-issued 2024-03-20 --original-expiry 2031-03-20");
  EXPECT_EQ(document["validity"]["expiry"], "2031-03-20");
  EXPECT_EQ(document["fee"]["cents"], 7900);
  EXPECT_EQ(document["reuse"]["until"], "2031-03-05");
  EXPECT_EQ(document["retention"]["until"], "2027-02-22");
}

TEST(RulesCommand, FingersThatCannotBeTaken) {
  const json temporary = answer_of(kAdult + "--fingers-impossible temporary --keep-seven-years");
  EXPECT_EQ(temporary["samples"][2]["decision"], "exempt");
  EXPECT_EQ(temporary["validity"]["expiry"], "2027-11-22");
  EXPECT_EQ(temporary["retention"]["until"], "2033-11-22");
  EXPECT_EQ(temporary["retention"]["spans"][0]["until"], "2027-02-22");
  EXPECT_EQ(answer_of(kAdult + "--fingers-impossible permanent")["validity"]["expiry"], "2033-11-22");
}

TEST(RulesCommand, PoliciesAreFilesToo) {
  const TemporaryFolder folder;
  EXPECT_EQ(answer_of(kAdult + "--policy eu-passport-2252 --application temporary")["samples"][2]["decision"],
            "not_taken");
  const std::string builtin = ENROLKIT_SOURCE "/sdk/rules/policies/eu-passport-2252.json";
  json policy = json::parse(content_of(builtin));
  policy["name"] = "utopia";
  policy["applications"]["ordinary"]["validity"][0]["period"] = {{"years", 3}};
  write_text(folder / "utopia.json", policy.dump(2));
  const std::string option = "--policy " + quoted(folder / "utopia.json");
  EXPECT_EQ(answer_of(kAdult + option)["validity"]["expiry"], "2029-11-22");
  EXPECT_EQ(tool("rules --validate " + option).code, 0);
  EXPECT_NE(tool("rules --list " + option).out.find("fingers_impossible"), std::string::npos);
  policy["rules"]["photo"].erase("source");
  write_text(folder / "utopia.json", policy.dump(2));
  expect_impossible(tool("rules --validate " + option), "rules.photo.source", "line ");
  expect_impossible(tool("rules --validate --policy nowhere"), "nowhere", "be-passport-2026, eu-passport-2252");
}

TEST(RulesCommand, WhatCannotBeAskedIsTwo) {
  expect_impossible(tool("rules --birth 1990-01-01"), "--on", "required");
  expect_impossible(tool("rules " + kAdult + "--registered perhaps"), "registered", "permanent, temporary, no");
  expect_impossible(tool("rules " + kAdult + "--input nonsense"), "--input", "NAME=VALUE");
  expect_impossible(tool("rules " + kAdult + "--input colour=red"), "colour", "does not ask");
  expect_impossible(tool("rules " + kAdult + "--pre-registered-on 2026-11-23"), "2026-11-23", "after");
  expect_impossible(tool("rules " + kAdult + "--pre-registered-on 1989-11-23"), "1989-11-23", "before the birth");
  expect_impossible(tool("rules " + kAdult + "--original-expiry 2030-01-01"), "--original-application", "required");
  expect_impossible(tool("rules --birth 2026-11-23 --on 2026-11-22"), "2026-11-23", "after");
  expect_impossible(tool("rules --birth 1900-11-22 --on 2026-11-22"), "126", "125");
}

TEST(RulesCommand, DatesAreTheSameInEveryTimeZone) {
  std::string first;
  for (const char* zone : {"UTC", "Pacific/Apia", "America/New_York", "Pacific/Kiritimati"}) {
    const Answer answer = run_command("TZ=" + std::string(zone) + " " + quoted(ENROLKIT_TOOL) +
                                      " rules --json --birth 2014-03-29 --on 2026-03-29");
    if (first.empty()) first = answer.out;
    EXPECT_EQ(answer.out, first) << zone;
  }
  EXPECT_EQ(json::parse(first)["age"], 12);
}

}  // namespace
}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
// What a policy may say, and how its mistakes are told.
#include "enrolkit/policy.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/run_command.hpp"

namespace enrolkit {
namespace {

using Json = nlohmann::ordered_json;

const std::string kFolder = ENROLKIT_SOURCE "/sdk/rules/policies/";

std::string message(std::string_view json) {
  const auto policy = parse_policy(json, "p.json");
  return policy ? std::string("accepted") : policy.error().message;
}

std::string small_policy() { return content_of(kFolder + "eu-passport-2252.json"); }

// The small policy with the first `from` after `anchor` replaced.
std::string changed(const std::string& anchor, const std::string& from, const std::string& to) {
  std::string text = small_policy();
  const std::size_t at = text.find(from, text.find(anchor));
  EXPECT_NE(at, std::string::npos) << anchor << " " << from;
  return text.replace(at, from.size(), to);
}

// Where `what` stands after `anchor`, counted here: "line 3, column 7".
std::string place_of(const std::string& text, const std::string& anchor, const std::string& what) {
  const std::size_t at = text.find(what, text.find(anchor));
  const auto lines = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  return "line " + std::to_string(lines + 1) + ", column " + std::to_string(at - text.rfind('\n', at));
}

void expect_told(const std::string& text, const std::string& place, const std::string& key, const std::string& what) {
  const std::string told = message(text);
  EXPECT_EQ(told.rfind("p.json: " + place + ": '" + key + "': ", 0), 0U) << told << "\nnot at " << place;
  EXPECT_NE(told.find(what), std::string::npos) << told;
}

TEST(Policy, SyntaxIsToldWithItsPlace) {
  EXPECT_EQ(message("{\n \"name\": \"x\",\n oops"), "p.json: not valid JSON at line 3, column 2");
  EXPECT_EQ(message("[]"), "p.json: a JSON object is expected");
  EXPECT_EQ(message(R"({"name": 3})"), "p.json: line 1, column 2: 'name': a text is expected");
  EXPECT_EQ(message("{\"name\": \"x\",\n  \"name\": \"y\"}"),
            "p.json: the key 'name' stands there twice, again at line 2, column 3");
  EXPECT_EQ(message(R"({"a": {"b": 1}, "c": [{"b": 1}, {"b": 1, "b": 2}]})"),
            "p.json: the key 'b' stands there twice, again at line 1, column 42");
  EXPECT_EQ(message(R"( {"name": "x"})"), "p.json: line 1, column 2: 'version': is missing");
}

TEST(Policy, HostileTextsAreRefused) {
  std::string deep = "{\"name\": ";
  deep.append(200000, '[');
  deep.append(200000, ']');
  EXPECT_NE(message(deep + "}").find("deep"), std::string::npos);
  EXPECT_NE(message(std::string(kMaxPolicyBytes + 1, ' ')).find("at most"), std::string::npos);
  const std::string text = small_policy();
  for (std::size_t length = 0; length < text.size() - 2; length += 293) {
    EXPECT_NE(message(text.substr(0, length)), "accepted") << length;
  }
  for (std::size_t at = 0; at < text.size(); at += 97) {  // whatever comes, an answer comes
    std::string flipped = text;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x04);
    EXPECT_FALSE(message(flipped).empty());
  }
}

TEST(Policy, UnknownKeysAreToldWhereTheyStand) {
  const std::string text = changed("\n  \"fingers\"", "\"attempts\"", "\"atempts\"");
  expect_told(text, place_of(text, "\n  \"fingers\": {", "\"fingers\""), "fingers.attempts", "is missing");
  const std::string more = changed("\"validity_limits\"", "\"period\"", "\"perido\": 1, \"period\"");
  expect_told(more, place_of(more, "\"validity_limits\"", "\"perido\""),
              "applications.ordinary.validity_limits[0].perido", "is not a known key");
}

TEST(Policy, EveryRuleNamesItsSource) {
  std::string text = changed("\"photo\": {", "\"source\"", "\"sauce\"");
  expect_told(text, place_of(text, "\"rules\"", "\"photo\""), "rules.photo.source", "is missing");
  text = small_policy();
  const std::size_t at = text.find("\"source\": \"", text.find("\"validity\": {"));
  const std::size_t end = text.find('"', at + 11);
  text = text.substr(0, at) + "\"source\": \"" + text.substr(end);
  expect_told(text, place_of(text, "\"validity\": {", "\"source\""), "rules.validity.source", "source");
}

TEST(Policy, RulesAreThereAndNamed) {
  std::string text = changed("\"applications\"", "\"rule\": \"signature\"", "\"rule\": \"singature\"");
  expect_told(text, place_of(text, "\"applications\"", "\"rule\": \"singature\""),
              "applications.ordinary.samples.signature[0].rule", "'singature' is no rule");
  text = changed("\"rules\": {", "\"photo\": {",
                 "\"lost\": { \"says\": \"x\", \"source\": \"y\", \"verified\": true },\n \"photo\": {");
  expect_told(text, place_of(text, "\"rules\"", "\"lost\""), "rules.lost", "nothing refers to this rule");
}

TEST(Policy, AgesThatContradictEachOtherAreRefused) {
  std::string text = changed("\"applications\"", "\"age_below\": 12", "\"age_from\": 12, \"age_below\": 12");
  expect_told(text, place_of(text, "\"applications\"", "\"age_below\""),
              "applications.ordinary.samples.fingerprints[0].when.age_below", "no age is from 12 on and below 12");
  // An entry after one that always holds.
  text = changed("\"applications\"", "[ { \"decision\": \"required\", \"rule\": \"photo\" } ]",
                 "[ { \"decision\": \"required\", \"rule\": \"photo\" }, { \"when\": { \"age_below\": 3 }, "
                 "\"decision\": \"not_taken\", \"rule\": \"photo\" } ]");
  if (text == small_policy()) GTEST_FAIL() << "the policy is laid out otherwise";
  EXPECT_NE(message(text).find("'applications.ordinary.samples.photo[1]': can never hold"), std::string::npos)
      << message(text);
  // Ages that nobody thought of.
  text = changed("\"applications\"", "{ \"decision\": \"required\", \"rule\": \"photo\" }",
                 "{ \"when\": { \"age_below\": 3 }, \"decision\": \"required\", \"rule\": \"photo\" }, { \"when\": { "
                 "\"age_from\": 5 }, \"decision\": \"required\", \"rule\": \"photo\" }");
  EXPECT_NE(message(text).find("'applications.ordinary.samples.photo': no entry holds at 3 years"), std::string::npos)
      << message(text);
  text = changed("\"applications\"", "\"age_below\": 12", "\"age_below\": 126");
  EXPECT_NE(message(text).find("must be between 1 and 125"), std::string::npos) << message(text);
}

TEST(Policy, ConditionsTestOnlyWhatIsAsked) {
  EXPECT_NE(
      message(changed("\"applications\"", "\"fingers_impossible\": [\"permanent\"]", "\"fingers\": [\"permanent\"]"))
          .find("is no input of this policy"),
      std::string::npos);
  EXPECT_NE(message(changed("\"applications\"", "[\"permanent\"]", "[\"for ever\"]")).find("'for ever' is no value"),
            std::string::npos);
  EXPECT_NE(message(changed("\"applications\"", "\"uses\": []", "\"uses\": [\"duplicate\"]"))
                .find("'duplicate' is no kind of application"),
            std::string::npos);
  EXPECT_NE(message(changed("\"applications\"", "\"decision\": \"required\", \"rule\": \"signature\"",
                            "\"decision\": \"reuse\", \"rule\": \"signature\""))
                .find("no entry of 'reuse'"),
            std::string::npos);
}

TEST(Policy, LawIsNotForOverriding) {
  const std::string text = changed(
      "\n  \"fingers\": {", "\"fingers\": {",
      "\"overrides\": { \"severities\": [ { \"severity\": \"law\", \"second_officer\": true, \"rule\": \"fingers\" "
      "} ], \"reasons\": [] },\n \"fingers\": {");
  EXPECT_NE(message(text).find("'overrides.severities[0].severity': a finding of severity law is never overridden"),
            std::string::npos)
      << message(text);
}

TEST(Policy, WhoIsTheSameHolderIsToldByMembersOfTheApplicantsFile) {
  const std::string holder = R"("same_holder": [ { "same": ["surname", "shoe_size"], "rule": "photo" } ],)";
  std::string text = changed("\n  \"inputs\": {", "\"inputs\": {", holder + "\n \"inputs\": {");
  EXPECT_NE(message(text).find("'same_holder[0].same': 'shoe_size' is none of personal_number, surname"),
            std::string::npos)
      << message(text);
  text.replace(text.find(", \"shoe_size\""), 13, "");
  EXPECT_EQ(message(text), "accepted");
  text.replace(text.find("[\"surname\"]"), 11, "[]");
  EXPECT_NE(message(text).find("at least one member"), std::string::npos) << message(text);
}

// Each key of both policies, misspelt or left out, is told by its name: no key is read past.
TEST(Policy, NoKeyIsReadPast) {
  for (const std::string& name : builtin_policy_names()) {
    const Json whole = Json::parse(content_of(kFolder + name + ".json"));
    std::vector<Json::json_pointer> objects;
    const auto gather = [&](const auto& self, const Json& value, const Json::json_pointer& at) -> void {
      if (value.is_object()) objects.push_back(at);
      if (value.is_object()) {
        for (const auto& item : value.items()) self(self, item.value(), at / item.key());
      }
      for (std::size_t i = 0; value.is_array() && i < value.size(); ++i) self(self, value[i], at / i);
    };
    gather(gather, whole, Json::json_pointer());
    for (std::size_t i = 0; i < objects.size(); i += 1 + objects.size() / 60) {
      Json more = whole;
      more[objects[i]]["zz"] = 1;
      const std::string told = message(more.dump(2));
      EXPECT_NE(told, "accepted") << objects[i].to_string();
      EXPECT_NE(told.find("zz"), std::string::npos) << objects[i].to_string() << " " << told;
      EXPECT_NE(told.find(": line "), std::string::npos) << told;
    }
  }
}

// The schema beside the policies says the same, by another program's reading of it.
TEST(Policy, SchemaAgrees) {
  if (run_command("python3 -c 'import jsonschema'").code != 0) GTEST_SKIP() << "python3-jsonschema is not installed";
  const TemporaryFolder folder;
  const std::string script =
      "import json, sys, jsonschema\n"
      "schema = json.load(open(sys.argv[1])); jsonschema.Draft202012Validator.check_schema(schema)\n"
      "errors = list(jsonschema.Draft202012Validator(schema).iter_errors(json.load(open(sys.argv[2]))))\n"
      "print(errors[0].message if errors else 'valid')\n"
      "sys.exit(1 if errors else 0)\n";
  write_text(folder / "check.py", script);
  const auto check = [&](const std::string& file) {
    return run_command("python3 " + quoted(folder / "check.py") + " " + quoted(kFolder + "policy.schema.json") + " " +
                       quoted(file));
  };
  for (const std::string& name : builtin_policy_names()) {
    const Answer valid = check(kFolder + name + ".json");
    EXPECT_EQ(valid.code, 0) << name << ": " << valid.out << valid.err;
  }
  const std::vector<std::pair<const char*, const char*>> mistakes = {
      {"\"attempts\"", "\"atempts\""},
      {"\"source\"", "\"sauce\""},
      {"\"decision\": \"required\"", "\"decision\": \"x\""},
      {"\"age_below\": 12", "\"age_below\": 126"}};
  for (const auto& [from, to] : mistakes) {
    const std::string text = changed("{", from, to);
    EXPECT_NE(message(text), "accepted");
    write_text(folder / "wrong.json", text);
    EXPECT_EQ(check(folder / "wrong.json").code, 1) << to;
  }
}

}  // namespace
}  // namespace enrolkit

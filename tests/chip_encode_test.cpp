// SPDX-License-Identifier: Apache-2.0
// `enrolkit chip encode` on drawn applicants: one, a folder of them, a list of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "enrolkit/enrolkit.hpp"
#include "samples/people/people.hpp"
#include "tests/run_command.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

class ChipEncodeTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    fs::create_directory(people_folder());
    draw("adult", 7, 34);
    draw("child", 8, 9);
    draw("other", 9, 50);
    ASSERT_EQ(run_command(quoted(ENROLKIT_SOURCE "/samples/pki/make-test-pki.sh") + " " + quoted(path("pki"))).code, 0);
  }
  static void TearDownTestSuite() { delete folder_; }

  static std::string path(const std::string& name) { return (*folder_ / name).string(); }
  static fs::path people_folder() { return *folder_ / "people"; }
  static std::string person(const std::string& name) { return (people_folder() / name).string(); }

  static void draw(const std::string& name, std::uint64_t seed, int age) {
    people::Settings settings;
    settings.seed = seed;
    settings.age = age;
    settings.set["width"] = "480";
    settings.fingers = {FingerPosition::right_index, FingerPosition::left_index};
    fs::create_directory(people_folder() / name);
    ASSERT_TRUE(people::write_person(people::make_person(settings).value(), people_folder() / name));
  }

  static std::string options_of(const std::string& name) {
    return " --input " + quoted(person(name) + "/applicant.json") + " --photo " + quoted(person(name) + "/photo.jpg");
  }
  static std::string signer() {
    return " --signer-key " + quoted(path("pki/ds.key")) + " --signer-cert " + quoted(path("pki/ds.pem"));
  }
  static std::vector<Json> lines(const std::string& text) {
    std::vector<Json> documents;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) documents.push_back(Json::parse(line));
    return documents;
  }
  static std::string number_of(const std::string& name) {
    return Json::parse(content_of(person(name) + "/applicant.json"))["document_number"];
  }
  static std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }

 private:
  static inline TemporaryFolder* folder_ = nullptr;
};

TEST_F(ChipEncodeTest, OneApplicant) {
  const TemporaryFolder out;
  const std::string folder = (out / "chip").string();
  const Answer made = tool("chip encode" + options_of("adult") + " --finger right-index=" +
                           quoted(person("adult") + "/finger-right-index.png") + " --signature " +
                           quoted(person("adult") + "/signature.png") + signer() + " --json -o " + quoted(folder));
  ASSERT_EQ(made.code, 0) << made.err;
  const Json document = Json::parse(made.out);
  EXPECT_EQ(document["schema"], "enrolkit.chip_encoding/1");
  EXPECT_EQ(document["verdict"], "written");
  EXPECT_EQ(document["signed"], true);
  EXPECT_EQ(document["files"].size(), 6U);
  EXPECT_EQ(names_in(folder), (std::vector<std::string>{"EF.COM", "EF.DG1", "EF.DG2", "EF.DG3", "EF.DG7", "EF.SOD"}));
  for (const Json& file : document["files"]) {
    EXPECT_EQ(fs::file_size(fs::path(folder) / std::string(file["name"])), file["bytes"]);
  }

  const ChipFiles files = load_chip(folder).value();
  EXPECT_EQ(decode_dg1(files.at(ChipFile::dg1)).value().substr(44, number_of("adult").size()), number_of("adult"));
  const FaceImage face = decode_dg2(files.at(ChipFile::dg2)).value().at(0).images.at(0);
  const DecodedImage portrait = decode_image(face.image, "EF.DG2").value();
  EXPECT_EQ(portrait.image.width, face.width);
  EXPECT_EQ(portrait.image.height, face.height);
  EXPECT_LE(face.image.size(), builtin_policy("be-passport-2026").value().portrait.max_bytes);
  EXPECT_EQ(decode_dg3(files.at(ChipFile::dg3)).value().at(0).images.at(0).position, FingerPosition::right_index);

  const Answer verified = tool("chip verify " + quoted(folder) + " --csca " + quoted(path("pki/csca.pem")));
  EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
}

TEST_F(ChipEncodeTest, EitherVersionOfTheSecurityObject) {
  for (const int version : {0, 1}) {
    const TemporaryFolder out;
    const std::string folder = (out / "chip").string();
    const std::string command = "chip encode" + options_of("adult") + signer() + " -o " + quoted(folder);
    const Answer made = tool(command + " --sod-version " + std::to_string(version));
    ASSERT_EQ(made.code, 0) << made.err;
    EXPECT_EQ(decode_security_object(load_chip(folder).value().at(ChipFile::sod)).value().version, version);
    EXPECT_EQ(tool("chip verify " + quoted(folder) + " --csca " + quoted(path("pki/csca.pem"))).code, 0);
  }
  EXPECT_EQ(tool("chip encode" + options_of("adult") + signer() + " --sod-version 2 -o /nowhere").code, 2);
}

// The same bytes as an enrolment of the same samples, but for what only a check can tell: feature points, quality.
TEST_F(ChipEncodeTest, SameFilesAsAnEnrolment) {
  const TemporaryFolder out;
  const std::string samples = " --photo " + quoted(person("adult") + "/photo.jpg") +
                              " --finger right-index=" + quoted(person("adult") + "/finger-right-index.png") +
                              " --finger left-index=" + quoted(person("adult") + "/finger-left-index.png") +
                              " --signature " + quoted(person("adult") + "/signature.png");
  const std::string applicant = quoted(person("adult") + "/applicant.json");
  ASSERT_NE(tool("enrol --applicant " + applicant + samples + " -o " + quoted(out / "dossier")).code, 2);
  ASSERT_EQ(tool("chip encode --input " + quoted(person("adult")) + " -o " + quoted(out / "chip")).code, 0);
  const ChipFiles enrolled = load_chip((out / "dossier" / "chip").string()).value();
  const ChipFiles encoded = load_chip((out / "chip").string()).value();
  for (const ChipFile same : {ChipFile::com, ChipFile::dg1, ChipFile::dg7})
    EXPECT_EQ(encoded.at(same), enrolled.at(same));
  const auto a = decode_dg3(encoded.at(ChipFile::dg3)).value(), b = decode_dg3(enrolled.at(ChipFile::dg3)).value();
  ASSERT_EQ(a.size(), 2U);
  ASSERT_EQ(b.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(a[i].images.at(0).image, b[i].images.at(0).image);
  EXPECT_EQ(decode_dg2(encoded.at(ChipFile::dg2)).value().at(0).images.at(0).image,
            decode_dg2(enrolled.at(ChipFile::dg2)).value().at(0).images.at(0).image);
}

// Two threads and one give the same files; the answers come in the order of the input.
TEST_F(ChipEncodeTest, FolderOfApplicants) {
  const TemporaryFolder out;
  fs::create_directory(out / "people");
  for (const char* name : {"adult", "other"}) {
    fs::copy(person(name), out / "people" / name, fs::copy_options::recursive);
  }
  for (const char* jobs : {"1", "2"}) {
    const Answer made = tool("chip encode --input " + quoted((out / "people").string()) + " --jobs " + jobs +
                             " --json -o " + quoted((out / jobs).string()));
    ASSERT_EQ(made.code, 0) << made.err;
    const auto documents = lines(made.out);
    ASSERT_EQ(documents.size(), 2U);
    EXPECT_EQ(documents[0]["document_number"], number_of("adult"));
    EXPECT_EQ(documents[1]["document_number"], number_of("other"));
  }
  for (const char* name : {"adult", "other"}) {
    const ChipFiles one = load_chip((out / "1" / number_of(name)).string()).value();
    EXPECT_EQ(one, load_chip((out / "2" / number_of(name)).string()).value());
    EXPECT_EQ(one.size(), 5U);  // COM, DG1, DG2, DG3, DG7
  }
}

// What is wrong with one applicant keeps no other from being made, and leaves nothing behind.
TEST_F(ChipEncodeTest, ListWithErrors) {
  const TemporaryFolder out;
  Json applicant = Json::parse(content_of(person("adult") + "/applicant.json"));
  const std::string photo = person("adult") + "/photo.jpg";
  const auto with_number = [&](const char* number) {
    applicant["document_number"] = number;
    return applicant;
  };
  write_text(out / "broken.jpg", content_of(photo).substr(0, 5000));
  std::string list;
  const auto add = [&](const Json& line) { list += line.dump() + "\n"; };
  add({{"applicant", with_number("A1")}, {"photo", photo}});
  add({{"applicant", with_number("A2")}, {"photo", "broken.jpg"}});
  add({{"applicant", with_number("A1")}, {"photo", photo}});                        // the same document again
  add({{"applicant", with_number("A3")}, {"photo", photo}, {"fingerprint", "x"}});  // an unknown key
  list += "{not json\n\n";
  add({{"photo", photo}});
  add({{"applicant", with_number("A4")}, {"photo", photo}, {"fingers", {{"right-toe", "x.png"}}}});
  add({{"applicant", with_number("A5")}});
  add({{"applicant", person("child") + "/applicant.json"},
       {"photo", person("child") + "/photo.jpg"},
       {"fingers", {{"right-index", person("child") + "/finger-right-index.png"}}}});
  add({{"applicant", with_number("A6")},
       {"photo", photo},
       {"fingers", {{"left-index", person("adult") + "/finger-left-index.png"}}}});
  write_text(out / "list.jsonl", list);

  const Answer made = tool("chip encode --input " + quoted(out / "list.jsonl") + " --jobs 2 --json -o " +
                           quoted((out / "chips").string()));
  EXPECT_EQ(made.code, 2);
  EXPECT_EQ(made.error_lines(), 8U) << made.err;
  const auto documents = lines(made.out);
  ASSERT_EQ(documents.size(), 10U);
  const std::vector<std::string> codes = {
      "",          "truncated",        "already_exists",   "malformed",        "malformed",
      "malformed", "invalid_argument", "refused_by_rules", "refused_by_rules", ""};
  for (std::size_t i = 0; i < codes.size(); ++i) {
    SCOPED_TRACE(documents[i].dump());
    EXPECT_EQ(documents[i]["verdict"], codes[i].empty() ? "written" : "error");
    if (!codes[i].empty()) {
      EXPECT_EQ(documents[i]["error"]["code"], codes[i]);
    }
  }
  EXPECT_EQ(documents[4]["file"], (out / "list.jsonl").string() + ":5");
  EXPECT_NE(documents[1]["error"]["message"].get<std::string>().find("broken.jpg"), std::string::npos);
  EXPECT_EQ(names_in(out / "chips"), (std::vector<std::string>{"A1", "A6"}));
  EXPECT_EQ(names_in(out / "chips" / "A6").size(), 4U);
}

TEST_F(ChipEncodeTest, NothingIsOverwritten) {
  const TemporaryFolder out;
  write_text(out / "precious", "data");
  expect_impossible(tool("chip encode" + options_of("adult") + " -o " + quoted(out.path().string())),
                    out.path().string(), "is there already");
  EXPECT_EQ(names_in(out.path()), (std::vector<std::string>{"precious"}));
  expect_impossible(tool("chip encode" + options_of("adult") + " -o " + quoted(out / "no") + "/such/folder"), "such",
                    "cannot create a folder");
}

TEST_F(ChipEncodeTest, Refusals) {
  const TemporaryFolder out;
  const std::string to = " -o " + quoted(out / "chip");
  expect_impossible(tool("chip encode --input " + quoted(person("adult") + "/applicant.json") + to), "applicant.json",
                    "EF.DG2");
  expect_impossible(tool("chip encode --input " + quoted(person("adult")) + " --photo x.jpg" + to), "--photo",
                    "one applicant's file");
  expect_impossible(tool("chip encode --input " + quoted(out / "absent.jsonl") + to), "absent.jsonl",
                    "cannot be opened");
  expect_impossible(tool("chip encode --input " + quoted(out / "absent.json") + to), "absent.json", "No such file");
  expect_impossible(tool("chip encode" + options_of("adult") + " --signer-key " + quoted(path("pki/ds.key")) + to),
                    "--signer-cert", "");
  const std::string print = quoted(person("adult") + "/finger-left-index.png");
  expect_impossible(tool("chip encode" + options_of("adult") + " --finger left-index=" + print +
                         " --finger right-index=" + print + to),
                    "finger-left-index.png", "the same image");
}

}  // namespace
}  // namespace enrolkit

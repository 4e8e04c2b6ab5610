// SPDX-License-Identifier: Apache-2.0
// The tool as its users run it: exit codes, one line of error, nothing half-written.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/run_command.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string kTool = ENROLKIT_TOOL;

// An adult, a child of 11 and the certificates, made once for all tests.
class Cli : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    world_ = new TemporaryFolder;
    ASSERT_EQ(tool("people make --seed 13 --age 34 -o " + quoted(adult())).code, 0);
    ASSERT_EQ(tool("people make --seed 4 --age 11 -o " + quoted(child())).code, 0);
    ASSERT_EQ(run_command(quoted(ENROLKIT_SOURCE "/samples/pki/make-test-pki.sh") + " " + quoted(*world_ / "pki")).code,
              0);
  }
  static void TearDownTestSuite() { delete world_; }

  static std::string adult() { return *world_ / "adult"; }
  static std::string child() { return *world_ / "child"; }
  static std::string in_world(const std::string& name) { return *world_ / name; }
  static std::string signer() {
    return " --signer-key " + quoted(*world_ / "pki/ds.key") + " --signer-cert " + quoted(*world_ / "pki/ds.pem");
  }

  // Options of an enrolment of the adult, with one option's value replaced.
  static std::string adult_options(const std::string& option = "", const std::string& value = "") {
    const auto pick = [&](const std::string& name, const std::string& usual) {
      return " --" + name + " " + quoted(name == option ? value : usual);
    };
    return "enrol" + pick("applicant", adult() + "/applicant.json") + pick("photo", adult() + "/photo.jpg") +
           pick("finger", "right-index=" + adult() + "/finger-right-index.png") + " --finger " +
           quoted("left-index=" + adult() + "/finger-left-index.png") + pick("signature", adult() + "/signature.png");
  }

  static TemporaryFolder* world_;
};

TemporaryFolder* Cli::world_ = nullptr;

TEST_F(Cli, RulesAnswerInJson) {
  const Answer answer = tool("rules --birth 2015-03-10 --on 2026-11-22 --json");
  ASSERT_EQ(answer.code, 0) << answer.err;
  const json document = json::parse(answer.out);
  EXPECT_EQ(document["schema"], "enrolkit.rules/1");
  EXPECT_EQ(document["age"], 11);
  EXPECT_EQ(document["samples"][2]["sample"], "fingerprints");
  EXPECT_EQ(document["samples"][2]["decision"], "not_taken");
  EXPECT_EQ(document["samples"][2]["changes_on"], "2027-03-10");
}

TEST_F(Cli, WrongUseIsOneLineAndTwo) {
  expect_impossible(tool("rules --birth 2015-03-10"), "--on", "required");
  expect_impossible(tool("rules --birth 2015-02-30 --on 2026-11-22"), "--birth", "2015-02-30");
  expect_impossible(tool("rules --birth 2027-01-01 --on 2026-11-22"), "2027-01-01", "after");
  expect_impossible(tool("rules --birth 2000-01-01 --on 2026-11-22 --application x"), "'x'", "ordinary");
  expect_impossible(tool("nonsense"), "", "");
  EXPECT_EQ(tool("--help").code, 0);
  EXPECT_EQ(tool("--version").code, 0);
}

TEST_F(Cli, AdultIsEnrolledAndTheChipVerifies) {
  const TemporaryFolder folder;
  const Answer answer = tool(adult_options() + signer() + " --json -o " + quoted(folder / "out"));
  ASSERT_EQ(answer.code, 0) << answer.err << answer.out;
  for (const char* file : {"dossier.json", "report.html", "photo.jpg", "finger-right-index.png",
                           "finger-right-index.fmr", "finger-left-index.png", "finger-left-index.fmr", "signature.png",
                           "chip/EF.COM", "chip/EF.DG1", "chip/EF.DG2", "chip/EF.DG3", "chip/EF.DG7", "chip/EF.SOD"}) {
    EXPECT_TRUE(fs::is_regular_file(folder.path() / "out" / file)) << file;
  }
  EXPECT_EQ(content_of(folder / "out/photo.jpg"), content_of(adult() + "/photo.jpg"));

  const json dossier = json::parse(content_of(folder / "out/dossier.json"));
  EXPECT_EQ(dossier, json::parse(answer.out));
  EXPECT_EQ(dossier["verdict"], "compliant");
  EXPECT_EQ(dossier["fingers"].size(), 2U);
  for (const json& file : dossier["files"]) {
    const Answer sum = run_command("sha256sum " + quoted(folder / ("out/" + file["path"].get<std::string>())));
    EXPECT_EQ(sum.out.substr(0, 64), file["sha256"]) << file["path"];
  }

  const std::string verify =
      "chip verify " + quoted(folder / "out/chip") + " --json --csca " + quoted(in_world("pki/csca.pem"));
  const Answer valid = tool(verify);
  EXPECT_EQ(valid.code, 0) << valid.out;
  EXPECT_EQ(json::parse(valid.out)["verdict"], "valid");

  std::string dg2 = content_of(folder / "out/chip/EF.DG2");
  dg2[dg2.size() / 2] = static_cast<char>(dg2[dg2.size() / 2] ^ 1);
  write_text(folder / "out/chip/EF.DG2", dg2);
  const Answer changed = tool(verify);
  EXPECT_EQ(changed.code, 1);
  const json told = json::parse(changed.out);
  ASSERT_GE(told["files"].size(), 5U);
  for (const json& file : told["files"]) {
    const bool unsigned_file = file["name"] == "EF.COM" || file["name"] == "EF.SOD";
    EXPECT_EQ(file["hash"], file["name"] == "EF.DG2" ? "mismatch" : unsigned_file ? "not_in_sod" : "match");
  }
}

TEST_F(Cli, ReportNeedsNoNetwork) {
  const TemporaryFolder folder;
  ASSERT_EQ(tool(adult_options() + " -o " + quoted(folder / "out")).code, 0);
  const std::string html = content_of(folder / "out/report.html");
  EXPECT_EQ(html.find("http"), std::string::npos);
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_NE(html.find("Distance between the eyes"), std::string::npos);
  EXPECT_NE(html.find("P&lt;") + html.find("PP"), std::string::npos);
}

TEST_F(Cli, FingerprintsOfAChildOfElevenAreRefusedAndNotStored) {
  const TemporaryFolder folder;
  const std::string child_options = "enrol --applicant " + quoted(child() + "/applicant.json") + " --photo " +
                                    quoted(child() + "/photo.jpg") + " --signature " +
                                    quoted(child() + "/signature.png") + " -o " + quoted(folder / "out");
  const Answer refused =
      tool(child_options + " --finger " + quoted("right-index=" + adult() + "/finger-right-index.png") + " --finger " +
           quoted("left-index=" + adult() + "/finger-left-index.png"));
  expect_impossible(refused, "fingerprints", "Under 12");
  EXPECT_TRUE(fs::is_empty(folder.path()));

  EXPECT_EQ(tool(child_options).code, 0);
  EXPECT_FALSE(fs::exists(folder.path() / "out/chip/EF.DG3"));
}

TEST_F(Cli, TooFewSamplesAreRefused) {
  const TemporaryFolder folder;
  const std::string start =
      "enrol --applicant " + quoted(adult() + "/applicant.json") + " -o " + quoted(folder / "out");
  const std::string photo = " --photo " + quoted(adult() + "/photo.jpg");
  const std::string sign = " --signature " + quoted(adult() + "/signature.png");
  const std::string right = " --finger " + quoted("right-index=" + adult() + "/finger-right-index.png");
  expect_impossible(tool(start + sign + right), "photo", "missing");
  expect_impossible(tool(start + photo + right), "signature", "missing");
  expect_impossible(tool(start + photo + sign), "fingerprints", "missing");
  expect_impossible(tool(start + photo + sign + right), "2 fingerprints", "1 is offered");
  const std::string middle = " --finger " + quoted("right-middle=" + adult() + "/finger-left-index.png");
  expect_impossible(tool(start + photo + sign + right + middle), "same hand", "each hand");
  const std::string little = " --finger " + quoted("left-little=" + adult() + "/finger-left-index.png");
  expect_impossible(tool(start + photo + sign + right + little), "left-little", "not a finger");
  const std::string same = " --finger " + quoted("left-index=" + adult() + "/finger-right-index.png");
  expect_impossible(tool(start + photo + sign + right + same), "same image", "right-index");
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

TEST_F(Cli, BadInputIsExitTwoWithOneLineAndLeavesNothing) {
  const TemporaryFolder folder;
  const TemporaryFolder bad;
  const std::string jpeg = content_of(adult() + "/photo.jpg");
  write_text(bad / "text.jpg", "this is no picture");
  write_text(bad / "half.jpg", jpeg.substr(0, jpeg.size() / 2));
  write_text(bad / "empty.jpg", "");
  // A PNG header that promises 60,000 x 60,000 pixels; its CRC is zlib.crc32 of the chunk.
  write_text(bad / "huge.png", std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\x02\0\0\0", 29) +
                                   std::string("\x0f\xb0\xe2\x15", 4));
  fs::create_directory(bad.path() / "folder.jpg");
  write_text(bad / "broken.json", "{ \"surname\": \"Eriksson\",\n  oops }");
  const std::string out = " -o " + quoted(folder / "out");

  const auto with = [&](const std::string& option, const std::string& value) {
    return tool(adult_options(option, value) + out);
  };
  expect_impossible(with("photo", bad / "text.jpg"), bad / "text.jpg", "not an image");
  expect_impossible(with("photo", bad / "half.jpg"), bad / "half.jpg", "end");
  expect_impossible(with("photo", bad / "empty.jpg"), bad / "empty.jpg", "empty");
  expect_impossible(with("photo", bad / "huge.png"), bad / "huge.png", "60000");
  expect_impossible(with("photo", bad / "folder.jpg"), bad / "folder.jpg", "folder");
  expect_impossible(with("photo", bad / "none.jpg"), bad / "none.jpg", "No such file");
  expect_impossible(with("signature", bad / "text.jpg"), bad / "text.jpg", "not an image");
  expect_impossible(with("finger", "right-index=" + (bad / "half.jpg").string()), bad / "half.jpg", "");
  expect_impossible(with("finger", "right-indx=" + adult() + "/finger-right-index.png"), "right-indx", "right-index");
  expect_impossible(with("finger", adult() + "/finger-right-index.png"), "NAME=FILE", "right-index");
  expect_impossible(with("applicant", bad / "broken.json"), bad / "broken.json", "line 2, column 3");
  expect_impossible(tool(adult_options() + " --landmarks " + quoted(bad / "none.dat") + out), "none.dat",
                    "no such file");
  expect_impossible(tool(adult_options() + " --landmarks " + quoted(bad / "text.jpg") + out), "text.jpg", "predictor");
  expect_impossible(tool(adult_options() + " -o " + quoted(folder / "no/such/out")), "no/such", "No such file");
  EXPECT_TRUE(fs::is_empty(folder.path()));

  // A PNG named .jpg is told by its content.
  fs::copy_file(adult() + "/signature.png", bad.path() / "signature.jpg");
  EXPECT_EQ(tool(adult_options("signature", bad / "signature.jpg") + out).code, 0);
  EXPECT_TRUE(fs::exists(folder.path() / "out/signature.png"));

  // A dossier is never overwritten.
  expect_impossible(tool(adult_options() + out), folder / "out", "already");
}

TEST_F(Cli, NoPermissionIsExitTwo) {
  if (run_command("command -v setpriv").code != 0) GTEST_SKIP() << "setpriv is not installed";
  if (::geteuid() != 0) GTEST_SKIP() << "needs root, to become somebody who may not read the file";
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms::all);
  write_text(folder / "secret.jpg", "x");
  fs::permissions(folder / "secret.jpg", fs::perms::owner_read);
  fs::create_directory(folder.path() / "closed");
  const std::string nobody = "setpriv --reuid=65534 --regid=65534 --clear-groups ";
  const Answer probe = run_command(nobody + quoted(kTool) + " --version");
  if (probe.code != 0) GTEST_SKIP() << "this build folder is not readable by others";
  expect_impossible(run_command(nobody + quoted(kTool) + " photo check " + quoted(folder / "secret.jpg")), "secret.jpg",
                    "Permission denied");
  const Answer rules = run_command(nobody + quoted(kTool) + " finger extract " + quoted(folder / "secret.jpg") +
                                   " -o " + quoted(folder / "closed/x.fmr"));
  expect_impossible(rules, "secret.jpg", "Permission denied");
}

TEST_F(Cli, FullDiskLeavesNothing) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root, to mount a tmpfs";
  const TemporaryFolder folder;
  const std::string disk = quoted(folder / "disk");
  if (run_command("mkdir " + disk + " && mount -t tmpfs -o size=64k tmpfs " + disk).code != 0) {
    GTEST_SKIP() << "cannot mount a tmpfs here";
  }
  const Answer answer = tool(adult_options() + " -o " + quoted(folder / "disk/out"));
  expect_impossible(answer, folder / "disk/out", "no space left");
  EXPECT_TRUE(fs::is_empty(folder.path() / "disk"));
  EXPECT_EQ(run_command("umount " + disk).code, 0);
}

TEST_F(Cli, SeveralPhotosAreOneJsonLineEachInOrder) {
  const std::string missing = in_world("missing.jpg");
  const Answer answer = tool("photo check --json " + quoted(adult() + "/photo.jpg") + " " + quoted(missing) + " " +
                             quoted(child() + "/photo.jpg"));
  EXPECT_EQ(answer.code, 2);
  std::istringstream lines(answer.out);
  std::string line;
  std::vector<json> documents;
  while (std::getline(lines, line)) documents.push_back(json::parse(line));
  ASSERT_EQ(documents.size(), 3U);
  EXPECT_EQ(documents[0]["file"], adult() + "/photo.jpg");
  EXPECT_EQ(documents[1]["verdict"], "error");
  EXPECT_EQ(documents[1]["error"]["code"], "not_found");
  EXPECT_NE(documents[2]["verdict"], "error");
}

TEST_F(Cli, CropWritesTheDocumentImage) {
  const TemporaryFolder folder;
  const std::string crop = "photo crop " + quoted(adult() + "/photo.jpg") + " --profile be-passport-2026 -o ";
  for (const char* name : {"out.jpg", "out.jp2", "out.png"}) {
    const std::string file = folder / name;
    const Answer answer = tool(crop + quoted(file) + " --json");
    EXPECT_EQ(answer.code, 0) << answer.err;
    const json document = json::parse(answer.out);
    EXPECT_EQ(document["schema"], "enrolkit.photo_crop/1");
    EXPECT_TRUE(document["framed"]);
    EXPECT_EQ(document["output"]["bytes"], fs::file_size(file));
    EXPECT_NEAR(document["output"]["height"].get<double>() / document["output"]["width"].get<double>(), 45 / 35.0,
                2e-3);
  }
  const std::string small = folder / "small.JPG";
  EXPECT_EQ(tool(crop + quoted(small) + " --max-bytes 20000").code, 0);
  EXPECT_LE(fs::file_size(small), 20000U);
  expect_impossible(tool(crop + quoted(folder / "out.gif")), "out.gif", ".jp2");
  expect_impossible(tool(crop + quoted(folder / "tiny.jp2") + " --max-bytes 90"), "90 bytes", "cannot");
  expect_impossible(tool("photo crop " + quoted(adult() + "/signature.png") + " -o " + quoted(folder / "s.png")),
                    "signature.png", "no face");
  EXPECT_FALSE(fs::exists(folder / "s.png"));
}

TEST_F(Cli, LiveReplaysFramesUpToTheCheckedStill) {
  const TemporaryFolder folder;
  fs::create_directories(folder / "frames");
  // Someone else than the others' adult, whose drawn cheek is at the limit of face_visible in a preview.
  ASSERT_EQ(tool("people make --seed 11 --age 34 --fingers right-index -o " + quoted(folder / "person")).code, 0);
  for (int i = 0; i < 40; ++i) {
    fs::copy(folder / "person/photo.jpg", folder / ("frames/" + std::to_string(100 + i) + ".jpg"));
  }
  const std::string live = "photo live --replay " + quoted(folder / "frames");
  const Answer answer = tool(live + " --json --burst 2");
  std::istringstream lines(answer.out);
  std::string line;
  std::vector<json> documents;
  while (std::getline(lines, line)) documents.push_back(json::parse(line));
  ASSERT_GE(documents.size(), 12U) << answer.err;
  const json& first = documents.front();
  EXPECT_EQ(first["schema"], "enrolkit.photo_live/1");
  EXPECT_EQ(first["time"], 0);
  EXPECT_EQ(documents[3]["time"], 200);  // 15 frames a second
  EXPECT_TRUE(first["message"].contains("id") && first["message"].contains("arrow"));
  EXPECT_FALSE(first["findings"].empty());
  EXPECT_EQ(documents[documents.size() - 2]["state"], "take_still");
  EXPECT_EQ(documents.back()["schema"], "enrolkit.photo_check/1");
  EXPECT_EQ(answer.code, documents.back()["verdict"] == "compliant" ? 0 : 1);

  fs::create_directories(folder / "empty");
  expect_impossible(tool("photo live --replay " + quoted(folder / "empty")), "empty", "no frames");
  expect_impossible(tool("photo live --replay " + quoted(folder / "none")), "none", "No such");
  write_text(folder / "frames/000.jpg", "no image");
  expect_impossible(tool(live), "000.jpg", "not an image");
}

TEST_F(Cli, DatesTellTheLimitsOfAChildAndTheAgeOfThePhoto) {
  const std::string start = "photo check --json --profile be-passport-2026 " + quoted(adult() + "/photo.jpg");
  const auto document = [&](const std::string& dates) { return json::parse(tool(start + dates).out); };
  const auto finding = [](const json& of, const std::string& requirement) {
    for (const json& one : of["findings"]) {
      if (one["requirement"] == requirement) return one;
    }
    return json();
  };
  const json infant = document(" --birth 2022-11-23 --on 2026-11-22 --taken 2026-05-21");
  EXPECT_EQ(infant["profile"]["name"], "be-passport-2026+icao-child-under-6");
  EXPECT_EQ(finding(infant, "photo_age")["value"], 185);  // days from 21 May to 22 November
  EXPECT_EQ(finding(infant, "photo_age")["verdict"], "fail");
  const json adult_now = document(" --birth 2020-11-22 --on 2026-11-22 --taken 2026-05-23");
  EXPECT_EQ(adult_now["profile"]["name"], "be-passport-2026");  // six on this day
  EXPECT_EQ(finding(adult_now, "photo_age")["value"], 183);
  EXPECT_EQ(finding(adult_now, "photo_age")["verdict"], "pass");
  EXPECT_EQ(finding(document(""), "photo_age")["verdict"], "not_assessed");
  expect_impossible(tool(start + " --birth 2027-01-01 --on 2026-11-22"), "--birth", "after");
  expect_impossible(tool(start + " --taken 2026-13-01"), "--taken", "2026-13-01");
}

TEST_F(Cli, PhotoCheckWritesTheTableOfOfiq) {
  const std::string lost = *world_ / "lost.jpg";
  const Answer answer = tool("photo check --csv ofiq " + quoted(adult() + "/photo.jpg") + " " + quoted(lost));
  EXPECT_EQ(answer.code, 2) << "one image could not be read";
  std::istringstream lines(answer.out);
  std::vector<std::string> table;
  for (std::string line; std::getline(lines, line);) table.push_back(line);
  ASSERT_EQ(table.size(), 3U);
  EXPECT_EQ(table[0].rfind("Filename;UnifiedQualityScore;BackgroundUniformity;", 0), 0U);
  EXPECT_EQ(std::count(table[0].begin(), table[0].end(), ';'), 58);
  EXPECT_EQ(table[1].rfind(adult() + "/photo.jpg;0;", 0), 0U);
  EXPECT_EQ(std::count(table[1].begin(), table[1].end(), ';'), 57);
  EXPECT_EQ(table[2].rfind(lost + ";0;0;0;", 0), 0U);
  EXPECT_NE(table[2].find(";-1;-1;-1;"), std::string::npos);
  EXPECT_NE(answer.err.find("note: UnifiedQualityScore is not computed"), std::string::npos) << answer.err;
  EXPECT_EQ(tool("photo check --csv ofiq " + quoted(adult() + "/photo.jpg")).code, 0);
  EXPECT_EQ(tool("photo check --csv ofiq --json " + quoted(adult() + "/photo.jpg")).code, 2);
  EXPECT_EQ(tool("photo check --csv excel " + quoted(adult() + "/photo.jpg")).code, 2);
}

TEST_F(Cli, PhotoCheckWritesAPageAndAnOverlay) {
  const TemporaryFolder folder;
  const std::string photo = quoted(adult() + "/photo.jpg");
  const Answer one = tool("photo check --json " + photo + " --report " + quoted(folder / "one.html") + " --overlay " +
                          quoted(folder / "one.png"));
  EXPECT_LE(one.code, 1) << one.err;
  EXPECT_EQ(std::count(one.out.begin(), one.out.end(), '\n'), 1) << "standard output is the JSON document alone";
  EXPECT_EQ(json::parse(one.out)["face"]["eye_left"].size(), 2U);
  EXPECT_NE(content_of(folder / "one.html").find("Distance between the eyes"), std::string::npos);
  EXPECT_EQ(content_of(folder / "one.png").substr(1, 3), "PNG");

  const std::string lost = folder / "lost.jpg";
  const Answer two = tool("photo check " + photo + " " + quoted(lost) + " --report " + quoted(folder / "two.html"));
  EXPECT_EQ(two.code, 2);
  EXPECT_NE(content_of(folder / "two.html").find(lost), std::string::npos) << "what could not be read is told";

  expect_impossible(tool("photo check " + photo + " " + photo + " --overlay " + quoted(folder / "x.png")), "--overlay",
                    "one image");
  const Answer nowhere = tool("photo check " + photo + " --report " + quoted(folder / "no/page.html"));
  EXPECT_EQ(nowhere.code, 2);
  EXPECT_NE(nowhere.err.find("page.html"), std::string::npos) << nowhere.err;
}

TEST_F(Cli, PrintsAreEnrolledInTheFormatOfThePolicy) {
  const TemporaryFolder folder;
  json policy = json::parse(content_of(ENROLKIT_SOURCE "/sdk/rules/policies/be-passport-2026.json"));
  policy["chip"]["finger"]["format"] = "wsq";
  write_text(folder / "policy.json", policy.dump());
  // Whatever the verdict is, the chip files are written.
  ASSERT_NE(
      tool(adult_options() + " --policy " + quoted(folder / "policy.json") + " -o " + quoted(folder / "out")).code, 2);
  EXPECT_NE(content_of(folder / "out/chip/EF.DG3").find("COMPRESSION WSQ"), std::string::npos);
  policy["chip"]["finger"]["format"] = "bmp";
  write_text(folder / "policy.json", policy.dump());
  expect_impossible(
      tool(adult_options() + " --policy " + quoted(folder / "policy.json") + " -o " + quoted(folder / "x")),
      "chip.finger.format", "jpeg2000, wsq, png");
}

}  // namespace
}  // namespace enrolkit

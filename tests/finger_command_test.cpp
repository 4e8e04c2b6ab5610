// SPDX-License-Identifier: Apache-2.0
// `enrolkit finger ...` and `enrolkit wsq ...` as their users run them.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "enrolkit/file.hpp"
#include "enrolkit/finger_maps.hpp"
#include "enrolkit/image_codec.hpp"
#include "tests/run_command.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

class FingerCommand : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    // Somebody whose index fingers do not look alike: drawn fingers of one pattern may match, see HACKING.
    ASSERT_EQ(tool("people make --seed 2 --age 34 -o " + quoted(person())).code, 0);
  }
  static void TearDownTestSuite() { delete folder_; }

  static std::string person() { return *folder_ / "person"; }
  static std::string print() { return person() + "/finger-right-index.png"; }

  static TemporaryFolder* folder_;
};

TemporaryFolder* FingerCommand::folder_ = nullptr;

TEST_F(FingerCommand, FingerCheckWritesTheTableOfNfiq2) {
  const std::string print = person() + "/finger-right-index.png";
  const std::string lost = *folder_ / "lost.png";
  const Answer answer = tool("finger check --csv nfiq2 " + quoted(print) + " " + quoted(lost));
  EXPECT_EQ(answer.code, 2) << "one image could not be read";
  std::istringstream lines(answer.out);
  std::vector<std::string> table;
  for (std::string line; std::getline(lines, line);) table.push_back(line);
  ASSERT_EQ(table.size(), 3U);
  EXPECT_EQ(table[0].rfind("\"Filename\",FingerCode,QualityScore,\"OptionalError\",", 0), 0U);
  EXPECT_EQ(std::count(table[0].begin(), table[0].end(), ','), 78);
  EXPECT_EQ(table[1].rfind("\"" + print + "\",0,NA,NA,0,0,", 0), 0U);
  EXPECT_EQ(std::count(table[1].begin(), table[1].end(), ','), 78);
  EXPECT_EQ(table[2].rfind("\"" + lost + "\",0,NA,\"Error: ", 0), 0U);
  EXPECT_NE(answer.err.find("FingerJetFX_MinutiaeCount"), std::string::npos) << "what is approximate is told";
  const json document = json::parse(tool("finger check --json " + quoted(print)).out);
  EXPECT_GT(document["measures"]["values"]["OCL_Bin10_Mean"], 0.5);
  EXPECT_EQ(document["measures"]["approximate"].size(), 4U);
  expect_impossible(tool("finger check --nfiq2-model " + quoted(lost) + " " + quoted(print)), lost, "");
}

TEST_F(FingerCommand, TemplatesAreWrittenInEveryFormat) {
  const TemporaryFolder folder;
  const auto extracted = [&](const std::string& format) {
    const Answer answer = tool("finger extract " + quoted(person() + "/finger-right-index.png") +
                               " --position right-index --format " + format + " -o " + quoted(folder / "template"));
    EXPECT_EQ(answer.code, 0) << answer.err;
    return content_of(folder / "template");
  };
  const auto converted = [&](const std::string& format) {
    const Answer answer = tool("finger convert " + quoted(folder / "template") + " --format " + format + " -o " +
                               quoted(folder / "converted"));
    EXPECT_EQ(answer.code, 0) << answer.err;
    return content_of(folder / "converted");
  };
  const std::string first = extracted("iso19794-2:2005");
  EXPECT_EQ(first.substr(0, 8), std::string("FMR\0 20\0", 8));
  const std::string second = converted("iso19794-2:2011"), text = converted("xyt");
  EXPECT_EQ(second.substr(0, 8), std::string("FMR\0"
                                             "030\0",
                                             8));
  EXPECT_GT(std::count(text.begin(), text.end(), '\n'), 10);
  EXPECT_EQ(extracted("iso19794-2:2011"), second);
  EXPECT_EQ(converted("iso19794-2:2005"), first);
  expect_impossible(tool("finger convert " + quoted(person() + "/photo.jpg") + " -o " + quoted(folder / "x")),
                    "photo.jpg", "does not begin with FMR");
}

TEST_F(FingerCommand, PrintsArePackedIntoRecordsAndUnpacked) {
  const TemporaryFolder folder;
  const std::string print = person() + "/finger-right-index.png", record = folder / "print.fir";
  const auto repacked = [&](const std::string& compression) {
    EXPECT_EQ(tool("finger pack " + quoted(print) + " --position right-index --compression " + compression + " -o " +
                   quoted(record))
                  .code,
              0);
    const Answer answer = tool("finger unpack " + quoted(record) + " -o " + quoted(folder / "image"));
    EXPECT_EQ(answer.code, 0) << answer.err;
    return content_of(folder / "image");
  };
  const std::string wsq = repacked("wsq");
  EXPECT_EQ(wsq.substr(0, 3), "\xFF\xA0\xFF");
  EXPECT_LE(wsq.size(), 15000U);
  EXPECT_EQ(content_of(record).substr(0, 8), std::string("FIR\0"
                                                         "010\0",
                                                         8));
  EXPECT_EQ(repacked("jpeg2000").substr(4, 4), "jP  ");
  EXPECT_EQ(repacked("png").substr(1, 3), "PNG");
  EXPECT_EQ(repacked("raw"), repacked("png"));  // a raw image comes out as PNG
  expect_impossible(tool("finger unpack " + quoted(record) + " --number 2 -o " + quoted(folder / "x")), "--number 2",
                    "1 images");
  expect_impossible(tool("finger unpack " + quoted(print) + " -o " + quoted(folder / "x")), print, "begin with FIR");
}

TEST_F(FingerCommand, WsqIsWrittenReadAndEnrolled) {
  const TemporaryFolder folder;
  const std::string print = person() + "/finger-right-index.png", wsq = folder / "print.wsq";
  ASSERT_EQ(tool("wsq encode " + quoted(print) + " " + quoted(wsq)).code, 0);
  EXPECT_EQ(content_of(wsq).substr(0, 4), "\xFF\xA0\xFF\xA8");
  EXPECT_EQ(tool("wsq decode " + quoted(wsq) + " -o " + quoted(folder / "print.pgm")).code, 0);
  EXPECT_EQ(content_of(folder / "print.pgm").substr(0, 3), "P5\n");
  EXPECT_EQ(tool("finger check " + quoted(wsq)).code, 0);
  ASSERT_EQ(tool("wsq encode " + quoted(print) + " --max-bytes 5000 -o " + quoted(wsq)).code, 0);
  EXPECT_LE(content_of(wsq).size(), 5000U);
  expect_impossible(tool("wsq decode " + quoted(print) + " -o " + quoted(folder / "x.png")), print, "not a WSQ image");
  expect_impossible(tool("wsq encode " + quoted(print) + " --bitrate 0 -o " + quoted(wsq)), print, "bit rate");
}

TEST_F(FingerCommand, EachStepOfAnExtractionIsDrawn) {
  const TemporaryFolder folder;
  const std::string trace = folder / "trace";
  ASSERT_EQ(
      tool("finger extract " + quoted(print()) + " -o " + quoted(folder / "t.fmr") + " --trace " + quoted(trace)).code,
      0);
  EXPECT_TRUE(fs::exists(trace + "/1-contrast.png"));
  EXPECT_TRUE(fs::exists(trace + "/8-minutiae.png"));
}

TEST_F(FingerCommand, LightRidgesAreTurnedUnlessToldOtherwise) {
  const TemporaryFolder folder;
  const auto dark = load_image(print());
  ASSERT_TRUE(dark);
  const auto png = encode_png(inverted(to_grey(dark->image).view()).view(), 500);
  ASSERT_TRUE(write_file(folder / "light.png", BytesView(png.value())));
  const auto minutiae = [&](const std::string& image, const std::string& ridges) {
    const Answer answer = tool("finger extract " + quoted(image) + " --format xyt --ridges " + ridges + " -o " +
                               quoted(folder / "t.xyt"));
    EXPECT_EQ(answer.code, 0) << answer.err;
    return content_of(folder / "t.xyt");
  };
  EXPECT_EQ(minutiae(folder / "light.png", "auto"), minutiae(print(), "auto"));
  EXPECT_EQ(minutiae(folder / "light.png", "light"), minutiae(print(), "dark"));
  EXPECT_NE(minutiae(folder / "light.png", "dark"), minutiae(print(), "dark"));
}

TEST_F(FingerCommand, SessionTakesTheFingersOfThePolicy) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "replay");
  fs::copy(print(), folder / "replay/1.png");
  fs::copy(person() + "/finger-left-index.png", folder / "replay/2.png");
  const std::string session = "finger session --replay " + quoted(folder / "replay") + " -o " + quoted(folder / "out");
  const Answer both = tool(session + " --json");
  EXPECT_EQ(both.code, 0) << both.err;
  std::istringstream lines(both.out);
  std::vector<json> documents;
  for (std::string line; std::getline(lines, line);) documents.push_back(json::parse(line));
  ASSERT_EQ(documents.size(), 3U);
  EXPECT_EQ(documents[0]["schema"], "enrolkit.finger_step/1");
  EXPECT_EQ(documents[0]["result"], "accepted");
  EXPECT_EQ(documents[2]["verdict"], "complete");
  EXPECT_EQ(documents[2]["fingers"][1]["finger"], "left-index");
  EXPECT_TRUE(fs::exists(folder / "out/finger-right-index.png"));

  const std::string no_right = " --missing right-index right-middle right-ring right-thumb";
  const Answer one = tool(session + no_right + " --json");
  EXPECT_EQ(one.code, 1) << one.err;
  EXPECT_NE(one.out.find("\"partial\""), std::string::npos) << one.out;
  EXPECT_EQ(tool(session + " --missing right-toe").code, 2);
}

TEST_F(FingerCommand, SegmentSaysWhenFingersAreNotThere) {
  const Answer one = tool("finger segment --kind right-four --json " + quoted(print()));
  EXPECT_EQ(one.code, 1) << one.err;
  const json document = json::parse(one.out);
  EXPECT_EQ(document["complete"], false);
  ASSERT_EQ(document["fingers"].size(), 1U);
  EXPECT_EQ(document["fingers"][0]["finger"], "unknown");
  EXPECT_GT(document["fingers"][0]["box"]["width"], 150);
  EXPECT_EQ(tool("finger segment --kind right-five " + quoted(print())).code, 2);
}

}  // namespace
}  // namespace enrolkit

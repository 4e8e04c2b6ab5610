// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "enrolkit/file.hpp"
#include "enrolkit/image_codec.hpp"
#include "people/fingerprint.hpp"
#include "tests/run_command.hpp"

namespace enrolkit {
namespace {

const std::string kMatch = quoted(ENROLKIT_TOOL) + " finger match ";

class FingerMatchCommand : public ::testing::Test {
 protected:
  // Two touches of one drawn finger and one of another.
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    people::Random random(11);
    people::FingerParameters whorl;
    whorl.pattern = people::Pattern::whorl;
    const auto finger = people::grow_master(random, {});
    const auto stranger = people::grow_master(random, whorl);
    write(finger, random, "a.png");
    write(finger, random, "b.png");
    write(stranger, random, "c.png");
  }
  static void TearDownTestSuite() { delete folder_; }

  static void write(const people::MasterPrint& finger, people::Random& random, const std::string& name) {
    const auto png = encode_png(people::press(finger, people::draw_touch(random)).image.view(), 500).value();
    write_file(*folder_ / name, BytesView(png)).value();
  }
  static std::string file(const std::string& name) { return quoted((*folder_ / name)); }

  static TemporaryFolder* folder_;
};

TemporaryFolder* FingerMatchCommand::folder_ = nullptr;

TEST_F(FingerMatchCommand, TheExitCodeTells) {
  EXPECT_EQ(run_command(kMatch + file("a.png") + " " + file("b.png")).code, 0);
  EXPECT_EQ(run_command(kMatch + file("a.png") + " " + file("c.png")).code, 1);
  const Answer missing = run_command(kMatch + file("a.png") + " " + file("none.png"));
  EXPECT_EQ(missing.code, 2);
  EXPECT_EQ(missing.error_lines(), 1U);
  EXPECT_NE(missing.err.find("none.png"), std::string::npos);
  EXPECT_EQ(run_command(kMatch + file("a.png")).code, 2);
}

TEST_F(FingerMatchCommand, OneJsonDocument) {
  const Answer answer = run_command(kMatch + "--json " + file("a.png") + " " + file("b.png"));
  const auto document = nlohmann::json::parse(answer.out);
  EXPECT_EQ(document["schema"], "enrolkit.finger_comparison/1");
  EXPECT_EQ(document["verdict"], "match");
  EXPECT_GE(document["score"].get<double>(), document["threshold"].get<double>());
  EXPECT_EQ(document["texture"], true);
}

TEST_F(FingerMatchCommand, TemplatesMatchImages) {
  ASSERT_EQ(run_command(quoted(ENROLKIT_TOOL) + " finger extract " + file("a.png") + " -o " + file("a.fmr")).code, 0);
  EXPECT_EQ(run_command(kMatch + file("a.fmr") + " " + file("b.png")).code, 0);
  EXPECT_EQ(run_command(kMatch + file("a.fmr") + " " + file("c.png")).code, 1);
}

// A file that cannot be read matches nothing: its row is there, and the exit code tells.
TEST_F(FingerMatchCommand, PairsHaveARowEach) {
  const auto row = [&](const char* a, const char* b) {
    return (*folder_ / a).string() + "," + (*folder_ / b).string() + "\n";
  };
  const std::string rows = row("a.png", "b.png") + row("a.png", "c.png");
  write_text(*folder_ / "good.csv", "a,b\n" + rows);
  const Answer good = run_command(kMatch + "--pairs " + file("good.csv"));
  EXPECT_EQ(good.code, 0);
  EXPECT_EQ(good.out.rfind("a,b,score\n", 0), 0U);
  EXPECT_EQ(std::count(good.out.begin(), good.out.end(), '\n'), 3);
  write_text(*folder_ / "half.csv", "a,b\n" + rows + row("a.png", "none.png"));
  const Answer half = run_command(kMatch + "--pairs " + file("half.csv"));
  EXPECT_EQ(half.code, 2);
  EXPECT_EQ(half.error_lines(), 1U);
  EXPECT_EQ(half.out.rfind(good.out, 0), 0U);
  EXPECT_NE(half.out.find("none.png,0.0000\n"), std::string::npos);
  write_text(*folder_ / "bad.csv", "left,right\n" + rows);
  EXPECT_EQ(run_command(kMatch + "--pairs " + file("bad.csv")).code, 2);
}

}  // namespace
}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
// Bad models and bad pictures: an error that names what is wrong, or a report without a face; never a crash.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "enrolkit/photo.hpp"
#include "people/people.hpp"
#include "tests/photo_findings.hpp"

namespace enrolkit {
namespace {

using testing::finding_of;

namespace fs = std::filesystem;

const fs::path kModel = PhotoModelPaths{}.landmarks;

std::shared_ptr<const PhotoModels> models() {
  static const auto loaded = PhotoModels::load();
  return loaded.value();
}

PhotoChecker& checker() {
  static PhotoChecker one(models(), builtin_photo_profile("icao-2018").value());
  return one;
}

// A file of its own for one test.
class PhotoModelFile : public ::testing::Test {
 protected:
  fs::path path = fs::temp_directory_path() / ("enrolkit_model_" + std::to_string(::getpid()) + ".dat");
  ~PhotoModelFile() override { fs::remove(path); }
  void write(const std::string& bytes) const { std::ofstream(path, std::ios::binary) << bytes; }
};

TEST_F(PhotoModelFile, FaultsSeenAtOnce) {
  auto missing = PhotoModels::load({"/no/such/model.dat"});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::not_found);
  EXPECT_NE(missing.error().message.find("/no/such/model.dat"), std::string::npos);

  auto folder = PhotoModels::load({fs::temp_directory_path()});
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().code, ErrorCode::not_a_file);

  write("");
  auto empty = PhotoModels::load({path});
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().code, ErrorCode::empty_input);

  fs::remove(path);
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);  // must not wait for a writer
  auto pipe = PhotoModels::load({path});
  ASSERT_FALSE(pipe);
  EXPECT_EQ(pipe.error().code, ErrorCode::not_a_file);
}

TEST_F(PhotoModelFile, GarbageIsMalformed) {
  std::mt19937 random(7);
  std::string noise(100'000, '\0');
  for (char& c : noise) c = static_cast<char>(random());
  std::string head(200'000, '\0');
  std::ifstream(kModel, std::ios::binary).read(head.data(), static_cast<std::streamsize>(head.size()));
  for (const std::string& bytes : {std::string("This is no model.\n"), std::string(5000, '\0'), noise, head}) {
    write(bytes);
    auto loading = PhotoModels::load({path});
    ASSERT_TRUE(loading) << loading.error().message;
    const auto ready = (*loading)->wait();
    ASSERT_FALSE(ready);
    EXPECT_EQ(ready.error().code, ErrorCode::malformed);
    EXPECT_NE(ready.error().message.find(path.string()), std::string::npos);
    PhotoChecker useless(*loading, builtin_photo_profile("icao-2018").value());
    const auto report = useless.check(Image(100, 100, PixelFormat::rgb8).view());
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::malformed);
  }
}

TEST_F(PhotoModelFile, NotReadable) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  write("x");
  fs::permissions(path, fs::perms::none);
  auto denied = PhotoModels::load({path});
  ASSERT_FALSE(denied);
  EXPECT_EQ(denied.error().code, ErrorCode::permission_denied);
}

TEST(PhotoCheckInput, RefusedSizes) {
  for (const auto& [width, height] :
       {std::pair(1, 1), std::pair(15, 400), std::pair(400, 15), std::pair(1, 20000), std::pair(16, 20001)}) {
    const Image image(width, height, PixelFormat::rgb8);
    for (const auto& report : {checker().check(image.view()), checker().check_frame(image.view())}) {
      ASSERT_FALSE(report) << width << " x " << height;
      EXPECT_EQ(report.error().code, ErrorCode::invalid_argument);
    }
  }
  EXPECT_EQ(checker().check({}).error().code, ErrorCode::invalid_argument);
}

void expect_no_face(ImageView image) {
  for (const auto& report : {checker().check(image), checker().check_frame(image)}) {
    ASSERT_TRUE(report) << report.error().message;
    EXPECT_EQ(report->faces, 0);
    EXPECT_FALSE(report->face);
    EXPECT_EQ(report->verdict, Overall::not_compliant);
    for (const Finding& finding : report->findings) {
      const bool is_count = finding.requirement == "single_face";
      EXPECT_EQ(finding.verdict, is_count ? Verdict::fail : Verdict::not_assessed) << finding.requirement;
      EXPECT_FALSE(finding.message.empty()) << finding.requirement;
      if (!is_count) {
        EXPECT_FALSE(finding.value) << finding.requirement;
      }
    }
  }
}

TEST(PhotoCheckInput, PicturesWithoutAFace) {
  for (const auto& [width, height] :
       {std::pair(16, 16), std::pair(16, 20000), std::pair(20000, 16), std::pair(600, 800), std::pair(40, 3000)}) {
    expect_no_face(Image(width, height, PixelFormat::rgb8).view());
    expect_no_face(Image(width, height, PixelFormat::grey8).view());
  }
  std::mt19937 random(3);
  Image noise(640, 480, PixelFormat::rgb8);
  for (auto& p : noise.pixels) p = static_cast<std::uint8_t>(random());
  expect_no_face(noise.view());
}

Image drawn_person(int width) {
  people::Settings settings;
  settings.seed = 53;
  settings.set = {{"width", std::to_string(width)}, {"fingers", "none"}};
  return people::make_person(settings).value().portrait;
}

TEST(PhotoCheckInput, FortyFacesAreNotOne) {
  constexpr int kColumns = 8;
  constexpr int kRows = 5;
  const Image one = drawn_person(360);
  Image crowd(kColumns * one.width, kRows * one.height, one.format);
  for (int y = 0; y < crowd.height; ++y) {
    for (int column = 0; column < kColumns; ++column) {
      std::copy(one.row(y % one.height), one.row(y % one.height) + one.stride(), crowd.row(y) + column * one.stride());
    }
  }
  const auto report = checker().check(crowd.view());
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_GT(report->faces, 1);
  EXPECT_EQ(finding_of(*report, "single_face").verdict, Verdict::fail);
}

// Dark lines where the brightness of a portrait changes: a pencil drawing of it.
TEST(PhotoCheckInput, ADrawingIsRefused) {
  const Image photo = drawn_person(600);
  Image drawing(photo.width, photo.height, PixelFormat::rgb8);
  std::fill(drawing.pixels.begin(), drawing.pixels.end(), std::uint8_t{250});
  for (int y = 1; y + 1 < photo.height; ++y) {
    for (int x = 1; x + 1 < photo.width; ++x) {
      const int across = std::abs(photo.row(y)[3 * (x + 1) + 1] - photo.row(y)[3 * (x - 1) + 1]);
      const int down = std::abs(photo.row(y + 1)[3 * x + 1] - photo.row(y - 1)[3 * x + 1]);
      if (across + down > 12) std::fill_n(drawing.row(y) + 3 * x, 3, std::uint8_t{40});
    }
  }
  const auto report = checker().check(drawing.view());
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->verdict, Overall::not_compliant);
}

// Kilobytes that /proc/self/status tells of this process.
long memory_of(const std::string& line) {
  std::ifstream status("/proc/self/status");
  for (std::string text; std::getline(status, text);) {
    if (text.starts_with(line + ":")) return std::stol(text.substr(line.size() + 1));
  }
  return 0;
}

// The README states what a check takes beyond the pixels that the caller holds and the models.
TEST(PhotoCheckInput, TakesNoMoreMemoryThanStated) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "the sanitizer's own malloc takes more, and gives back late";
#endif
  constexpr long kStatedKilobytes = 64L * 1024;
  constexpr double kStatedBytesPerPixel = 1.5;
  const Image small = drawn_person(600);
  ASSERT_TRUE(checker().check(small.view()));  // what is made once
  for (const int scale : {2, 6, 10}) {
    Image large(small.width * scale, small.height * scale, small.format);
    for (int y = 0; y < large.height; ++y) {
      for (int x = 0; x < large.width; ++x)
        std::copy_n(small.row(y / scale) + 3 * (x / scale), 3, large.row(y) + 3 * x);
    }
    PhotoChecker own(models(), builtin_photo_profile("icao-2018").value());
    std::ofstream("/proc/self/clear_refs") << "5";  // the peak counts from here
    const long before = memory_of("VmRSS");
    ASSERT_TRUE(own.check(large.view()));
    const long taken = memory_of("VmHWM") - before;
    const double pixels = static_cast<double>(large.width) * large.height;
    EXPECT_LE(taken, kStatedKilobytes + static_cast<long>(kStatedBytesPerPixel * pixels / 1024)) << large.width;
  }
}

}  // namespace
}  // namespace enrolkit

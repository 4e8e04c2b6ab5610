// SPDX-License-Identifier: Apache-2.0
// The face detector: the boxes that dlib gives for its own detector.
#include "quality/photo/face_detector.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <new>

#include "enrolkit/image_codec.hpp"
#include "people/people.hpp"
#include "tests/dlib_reference.hpp"

namespace {

thread_local long allocations = 0;

}  // namespace

[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* const memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }

namespace enrolkit {
namespace {

namespace fs = std::filesystem;
using photo::FaceBox;

// Scores are sums of 600 products in single precision, added up in another order.
constexpr double kScoreTolerance = 1e-4;

void expect_equal(ImageView grey, double least, const std::string& what, int& faces) {
  static testing::DlibDetector dlib;
  static photo::FaceDetector ours;
  const auto expected = dlib.detect(grey, least);
  const auto found = ours.detect(grey, least);
  ASSERT_TRUE(found) << what;
  ASSERT_EQ(found->size(), expected.size()) << what;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ((*found)[i].x, expected[i].x) << what;
    EXPECT_EQ((*found)[i].y, expected[i].y) << what;
    EXPECT_EQ((*found)[i].width, expected[i].width) << what;
    EXPECT_EQ((*found)[i].height, expected[i].height) << what;
    EXPECT_NEAR((*found)[i].score, expected[i].score, kScoreTolerance) << what;
  }
  faces += static_cast<int>(expected.size());
}

Image thinned(const Image& grey, int step) {
  Image small(grey.width / step, grey.height / step, PixelFormat::grey8);
  for (int y = 0; y < small.height; ++y) {
    for (int x = 0; x < small.width; ++x) small.row(y)[x] = grey.row(y * step)[x * step];
  }
  return small;
}

TEST(FaceDetector, EqualToDlibOnDrawnPortraits) {
  int faces = 0;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    people::Settings settings;
    settings.seed = seed;
    settings.set = {{"fingers", "none"}, {"width", "413"}, {"yaw", std::to_string(10 * static_cast<int>(seed) - 20)}};
    const Image grey = to_grey(people::make_person(settings).value().portrait);
    expect_equal(grey.view(), 0, "seed " + std::to_string(seed), faces);
    expect_equal(grey.view(), -0.8, "seed " + std::to_string(seed) + ", low threshold", faces);
  }
  EXPECT_GE(faces, 8);
}

// The region around a face, as tracking searches it: rows of the large picture, not a copy.
TEST(FaceDetector, RegionOfAPicture) {
  people::Settings settings;
  settings.seed = 5;
  settings.set = {{"fingers", "none"}, {"width", "413"}};
  const Image grey = to_grey(people::make_person(settings).value().portrait);
  photo::FaceDetector detector;
  const auto whole = detector.detect(grey.view());
  ASSERT_TRUE(whole && whole->size() == 1);
  const FaceBox face = whole->front();
  const int left = static_cast<int>(face.x - face.width / 4);
  const int top = static_cast<int>(face.y - face.height / 4);
  const ImageView region = {grey.row(top) + left, static_cast<int>(face.width * 1.5),
                            static_cast<int>(face.height * 1.5), grey.width, PixelFormat::grey8};
  int faces = 0;
  expect_equal(region, 0, "region", faces);
  ASSERT_EQ(faces, 1);
  const FaceBox again = detector.detect(region)->front();
  EXPECT_NEAR(again.x + left, face.x, face.width / 10);
  EXPECT_NEAR(again.y + top, face.y, face.width / 10);
}

TEST(FaceDetector, AllocatesNothingAfterTheFirstImage) {
  people::Settings settings;
  settings.seed = 5;
  settings.set = {{"fingers", "none"}, {"width", "240"}};
  const Image grey = to_grey(people::make_person(settings).value().portrait);
  photo::FaceDetector detector;
  ASSERT_TRUE(detector.detect(grey.view(), -0.5));
  const long before = allocations;
  for (int i = 0; i < 3; ++i) {
    const ImageView smaller = {grey.pixels.data(), grey.width - 10 * i, grey.height - 10 * i, grey.width,
                               PixelFormat::grey8};
    ASSERT_TRUE(detector.detect(smaller, -0.5));
  }
  EXPECT_EQ(allocations, before);
}

TEST(FaceDetector, ThinAndTinyPictures) {
  int faces = 0;
  for (const int width : {1, 2, 7, 8, 16, 40, 79, 80, 81, 96, 400}) {
    for (const int height : {1, 3, 24, 80, 97}) {
      Image image(width, height, PixelFormat::grey8);
      for (int i = 0; i < width * height; ++i)
        image.pixels[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(i * 37);
      expect_equal(image.view(), -1, std::to_string(width) + " x " + std::to_string(height), faces);
    }
  }
}

TEST(FaceDetector, EqualToDlibOnRealFaces) {
  const fs::path data = ENROLKIT_SHARED_DATA;
  if (!fs::exists(data)) GTEST_SKIP() << "no " << data;
  const char* const wish = std::getenv("ENROLKIT_EVERY");
  const std::size_t every = wish != nullptr ? static_cast<std::size_t>(std::max(1, std::atoi(wish))) : 25;
  std::vector<fs::path> files;
  for (const char* folder : {"portraits", "defects", "synthetic_faces"}) {
    for (const auto& entry : fs::recursive_directory_iterator(data / folder)) {
      const std::string type = entry.path().extension();
      if (type == ".jpg" || type == ".png") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  int faces = 0;
  for (std::size_t i = 0; i < files.size(); i += every) {
    const auto image = load_image(files[i]);
    if (!image) continue;
    const Image grey = to_grey(image->image);
    expect_equal(thinned(grey, std::max(1, std::max(grey.width, grey.height) / 400)).view(), -0.5, files[i], faces);
  }
  EXPECT_GT(faces, 0);
}

}  // namespace
}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
// The landmark model: the same points as dlib's own evaluation of the same file, and no harm from a damaged file.
#include "quality/photo/landmark_model.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>

#include "enrolkit/image_codec.hpp"
#include "people/people.hpp"
#include "quality/photo/landmark_predictor.hpp"
#include "tests/dlib_reference.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;
using photo::LandmarkModel;
using photo::PixelBox;
using testing::DlibPredictor;
using Bytes = std::vector<std::uint8_t>;

const char* const kDlibModel = "/usr/share/dlib/shape_predictor_68_face_landmarks.dat";
const char* const kConvert = ENROLKIT_CONVERT_LANDMARKS;

class TemporaryFile {
 public:
  TemporaryFile() = default;
  explicit TemporaryFile(const std::string& bytes) { std::ofstream(path_, std::ios::binary) << bytes; }
  ~TemporaryFile() { fs::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  static inline int count_ = 0;
  fs::path path_ =
      fs::temp_directory_path() / ("enrolkit_landmarks_" + std::to_string(::getpid()) + "_" + std::to_string(++count_));
};

Result<LandmarkModel> read(const fs::path& path) {
  auto file = photo::MappedFile::open(path, photo::LandmarkLimits::kBytes, "landmark model");
  if (!file) return file.error();
  return photo::read_landmark_model(std::move(*file), path);
}

double furthest(const FaceLandmarks& a, const FaceLandmarks& b) {
  double most = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    most = std::max({most, std::abs(a[i].x - b[i].x), std::abs(a[i].y - b[i].y)});
  }
  return most;
}

PixelBox pixels_of(const photo::FaceBox& box) {
  return {std::lround(box.x), std::lround(box.y), std::lround(box.x + box.width) - 1,
          std::lround(box.y + box.height) - 1};
}

struct Pair {
  LandmarkModel ours;
  DlibPredictor dlib;
};

Pair* whole_model() {
  if (!fs::exists(kDlibModel)) return nullptr;
  static Pair pair{read(kDlibModel).value(), DlibPredictor(kDlibModel)};
  return &pair;
}

Image small_grey(const Image& image) {
  const Image grey = to_grey(image);
  const int step = std::max(1, std::max(grey.width, grey.height) / 320);
  Image small(grey.width / step, grey.height / step, PixelFormat::grey8);
  for (int y = 0; y < small.height; ++y) {
    for (int x = 0; x < small.width; ++x) small.row(y)[x] = grey.row(y * step)[x * step];
  }
  return small;
}

// Largest difference over the faces of an image, with the detector's box and others near it and over the border.
double compare(const Pair& models, const Image& image, testing::DlibDetector& detector, int& compared) {
  const Image grey = to_grey(image);
  const Image small = small_grey(image);
  const double scale = static_cast<double>(grey.width) / small.width;
  double most = 0;
  for (const photo::FaceBox& found : detector.detect(small.view())) {
    PixelBox box = pixels_of({found.x * scale, found.y * scale, found.width * scale, found.height * scale, 0});
    for (const long shift : {0L, (box.right - box.left) / 20, -(box.right - box.left) / 2}) {
      const PixelBox moved = {box.left + shift, box.top + shift, box.right + shift, box.bottom + shift + 3};
      const FaceLandmarks ours = predict_landmarks(models.ours, grey.view(), moved);
      const double apart = furthest(ours, models.dlib.unrounded(grey.view(), moved));
      most = std::max(most, apart);
      ++compared;
    }
  }
  return most;
}

TEST(LandmarkModel, EqualToDlibOnDrawnPortraits) {
  Pair* const models = whole_model();
  if (models == nullptr) GTEST_SKIP() << "the landmark model of libdlib-data is not installed";
  testing::DlibDetector detector;
  int compared = 0;
  for (const char* yaw : {"0", "-12", "20"}) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      people::Settings settings;
      settings.seed = seed;
      settings.set = {{"yaw", yaw}, {"fingers", "none"}, {"width", "600"}};
      const Image portrait = people::make_person(settings).value().portrait;
      EXPECT_LT(compare(*models, portrait, detector, compared), 0.1) << "seed " << seed << " yaw " << yaw;
    }
  }
  EXPECT_GE(compared, 18);
}

// Every ENROLKIT_EVERY-th picture of the folder (1: all, as when the accuracy was first stated).
TEST(LandmarkModel, EqualToDlibOnRealFaces) {
  const fs::path data = ENROLKIT_SHARED_DATA;
  Pair* const models = whole_model();
  if (models == nullptr || !fs::exists(data)) GTEST_SKIP() << "no landmark model, or no " << data;
  const char* const wish = std::getenv("ENROLKIT_EVERY");
  const std::size_t every = wish != nullptr ? std::max(1, std::atoi(wish)) : 25;
  testing::DlibDetector detector;
  int compared = 0;
  double most = 0;
  std::size_t count = 0;
  std::vector<fs::path> files;
  for (const char* folder : {"portraits", "defects", "synthetic_faces"}) {
    for (const auto& entry : fs::recursive_directory_iterator(data / folder)) {
      const std::string type = entry.path().extension();
      if (type == ".jpg" || type == ".png") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    if (count++ % every != 0) continue;
    const auto image = load_image(file);
    if (!image) continue;
    const double apart = compare(*models, image->image, detector, compared);
    EXPECT_LT(apart, 0.1) << file;
    most = std::max(most, apart);
  }
  EXPECT_GT(compared, 0);
  RecordProperty("compared", compared);
  std::printf("%d evaluations, largest difference %.4f px\n", compared, most);
}

TEST(LandmarkModel, RoundedPointsAreDlibsOwn) {
  Pair* const models = whole_model();
  if (models == nullptr) GTEST_SKIP() << "the landmark model of libdlib-data is not installed";
  Image noise(400, 500, PixelFormat::grey8);
  std::mt19937 random(5);
  for (std::uint8_t& pixel : noise.pixels) pixel = static_cast<std::uint8_t>(random());
  const PixelBox box = {60, 90, 330, 360};
  const FaceLandmarks exact = models->dlib.unrounded(noise.view(), box);
  EXPECT_LE(furthest(exact, models->dlib.rounded(noise.view(), box)), 0.5);  // the reference is dlib's computation
  EXPECT_LT(furthest(exact, predict_landmarks(models->ours, noise.view(), box)), 0.1);
}

TEST(LandmarkModel, ConvertedFileGivesTheSameNumbers) {
  const std::string small = testing::small_dlib_predictor();
  const TemporaryFile from(small);
  const TemporaryFile to;
  const std::string command = std::string(kConvert) + " '" + from.path().string() + "' '" + to.path().string() + "'";
  ASSERT_EQ(std::system(command.c_str()), 0);
  const LandmarkModel a = read(from.path()).value();
  const LandmarkModel b = read(to.path()).value();
  ASSERT_TRUE(b.file);
  Image ramp(200, 200, PixelFormat::grey8);
  for (int y = 0; y < 200; ++y) {
    for (int x = 0; x < 200; ++x) ramp.row(y)[x] = static_cast<std::uint8_t>((x * 7 + y * 3) % 256);
  }
  const DlibPredictor dlib(from.path());
  for (const PixelBox& box : {PixelBox{10, 10, 150, 150}, PixelBox{-80, 40, 60, 170}, PixelBox{300, 300, 400, 400}}) {
    const FaceLandmarks points = predict_landmarks(a, ramp.view(), box);
    EXPECT_EQ(furthest(points, predict_landmarks(b, ramp.view(), box)), 0);
    EXPECT_LT(furthest(points, dlib.unrounded(ramp.view(), box)), 0.01);
  }
}

// A region of a larger picture is a picture of its own.
TEST(LandmarkModel, RegionOfAPicture) {
  const TemporaryFile from(testing::small_dlib_predictor());
  const LandmarkModel model = read(from.path()).value();
  Image large(300, 200, PixelFormat::grey8);
  std::mt19937 random(6);
  for (std::uint8_t& pixel : large.pixels) pixel = static_cast<std::uint8_t>(random());
  Image cut(120, 90, PixelFormat::grey8);
  for (int y = 0; y < 90; ++y) std::copy_n(large.row(50 + y) + 77, 120, cut.row(y));
  const ImageView region = {large.row(50) + 77, 120, 90, 300, PixelFormat::grey8};
  const PixelBox box = {-20, 10, 90, 110};
  EXPECT_EQ(furthest(predict_landmarks(model, cut.view(), box), predict_landmarks(model, region, box)), 0);
}

class HostileModel : public ::testing::Test {
 protected:
  Bytes dlib_bytes;
  LandmarkModel model;
  Bytes compact;

  void SetUp() override {
    const std::string text = testing::small_dlib_predictor();
    dlib_bytes.assign(text.begin(), text.end());
    model = photo::read_dlib_landmark_model(dlib_bytes).value();
    compact = photo::write_compact_landmark_model(model);
    ASSERT_TRUE(photo::read_compact_landmark_model(compact));
  }

  static void expect_malformed(const Result<LandmarkModel>& read, const std::string& what) {
    ASSERT_FALSE(read) << what;
    EXPECT_EQ(read.error().code, ErrorCode::malformed) << what;
    EXPECT_FALSE(read.error().message.empty());
  }

  // Writes a changed model with a checksum that fits and reads it again.
  template <class Change>
  void expect_refused(const std::string& what, Change change) {
    LandmarkModel changed = photo::read_compact_landmark_model(compact).value();
    change(changed);
    const Bytes bytes = photo::write_compact_landmark_model(changed);
    expect_malformed(photo::read_compact_landmark_model(bytes), what);
  }
};

TEST_F(HostileModel, CutOffAnywhere) {
  for (std::size_t length = 0; length < compact.size(); length += length < 300 ? 1 : 7) {
    expect_malformed(photo::read_compact_landmark_model({compact.data(), length}), "compact " + std::to_string(length));
  }
  for (std::size_t length = 0; length < dlib_bytes.size(); length += length < 300 ? 1 : 7) {
    expect_malformed(photo::read_dlib_landmark_model({dlib_bytes.data(), length}), "dlib " + std::to_string(length));
  }
  compact.push_back(0);
  expect_malformed(photo::read_compact_landmark_model(compact), "a byte too many");
  dlib_bytes.push_back(0);
  expect_malformed(photo::read_dlib_landmark_model(dlib_bytes), "a byte too many");
}

TEST_F(HostileModel, EveryFlippedBitOfTheCompactFile) {
  for (std::size_t bit = 0; bit < 8 * compact.size(); ++bit) {
    compact[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    ASSERT_FALSE(photo::read_compact_landmark_model(compact)) << "bit " << bit;
    compact[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
  }
}

// dlib's file has no checksum: a flipped bit of a number gives another model, which must stay within its tables.
TEST_F(HostileModel, FlippedBitsOfDlibsFile) {
  Image ramp(64, 64, PixelFormat::grey8);
  int refused = 0;
  for (std::size_t bit = 0; bit < 8 * dlib_bytes.size(); bit += bit < 40'000 ? 1 : 5) {
    dlib_bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
    const auto read = photo::read_dlib_landmark_model(dlib_bytes);
    if (read) {
      for (const Point& point : predict_landmarks(*read, ramp.view(), {5, 5, 50, 50})) {
        ASSERT_TRUE(std::isfinite(point.x) && std::isfinite(point.y)) << "bit " << bit;
      }
    } else {
      ASSERT_EQ(read.error().code, ErrorCode::malformed);
      ++refused;
    }
    dlib_bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
  }
  EXPECT_GT(refused, 1000);
}

TEST_F(HostileModel, WrongIndicesAndNumbersBehindAFittingChecksum) {
  const float nan = std::nanf("");
  const float infinity = std::numeric_limits<float>::infinity();
  expect_refused("first", [](LandmarkModel& m) { m.cascades[1].splits.back().first = 5; });
  expect_refused("second", [](LandmarkModel& m) { m.cascades[0].splits.front().second = 65535; });
  expect_refused("anchor", [](LandmarkModel& m) { m.cascades[1].anchors.back() = 68; });
  expect_refused("offset", [&](LandmarkModel& m) { m.cascades[0].offsets[2].y = nan; });
  expect_refused("offset", [&](LandmarkModel& m) { m.cascades[0].offsets[2].x = -infinity; });
  expect_refused("mean", [&](LandmarkModel& m) { m.mean_shape[67].y = infinity; });
  expect_refused("mean", [&](LandmarkModel& m) { m.mean_shape[0].x = 1e30F; });
}

// Counts of the header, whatever the rest says: nothing is allocated or read by them.
TEST_F(HostileModel, WrongCounts) {
  for (std::size_t count = 0; count < 6; ++count) {
    for (const std::uint32_t value : {0U, 1U, 4U, 9U, 67U, 69U, 4096U, 65536U, 0x7FFFFFFFU, 0xFFFFFFFFU}) {
      Bytes bytes = compact;
      std::uint32_t old = 0;
      std::memcpy(&old, &bytes[8 + 4 * count], 4);
      if (old == value) continue;
      std::memcpy(&bytes[8 + 4 * count], &value, 4);
      expect_malformed(photo::read_compact_landmark_model(bytes), "count " + std::to_string(count));
    }
  }
  // dlib's: the length of the mean shape, then of the forests, as numbers of up to eight bytes.
  for (const std::size_t at : {std::size_t{2}, std::size_t{4}}) {
    for (const std::uint8_t size : {1, 2, 4, 7, 8}) {
      Bytes bytes(dlib_bytes.begin(), dlib_bytes.begin() + static_cast<std::ptrdiff_t>(at));
      bytes.push_back(size);
      bytes.insert(bytes.end(), size, 0xFF);
      bytes.insert(bytes.end(), dlib_bytes.begin() + static_cast<std::ptrdiff_t>(at) + 2, dlib_bytes.end());
      expect_malformed(photo::read_dlib_landmark_model(bytes), "length of " + std::to_string(size) + " bytes");
    }
  }
}

TEST(LandmarkModel, WholeFileCutOffOrChanged) {
  if (!fs::exists(ENROLKIT_LANDMARK_FILE)) GTEST_SKIP() << "no landmark model was converted";
  std::ifstream in(ENROLKIT_LANDMARK_FILE, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), {});
  for (const std::size_t keep : {bytes.size() - 1, bytes.size() / 2, std::size_t{4096}, std::size_t{9}}) {
    const TemporaryFile cut(bytes.substr(0, keep));
    const auto failed = read(cut.path());
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, ErrorCode::malformed);
    EXPECT_NE(failed.error().message.find(cut.path().string()), std::string::npos);
  }
  std::mt19937 random(3);
  for (int i = 0; i < 8; ++i) {
    const std::size_t at = random() % bytes.size();
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    const auto failed = read(TemporaryFile(bytes).path());
    ASSERT_FALSE(failed) << "byte " << at;
    EXPECT_EQ(failed.error().code, ErrorCode::malformed);
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
  }
}

}  // namespace
}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
// A forest that OpenCV trains and writes gives the votes that OpenCV counts; broken files are errors.
#include "enrolkit/nfiq2_model.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <opencv2/core.hpp>
#include <opencv2/ml.hpp>
#include <random>

#include "enrolkit/file.hpp"
#include "quality/finger/nfiq2/random_forest.hpp"
#include "tests/temporary_folder.hpp"

namespace enrolkit {
namespace {

constexpr int kFeatures = static_cast<int>(kFingerMeasures);
constexpr int kTrees = 20;

cv::Mat random_rows(int rows, unsigned seed) {
  cv::Mat features(rows, kFeatures, CV_32F);
  std::mt19937 random(seed);
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < kFeatures; ++x) features.at<float>(y, x) = static_cast<float>(random() % 1000) / 1000;
  }
  return features;
}

cv::Ptr<cv::ml::RTrees> train() {
  const cv::Mat features = random_rows(300, 1);
  cv::Mat classes(features.rows, 1, CV_32S);
  for (int y = 0; y < features.rows; ++y) {
    classes.at<int>(y) = features.at<float>(y, 10) + features.at<float>(y, 40) > 1 ? 1 : 0;
  }
  auto forest = cv::ml::RTrees::create();
  forest->setMaxDepth(6);
  forest->setTermCriteria({cv::TermCriteria::MAX_ITER, kTrees, 0});
  forest->train(features, cv::ml::ROW_SAMPLE, classes);
  return forest;
}

// Once: OpenCV draws its samples from a generator that goes on.
const cv::Ptr<cv::ml::RTrees>& trained() {
  static const auto forest = train();
  return forest;
}

std::string stored(const cv::ml::RTrees& forest) {
  cv::FileStorage storage("forest.yaml", cv::FileStorage::WRITE | cv::FileStorage::MEMORY);
  storage << "my_random_trees"
          << "{";
  forest.write(storage);
  storage << "}";
  return storage.releaseAndGetString();
}

const std::string& yaml() {
  static const std::string text = stored(*trained());
  return text;
}

std::string message_of(const std::string& text) {
  const auto forest = nfiq2::RandomForest::parse(text);
  return forest ? "accepted" : forest.error().message;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Nfiq2Model, VotesAsOpenCvCounts) {
  const auto forest = nfiq2::RandomForest::parse(yaml());
  ASSERT_TRUE(forest) << forest.error().message;
  EXPECT_EQ(forest->trees(), static_cast<std::size_t>(kTrees));
  const cv::Mat rows = random_rows(200, 2);
  std::vector<int> seen(kTrees + 1);
  for (int y = 0; y < rows.rows; ++y) {
    std::array<float, kFingerMeasures> features{};
    std::copy_n(rows.ptr<float>(y), features.size(), features.begin());
    const float expected = trained()->predict(rows.row(y), cv::noArray(), cv::ml::StatModel::RAW_OUTPUT);
    EXPECT_EQ(static_cast<float>(forest->votes(features)), expected);
    ++seen[forest->votes(features)];
  }
  EXPECT_GT(std::count_if(seen.begin(), seen.end(), [](int count) { return count > 0; }), 8) << "a one-sided test";
}

// As OpenCV 2 wrote them: nodes in brackets, classes as cat_map, stand-in questions after the first.
TEST(Nfiq2Model, OlderForestsByHand) {
  const auto forest = nfiq2::RandomForest::parse(R"(%YAML:1.0
my_random_trees: !!opencv-ml-random-trees
   nclasses: 2
   ntrees: 2
   is_classifier: 1
   var_count: 69
   cat_map: [ 0, 1 ]
   trees:
      -
         best_tree_idx: -1
         nodes:
            - { depth:0, sample_count:9, value:1., norm_class_idx:1, Tn:1,
                splits:[ { var:2, quality:3., le:5. }, { var:7, quality:1., le:1. } ] }
            - { depth:1, sample_count:4, value:0., norm_class_idx:0 }
            - { depth:1, sample_count:5, value:1., norm_class_idx:1 }
      -
         best_tree_idx: -1
         nodes:
            - { depth:0, sample_count:9, value:1., norm_class_idx:1 }
)");
  ASSERT_TRUE(forest) << forest.error().message;
  std::array<float, kFingerMeasures> features{};
  features[2] = 5;
  EXPECT_EQ(forest->votes(features), 1U);
  features[2] = 5.001F;
  EXPECT_EQ(forest->votes(features), 2U);
}

TEST(Nfiq2Model, FilesAndNames) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_file(folder / "forest.yaml", yaml()));
  const auto direct = Nfiq2Model::load(folder / "forest.yaml");
  ASSERT_TRUE(direct) << direct.error().message;
  EXPECT_EQ(direct->name(), "random-forest");  // not NIST's: never called NFIQ 2
  EXPECT_EQ(direct->version().size(), 32U);
  FingerMeasures measures;
  const int score = direct->score(measures).score;
  EXPECT_EQ(score % (100 / kTrees), 0);

  const auto info = [&](const std::string& hash) {
    EXPECT_TRUE(write_file(folder / "forest.txt",
                           "Name = small forest\r\nVersion = 7\nPath = forest.yaml\nHash = " + hash + "\n"));
    return Nfiq2Model::load(folder / "forest.txt");
  };
  const auto named = info(direct->version());
  ASSERT_TRUE(named) << named.error().message;
  EXPECT_EQ(named->name(), "small forest");
  EXPECT_EQ(named->version(), "7");
  EXPECT_EQ(named->score(measures).score, score);
  EXPECT_NE(info("00112233445566778899aabbccddeeff").error().message.find("MD5"), std::string::npos);
  EXPECT_NE(info("").error().message.find("Hash"), std::string::npos);
  EXPECT_EQ(Nfiq2Model::load(folder / "none.yaml").error().code, ErrorCode::not_found);
}

TEST(Nfiq2Model, OddForestsAreRefusedByName) {
  const std::string& good = yaml();
  EXPECT_NE(message_of("").find("my_random_trees"), std::string::npos);
  EXPECT_NE(message_of(replaced(good, "my_random_trees", "your_random_trees")).find("my_random_trees"),
            std::string::npos);
  EXPECT_NE(message_of(replaced(good, "var_count: 69", "var_count: 70")).find("69 measures"), std::string::npos);
  EXPECT_NE(message_of(replaced(good, "is_classifier: 1", "is_classifier: 0")).find("classifier"), std::string::npos);
  EXPECT_NE(message_of(replaced(good, "class_labels: [ 0, 1 ]", "class_labels: [ 1, 2 ]")).find("classes"),
            std::string::npos);
  EXPECT_NE(message_of(replaced(good, "ntrees: 20", "ntrees: 21")).find("21 trees"), std::string::npos);
  EXPECT_NE(message_of(replaced(good, "ntrees: 20", "ntrees: 2000000000")).find("ntrees"), std::string::npos);
  EXPECT_NE(message_of(replaced(good, "le:", "gt:")).find("\"gt\""), std::string::npos);
  EXPECT_NE(message_of(replaced(good, "var:", "var:9")).find("var"), std::string::npos);
  EXPECT_NE(message_of(replaced(good, "depth: 1", "depth: 5")).find("depth 5"), std::string::npos);
  EXPECT_NE(message_of(replaced(good, "depth: 0", "depth: x")).find("not a number"), std::string::npos);
  EXPECT_NE(message_of(replaced(good, "value: ", "value: 0.5 ")).find("value"), std::string::npos);
}

// Within the last tree a cut can leave a whole, smaller tree: there only the hash tells.
TEST(Nfiq2Model, TruncatedBeforeItsLastTreeItIsAnError) {
  // 97 has no common factor with the layout, so that cuts fall into all kinds of places.
  for (std::size_t length = 0; length < yaml().rfind("nodes:"); length += 97) {
    EXPECT_NE(message_of(yaml().substr(0, length)), "accepted") << length;
  }
}

TEST(Nfiq2Model, FlippedBytesNeverCrash) {
  const std::array<float, kFingerMeasures> features{};
  std::mt19937 random(3);
  for (int i = 0; i < 300; ++i) {
    std::string text = yaml();
    for (int k = 0; k < 3; ++k) text[random() % text.size()] = "0 -:5\n,{x"[random() % 9];
    const auto forest = nfiq2::RandomForest::parse(text);
    if (!forest) continue;
    EXPECT_LE(forest->votes(features), forest->trees());
  }
}

}  // namespace
}  // namespace enrolkit

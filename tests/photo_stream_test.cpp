// SPDX-License-Identifier: Apache-2.0
// The live path on drawn people: what is said, when it changes, when the still is asked for.
#include "enrolkit/photo_stream.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "quality/photo/face_geometry.hpp"
#include "quality/photo/head_pose.hpp"
#include "quality/photo/live/live_patch.hpp"
#include "quality/photo/live/person_baseline.hpp"
#include "tests/live_frames.hpp"
#include "tests/quality/portrait_data.hpp"

namespace enrolkit {
namespace {

using namespace enrolkit::testing;
using std::chrono::milliseconds;

std::shared_ptr<const PhotoModels> models() {
  static const auto loaded = PhotoModels::load().value();
  return loaded;
}

// A stream and its clock.
class Preview {
 public:
  explicit Preview(const PhotoStreamOptions& options = {})
      : stream(models(), builtin_photo_profile("icao-2018").value(), options) {}

  PhotoStreamFrame show(const Image& frame) {
    auto told = stream.push(frame.view(), time);
    EXPECT_TRUE(told) << told.error().message;
    if (told->changed) changes.push_back(time);
    if (said.empty() || told->changed) said.emplace_back(told->message.id);
    time += kFrameTime;
    return *told;
  }
  // The same picture for some frames, trembling by a pixel as a camera's does.
  PhotoStreamFrame show(const Image& portrait, int frames, int to_right = 0, int down = 0) {
    PhotoStreamFrame told;
    for (int i = 0; i < frames; ++i) told = show(frame_of(portrait, to_right + i % 2, down));
    return told;
  }

  PhotoStream stream;
  milliseconds time{0};
  std::vector<std::string> said;      // each message when it came up
  std::vector<milliseconds> changes;  // and when, but the first
};

Image wall() {
  Image image(kFrameWidth, kFrameHeight, PixelFormat::rgb8);
  std::fill(image.pixels.begin(), image.pixels.end(), std::uint8_t{190});
  return image;
}

bool says(const Preview& preview, const std::string& id) {
  return std::find(preview.said.begin(), preview.said.end(), id) != preview.said.end();
}

constexpr int kLongEnough = 24;  // frames: for a message of the time before to end and a new one to come up

TEST(PhotoStream, FromAnEmptyChairToTheStill) {
  Preview preview;
  for (int i = 0; i < 5; ++i) {
    const PhotoStreamFrame told = preview.show(wall());
    EXPECT_EQ(told.state, StreamState::searching);
    EXPECT_EQ(told.message.id, "look_at_camera");
    EXPECT_EQ(told.face, nullptr);
  }
  preview.show(portrait({}), kLongEnough, -90);
  EXPECT_EQ(preview.said.back(), "move_left");  // the picture's left is the person's right
  preview.show(portrait({}), 4);
  preview.show(portrait({{"yaw", "16"}}), kLongEnough);
  EXPECT_EQ(preview.said.back(), "turn_left");
  const PhotoStreamFrame good = preview.show(portrait({}), 2 * kLongEnough);
  EXPECT_EQ(good.state, StreamState::take_still) << preview.said.back();
  EXPECT_EQ(good.message.id, "taking_photo");
  EXPECT_GE(good.good_frames, 10);
  ASSERT_NE(good.face, nullptr);

  // A burst: shut eyes, a blur, the good one, a turned head.
  const Image best = frame_of(portrait({{"width", "374"}}));
  const auto shut = preview.stream.push_still(frame_of(portrait({{"eyes", "closed"}})).view());
  const auto blurred = preview.stream.push_still(frame_of(portrait({{"blur", "4"}})).view());
  const auto sharp = preview.stream.push_still(best.view());
  const auto turned = preview.stream.push_still(frame_of(portrait({{"yaw", "16"}})).view());
  ASSERT_TRUE(shut && blurred && sharp && turned);
  EXPECT_TRUE(sharp->best);
  EXPECT_FALSE(turned->best);
  EXPECT_LT(shut->score, sharp->score);
  EXPECT_LT(blurred->score, sharp->score);
}

TEST(PhotoStream, TheStillIsCutOutAndCheckedInFull) {
  PhotoStreamOptions options;
  Preview preview(options);
  EXPECT_EQ(preview.stream.best_still().error().code, ErrorCode::invalid_argument);
  const Image still = portrait({{"width", "1000"}, {"head", "50"}});
  ASSERT_TRUE(preview.stream.push_still(still.view()));
  const auto document = preview.stream.best_still();
  ASSERT_TRUE(document) << document.error().message;
  EXPECT_TRUE(document->framed());
  EXPECT_EQ(document->report.findings.size(), builtin_photo_profile("icao-2018")->limits.size());
  preview.stream.restart();
  EXPECT_FALSE(preview.stream.best_still());
}

TEST(PhotoStream, NamesWhatIsToBeChanged) {
  const struct {
    Settings set;
    int to_right, down;
    std::set<std::string> ids;
  } faults[] = {
      {{}, 90, 0, {"move_right"}},
      {{{"shift", "up"}}, 0, 0, {"move_down"}},
      {{{"head", "45"}}, 0, 0, {"come_closer"}},
      {{{"roll", "14"}}, 0, 0, {"straighten_right"}},
      {{{"roll", "-14"}}, 0, 0, {"straighten_left"}},
      {{{"yaw", "-18"}}, 0, 0, {"turn_right"}},
      {{{"pitch", "22"}}, 0, 0, {"chin_down"}},
      {{{"pitch", "-22"}}, 0, -40, {"chin_up"}},  // the eyes sink with the chin
      {{{"light", "dark"}}, 0, 0, {"more_light"}},
      {{{"light", "bright"}}, 0, 0, {"less_light"}},
      {{{"eyes", "closed"}}, 0, 0, {"open_eyes"}},
      {{{"mouth", "open"}}, 0, 0, {"close_mouth"}},
      {{{"background", "busy"}}, 0, 0, {"plain_wall"}},
  };
  for (const auto& fault : faults) {
    PhotoStreamOptions options;
    options.still_scale = 2;  // a preview of half size
    Preview preview(options);
    preview.show(portrait({}), 12);
    const PhotoStreamFrame told = preview.show(portrait(fault.set), kLongEnough, fault.to_right, fault.down);
    EXPECT_TRUE(fault.ids.contains(std::string(told.message.id)))
        << *fault.ids.begin() << " expected, said " << told.message.id << ", pitch " << told.face->pitch;
    EXPECT_NE(told.state, StreamState::take_still);
  }
}

TEST(PhotoStream, TheSmileIsSeenAgainstThePersonsOwnFace) {
  Preview preview;
  preview.show(portrait({}), kLongEnough);
  preview.show(portrait({{"smile", "0.8"}}), kLongEnough);
  EXPECT_TRUE(says(preview, "neutral_face") || says(preview, "close_mouth")) << preview.said.back();
}

TEST(PhotoStream, OnlyOnePerson) {
  Image two = frame_of(portrait({}));
  const Image other = portrait({{"width", "190"}}, 11);
  lay_over(two, other, 0, 60);
  for (const Image& frame : {two, mirrored(two)}) {
    Preview preview;
    PhotoStreamFrame told;
    for (int i = 0; i < 2 * kLongEnough; ++i) told = preview.show(frame);
    EXPECT_EQ(told.message.id, "one_person");
    EXPECT_EQ(told.faces, 2);
    preview.show(portrait({}), 2 * kLongEnough);
    EXPECT_NE(preview.said.back(), "one_person") << "they have gone";
  }
}

TEST(PhotoStream, ArrowsAreRightInTheMirror) {
  const auto arrows = [](bool in_mirror) {
    std::map<std::string, Arrow> seen;
    for (const auto& [set, to_right] : std::vector<std::pair<Settings, int>>{
             {{}, -90}, {{}, 90}, {{{"yaw", "18"}}, 0}, {{{"roll", "14"}}, 0}, {{{"head", "45"}}, 0}}) {
      PhotoStreamOptions options;
      options.mirrored = in_mirror;
      options.still_scale = 2;
      Preview preview(options);
      const PhotoStreamFrame told = preview.show(portrait(set), kLongEnough, to_right);
      seen[std::string(told.message.id)] = told.message.arrow;
    }
    return seen;
  };
  const auto plain = arrows(false);
  const auto mirror = arrows(true);
  // Who sits at the picture's left must go to its right; in the mirror it is the other way round.
  EXPECT_EQ(plain.at("move_left"), Arrow::right);
  EXPECT_EQ(mirror.at("move_left"), Arrow::left);
  EXPECT_EQ(plain.at("move_right"), Arrow::left);
  EXPECT_EQ(mirror.at("move_right"), Arrow::right);
  // The nose points to the picture's left and has to come back to the right.
  EXPECT_EQ(plain.at("turn_left"), Arrow::right);
  EXPECT_EQ(mirror.at("turn_left"), Arrow::left);
  EXPECT_EQ(plain.at("straighten_right"), Arrow::anticlockwise);
  EXPECT_EQ(mirror.at("straighten_right"), Arrow::clockwise);
  EXPECT_EQ(plain.at("come_closer"), Arrow::nearer);
  EXPECT_EQ(mirror.at("come_closer"), Arrow::nearer);
}

TEST(PhotoStream, AMessageStaysLongEnoughToBeRead) {
  Preview preview;
  const Image good = frame_of(portrait({}));
  const Image turned = frame_of(portrait({{"yaw", "18"}}));
  const Image dark = frame_of(portrait({{"light", "dark"}}));
  // Two frames of a fault are no fault.
  for (int i = 0; i < 30; ++i) preview.show(good);
  for (int i = 0; i < 40; ++i) preview.show(i % 5 < 2 ? turned : good);
  EXPECT_FALSE(says(preview, "turn_left"));
  // Whatever happens, 0.7 s lie between two changes.
  for (int i = 0; i < 90; ++i) preview.show(i / 4 % 3 == 0 ? good : i / 4 % 3 == 1 ? turned : dark);
  ASSERT_GE(preview.changes.size(), 3U);
  for (std::size_t i = 1; i < preview.changes.size(); ++i) {
    EXPECT_GE(preview.changes[i] - preview.changes[i - 1], milliseconds(700));
  }
}

TEST(PhotoStream, WhoGoesAwayIsForgotten) {
  Preview preview;
  EXPECT_EQ(preview.show(portrait({}), 2 * kLongEnough).state, StreamState::take_still);
  PhotoStreamFrame told;
  for (int i = 0; i < kLongEnough; ++i) told = preview.show(wall());
  EXPECT_EQ(told.state, StreamState::searching);
  EXPECT_EQ(told.message.id, "look_at_camera");
  EXPECT_EQ(told.good_frames, 0);
  EXPECT_EQ(preview.show(portrait({}, 11), 2 * kLongEnough).faces, 1);
}

TEST(PhotoStream, TellsPlacementAgainstTheGuide) {
  PhotoStreamOptions options;
  options.guide = {250, 0, 373, 480};
  Preview preview(options);
  const PhotoStreamFrame told = preview.show(portrait({}), kLongEnough);
  EXPECT_EQ(told.message.id, "move_left");  // the guide is right of the middle
  EXPECT_EQ(told.guide.x, 250);
  Preview usual;
  const Region guide = usual.show(portrait({}), 1).guide;
  EXPECT_EQ(guide.height, 480);
  EXPECT_EQ(guide.width, 373);  // 480 * 35 / 45
  EXPECT_EQ(guide.x, 133);
}

TEST(PhotoStream, TheSameFramesSayTheSame) {
  const auto values = [] {
    Preview preview;
    std::vector<double> all;
    for (int i = 0; i < 20; ++i) {
      const auto told = preview.show(frame_of(portrait({}), 3 * i - 30, i));
      for (const Finding& finding : told.findings) all.push_back(finding.value.value_or(-1));
    }
    return all;
  };
  EXPECT_EQ(values(), values());
}

TEST(PhotoStream, RefusesWhatIsNoFrame) {
  Preview preview;
  EXPECT_EQ(preview.stream.push({}, milliseconds(0)).error().code, ErrorCode::invalid_argument);
  preview.show(portrait({}), 3);
  const auto back = preview.stream.push(frame_of(portrait({})).view(), milliseconds(10));
  ASSERT_FALSE(back);
  EXPECT_EQ(back.error().code, ErrorCode::invalid_argument);
  EXPECT_NE(back.error().message.find("10 ms"), std::string::npos);
  // Another size, and grey: a new camera, not an error.
  EXPECT_TRUE(preview.stream.push(Image(320, 240, PixelFormat::grey8).view(), milliseconds(9000)));
  EXPECT_TRUE(preview.stream.push(Image(16, 2000, PixelFormat::grey8).view(), milliseconds(9000)));
}

TEST(PhotoStream, EveryMessageHasALastingNameAndASentence) {
  std::set<std::string_view> ids;
  for (const Guidance& message : guidance_messages()) {
    EXPECT_TRUE(ids.insert(message.id).second) << message.id;
    EXPECT_TRUE(message.text.ends_with('.')) << message.id;
    EXPECT_LE(message.text.size(), 70U) << message.id;
  }
  EXPECT_TRUE(ids.contains("move_left"));
}

// The landmarks lie where the face was drawn, wherever it moved between detections.
TEST(PhotoStreamTracking, FollowsAMovingFace) {
  people::Settings settings;
  settings.seed = 53;
  settings.age = 40;
  settings.set = {{"width", "374"}, {"fingers", "none"}};
  const auto truth = people::make_person(settings).value().portrait_truth;
  Preview preview;
  double worst = 0;
  for (int i = 0; i < 45; ++i) {
    const int to_right = static_cast<int>(std::lround(70 * std::sin(i * 0.25)));  // up to 17 px a frame
    const auto told = preview.show(frame_of(portrait({}), to_right));
    ASSERT_NE(told.face, nullptr) << i;
    const double x = (truth.eye_left.x + truth.eye_right.x) / 2 + (kFrameWidth - 374) / 2.0 + to_right;
    const double y = (truth.eye_left.y + truth.eye_right.y) / 2;
    const double off = std::hypot((told.face->eye_left.x + told.face->eye_right.x) / 2 - x,
                                  (told.face->eye_left.y + told.face->eye_right.y) / 2 - y);
    worst = std::max(worst, off / truth.inter_eye_distance);
  }
  EXPECT_LT(worst, 0.06);
}

// Portraits cut to the document, shown as a preview: how many of every fifth person come to the still.
std::pair<int, int> stills_of(const std::filesystem::path& folder) {
  const auto people = labelled_images(folder);
  PhotoCropper cropper(models(), builtin_photo_profile("icao-2018").value());
  int tried = 0;
  int taken = 0;
  for (std::size_t i = 1; i < people.size(); i += 5) {
    const auto cut = cropper.crop(load_image(people[i].path).value().image.view());
    if (!cut) continue;
    Preview preview;
    PhotoStreamFrame told;
    for (int k = 0; k < kLongEnough; ++k) told = preview.show(cut->image);
    ++tried;
    taken += told.state == StreamState::take_still ? 1 : 0;
  }
  return {taken, tried};
}

TEST(PhotoStreamPortraits, NeutralFacesComeToTheStillAndSmilesDoNot) {
  const std::filesystem::path shared = ENROLKIT_SHARED_DATA;
  const auto [neutral, neutral_tried] = stills_of(shared / "portraits/london_neutral");
  const auto [smiling, smiling_tried] = stills_of(shared / "defects/london_smiling");
  if (neutral_tried == 0 || smiling_tried == 0) GTEST_SKIP() << "no portraits in " << shared;
  EXPECT_GE(neutral, neutral_tried - 1) << "of " << neutral_tried;
  EXPECT_LE(smiling, smiling_tried / 5) << "of " << smiling_tried;
}

FaceGeometry geometry_of(const Image& portrait) {
  static PhotoChecker checker(models(), builtin_photo_profile("icao-2018").value());
  return checker.check_frame(portrait.view()).value().face.value();
}

TEST(PersonBaseline, KnowsItsPerson) {
  photo::PersonBaseline baseline;
  const FaceGeometry neutral = geometry_of(portrait({{"width", "800"}}));
  const FaceGeometry smiling = geometry_of(portrait({{"width", "800"}, {"smile", "1"}}));
  EXPECT_EQ(baseline.smile_of(smiling), 0) << "nothing to compare with";
  for (int i = 0; i < 20; ++i) baseline.see(neutral);
  EXPECT_TRUE(baseline.known());
  EXPECT_LT(baseline.smile_of(neutral), 0.02);
  EXPECT_GT(baseline.smile_of(smiling), 0.08);
  // Two degrees beside zero are the person's own level; twenty are not.
  FaceGeometry level = neutral;
  level.pitch = 2;
  photo::PersonBaseline other;
  for (int i = 0; i < 200; ++i) other.see(level);
  EXPECT_NEAR(other.pitch_of(level), 0, 0.3);
  FaceGeometry raised = neutral;
  raised.pitch = 20;
  photo::PersonBaseline third;
  for (int i = 0; i < 200; ++i) third.see(raised);
  EXPECT_NEAR(third.pitch_of(raised), 16, 0.3);
  // Somebody with a much wider face takes the chair.
  ASSERT_TRUE(baseline.known());
  FaceGeometry stranger = neutral;
  for (std::size_t i = 0; i < 17; ++i)
    stranger.landmarks[i].x = neutral.eye_left.x + 1.25 * (neutral.landmarks[i].x - neutral.eye_left.x);
  for (int i = 0; i < 10; ++i) baseline.see(stranger);
  EXPECT_FALSE(baseline.known()) << "too few frames of the new face";
}

TEST(LivePatch, IsTheStillsPatch) {
  const Image picture = frame_of(portrait({{"roll", "6"}}));
  const FaceGeometry face = geometry_of(picture);
  photo::FacePatch live;
  photo::FacePatch still;
  const cv::Mat image(picture.height, picture.width, CV_8UC3, const_cast<std::uint8_t*>(picture.pixels.data()));
  photo::cut_live_patch(picture.view(), face, 50, live);
  photo::cut_face_patch(image, face, 50, still);
  ASSERT_EQ(live.rgb.size(), still.rgb.size());
  double off = 0;
  int hull = 0;
  for (int y = 0; y < live.rgb.rows; ++y) {
    for (int x = 0; x < live.rgb.cols; ++x) {
      for (int c = 0; c < 3; ++c) off += std::abs(live.rgb.at<cv::Vec3b>(y, x)[c] - still.rgb.at<cv::Vec3b>(y, x)[c]);
      hull += live.hull.at<std::uint8_t>(y, x) != still.hull.at<std::uint8_t>(y, x) ? 1 : 0;
    }
  }
  EXPECT_LT(off / static_cast<double>(3 * live.rgb.total()), 1.5);
  EXPECT_LT(hull, 0.04 * static_cast<double>(live.hull.total()));  // its edge
}

}  // namespace
}  // namespace enrolkit

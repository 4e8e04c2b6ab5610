// SPDX-License-Identifier: Apache-2.0
// Glasses: worn, dark, reflecting, with a frame across the eyes.
#include "tests/quality/drawn_defects.hpp"
#include "tests/quality/portrait_checks.hpp"

namespace enrolkit::testing {
namespace {

TEST(PhotoGlasses, DrawnPeople) {
  EXPECT_GE(drawn_with({}, "glasses", Verdict::pass), 2);
  EXPECT_GE(drawn_with({{"glasses", "clear"}}, "glasses", Verdict::fail), 2);
  EXPECT_GE(drawn_with({{"glasses", "sun"}}, "glasses_tinted", Verdict::fail), 2);
  for (const char* requirement : {"glasses_tinted", "glasses_glare", "glasses_frame"}) {
    EXPECT_GE(drawn_with({}, requirement, Verdict::pass), 2) << requirement;
  }
}

using PhotoGlassesReal = RealPortraits;

TEST_F(PhotoGlassesReal, BareFacesPass) {
  expect_all_pass({"glasses", "glasses_tinted", "glasses_glare", "glasses_frame"});
}

TEST_F(PhotoGlassesReal, ClearGlassesAreSeenAndAllowed) {
  const auto wear = [](const Portrait& p) { return with_glasses(p.image, p.points, {.rim = 0.025, .lowered = 0.07}); };
  EXPECT_GE(refused("glasses", wear), all_but_one());
  for (const char* requirement : {"glasses_tinted", "glasses_glare", "glasses_frame", "eyes_open", "eye_zone_clear"}) {
    EXPECT_LE(refused(requirement, wear), 1) << requirement;
  }
}

TEST_F(PhotoGlassesReal, EachFaultIsNamed) {
  for (const double tint : {0.5, 0.9}) {
    EXPECT_GE(refused("glasses_tinted",
                      [&](const Portrait& p) { return with_glasses(p.image, p.points, {.rim = 0.03, .tint = tint}); }),
              all_but_one())
        << tint;
  }
  EXPECT_GE(refused("glasses_glare",
                    [](const Portrait& p) {
                      return with_glasses(p.image, p.points, {.glare = 0.9, .glare_on = WhichEye::left});
                    }),
            all_but_one());
  EXPECT_GE(refused("glasses_frame",
                    [](const Portrait& p) { return with_glasses(p.image, p.points, {.rim = 0.06, .lowered = 0.27}); }),
            all_but_one());
}

// A lamp in a lens whose frame does not show is a reflection all the same.
TEST_F(PhotoGlassesReal, ReflectionsWithoutAFrame) {
  for (const double size : {0.07, 0.16}) {
    EXPECT_GE(refused("glasses_glare",
                      [&](const Portrait& p) {
                        return with_glasses(p.image, p.points, {.glare = 1, .glare_size = size, .frameless = true});
                      }),
              all_but_one())
        << size;
  }
}

TEST(PhotoGlassesCongress, WornOrNot) {
  const std::filesystem::path folder = std::filesystem::path(ENROLKIT_SHARED_DATA) / "portraits/congress_pd";
  const auto rows = labelled_images(folder);
  if (rows.empty()) GTEST_SKIP() << "no portraits in " << folder;
  int with = 0;
  int seen = 0;
  int false_alarms = 0;
  int tinted = 0;
  for (const auto& row : rows) {
    const bool worn = row.labels.at("glasses") == "1";
    if (!worn && with % 2 == 1) continue;  // of those without, enough for a count
    const PhotoReport report = report_of(mat_of(load_image(row.path).value().image));
    if (!report.face) continue;
    with += worn ? 1 : 0;
    const bool named = verdict_of(report, "glasses") == Verdict::fail;
    seen += worn && named ? 1 : 0;
    false_alarms += !worn && named ? 1 : 0;
    tinted += verdict_of(report, "glasses_tinted") == Verdict::fail ? 1 : 0;
  }
  EXPECT_GE(seen, with * 9 / 10);
  EXPECT_LE(false_alarms, 1);
  EXPECT_EQ(tinted, 0);
}

}  // namespace
}  // namespace enrolkit::testing

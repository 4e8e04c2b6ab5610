// SPDX-License-Identifier: Apache-2.0
// What each step, each requirement and each group of requirements of the still check costs on a portrait of
// 1200 x 1543, and on the same one with a busy wall.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <memory>
#include <string>

#include "people/people.hpp"
#include "quality/photo/appearance.hpp"
#include "quality/photo/background.hpp"
#include "quality/photo/background_area.hpp"
#include "quality/photo/background_things.hpp"
#include "quality/photo/block_artefacts.hpp"
#include "quality/photo/colour_cast.hpp"
#include "quality/photo/covered_cheek.hpp"
#include "quality/photo/exposure.hpp"
#include "quality/photo/expression.hpp"
#include "quality/photo/eyes.hpp"
#include "quality/photo/face_models.hpp"
#include "quality/photo/face_search.hpp"
#include "quality/photo/gaze.hpp"
#include "quality/photo/head_covering.hpp"
#include "quality/photo/head_pose.hpp"
#include "quality/photo/head_width.hpp"
#include "quality/photo/image_noise.hpp"
#include "quality/photo/iris.hpp"
#include "quality/photo/judgement.hpp"
#include "quality/photo/lenses.hpp"
#include "quality/photo/measures.hpp"
#include "quality/photo/mouth.hpp"
#include "quality/photo/portrait.hpp"
#include "quality/photo/red_eye.hpp"
#include "quality/photo/sharpness.hpp"
#include "quality/photo/shoulders.hpp"
#include "quality/photo/side_light.hpp"
#include "quality/photo/skin_reflection.hpp"
#include "quality/photo/wall_corners.hpp"
#include "quality/photo/wall_shadow.hpp"

namespace enrolkit::photo {
namespace {

struct Stage {
  Image photo;
  cv::Mat image;
  cv::Mat grey;
  FaceBox box;
  FaceGeometry face;
  FaceAxes axes;
  FacePatch patch;
  HeadMask mask;
  mutable Workspace work;
  std::unique_ptr<FaceModels> models;

  [[nodiscard]] Scene scene() const { return {image, grey, face, axes, patch, work, &mask, true}; }
};

std::unique_ptr<Stage> make_stage(const char* wall) {
  auto stage = std::make_unique<Stage>();
  people::Settings settings;
  settings.seed = 2026;
  settings.age = 34;
  settings.set = {{"fingers", "none"}, {"background", wall}};
  stage->photo = people::make_person(settings).value().portrait;
  stage->models = FaceModels::load(PhotoModelPaths{}.landmarks).value();
  stage->models->wait().value();
  stage->image = mat_of(stage->photo.view());
  luma_of(stage->image, stage->grey);
  FaceSearch search(*stage->models);
  stage->box = search.in_still(stage->grey).value().largest.value();
  stage->face = locate_face(stage->box, search.landmarks_in_still(stage->grey, stage->box).value());
  stage->axes = face_axes(stage->face);
  cut_face_patch(stage->image, stage->face, 100, stage->patch);
  stage->mask = head_mask(stage->image, stage->face);
  return stage;
}

// What one requirement needs beyond the face, its patch and the mask. Several share a step (the looks of the eyes, the
// irises, the background's area): each pays for it here, the whole check pays once, which the groups tell.
struct Cost {
  const char* requirement;
  double (*measure)(const Scene&);
};

double irises_and(const Scene& s, double (*use)(const Scene&, const std::array<Point, 2>&)) {
  return use(s, iris_centres(s.patch, s.work));
}

LogChroma light_of(const Scene& s) {
  const auto sclera = sclera_colour(s.patch);
  return light_colour(sclera, wall_colour(wall_levels(s.image), sclera), skin_colour(s.patch));
}

std::optional<ReblurRatio> detail_of(const Scene& s) {
  return reblur_ratio(s.grey, s.face, face_noise(s.grey, s.axes));
}

// 0 where it cannot be told.
template <class Use>
double of_detail(const Scene& s, Use use) {
  const auto kept = detail_of(s);
  return kept ? use(*kept) : 0;
}

double of_wall(const Scene& s, double WallColour::*value) {
  background_area(*s.mask, s.work);
  const auto colour = wall_colour(*s.mask, s.work);
  return colour ? (*colour).*value : 0;
}

constexpr Cost kCosts[] = {
    {"head_width", [](const Scene& s) { return head_sides(s.face, s.mask).right; }},
    {"yaw", [](const Scene& s) { return head_yaw(s.face); }},
    {"pitch", [](const Scene& s) { return head_pitch(s.face, s.patch); }},
    {"shoulders", [](const Scene& s) { return shoulder_slope(*s.mask).value_or(0); }},
    {"greyscale", [](const Scene& s) { return mean_chroma(s.patch); }},
    {"colour_cast", [](const Scene& s) { return cast_chroma(light_of(s)); }},
    {"natural_colour", [](const Scene& s) { return unnatural_skin(skin_colour(s.patch), light_of(s)); }},
    {"exposure", [](const Scene& s) { return exposure_ev(s.patch, wall_levels(s.image), false); }},
    {"clipping", [](const Scene& s) { return clipped_share(s.patch); }},
    {"contrast", [](const Scene& s) { return face_contrast(s.patch, 0); }},
    {"light_even",
     [](const Scene& s) { return uneven_light(s.patch, wall_side_light(s.image, s.axes.unit)).log_ratio; }},
    {"skin_reflection", [](const Scene& s) { return skin_gloss(s.patch, 0); }},
    {"pixelation, compression", [](const Scene& s) { return block_artefacts(s.grey, s.axes).pixelation; }},
    {"noise", [](const Scene& s) { return face_noise(s.grey, s.axes); }},
    {"sharpness", [](const Scene& s) { return of_detail(s, softness); }},
    {"motion", [](const Scene& s) { return of_detail(s, smear); }},
    {"glasses", [](const Scene& s) { return look_at_glasses(s.patch, s.work).bridge; }},
    {"glasses_tinted", [](const Scene& s) { return lens_brightness(s.patch); }},
    {"glasses_glare", [](const Scene& s) { return look_at_glasses(s.patch, s.work).glare; }},
    {"glasses_frame", [](const Scene& s) { return eye_appearances(s.patch)[0].framed; }},
    {"eye_zone_clear", [](const Scene& s) { return eye_appearances(s.patch)[0].covered; }},
    {"eyes_open", [](const Scene& s) { return eye_openness(s.face, eye_appearances(s.patch)); }},
    {"gaze",
     [](const Scene& s) {
       return irises_and(s, [](const Scene& t, const auto& at) { return gaze_offset(t.patch, at, t.face.yaw); });
     }},
    {"red_eye",
     [](const Scene& s) {
       return irises_and(s, [](const Scene& t, const auto& at) { return pupil_redness(t.patch, at); });
     }},
    {"mouth_visible", [](const Scene& s) { return mouth_covered(s.patch); }},
    {"mouth_closed", [](const Scene& s) { return mouth_gap(s.face, s.patch); }},
    {"expression", [](const Scene& s) { return smile_score(s.face, s.patch); }},
    {"brows", [](const Scene& s) { return brow_height(s.face); }},
    {"face_visible", [](const Scene& s) { return mouth_covered(s.patch) + cheek_covered(s.patch); }},
    {"head_uncovered", [](const Scene& s) { return head_covered(s.image, s.axes, s.patch); }},
    {"background_uniform",
     [](const Scene& s) {
       background_area(*s.mask, s.work);
       return background_deviation(*s.mask, s.work).value_or(0);
     }},
    {"background_light", [](const Scene& s) { return of_wall(s, &WallColour::lightness); }},
    {"background_colour", [](const Scene& s) { return of_wall(s, &WallColour::chroma); }},
    {"background_shadow", [](const Scene& s) { return wall_shadow(*s.mask, s.work).value_or(0); }},
    {"edges_clear",
     [](const Scene& s) {
       background_area(*s.mask, s.work);
       background_things(*s.mask, s.work);
       return static_cast<double>(s.work.things.pattern);
     }},
};

// As the check makes them; those of placement, roll and the facts of the capture are a few sums each.
using Group = void (*)(const Scene&, Measurements&);
struct NamedGroup {
  const char* name;
  Group measure;
};
constexpr NamedGroup kGroups[] = {
    {"group placement", measure_placement}, {"group pose", measure_pose},
    {"group light", measure_light},         {"group colour", measure_colour},
    {"group picture", measure_picture},     {"group glasses", measure_glasses},
    {"group eyes", measure_eyes},           {"group expression", measure_expression},
    {"group cover", measure_cover},         {"group surroundings", measure_surroundings},
};

template <class Work>
void bench(const std::string& name, Work work) {
  benchmark::RegisterBenchmark(name.c_str(), [work](benchmark::State& state) {
    for (auto iteration : state) {
      (void)iteration;
      work();
    }
  })->Unit(benchmark::kMillisecond);
}

void register_steps(const std::string& prefix, const std::shared_ptr<Stage>& stage) {
  const auto search = std::make_shared<FaceSearch>(*stage->models);
  bench(prefix + "/single_face (detection)",
        [=] { benchmark::DoNotOptimize(search->in_still(stage->grey).value().count); });
  bench(prefix + "/landmarks",
        [=] { benchmark::DoNotOptimize(search->landmarks_in_still(stage->grey, stage->box).value()); });
  bench(prefix + "/face patch", [=] {
    static FacePatch patch;
    cut_face_patch(stage->image, stage->face, 100, patch);
  });
  bench(prefix + "/head mask", [=] { benchmark::DoNotOptimize(head_mask(stage->image, stage->face).spread); });
  for (const Cost& cost : kCosts) {
    bench(prefix + "/" + cost.requirement, [=] { benchmark::DoNotOptimize(cost.measure(stage->scene())); });
  }
  for (const NamedGroup& group : kGroups) {
    bench(prefix + "/" + group.name, [=] {
      Measurements out;
      group.measure(stage->scene(), out);
      benchmark::DoNotOptimize(out);
    });
  }
  bench(prefix + "/judging", [=, profile = builtin_photo_profile("icao-2018").value()] {
    Measurements out;
    benchmark::DoNotOptimize(judge_all(profile, out));
  });
}

}  // namespace
}  // namespace enrolkit::photo

int main(int argc, char** argv) {
  try {
    for (const char* wall : {"plain", "busy"}) {
      enrolkit::photo::register_steps(wall, enrolkit::photo::make_stage(wall));
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "photo_costs: %s\n", error.what());
    return 2;
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}

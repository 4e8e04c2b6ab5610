// SPDX-License-Identifier: Apache-2.0
// What each step of the still check costs on a portrait of 1200 x 1543, and on the same one with a busy wall; each
// group of measures under the names of the requirements that it tells.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <memory>
#include <string>

#include "people/people.hpp"
#include "quality/photo/face_models.hpp"
#include "quality/photo/face_search.hpp"
#include "quality/photo/judgement.hpp"
#include "quality/photo/measures.hpp"
#include "quality/photo/portrait.hpp"

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

using Group = void (*)(const Scene&, Measurements&);
struct NamedGroup {
  const char* requirements;
  Group measure;
};
constexpr NamedGroup kGroups[] = {
    {"size,aspect,inter_eye_distance,head_height,head_width,position,position_vertical", measure_placement},
    {"roll,yaw,pitch", measure_pose},
    {"exposure,clipping,contrast,light_even,skin_reflection", measure_light},
    {"greyscale,colour_cast,natural_colour", measure_colour},
    {"pixelation,compression,noise,sharpness,motion", measure_picture},
    {"glasses,glasses_tinted,glasses_glare,glasses_frame", measure_glasses},
    {"eye_zone_clear,eyes_open,gaze,red_eye", measure_eyes},
    {"mouth_closed,expression,brows", measure_expression},
    {"mouth_visible,face_visible,head_uncovered", measure_cover},
    {"shoulders,background_uniform,background_light,background_colour,background_shadow,edges_clear",
     measure_surroundings},
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
  for (const NamedGroup& group : kGroups) {
    bench(prefix + "/" + group.requirements, [=] {
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

// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/background.hpp"
#include "quality/photo/background_area.hpp"
#include "quality/photo/background_things.hpp"
#include "quality/photo/measures.hpp"
#include "quality/photo/shoulders.hpp"
#include "quality/photo/wall_shadow.hpp"
#include "quality/photo/workspace.hpp"

namespace enrolkit::photo {
namespace {

constexpr std::string_view kTooLittle = "Not judged: too little background is visible beside the head.";

constexpr std::string_view kHidden = "Not judged: too little of neckline and shoulders can be seen.";

// A box of the mask in pixels of the image.
Region enlarged(const cv::Rect& box, const Scene& scene) {
  const double x = static_cast<double>(scene.image.cols) / scene.mask->person.cols;
  const double y = static_cast<double>(scene.image.rows) / scene.mask->person.rows;
  return {static_cast<int>(box.x * x), static_cast<int>(box.y * y), static_cast<int>(box.width * x),
          static_cast<int>(box.height * y)};
}

void measure_edges(const Scene& scene, Measurements& out) {
  background_things(*scene.mask, scene.work);
  const BackgroundThings& found = scene.work.things;
  if (found.pattern) {
    out.refuse(Requirement::edges_clear, "Not judged: the background is no plain wall.");
    return;
  }
  double share = 0;
  for (const BackgroundThing& thing : found.things) share += thing.at_edge;
  std::optional<Region> region;
  if (share > 0) region = enlarged(found.things.front().box, scene);
  out.set(Requirement::edges_clear, 100 * share, region);
}

// From the document's own frame: what a preview shows of the shoulders, it may lose when it is cut out.
void measure_shoulders(const Scene& scene, Measurements& out) {
  if (!scene.still) return out.refuse(Requirement::shoulders, kStillOnly);
  const auto slope = shoulder_slope(*scene.mask);
  if (!slope) return out.refuse(Requirement::shoulders, kHidden);
  const double below = scene.axes.to_face(scene.face.chin).y;
  out.set(Requirement::shoulders, *slope, scene.region({-2, below}, {2, below + 1.5}));
}

}  // namespace

void measure_surroundings(const Scene& scene, Measurements& out) {
  if (scene.mask == nullptr) {
    for (const Requirement untold :
         {Requirement::shoulders, Requirement::background_uniform, Requirement::background_light,
          Requirement::background_colour, Requirement::background_shadow, Requirement::edges_clear}) {
      out.refuse(untold, kStillOnly);
    }
    return;
  }
  measure_shoulders(scene, out);
  background_area(*scene.mask, scene.work);
  const auto deviation = background_deviation(*scene.mask, scene.work);
  const auto colour = wall_colour(*scene.mask, scene.work);
  if (!deviation || !colour) {
    for (const Requirement untold : {Requirement::background_uniform, Requirement::background_light,
                                     Requirement::background_colour, Requirement::edges_clear}) {
      out.refuse(untold, kTooLittle);
    }
    if (const auto busy = busy_corners(*scene.mask, scene.work)) out.set(Requirement::background_uniform, *busy);
  } else {
    out.set(Requirement::background_uniform, *deviation);
    out.set(Requirement::background_light, colour->lightness);
    out.set(Requirement::background_colour, colour->chroma);
    measure_edges(scene, out);
  }
  if (const auto shadow = wall_shadow(*scene.mask, scene.work)) {
    out.set(Requirement::background_shadow, *shadow);
  } else {
    out.refuse(Requirement::background_shadow, kTooLittle);
  }
}

}  // namespace enrolkit::photo

// SPDX-License-Identifier: Apache-2.0
// From meshes to linear light: depth-buffered, two by two samples a pixel, band by band.
#pragma once

#include <functional>
#include <vector>

#include "enrolkit/image.hpp"
#include "people/mesh.hpp"

namespace enrolkit::people {

// A pinhole at (0, 0, distance) of the world that looks along -z; the picture is shifted behind it, never tilted.
struct Camera {
  double distance = 1200;  // mm
  double focal = 1000;     // px
  double centre_x = 0;     // px, where the axis meets the picture
  double centre_y = 0;

  [[nodiscard]] Point project(Vec3 world) const noexcept {
    const double k = focal / (distance - world.z);
    return {centre_x + k * world.x, centre_y - k * world.y};
  }
};

struct LinearImage {
  int width = 0;
  int height = 0;
  std::vector<float> pixels;  // red, green, blue; 1 = white of the display

  LinearImage() = default;
  LinearImage(int w, int h)
      : width(w), height(h), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 3U) {}
  [[nodiscard]] float* at(int x, int y) {
    return &pixels[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 3U];
  }
  [[nodiscard]] const float* at(int x, int y) const {
    return &pixels[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 3U];
  }
};

struct Scene {
  std::vector<const Mesh*> meshes;
  Camera camera;
  std::function<Vec3(const Surface&, const Fragment&)> shade;  // the light that leaves a surface
  std::function<Vec3(double x, double y)> background;          // by picture position, px
};

[[nodiscard]] LinearImage render(const Scene& scene, int width, int height);

}  // namespace enrolkit::people

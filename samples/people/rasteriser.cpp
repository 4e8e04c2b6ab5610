// SPDX-License-Identifier: Apache-2.0
#include "people/rasteriser.hpp"

#include <array>
#include <limits>

namespace enrolkit::people {
namespace {

constexpr int kSamples = 2;    // a side of a pixel
constexpr int kBandRows = 32;  // pixels; the samples of one band stay in the cache

struct Corner {
  double x = 0;  // in samples
  double y = 0;
  double inverse_depth = 0;
};

struct Sample {
  double inverse_depth = 0;  // of the camera; larger is nearer
  const Mesh* mesh = nullptr;
  Fragment fragment;
};

struct Triangle {
  const Mesh* mesh;
  std::array<int, 3> vertices;
};

Fragment interpolate(const std::array<const Vertex*, 3>& v, const std::array<double, 3>& w) {
  Fragment f;
  f.object = v[0]->object * w[0] + v[1]->object * w[1] + v[2]->object * w[2];
  f.world = v[0]->world * w[0] + v[1]->world * w[1] + v[2]->world * w[2];
  f.normal = v[0]->normal * w[0] + v[1]->normal * w[1] + v[2]->normal * w[2];
  f.u = v[0]->u * w[0] + v[1]->u * w[1] + v[2]->u * w[2];
  f.v = v[0]->v * w[0] + v[1]->v * w[1] + v[2]->v * w[2];
  f.ambient = v[0]->ambient * w[0] + v[1]->ambient * w[1] + v[2]->ambient * w[2];
  f.key = v[0]->key * w[0] + v[1]->key * w[1] + v[2]->key * w[2];
  return f;
}

class Rasteriser {
 public:
  Rasteriser(const Scene& scene, int width, int height)
      : scene_(scene),
        width_(width),
        height_(height),
        columns_(width * kSamples),
        bands_(static_cast<std::size_t>((height + kBandRows - 1) / kBandRows)),
        samples_(static_cast<std::size_t>(columns_) * kBandRows * kSamples) {
    corners_.resize(scene.meshes.size());
    for (std::size_t m = 0; m < scene.meshes.size(); ++m) project(m);
  }

  LinearImage run() {
    LinearImage picture(width_, height_);
    for (std::size_t band = 0; band < bands_.size(); ++band) {
      std::fill(samples_.begin(), samples_.end(), Sample{});
      top_ = static_cast<int>(band) * kBandRows * kSamples;
      for (const auto& [mesh, triangle] : bands_[band]) draw(mesh, triangle);
      resolve(picture, static_cast<int>(band) * kBandRows);
    }
    return picture;
  }

 private:
  using Indices = std::array<int, 3>;

  void project(std::size_t m) {
    const Mesh& mesh = *scene_.meshes[m];
    auto& corners = corners_[m];
    corners.resize(mesh.vertices.size());
    for (std::size_t i = 0; i < mesh.vertices.size(); ++i) {
      const Point p = scene_.camera.project(mesh.vertices[i].world);
      // Pixel centres are whole numbers in image coordinates, sample centres in ours.
      corners[i] = {(p.x + 0.5) * kSamples - 0.5, (p.y + 0.5) * kSamples - 0.5,
                    1 / (scene_.camera.distance - mesh.vertices[i].world.z)};
    }
    for (int r = 0; r + 1 < mesh.rows; ++r) {
      for (int c = 0; c + 1 < mesh.columns; ++c) {
        const int a = r * mesh.columns + c;
        bin(m, {a, a + 1, a + mesh.columns});
        bin(m, {a + 1, a + mesh.columns + 1, a + mesh.columns});
      }
    }
  }

  void bin(std::size_t m, Indices t) {
    const auto& corners = corners_[m];
    const auto [low, high] =
        std::minmax({corners[static_cast<std::size_t>(t[0])].y, corners[static_cast<std::size_t>(t[1])].y,
                     corners[static_cast<std::size_t>(t[2])].y});
    const int first = std::max(0, static_cast<int>(std::floor(low / (kBandRows * kSamples))));
    const int last =
        std::min(static_cast<int>(bands_.size()) - 1, static_cast<int>(std::floor(high / (kBandRows * kSamples))));
    for (int band = first; band <= last; ++band) bands_[static_cast<std::size_t>(band)].push_back({m, t});
  }

  void draw(std::size_t m, const Indices& t) {
    const Mesh& mesh = *scene_.meshes[m];
    const Corner& a = corners_[m][static_cast<std::size_t>(t[0])];
    const Corner& b = corners_[m][static_cast<std::size_t>(t[1])];
    const Corner& c = corners_[m][static_cast<std::size_t>(t[2])];
    const double area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
    if (std::abs(area) < 1e-12) return;
    const std::array<const Vertex*, 3> vertices{&mesh.vertices[static_cast<std::size_t>(t[0])],
                                                &mesh.vertices[static_cast<std::size_t>(t[1])],
                                                &mesh.vertices[static_cast<std::size_t>(t[2])]};
    const int x0 = std::max(0, static_cast<int>(std::ceil(std::min({a.x, b.x, c.x}))));
    const int x1 = std::min(columns_ - 1, static_cast<int>(std::floor(std::max({a.x, b.x, c.x}))));
    const int y0 = std::max(top_, static_cast<int>(std::ceil(std::min({a.y, b.y, c.y}))));
    const int y1 = std::min(top_ + kBandRows * kSamples - 1, static_cast<int>(std::floor(std::max({a.y, b.y, c.y}))));
    for (int y = y0; y <= y1; ++y) {
      for (int x = x0; x <= x1; ++x) {
        const double wb = ((x - a.x) * (c.y - a.y) - (c.x - a.x) * (y - a.y)) / area;
        const double wc = ((b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)) / area;
        const double wa = 1 - wb - wc;
        if (wa < 0 || wb < 0 || wc < 0) continue;
        const double inverse_depth = wa * a.inverse_depth + wb * b.inverse_depth + wc * c.inverse_depth;
        Sample& sample = samples_[static_cast<std::size_t>(y - top_) * static_cast<std::size_t>(columns_) +
                                  static_cast<std::size_t>(x)];
        if (inverse_depth <= sample.inverse_depth) continue;
        const Fragment fragment = interpolate(vertices, {wa, wb, wc});
        if (mesh.paint->has_holes() && !mesh.paint->covers(fragment)) continue;
        sample = {inverse_depth, &mesh, fragment};
      }
    }
  }

  void resolve(LinearImage& picture, int first_row) const {
    for (int row = first_row; row < std::min(first_row + kBandRows, height_); ++row) {
      for (int column = 0; column < width_; ++column) {
        const int x = column * kSamples;
        const int y = (row - first_row) * kSamples;
        const std::array<const Sample*, 4> four{&sample(x, y), &sample(x + 1, y), &sample(x, y + 1),
                                                &sample(x + 1, y + 1)};
        const auto seen = [&](std::size_t i) {
          return colour(*four[i], (x + static_cast<int>(i % 2) + 0.5) / kSamples - 0.5,
                        (y + top_ + static_cast<int>(i / 2) + 0.5) / kSamples - 0.5);
        };
        // Inside one surface a diagonal of the pixel tells enough; edges get all four.
        const bool inside =
            four[0]->mesh == four[1]->mesh && four[0]->mesh == four[2]->mesh && four[0]->mesh == four[3]->mesh;
        const Vec3 sum = inside ? (seen(0) + seen(3)) * 2 : seen(0) + seen(1) + seen(2) + seen(3);
        float* pixel = picture.at(column, row);
        pixel[0] = static_cast<float>(sum.x / 4);
        pixel[1] = static_cast<float>(sum.y / 4);
        pixel[2] = static_cast<float>(sum.z / 4);
      }
    }
  }

  [[nodiscard]] const Sample& sample(int x, int y) const {
    return samples_[static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(x)];
  }

  [[nodiscard]] Vec3 colour(const Sample& sample, double x, double y) const {
    if (sample.mesh == nullptr) return scene_.background(x, y);
    Fragment fragment = sample.fragment;
    fragment.normal = unit(fragment.normal);
    return scene_.shade(sample.mesh->paint->surface(fragment), fragment);
  }

  const Scene& scene_;
  int width_;
  int height_;
  int columns_;
  int top_ = 0;  // first sample row of the band
  std::vector<std::vector<std::pair<std::size_t, Indices>>> bands_;
  std::vector<Sample> samples_;
  std::vector<std::vector<Corner>> corners_;
};

}  // namespace

LinearImage render(const Scene& scene, int width, int height) { return Rasteriser(scene, width, height).run(); }

}  // namespace enrolkit::people

// SPDX-License-Identifier: Apache-2.0
#include "people/portrait.hpp"

#include "people/cover_paint.hpp"
#include "people/figure.hpp"

namespace enrolkit::people {
namespace {

constexpr double kSecondUp = 30;  // mm
constexpr double kSecondBack = -1350;

// EV: brings the whites of the eyes and light skin closer to where they are in 51 studio portraits.
constexpr double kMetered = -0.5;

Point between(Point a, Point b) { return {(a.x + b.x) / 2, (a.y + b.y) / 2}; }
double distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

// The camera that frames the upright, unturned head as asked.
Camera frame(const Framing& framing, int height, const HeadShape& head) {
  Camera camera;
  const Vec3 chin = head.front(0, -head.look().chin + 1);
  const double top = head.look().crown / (camera.distance + 9);  // the crown lies a little behind the ears
  const double bottom = -head.look().chin / (camera.distance - chin.z);
  const double eyes = 0;
  camera.focal = framing.head_share * height / (top - bottom);
  camera.centre_x = framing.centre * framing.width - 0.5;
  camera.centre_y = framing.eye_line * height - 0.5 + camera.focal * eyes;
  return camera;
}

// What the wall receives, on a coarse grid over the picture.
class WallLight {
 public:
  WallLight(const Light& light, const Camera& camera, double wall_distance, int width, int height)
      : columns_(width / kStep + 2),
        cells_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(height / kStep + 2)) {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const std::size_t row = i / static_cast<std::size_t>(columns_);
      const std::size_t column = i % static_cast<std::size_t>(columns_);
      const double px = static_cast<double>(column) * kStep;
      const double py = static_cast<double>(row) * kStep;
      const double k = (camera.distance + wall_distance) / camera.focal;
      cells_[i] = light.on_wall({(px - camera.centre_x) * k, (camera.centre_y - py) * k, -wall_distance});
    }
    const int rows = height / kStep + 2;
    // Few rays stand for a whole dome: what their shadows add up to is smooth.
    smooth(rows, height / kStep / 14, true);
    smooth(rows, height / kStep / 60, false);
  }
  [[nodiscard]] Light::Arriving at(double x, double y) const {
    const double fx = std::max(0.0, x) / kStep;
    const double fy = std::max(0.0, y) / kStep;
    const auto i = static_cast<std::size_t>(fy) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(fx);
    const double tx = fx - std::floor(fx);
    const double ty = fy - std::floor(fy);
    const auto below = i + static_cast<std::size_t>(columns_);
    return {
        blend(blend(cells_[i].ambient, cells_[i + 1].ambient, tx),
              blend(cells_[below].ambient, cells_[below + 1].ambient, tx), ty),
        blend(blend(cells_[i].key, cells_[i + 1].key, tx), blend(cells_[below].key, cells_[below + 1].key, tx), ty)};
  }

 private:
  // Three passes of a running mean, which is close to a Gaussian.
  void smooth(int rows, int radius, bool ambient) {
    const auto mean = [&](int along, int across, int count, int lines) {
      std::vector<double> line(static_cast<std::size_t>(count));
      for (int l = 0; l < lines; ++l) {
        const auto value = [&](int i) -> double& {
          auto& cell = cells_[static_cast<std::size_t>(l * across + i * along)];
          return ambient ? cell.ambient : cell.key;
        };
        for (int i = 0; i < count; ++i) {
          double sum = 0;
          for (int k = i - radius; k <= i + radius; ++k) sum += value(std::clamp(k, 0, count - 1));
          line[static_cast<std::size_t>(i)] = sum / (2 * radius + 1);
        }
        for (int i = 0; i < count; ++i) value(i) = line[static_cast<std::size_t>(i)];
      }
    };
    for (int pass = 0; pass < 3; ++pass) {
      mean(1, columns_, columns_, rows);
      mean(columns_, 1, rows, columns_);
    }
  }

  static constexpr int kStep = 8;
  int columns_;
  std::vector<Light::Arriving> cells_;
};

PortraitTruth tell_truth(const PortraitParameters& parameters, const Figure& figure, const Camera& camera) {
  const HeadShape& head = figure.head();
  const Look& look = head.look();
  const auto seen = [&](Vec3 p) { return camera.project(figure.placed(p)); };
  PortraitTruth t;
  const FacePaint& face = figure.face();
  t.eye_left_outer = seen(face.left_eye().outer_corner());
  t.eye_left_inner = seen(face.left_eye().inner_corner());
  t.eye_right_inner = seen(face.right_eye().inner_corner());
  t.eye_right_outer = seen(face.right_eye().outer_corner());
  t.eye_left = between(t.eye_left_outer, t.eye_left_inner);
  t.eye_right = between(t.eye_right_outer, t.eye_right_inner);
  t.mouth_left = seen(face.mouth().corner(-1));
  t.mouth_right = seen(face.mouth().corner(1));
  t.mouth_middle = seen(face.mouth().middle());
  t.nose_tip = seen(head.front(0, -look.nose_length + 7));
  t.chin = seen(head.front(0, -head.chin() + 1));
  t.crown = seen({0, look.crown, -9});
  t.ear_left = seen(ear_edge(head, -1));
  t.ear_right = seen(ear_edge(head, 1));
  t.inter_eye_distance = distance(t.eye_left, t.eye_right);
  t.head_height = distance(t.chin, t.crown);
  t.head_width = distance(t.ear_left, t.ear_right);
  t.roll = parameters.pose.roll;
  t.yaw = parameters.pose.yaw;
  t.pitch = parameters.pose.pitch;
  const double scale = t.inter_eye_distance / look.inter_eye / std::max(0.2, std::cos(radians(parameters.pose.yaw)));
  t.eye_gap_left = face.left_eye().gap() * scale;
  t.eye_gap_right = face.right_eye().gap() * scale;
  t.mouth_gap = parameters.expression.mouth_gap * scale;
  t.cover_top = seen(head.front(0, cover_top(head))).y;
  t.faces = parameters.second ? 2 : 1;
  return t;
}

}  // namespace

Portrait draw_portrait(const PortraitParameters& parameters) {
  const int width = parameters.framing.width;
  const int height = (width * 45 + 17) / 35;
  const Rotation pose = head_rotation(parameters.pose.yaw, parameters.pose.pitch, parameters.pose.roll);
  const double detail = std::clamp(width / 1200.0, 0.3, 1.0);
  Figure figure(parameters.look, parameters.expression, pose, detail, parameters.pose.shoulders,
                parameters.pose.shoulder_tilt);
  const Camera camera = frame(parameters.framing, height, figure.head());
  const auto lit = [&parameters](Figure& who) {
    Light light(parameters.light);
    std::vector<Mesh*> meshes;
    for (auto& mesh : who.meshes()) meshes.push_back(&mesh);
    light.fall_on(meshes);
    return light;
  };
  const Light light = lit(figure);
  Scene scene;
  scene.camera = camera;
  for (const auto& mesh : figure.meshes()) scene.meshes.push_back(&mesh);
  std::unique_ptr<Figure> second;
  BackgroundParameters background = parameters.background;
  if (parameters.second) {
    second = std::make_unique<Figure>(*parameters.second, Expression{}, head_rotation(-4, 0, 3), detail);
    lit(*second);
    second->move({parameters.second_x, kSecondUp, kSecondBack});
    for (const auto& mesh : second->meshes()) scene.meshes.push_back(&mesh);
    background.distance = std::max(background.distance, 400 - kSecondBack);
  }
  scene.shade = [&light](const Surface& surface, const Fragment& at) { return light.shade(surface, at); };
  const WallLight wall(light, camera, background.distance, width, height);
  const double facing = std::max(0.0, unit(parameters.light.key_direction).z);
  scene.background = [&](double x, double y) {
    const auto arriving = wall.at(x, y);
    const double level =
        arriving.ambient * parameters.light.ambient_strength + arriving.key * facing * parameters.light.key_strength;
    return wall_colour(background, parameters.seed, (x + 0.5 - width / 2.0) / height, (y + 0.5) / height,
                       -0.5 * width / height) *
           parameters.light.colour * level;
  };
  const LinearImage seen = render(scene, width, height);
  // The camera meters on the face, as those at counters do: darker skin gets a little more light.
  CameraParameters metered = parameters.camera;
  metered.exposure += kMetered + 0.5 * parameters.look.skin_depth * parameters.look.skin_depth;
  PortraitTruth truth = tell_truth(parameters, figure, camera);
  if (second) {
    truth.second_eyes = camera.project(second->placed({0, 0, second->head().front(0, 0).z}));
  }
  return {expose(seen, metered, parameters.seed), truth};
}

}  // namespace enrolkit::people

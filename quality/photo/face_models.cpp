// SPDX-License-Identifier: Apache-2.0
#include "quality/photo/face_models.hpp"

#include <dlib/image_processing.h>
#include <dlib/image_processing/frontal_face_detector.h>
#include <dlib/revision.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <future>
#include <istream>
#include <streambuf>
#include <string>
#include <utility>

namespace enrolkit::photo {
namespace {

constexpr std::size_t kLandmarks = std::tuple_size_v<FaceLandmarks>;

// dlib's own file has 99.7 MB; a predictor ten times as deep would still fit.
constexpr std::int64_t kMaxModelBytes = 1'000'000'000;

// dlib reads two bytes at a time: a large buffer, and no virtual call into the file for each of them.
class ModelFile final : public std::streambuf {
 public:
  explicit ModelFile(int fd) : fd_(fd), buffer_(std::size_t{1} << 20U) {}
  ~ModelFile() override {
    if (fd_ >= 0) ::close(fd_);
  }
  ModelFile(const ModelFile&) = delete;
  ModelFile& operator=(const ModelFile&) = delete;

 protected:
  int_type underflow() override {
    ssize_t got = 0;
    do {
      got = ::read(fd_, buffer_.data(), buffer_.size());
    } while (got < 0 && errno == EINTR);
    if (got <= 0) return traits_type::eof();
    setg(buffer_.data(), buffer_.data(), buffer_.data() + got);
    return traits_type::to_int_type(*gptr());
  }

  std::streamsize xsgetn(char* to, std::streamsize count) override {
    if (egptr() - gptr() < count) return std::streambuf::xsgetn(to, count);
    std::memcpy(to, gptr(), static_cast<std::size_t>(count));
    gbump(static_cast<int>(count));
    return count;
  }

 private:
  int fd_;
  std::vector<char> buffer_;
};

Error file_error(const std::filesystem::path& path, ErrorCode code, const std::string& what) {
  return {code, "landmark model " + path.string() + ": " + what};
}

Result<std::unique_ptr<ModelFile>> open_model(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) {
    const int error = errno;
    if (error == ENOENT || error == ENOTDIR) {
      return file_error(path, ErrorCode::not_found, "no such file (Debian has it in the package libdlib-data)");
    }
    if (error == EACCES) return file_error(path, ErrorCode::permission_denied, "not readable");
    return file_error(path, ErrorCode::io, std::strerror(error));
  }
  auto file = std::make_unique<ModelFile>(fd);
  struct stat status {};
  if (::fstat(fd, &status) != 0) return file_error(path, ErrorCode::io, std::strerror(errno));
  if (!S_ISREG(status.st_mode)) return file_error(path, ErrorCode::not_a_file, "not a regular file");
  if (status.st_size == 0) return file_error(path, ErrorCode::empty_input, "the file is empty");
  if (status.st_size > kMaxModelBytes) return file_error(path, ErrorCode::too_large, "more than 1 GB");
  return file;
}

Result<dlib::shape_predictor> read_predictor(ModelFile& file, const std::filesystem::path& path) {
  try {
    dlib::shape_predictor predictor;
    std::istream stream(&file);
    dlib::deserialize(predictor, stream);
    if (predictor.num_parts() != kLandmarks) {
      return file_error(path, ErrorCode::malformed,
                        "predicts " + std::to_string(predictor.num_parts()) + " points, expected 68");
    }
    return predictor;
  } catch (const std::exception&) {
    return file_error(path, ErrorCode::malformed, "not a whole shape predictor in dlib's format");
  }
}

Result<dlib::frontal_face_detector> make_detector() {
  try {
    return dlib::get_frontal_face_detector();
  } catch (const std::exception& e) {
    return Error{ErrorCode::internal, std::string("face detector of dlib: ") + e.what()};
  }
}

// dlib's view of pixels that somebody else owns.
struct GreyPixels {
  ImageView view;
};

}  // namespace
}  // namespace enrolkit::photo

namespace dlib {
template <>
struct image_traits<enrolkit::photo::GreyPixels> {
  using pixel_type = unsigned char;
};
}  // namespace dlib

namespace enrolkit::photo {
namespace {

// Found by dlib through argument-dependent lookup.
[[maybe_unused]] long num_rows(const GreyPixels& image) { return image.view.height; }
[[maybe_unused]] long num_columns(const GreyPixels& image) { return image.view.width; }
[[maybe_unused]] const void* image_data(const GreyPixels& image) { return image.view.data; }
[[maybe_unused]] long width_step(const GreyPixels& image) { return static_cast<long>(image.view.stride); }

Error dlib_error(const char* what, const std::exception& e) {
  return {ErrorCode::internal, std::string("dlib failed in ") + what + ": " + e.what()};
}

}  // namespace

struct FaceModels::Impl {
  std::string landmark_model;
  std::shared_future<Result<dlib::frontal_face_detector>> detector;
  std::shared_future<Result<dlib::shape_predictor>> predictor;
};

FaceModels::FaceModels() : impl_(std::make_unique<Impl>()) {}
FaceModels::~FaceModels() = default;

Result<std::unique_ptr<FaceModels>> FaceModels::load(const std::filesystem::path& landmarks) {
  auto file = open_model(landmarks);
  if (!file) return file.error();
  std::unique_ptr<FaceModels> models(new FaceModels);
  models->impl_->landmark_model = landmarks.filename().string();
  try {
    models->impl_->predictor = std::async(std::launch::async, [source = std::move(*file), landmarks] {
                                 return read_predictor(*source, landmarks);
                               }).share();
    models->impl_->detector = std::async(std::launch::async, make_detector).share();
  } catch (const std::exception& e) {
    return Error{ErrorCode::internal, std::string("no thread to load the face models: ") + e.what()};
  }
  return models;
}

Status FaceModels::wait() const {
  const auto& predictor = impl_->predictor.get();
  if (!predictor) return predictor.error();
  const auto& detector = impl_->detector.get();
  if (!detector) return detector.error();
  return {};
}

std::string FaceModels::landmark_model() const { return impl_->landmark_model; }

std::string detector_version() {
  return "dlib " + std::to_string(DLIB_MAJOR_VERSION) + "." + std::to_string(DLIB_MINOR_VERSION) +
         " frontal face detector";
}

struct FaceFinder::Impl {
  dlib::frontal_face_detector detector;
  const dlib::shape_predictor* predictor;
  std::vector<dlib::rect_detection> found;
  std::vector<FaceBox> boxes;
};

FaceFinder::FaceFinder(const FaceModels& models)
    : impl_(std::make_unique<Impl>(Impl{
          *models.impl_->detector.get(), &*models.impl_->predictor.get(), std::vector<dlib::rect_detection>{}, {}})) {}
FaceFinder::~FaceFinder() = default;
FaceFinder::FaceFinder(FaceFinder&&) noexcept = default;
FaceFinder& FaceFinder::operator=(FaceFinder&&) noexcept = default;

Result<std::span<const FaceBox>> FaceFinder::detect(ImageView grey, double least) {
  try {
    impl_->detector(GreyPixels{grey}, impl_->found, least);
    impl_->boxes.clear();
    for (const auto& detection : impl_->found) {
      const auto& rect = detection.rect;
      impl_->boxes.push_back({static_cast<double>(rect.left()), static_cast<double>(rect.top()),
                              static_cast<double>(rect.width()), static_cast<double>(rect.height()),
                              detection.detection_confidence});
    }
    return std::span<const FaceBox>(impl_->boxes);
  } catch (const std::exception& e) {
    return dlib_error("face detection", e);
  }
}

Result<FaceLandmarks> FaceFinder::landmarks(ImageView grey, const FaceBox& box) const {
  try {
    const dlib::rectangle rect(std::lround(box.x), std::lround(box.y), std::lround(box.x + box.width) - 1,
                               std::lround(box.y + box.height) - 1);
    const dlib::full_object_detection shape = (*impl_->predictor)(GreyPixels{grey}, rect);
    FaceLandmarks points;
    for (std::size_t i = 0; i < kLandmarks; ++i) {
      const auto& part = shape.part(i);
      points[i] = {static_cast<double>(part.x()), static_cast<double>(part.y())};
    }
    return points;
  } catch (const std::exception& e) {
    return dlib_error("landmark prediction", e);
  }
}

}  // namespace enrolkit::photo

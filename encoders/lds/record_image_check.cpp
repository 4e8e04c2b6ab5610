// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/record_image_check.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "encoders/records/image_extent.hpp"
#include "enrolkit/chip.hpp"
#include "enrolkit/image_codec.hpp"

namespace enrolkit::lds {
namespace {

constexpr std::string_view kFaceRule = "image information of ISO/IEC 19794-5 or 39794-5";
constexpr std::string_view kFingerRule = "image header of ISO/IEC 19794-4 or 39794-4";
constexpr std::string_view kImageRule = "Doc 9303-10 section 4.7";

// Four times the pixels of the largest portrait asked for anywhere (1200 x 1600); as JPEG 2000 its decoder takes 24
// bytes for each, 190 MB, which a hostile header of 20 bytes could ask for.
constexpr ImageLimits kChipImage{kMaxChipFileBytes, 5000, 32'000'000};

constexpr std::uint8_t kUnspecifiedColours = 0, kGrey8 = 3, kOtherColours = 4;
constexpr std::uint8_t kPixelsPerCentimetre = 2;
constexpr double kCentimetresPerInch = 2.54;
constexpr double kResolutionTolerance = 0.02;  // files state whole dots per metre or centimetre

// Finds the images in their order in the file, for the offsets of what is told.
class Places {
 public:
  explicit Places(BytesView file) : file_(file) {}

  std::size_t next(BytesView image) {
    const BytesView rest = file_.subspan(at_);
    const void* found = image.empty() ? nullptr : ::memmem(rest.data(), rest.size(), image.data(), image.size());
    if (found == nullptr) return at_;
    const std::size_t place = at_ + static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - rest.data());
    at_ = place + image.size();
    return place;
  }

 private:
  BytesView file_;
  std::size_t at_ = 0;
};

std::optional<ImageFileType> type_named(std::string_view name) {
  constexpr std::pair<std::string_view, ImageFileType> kTypes[] = {
      {"jpeg", ImageFileType::jpeg}, {"jpeg2000", ImageFileType::jpeg2000}, {"wsq", ImageFileType::wsq},
      {"png", ImageFileType::png},   {"pgm", ImageFileType::pnm},           {"ppm", ImageFileType::pnm}};
  for (const auto& [known, type] : kTypes) {
    if (known == name) return type;
  }
  return std::nullopt;
}

// One image and where it lies; the rule of its record.
struct Checked {
  FileReview& review;
  std::string_view rule;
  std::size_t offset = 0;
  std::string name;  // "image 1"

  void breach(const std::string& what) const { review.breach(offset, rule, name + " " + what); }
  void note(const std::string& what) const { review.note(offset, rule, name + " " + what); }

  [[nodiscard]] std::optional<DecodedImage> decode(BytesView image) const {
    auto decoded = decode_image(image, name, kChipImage);
    if (decoded) return *std::move(decoded);
    breach("cannot be decoded: " + decoded.error().message);
    return std::nullopt;
  }

  void type(ImageFileType is, std::string_view said) const {
    const auto expected = type_named(said);
    if (!expected || *expected == is) return;
    note("is a " + std::string(image_file_type_name(is)) + " file, its record says " +
         std::string(image_file_type_name(*expected)));
  }

  // ISO/IEC 19794-5:2005 (Doc 9303-10 refers to it) asks for sequential baseline JPEG in JFIF.
  void process(ImageFileType is, BytesView image) const {
    if (is != ImageFileType::jpeg || records::is_baseline_jpeg(image).value_or(true)) return;
    note(
        "is a JPEG of another process than sequential baseline (progressive, for instance): some readers cannot show "
        "it");
  }

  // Some writers leave the size to the image.
  void size(const Image& image, const RecordedImage& said) const {
    const std::string is = std::to_string(image.width) + " x " + std::to_string(image.height);
    if (!said.width || !said.height) return;
    if (*said.width == 0 && *said.height == 0) return note("is of " + is + " pixels, its record does not say so");
    if (image.width == *said.width && image.height == *said.height) return;
    note("is of " + is + " pixels, its record says " + std::to_string(*said.width) + " x " +
         std::to_string(*said.height));
  }

  void colours(const Image& image, std::optional<bool> said_grey) const {
    const bool grey = image.format == PixelFormat::grey8;
    if (!said_grey || *said_grey == grey) return;
    note(grey ? "is grey, its record says colour" : "is in colour, its record says grey");
  }

  // Most files state no resolution, some one that is nobody's: told, and no more.
  void resolution(double is, double said) const {
    if (is <= 0 || said <= 0 || std::abs(is - said) <= kResolutionTolerance * said) return;
    note("states " + std::to_string(std::lround(is)) + " ppi, its record says " + std::to_string(std::lround(said)));
  }

  // Pixels without a file around them: there must be as many as the record says.
  void pixels(const RecordedImage& said, int depth) const {
    const std::uint64_t count = std::uint64_t{said.width.value_or(0)} * said.height.value_or(0);
    const auto bits = static_cast<std::uint64_t>(depth);
    const std::uint64_t bytes = said.format == "packed" ? (count * bits + 7) / 8 : count * ((bits + 7) / 8);
    if (bytes == said.bytes.size()) return;
    breach("has " + std::to_string(said.bytes.size()) + " bytes, its record says " +
           std::to_string(said.width.value_or(0)) + " x " + std::to_string(said.height.value_or(0)) +
           " pixels, which are " + std::to_string(bytes));
  }
};

// What the records say besides type and size, of each image in their order.
struct MoreSaid {
  std::optional<bool> grey;
  double ppi = 0;  // 0: not said
  int depth = 8;
};

std::vector<MoreSaid> more_said(const FaceGroup& group) {
  std::vector<MoreSaid> all;
  for (const FaceTemplate& face : group.faces) {
    if (const auto* record = std::get_if<FaceRecord>(&face.record)) {
      for (const FaceImage& image : record->images) {
        MoreSaid& said = all.emplace_back();
        if (image.colour_space > kUnspecifiedColours && image.colour_space < kOtherColours) {
          said.grey = image.colour_space == kGrey8;
        }
      }
      continue;
    }
    for (const FaceRepresentation& made : std::get_if<FaceBlock>(&face.record)->representations) {
      MoreSaid& said = all.emplace_back();
      const BlockColourSpace space = made.information.colour_space.value_or(BlockColourSpace::unknown);
      if (space == BlockColourSpace::unknown || space == BlockColourSpace::other) continue;
      said.grey = space == BlockColourSpace::grey8 || space == BlockColourSpace::grey16;
    }
  }
  return all;
}

std::vector<MoreSaid> more_said(const FingerGroup& group) {
  std::vector<MoreSaid> all;
  for (const FingerImageTemplate& finger : group.fingers) {
    if (const auto* record = std::get_if<FingerImageRecord>(&finger.record)) {
      const double per_inch = record->scale_units == kPixelsPerCentimetre ? kCentimetresPerInch : 1;
      all.insert(all.end(), record->images.size(), {true, record->image_resolution_x * per_inch, record->depth});
      continue;
    }
    for (const FingerRepresentation& made : std::get_if<FingerBlock>(&finger.record)->representations) {
      MoreSaid& said = all.emplace_back();
      said.grey = true;
      if (!made.sampling_rate) continue;
      said.ppi = made.sampling_rate->samples *
                 (made.sampling_rate->unit == SamplingUnit::centimetre ? kCentimetresPerInch : 1);
    }
  }
  return all;
}

template <class Group>
void check_group(BytesView file, const Group& group, std::string_view rule, FileReview& review) {
  if (review.failed()) return;
  const std::vector<RecordedImage> images = recorded_images(group);
  const std::vector<MoreSaid> more = more_said(group);
  Places places(file);
  for (std::size_t i = 0; i < images.size(); ++i) {
    const RecordedImage& said = images[i];
    const Checked image{review, rule, places.next(said.bytes), "image " + std::to_string(i + 1)};
    if (said.format == "raw" || said.format == "packed") {
      image.pixels(said, more[i].depth);
      continue;
    }
    const auto decoded = image.decode(said.bytes);
    if (!decoded) continue;
    image.type(decoded->type, said.format);
    image.process(decoded->type, said.bytes);
    image.size(decoded->image, said);
    image.colours(decoded->image, more[i].grey);
    image.resolution(decoded->ppi, more[i].ppi);
  }
}

}  // namespace

void check_images(BytesView file, const FaceGroup& group, FileReview& review) {
  check_group(file, group, kFaceRule, review);
}

void check_images(BytesView file, const FingerGroup& group, FileReview& review) {
  check_group(file, group, kFingerRule, review);
}

void check_images(BytesView file, const std::vector<Bytes>& images, FileReview& review) {
  Places places(file);
  int number = 0;
  for (const Bytes& image : images) {
    if (review.failed()) return;
    const Checked checked{review, kImageRule, places.next(image), "image " + std::to_string(++number)};
    if (const auto decoded = checked.decode(image)) checked.process(decoded->type, image);
  }
}

}  // namespace enrolkit::lds

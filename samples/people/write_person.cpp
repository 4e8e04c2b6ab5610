// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/file.hpp"
#include "enrolkit/image_codec.hpp"
#include "people/people.hpp"

namespace enrolkit::people {
namespace {

constexpr int kJpegQuality = 93;  // of the photo: what counter cameras deliver

Status write(const std::filesystem::path& path, const Result<Bytes>& bytes) {
  if (!bytes) return bytes.error();
  return write_file(path, BytesView(*bytes));
}

}  // namespace

Status write_person(const Person& person, const std::filesystem::path& folder) {
  if (auto status = write_file(folder / "applicant.json", person.applicant_json); !status) return status;
  if (auto status = write(folder / "photo.jpg", encode_jpeg(person.portrait.view(), kJpegQuality)); !status)
    return status;
  for (const Finger& finger : person.fingers) {
    for (std::size_t take = 0; take < finger.takes.size(); ++take) {
      std::string name = "finger-" + std::string(finger_name(finger.position));
      if (take > 0) name += "-" + std::to_string(take + 1);
      const auto bytes = encode_png(finger.takes[take].image.view(), kFingerPpi);
      if (auto status = write(folder / (name + ".png"), bytes); !status) return status;
    }
  }
  if (auto status = write(folder / "signature.png", encode_png(person.signature.view())); !status) return status;
  return write_file(folder / "truth.json", truth_json(person));
}

}  // namespace enrolkit::people

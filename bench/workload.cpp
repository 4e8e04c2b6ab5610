// SPDX-License-Identifier: Apache-2.0
#include "bench/workload.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <numbers>
#include <stdexcept>
#include <utility>

#include "encoders/codecs/jpeg2000_favouring.hpp"
#include "enrolkit/enrolkit.hpp"
#include "samples/people/people.hpp"

namespace enrolkit::bench {
namespace {

// All that the workloads use, made once.
struct World {
  Applicant applicant;
  EnrolmentSamples samples;
  EnrolmentSetup setup;
  Image portrait;
  Image frame;                // 640 x 480, the portrait as a camera sees it
  std::vector<Image> frames;  // the same, moving
  Image print;
  Bytes photo_file;
  Image dslr_photo;  // the portrait with 12 million pixels
  Bytes dslr_file;
  std::filesystem::path folder;
  FaceRecord face;
  FingerImageRecord finger;
  FingerMinutiaeRecord minutiae;
  std::unique_ptr<PhotoChecker> checker;
  ChipFiles chip;

  ~World() {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
};

// A benchmark stops where it cannot go on; the programs report it.
template <class T>
T must(Result<T> result) {
  return std::move(result).value();
}
void must(const Status& status) { status.value(); }

constexpr int kLiveFrames = 15;  // a second of preview

// The frame of somebody who does not sit quite still.
std::vector<Image> moving(const Image& frame) {
  std::vector<Image> frames;
  for (int i = 0; i < kLiveFrames; ++i) {
    const int to_right = static_cast<int>(std::lround(12 * std::sin(2 * std::numbers::pi * i / kLiveFrames)));
    Image moved(frame.width, frame.height, frame.format);
    for (int y = 0; y < frame.height; ++y) {
      for (int x = 0; x < frame.width; ++x) {
        const std::uint8_t* from = frame.row(y) + 3 * std::clamp(x - to_right, 0, frame.width - 1);
        std::copy(from, from + 3, moved.row(y) + 3 * x);
      }
    }
    frames.push_back(std::move(moved));
  }
  return frames;
}

// The portrait scaled so that it fills a 640 x 480 frame's height, between grey sides.
Image camera_frame(const Image& portrait) {
  Image frame(640, 480, PixelFormat::rgb8);
  std::fill(frame.pixels.begin(), frame.pixels.end(), std::uint8_t{200});
  const double scale = static_cast<double>(portrait.height) / frame.height;
  const int width = static_cast<int>(portrait.width / scale);
  const int left = (frame.width - width) / 2;
  for (int y = 0; y < frame.height; ++y) {
    for (int x = 0; x < width; ++x) {
      const std::uint8_t* from = portrait.row(static_cast<int>(y * scale)) + 3 * static_cast<int>(x * scale);
      std::copy(from, from + 3, frame.row(y) + 3 * (left + x));
    }
  }
  return frame;
}

// The portrait as a camera of 12 megapixels would give it: larger, with the grain that keeps a decoder busy.
Image dslr_photo_of(const Image& portrait) {
  Image photo(3000, 3000 * portrait.height / portrait.width, PixelFormat::rgb8);
  std::uint32_t state = 1;
  for (int y = 0; y < photo.height; ++y) {
    for (int x = 0; x < photo.width; ++x) {
      const std::uint8_t* from =
          portrait.row(y * portrait.height / photo.height) + 3 * (x * portrait.width / photo.width);
      state = state * 1664525U + 1013904223U;
      const int grain = static_cast<int>(state >> 30U) - 1;
      for (int c = 0; c < 3; ++c)
        photo.row(y)[3 * x + c] = static_cast<std::uint8_t>(std::clamp(from[c] + grain, 0, 255));
    }
  }
  return photo;
}

std::shared_ptr<World> make_world() {
  auto world = std::make_shared<World>();
  people::Settings settings;
  settings.seed = 2026;
  settings.age = 34;
  settings.fingers = {FingerPosition::right_index, FingerPosition::left_index};
  const people::Person person = must(people::make_person(settings));
  std::string folder = (std::filesystem::temp_directory_path() / "enrolkit-bench.XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  world->folder = folder;
  must(people::write_person(person, world->folder));
  if (std::system(("\"" ENROLKIT_SOURCE "/samples/pki/make-test-pki.sh\" '" + folder + "/pki' >/dev/null").c_str()) !=
      0) {
    throw std::runtime_error("cannot make certificates");
  }

  const auto sample = [&](const char* name) {
    return SampleFile{name, must(read_file(world->folder / name, 64U << 20U))};
  };
  world->applicant = must(parse_applicant(person.applicant_json, "applicant.json"));
  world->samples.photo = sample("photo.jpg");
  world->samples.signature = sample("signature.png");
  world->samples.fingers = {{FingerPosition::right_index, sample("finger-right-index.png")},
                            {FingerPosition::left_index, sample("finger-left-index.png")}};
  world->setup.policy = must(builtin_policy("be-passport-2026"));
  world->setup.models = must(PhotoModels::load());
  world->setup.signer = must(make_file_signer(world->folder / "pki/ds.key", world->folder / "pki/ds.pem"));
  must(world->setup.models->wait());
  world->portrait = person.portrait;
  world->frame = camera_frame(person.portrait);
  world->frames = moving(world->frame);
  world->print = person.fingers.front().takes.front().image;
  world->photo_file = world->samples.photo->bytes;
  world->dslr_photo = dslr_photo_of(person.portrait);
  world->dslr_file = must(encode_jpeg(world->dslr_photo.view(), 92));
  world->checker = std::make_unique<PhotoChecker>(world->setup.models, must(builtin_photo_profile("icao-2018")));

  world->chip = must(enrol(world->applicant, world->samples, world->setup)).chip;
  world->face = must(decode_dg2(world->chip.at(ChipFile::dg2))).front();
  world->finger = must(decode_dg3(world->chip.at(ChipFile::dg3))).front();
  world->minutiae = minutiae_record(must(extract_minutiae(world->print.view(), 500)), FingerPosition::right_index, 50);
  return world;
}

// One frame after the other into one stream.
std::function<void()> live_frame(const std::shared_ptr<World>& w) {
  struct Live {
    PhotoStream stream;
    std::size_t pushed = 0;
  };
  auto live = std::make_shared<Live>(Live{PhotoStream(w->setup.models, must(builtin_photo_profile("icao-2018"))), 0});
  return [w, live] {
    const std::chrono::milliseconds time(67 * static_cast<long>(live->pushed));
    must(live->stream.push(w->frames[live->pushed % w->frames.size()].view(), time));
    ++live->pushed;
  };
}

std::function<void()> live_second(const std::shared_ptr<World>& w) {
  return [frame = live_frame(w)] {
    for (int i = 0; i < kLiveFrames; ++i) frame();
  };
}

MrzFields mrz_fields(const Applicant& applicant) {
  MrzFields fields;
  fields.document_code = "PP";
  fields.issuing_state = fields.nationality = "BEL";
  fields.surname = "Müller-Lüdenscheidt";
  fields.given_names = "Éléonore Françoise";
  fields.document_number = "EM1234567";
  fields.birth_date = applicant.birth_date;
  fields.expiry_date = must(parse_date("2033-11-21"));
  return fields;
}

std::vector<Workload> workloads_of(const std::shared_ptr<World>& w) {
  const Image portrait_on_chip = must(decode_image(w->face.images.front().image, "portrait")).image;
  const std::string start_command = "\"" ENROLKIT_TOOL "\" photo check --profile icao-2018 '" +
                                    (w->folder / "photo.jpg").string() + "' >/dev/null 2>&1";
  const std::vector<unsigned char> grey_frame = to_grey(w->frame).pixels;
  const std::string mrz = must(decode_dg1(w->chip.at(ChipFile::dg1)));
  const auto signature = must(decode_dg7(w->chip.at(ChipFile::dg7)));
  std::vector<Workload> workloads = {
      {"reference", "", run_reference},
      {"dlib_live", "reference", make_dlib_live_baseline(grey_frame, w->frame.width, w->frame.height)},
      {"live_frame", "dlib_live", live_second(w), kLiveFrames},
      {"live_frame_p99", "dlib_live", live_frame(w), 1, 0.99},
      {"still_check", "reference", [w] { must(w->checker->check(w->portrait.view())); }},
      {"dslr_decode", "reference", [w] { must(decode_image(w->dslr_file, "dslr.jpg")); }},
      {"dslr_check", "dslr_decode", [w] { must(w->checker->check(w->dslr_photo.view())); }},
      {"photo_decode", "reference", [w] { must(decode_image(w->photo_file, "photo.jpg")); }},
      {"finger_check", "reference",
       [w, profile = must(builtin_finger_profile("be-passport-2026"))] {
         must(check_finger(w->print.view(), 500, profile));
       }},
      {"openjpeg_plain", "reference", make_openjpeg_plain(portrait_on_chip, 18000)},
      {"encode_jpeg2000", "openjpeg_plain",
       [portrait_on_chip] { must(encode_jpeg2000_to_size(portrait_on_chip.view(), 18000)); }},
      {"encode_portrait", "openjpeg_plain",
       [portrait_on_chip, face = Region{portrait_on_chip.width / 5, portrait_on_chip.height / 5,
                                        3 * portrait_on_chip.width / 5, 3 * portrait_on_chip.height / 5}] {
         must(codecs::encode_jpeg2000_favouring(portrait_on_chip.view(), 18000, face));
       }},
      {"encode_jpeg", "reference", [w] { must(encode_jpeg(w->portrait.view(), 90)); }},
      {"encode_jpeg_to_size", "encode_jpeg", [w] { must(encode_jpeg_to_size(w->portrait.view(), 60000)); }},
      {"chip_encode", "openjpeg_plain",
       [w, setup = ChipSetup{w->setup.policy, w->setup.signer}] {
         must(encode_chip(w->applicant, w->samples, setup));
       }},
      {"wsq_encode", "finger_unit", [w] { must(encode_wsq(w->print.view())); }},
      {"wsq_decode", "finger_unit", [file = must(encode_wsq(w->print.view()))] { must(decode_wsq(file)); }},
      {"encode_minutiae_record", "reference", [w] { must(encode(w->minutiae)); }},
      {"compose_mrz", "reference", [fields = mrz_fields(w->applicant)] { must(compose_mrz(fields)); }},
      {"parse_mrz", "reference", [mrz] { must(parse_mrz(mrz)); }},
      {"encode_dg1", "reference", [mrz] { must(encode_dg1(mrz)); }},
      {"encode_dg2", "reference", [w] { must(encode_dg2({w->face})); }},
      {"encode_dg3", "reference", [w] { must(encode_dg3({w->finger})); }},
      {"encode_dg7", "reference", [signature] { must(encode_dg7(signature)); }},
      {"encode_sod", "reference", [w] { must(encode_security_object(w->chip, *w->setup.signer)); }},
      {"whole_enrolment", "reference", [w] { must(enrol(w->applicant, w->samples, w->setup)); }},
      {"start_to_first_verdict", "reference",
       [start_command] {
         if (std::system(start_command.c_str()) > 256) throw std::runtime_error("the tool failed: " + start_command);
       }},
  };
  const auto signing = signing_workloads(w->folder / "pki", w->chip);
  workloads.insert(workloads.end(), signing.begin(), signing.end());
  const auto fingers = finger_workloads();
  workloads.insert(workloads.end(), fingers.begin(), fingers.end());
  const auto groups = biometric_group_workloads();
  workloads.insert(workloads.end(), groups.begin(), groups.end());
  return workloads;
}

}  // namespace

Result<std::vector<Workload>> make_workloads() {
  try {
    return workloads_of(make_world());
  } catch (const std::exception& error) {
    return Error{ErrorCode::internal, error.what()};
  }
}

Result<std::vector<std::vector<StageTime>>> measure_stages(int rounds) {
  try {
    const auto world = make_world();
    std::vector<std::vector<StageTime>> runs;
    for (int round = 0; round < rounds; ++round) {
      runs.push_back(must(enrol(world->applicant, world->samples, world->setup)).times);
    }
    return runs;
  } catch (const std::exception& error) {
    return Error{ErrorCode::internal, error.what()};
  }
}

}  // namespace enrolkit::bench

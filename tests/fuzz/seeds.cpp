// SPDX-License-Identifier: Apache-2.0
// Good inputs from which the fuzzers start. usage: fuzz_seeds FOLDER PKI (FOLDER has a folder for each
// fuzzer, PKI comes from samples/pki/make-test-pki.sh)
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "enrolkit/biometric_groups.hpp"
#include "enrolkit/data_groups.hpp"
#include "enrolkit/file.hpp"
#include "enrolkit/holder_details.hpp"
#include "enrolkit/record_conversion.hpp"
#include "enrolkit/security_object.hpp"
#include "enrolkit/wsq.hpp"
#include "tests/fuzz/small_chip.hpp"

namespace enrolkit {
namespace {

Image rings(int width, int height) {
  Image image(width, height, PixelFormat::grey8);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) image.row(y)[x] = static_cast<std::uint8_t>(128 + 100 * std::cos(std::hypot(x, y)));
  }
  return image;
}

FingerMinutiaeRecord minutiae(MinutiaeFormat format) {
  FingerTemplate finger{200, 300, 500, {}};
  for (int i = 0; i < 5; ++i) {
    finger.minutiae.push_back({10.0 + i, 20.0 * i, 1.0 * i, static_cast<MinutiaType>(i % 3), 20 * i});
  }
  FingerMinutiaeRecord record = minutiae_record(finger, FingerPosition::right_index, 70);
  record.format = format;
  record.views.push_back(record.views.front());
  record.views.back().view_number = 1;
  return record;
}

FingerImageRecord images() {
  FingerImageRecord record;
  record.format = FingerImageFormat::wsq;
  FingerImage image{FingerPosition::left_thumb, 2, 1, 60, 0, 33, 40, Bytes(30, 0xA5)};
  record.images = {image, image};
  record.images.back().view_number = 2;
  return record;
}

FaceRecord face() {
  FaceImage image;
  image.width = 24;
  image.height = 32;
  image.feature_points = {{1, 0xC1, 5, 6}, {1, 0xC2, 15, 6}};
  image.image = Bytes(20, 0x5A);
  return {{image, image}};
}

Result<Bytes> text(std::string_view characters) { return Bytes(characters.begin(), characters.end()); }

// One of each element, so that the fuzzer finds them all.
FaceBlock face_block(EnumerationForm form) {
  FaceRepresentation made = to_face_block(face().images.front())->record.representations.front();
  made.captured = BlockDateTime{2026, 1, 2, 3, 4, 5, 6};
  made.quality = {{{1, 2}, 90}, {{3, 4}, {}}};
  made.pad.emplace().scores = made.quality;
  made.pad->decision = PadDecision::no_attack;
  made.pad->extended = {{{5, 6}, {7, 8}}};
  made.pad->challenges = {{9}, {}};
  made.pad->captured = made.captured;
  made.session = 70000U;
  made.device = FaceDevice{RegistryId{7, 8}, {{9, 10}}};
  made.information.measurements = FaceMeasurements{1, 2, 3, 4};
  made.information.post_processing = PostProcessing{true, false, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}};
  made.information.reference_colours = ReferenceColourMapping{Bytes{1}, {{Bytes{2}, Bytes{3}}}};
  made.identity.emplace().gender = BlockGender::female;
  made.identity->properties = FaceProperties{true, {}, false, {}, {}, {}, {}, {}, {}, {}, true};
  made.identity->expression = FaceExpression{true, {}, {}, {}, {}, {}};
  made.identity->pose = FacePose{FaceAngle{-180, 1}, FaceAngle{3, {}}, {}};
  made.landmarks.push_back({LandmarkCatalogue::name, 21, LandmarkPlace{LandmarkSpace::space, 1, 2, 3}});
  made.landmarks.push_back({LandmarkCatalogue::point_id, 62, LandmarkPlace{LandmarkSpace::texture, 70000, 2, 0}});
  made.landmarks.push_back({LandmarkCatalogue::point_name, 36, {}});
  return {form, {}, {made}};
}

FingerBlock finger_block(EnumerationForm form) {
  FingerRepresentation made;
  made.position = 7;
  made.image = Bytes(30, 0xA5);
  made.captured = BlockDateTime{2026, 1, 2, 3, 4, 5, 6};
  made.device = FingerDevice{RegistryId{1, 2}, 3, {{4, 5}}};
  made.quality = {{{1, 2}, 90}, {{3, 4}, {}}};
  made.sampling_rate = SamplingRate{197, SamplingUnit::centimetre};
  made.original_rotation = std::uint16_t{359};
  made.position_computed = made.lossily_compressed = true;
  made.segmentation = {{{1, 2}, {{7, {{0, 0}, {9, 9}}, 12, made.quality, true, 50}}}};
  made.annotations = {{8, 2}};
  made.pad.emplace().risk = std::uint8_t{4};
  made.comments = {"one", "two"};
  made.vendor_data = {{{1, 2}, {3}}};
  return {form, {}, {made}};
}

FaceGroup faces() {
  BiometricHeader header = face_header();
  header.version = std::uint16_t{0x0101};
  header.created = "20260102030405";
  header.valid_from = "20260102";
  header.valid_to = "20360102";
  header.creator = 0x00010001U;
  return {{{header, face()}, {{}, face_block(EnumerationForm::extension)}}};
}

FingerGroup fingers() {
  FingerImageRecord one = images();
  one.images.resize(1);
  one.images.front().view_count = 1;
  return {{{{}, one}, {{}, finger_block(EnumerationForm::base)}}, {}};
}

// The files of the chip that are plain elements; the tree starts from them as well.
std::vector<std::pair<std::string, Result<Bytes>>> chip_files() {
  const Bytes jpeg = {0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 'J', 'F', 'I', 'F', 0xFF, 0xD9};
  PersonalDetails holder;
  holder.full_name = "SMITH<<JOHN<J";
  holder.other_names = {"DOE<<JOHN", "D"};
  holder.birth_date = "19700101";
  holder.custody = "nobody";
  DocumentDetails document;
  document.issuing_authority = "UTO";
  document.issue_date = "20260102";
  document.other_persons = {"SMITH<<JANE"};
  document.front_image = jpeg;
  document.personalisation_time = "20260102030405";
  const Bytes one = {0x02, 0x01, 0x01};
  const std::vector<SecurityInfo> infos = {{"0.4.0.127.0.7.2.2.3.2.1", one, {}}, {"0.4.0.127.0.7.2.2.2", one, one}};
  return {
      {"com", encode(CommonData{"0108", "040000", {ChipFile::dg1, ChipFile::dg2}})},
      {"dg1", encode_dg1("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10")},
      {"dg5", encode_dg5({jpeg})},
      {"dg7", encode_dg7({jpeg, jpeg})},
      {"dg11", encode(holder)},
      {"dg12", encode(document)},
      {"dg13", encode_dg13(jpeg)},
      {"dg14", encode_dg14(infos)},
      {"dg16", encode_dg16({{"20020101", "SMITH<<CHARLES<R", "19525551212", "ANYTOWN"}})},
      {"card_access", encode_card_access(infos)}};
}

// Signed with the key of a test PKI.
Result<Bytes> security_object(const std::string& pki, int version) {
  const auto signer = make_file_signer(pki + "/ds.key", pki + "/ds.pem");
  if (!signer) return signer.error();
  SecurityObjectOptions options;
  options.version = version;
  if (version == 0) options.signing_time = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return encode_security_object(fuzz::small_chip(), **signer, options);
}

int write_seeds(const std::string& folder, const std::string& pki) {
  const auto write = [&](const char* name, const Result<Bytes>& bytes) {
    const Status written = bytes ? write_file(folder + "/" + name, BytesView(*bytes)) : Status(bytes.error());
    if (!written) std::fprintf(stderr, "fuzz_seeds: %s: %s\n", name, written.error().message.c_str());
    return written ? 0 : 1;
  };
  int failed = 0;
  for (const auto& [name, file] : chip_files()) {
    failed += write(("chip_file/" + name).c_str(), file) + write(("chip_tree/" + name).c_str(), file);
  }
  failed += write("chip_tree/face", encode(face())) + write("chip_tree/fingers", encode_dg3({}, Bytes{1}));
  failed += write("chip_tree/block", encode(face_block(EnumerationForm::extension)));
  failed += write("chip_tree/signed", security_object(pki, 1));
  return failed + write("wsq/33x33", encode_wsq(rings(33, 33).view(), {0.75, 500, ""})) +
         write("wsq/97x60", encode_wsq(rings(97, 60).view(), {4, 500, "a comment"})) +
         write("wsq/one_shade", encode_wsq(Image(64, 64, PixelFormat::grey8).view())) +
         write("minutiae/2005", encode(minutiae(MinutiaeFormat::iso_2005))) +
         write("minutiae/2011", encode(minutiae(MinutiaeFormat::iso_2011))) +
         write("mrz/td1",
               text("I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<")) +
         write("mrz/td2", text("I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<D23145890<UTO3407127M95071227349<<<8")) +
         write("mrz/td3",
               text("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10")) +
         write("name/latin", text("Müller-Lüdenscheidt d’Haene")) + write("name/cyrillic", text("\xFFЩербаков Юрій")) +
         write("name/arabic", text("فضّة بن زكريا")) + write("finger_image/two", encode(images())) +
         write("face_image/two", encode(face())) +
         write("face_block/profile", encode(face_block(EnumerationForm::extension))) +
         write("face_block/base", encode(face_block(EnumerationForm::base))) +
         write("finger_block/base", encode(finger_block(EnumerationForm::base))) +
         write("finger_block/profile", encode(finger_block(EnumerationForm::extension))) +
         write("face_group/both", encode(faces())) + write("finger_group/both", encode(fingers())) +
         write("finger_group/empty", encode(FingerGroup{{}, {1, 2, 3}})) +
         write("security_object/v0", security_object(pki, 0)) + write("security_object/v1", security_object(pki, 1));
}

}  // namespace
}  // namespace enrolkit

int main(int argc, char** argv) { return argc == 3 ? enrolkit::write_seeds(argv[1], argv[2]) : 2; }

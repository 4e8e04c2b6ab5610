// SPDX-License-Identifier: Apache-2.0
// EF.DG2 (faces) and EF.DG3 (fingers) with records of ISO/IEC 19794:2005.
#include <string>

#include "encoders/lds/biometric_group.hpp"
#include "encoders/lds/data_groups.hpp"

namespace enrolkit {
namespace {

using namespace lds;

constexpr std::size_t kMaxFillerBytes = 64;  // the contract of encode_dg3
constexpr std::size_t kMaxFrameBytes = 40;   // around a record: tags and lengths of 7F60, A1 and 5F2E

Error invalid(ChipFile which, const std::string& reason) {
  return Error{ErrorCode::invalid_argument, chip_file_name(which) + ": " + reason};
}

Error second_generation(ChipFile which) {
  return Error{ErrorCode::unsupported, chip_file_name(which) + ": records of ISO/IEC 39794 are not written yet"};
}

template <class Record>
Status add_record(ChipFile which, const Record& record, std::uint8_t subtype, std::vector<EncodedRecord>& records) {
  Result<Bytes> bytes = encode(record);
  if (!bytes) {
    return Error{bytes.error().code, chip_file_name(which) + ": record " + std::to_string(records.size() + 1) + ": " +
                                         bytes.error().message};
  }
  records.push_back({subtype, *std::move(bytes)});
  std::size_t total = 0;
  for (const EncodedRecord& encoded : records) total += encoded.bytes.size() + kMaxFrameBytes;
  if (total <= kMaxChipFileBytes) return {};
  return Error{ErrorCode::too_large,
               chip_file_name(which) + ": the records are more than " + std::to_string(kMaxChipFileBytes) + " bytes"};
}

// Decodes one record of a group; false when it is of the second generation and that is only noted.
template <class Record>
bool read_record(const BiometricTemplate& made, Result<Record> (*decode)(BytesView), SecondGeneration policy,
                 std::vector<Record>& records, FileReview& review) {
  constexpr std::string_view kRule = "Doc 9303-10 section 4.5.6";
  if (!made.first_generation) {
    constexpr std::string_view kReason = "the record is of ISO/IEC 39794, which is not read";
    if (policy == SecondGeneration::noted) {
      review.note(made.offset, kRule, std::string(kReason));
    } else {
      review.fail(ErrorCode::unsupported, made.offset, kRule, kReason);
    }
    return false;
  }
  Result<Record> record = decode(made.record);
  if (!record) {
    review.fail(record.error().code, made.offset, kRule, record.error().message);
    return false;
  }
  records.push_back(*std::move(record));
  return true;
}

}  // namespace

Result<Bytes> encode_dg2(const std::vector<FaceRecord>& faces, RecordGeneration generation) {
  if (generation != RecordGeneration::iso19794) return second_generation(ChipFile::dg2);
  if (faces.empty() || faces.size() > kMaxFaces) {
    return invalid(ChipFile::dg2, std::to_string(faces.size()) + " face records, expected 1 to 9");
  }
  std::vector<EncodedRecord> records;
  for (const FaceRecord& face : faces) {
    if (Status status = add_record(ChipFile::dg2, face, 0, records); !status) return status.error();
  }
  return encode_biometric_group(ChipFile::dg2, records);
}

Result<Bytes> encode_dg3(const std::vector<FingerImageRecord>& fingers, BytesView filler, RecordGeneration generation) {
  if (generation != RecordGeneration::iso19794) return second_generation(ChipFile::dg3);
  if (fingers.size() > kMaxFingers) {
    return invalid(ChipFile::dg3, std::to_string(fingers.size()) + " fingers, expected at most 10");
  }
  if (fingers.empty() && (filler.empty() || filler.size() > kMaxFillerBytes)) {
    return invalid(ChipFile::dg3, std::to_string(filler.size()) + " filler bytes beside no finger, expected 1 to 64");
  }
  std::vector<EncodedRecord> records;
  unsigned seen = 0;
  for (const FingerImageRecord& finger : fingers) {
    const int position = finger.images.size() == 1 ? static_cast<int>(finger.images[0].position) : 0;
    const std::string name = "record " + std::to_string(records.size() + 1);
    if (position < 1 || position > kMaxFingers) {
      return invalid(ChipFile::dg3, name + " must hold one image of a known finger");
    }
    if ((seen & 1U << position) != 0) return invalid(ChipFile::dg3, name + " is a finger that was there before");
    seen |= 1U << position;
    if (Status status = add_record(ChipFile::dg3, finger, finger_subtype(position), records); !status) {
      return status.error();
    }
  }
  return encode_biometric_group(ChipFile::dg3, records, filler);
}

std::vector<FaceRecord> lds::read_dg2(BytesView file, SecondGeneration policy, FileReview& review) {
  std::vector<FaceRecord> faces;
  for (const BiometricTemplate& made : read_biometric_group(ChipFile::dg2, file, review)) {
    if (review.failed()) break;
    read_record(made, decode_face_record, policy, faces, review);
  }
  return faces;
}

std::vector<FingerImageRecord> lds::read_dg3(BytesView file, SecondGeneration policy, FileReview& review) {
  constexpr std::string_view kRule = "Doc 9303-10 section 4.7.3.2";
  std::vector<FingerImageRecord> fingers;
  for (const BiometricTemplate& made : read_biometric_group(ChipFile::dg3, file, review)) {
    if (review.failed()) break;
    if (!made.subtype) review.note(made.offset, kRule, "the biometric header lacks the sub-type (82)");
    if (!read_record(made, decode_finger_image_record, policy, fingers, review)) continue;
    const FingerImageRecord& record = fingers.back();
    if (record.images.size() != 1) {
      review.note(made.offset, kRule, std::to_string(record.images.size()) + " images in a record, expected one");
    } else if (made.subtype && *made.subtype != finger_subtype(static_cast<int>(record.images[0].position))) {
      review.note(made.offset, kRule, "the sub-type (82) is not the finger of the record");
    }
  }
  return fingers;
}

Result<std::vector<FaceRecord>> decode_dg2(BytesView file, const Reading& reading) {
  FileReview review("EF.DG2", reading.mode);
  std::vector<FaceRecord> faces = read_dg2(file, SecondGeneration::refused, review);
  return review.result(std::move(faces), reading);
}

Result<std::vector<FingerImageRecord>> decode_dg3(BytesView file, const Reading& reading) {
  FileReview review("EF.DG3", reading.mode);
  std::vector<FingerImageRecord> fingers = read_dg3(file, SecondGeneration::refused, review);
  return review.result(std::move(fingers), reading);
}

}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
// EF.DG2 (faces) and EF.DG3 (fingers), with records of either generation.
#include <string>

#include "encoders/lds/biometric_group.hpp"
#include "encoders/lds/biometric_parts.hpp"
#include "encoders/lds/data_groups.hpp"
#include "encoders/records/block_codec.hpp"
#include "encoders/records/record_codec.hpp"

namespace enrolkit {
namespace {

using namespace lds;

constexpr std::string_view kRecordRule = "Doc 9303-10 section 4.5.6";
constexpr std::size_t kMaxFillerBytes = 64;  // the contract of encode_dg3

Error invalid(ChipFile which, const std::string& reason) {
  return Error{ErrorCode::invalid_argument, chip_file_name(which) + ": " + reason};
}

// A record of ISO/IEC 19794 within a file; empty when it is broken, which the review then says.
template <class Record>
Record read_record(const ReadTemplate& made, Result<Record> (*decode)(BytesView), FileReview& review) {
  Result<Record> record = decode(made.record);
  if (record) return *std::move(record);
  review.fail(record.error().code, made.offset, kRecordRule, record.error().message);
  return {};
}

// The block within its frame, and nothing behind it.
template <class Block>
Block read_block(ReadTemplate& made, Block (*read)(TlvReader&, FileReview&), FileReview& review) {
  Block block = read(made.block, review);
  made.block.finish("the block");
  return block;
}

template <class Record>
void write_record(DerWriter& der, const Record& record, const std::string& name) {
  const Result<std::size_t> length = records::measure(record);
  if (!length) return der.refuse(Error{length.error().code, name + ": " + length.error().message});
  der.appended(kFirstGeneration, *length, [&](Bytes& out) { records::append(record, out); });
}

template <class Block>
void write_second(DerWriter& der, const Block& block) {
  der.constructed(kSecondGeneration, [&] { der.constructed(kContext1, [&] { records::write_block(der, block); }); });
}

template <class View>
void write_template(DerWriter& der, const BiometricKind& kind, const View& made, const BiometricHeader& usual,
                    const std::string& name) {
  const auto generation = made.record != nullptr ? RecordGeneration::iso19794 : RecordGeneration::iso39794;
  der.constructed(kInformationTemplate, [&] {
    write_biometric_header(der, made.header != nullptr ? *made.header : usual, kind, generation, name);
    if (made.record != nullptr) return write_record(der, *made.record, name);
    write_second(der, *made.block);
  });
}

std::string record_name(ChipFile which, std::size_t index) {
  return chip_file_name(which) + ": record " + std::to_string(index + 1);
}

// The finger of a template that holds one image of one; 0 otherwise.
int finger_of(const FingerParts& made) {
  if (made.record != nullptr) {
    return made.record->images.size() == 1 ? static_cast<int>(made.record->images[0].position) : 0;
  }
  return made.block->representations.size() == 1 ? made.block->representations[0].position : 0;
}

// Why these fingers cannot be a DG3.
Status check_fingers(const std::vector<FingerParts>& fingers, BytesView filler) {
  if (fingers.size() > static_cast<std::size_t>(kFingers.max_count)) {
    return invalid(ChipFile::dg3, std::to_string(fingers.size()) + " fingers, expected at most 10");
  }
  if (fingers.empty() && (filler.empty() || filler.size() > kMaxFillerBytes)) {
    return invalid(ChipFile::dg3, std::to_string(filler.size()) + " filler bytes beside no finger, expected 1 to 64");
  }
  unsigned seen = 0;
  for (std::size_t i = 0; i < fingers.size(); ++i) {
    const std::string name = "record " + std::to_string(i + 1);
    const int position = finger_of(fingers[i]);
    if (position < 1 || position > kFingers.max_count) {
      return invalid(ChipFile::dg3, name + " must hold one image of a known finger");
    }
    if ((seen & 1U << position) != 0) return invalid(ChipFile::dg3, name + " is a finger that was there before");
    seen |= 1U << position;
    const BiometricHeader* header = fingers[i].header;
    if (header != nullptr && header->subtype != finger_subtype(static_cast<FingerPosition>(position))) {
      return invalid(ChipFile::dg3, name + ": the sub-type (82) is not that of the finger");
    }
  }
  return {};
}

}  // namespace

Result<Bytes> lds::encode_faces(const std::vector<FaceParts>& faces) {
  if (faces.empty() || faces.size() > static_cast<std::size_t>(kFaces.max_count)) {
    return invalid(ChipFile::dg2, std::to_string(faces.size()) + " face records, expected 1 to 9");
  }
  for (const FaceParts& face : faces) {
    if (face.block != nullptr && face.block->form == EnumerationForm::base) {
      return invalid(ChipFile::dg2, "a face block has the base standard's enumerations, unknown to ICAO's profile");
    }
  }
  const BiometricHeader usual = face_header();
  const auto write = [&](DerWriter& der) {
    write_biometric_group(der, kFaces, faces.size(), {}, [&] {
      for (std::size_t i = 0; i < faces.size(); ++i) {
        write_template(der, kFaces, faces[i], usual, record_name(ChipFile::dg2, i));
      }
    });
  };
  return DerWriter::encode(write, kMaxChipFileBytes, "EF.DG2");
}

Result<Bytes> lds::encode_fingers(const std::vector<FingerParts>& fingers, BytesView filler) {
  if (const Status usable = check_fingers(fingers, filler); !usable) return usable.error();
  const auto write = [&](DerWriter& der) {
    write_biometric_group(der, kFingers, fingers.size(), filler, [&] {
      for (std::size_t i = 0; i < fingers.size(); ++i) {
        const auto usual = finger_header(static_cast<FingerPosition>(finger_of(fingers[i])));
        write_template(der, kFingers, fingers[i], usual, record_name(ChipFile::dg3, i));
      }
    });
  };
  return DerWriter::encode(write, kMaxChipFileBytes, "EF.DG3");
}

Result<Bytes> encode(const FaceGroup& group) { return encode_faces(parts_of<FaceParts>(group.faces)); }

Result<Bytes> encode(const FingerGroup& group) {
  if (!group.fingers.empty() && !group.filler.empty()) {
    return invalid(ChipFile::dg3, "filler beside fingers: only a group without fingers has it");
  }
  return encode_fingers(parts_of<FingerParts>(group.fingers), group.filler);
}

FaceGroup lds::read_dg2(BytesView file, FileReview& review) {
  FaceGroup group;
  read_biometric_group(kFaces, file, review, [&](ReadTemplate& made) {
    FaceTemplate& face = group.faces.emplace_back();
    if (made.generation == RecordGeneration::iso19794) {
      face.record = read_record(made, decode_face_record, review);
    } else {
      auto& block = face.record.emplace<FaceBlock>(read_block(made, records::read_face_block, review));
      if (!review.failed() && block.form == EnumerationForm::base) {
        review.note(made.offset, kFaceBlockProfile, "the enumerations are codes of the base standard");
      }
    }
    face.header = std::move(made.header);
  });
  return group;
}

FingerGroup lds::read_dg3(BytesView file, FileReview& review) {
  constexpr std::string_view kRule = "Doc 9303-10 section 4.7.3.2";
  FingerGroup group;
  const BytesView filler = read_biometric_group(kFingers, file, review, [&](ReadTemplate& made) {
    FingerImageTemplate& finger = group.fingers.emplace_back();
    if (made.generation == RecordGeneration::iso19794) {
      finger.record = read_record(made, decode_finger_image_record, review);
    } else {
      finger.record = read_block(made, records::read_finger_block, review);
    }
    if (review.failed()) return;
    const int position = finger_of(parts_of_one<FingerParts>(finger));
    if (!made.header.subtype) {
      review.note(made.offset, kRule, "the biometric header lacks the sub-type (82)");
    } else if (position != 0 && *made.header.subtype != finger_subtype(static_cast<FingerPosition>(position))) {
      review.note(made.offset, kRule, "the sub-type (82) is not the finger of the record");
    }
    if (position == 0) review.note(made.offset, kRule, "the record is not one image of a known finger");
    finger.header = std::move(made.header);
  });
  group.filler.assign(filler.begin(), filler.end());
  return group;
}

Result<FaceGroup> decode_face_group(BytesView file, const Reading& reading) {
  FileReview review("EF.DG2", reading.mode);
  FaceGroup group = read_dg2(file, review);
  return review.result(std::move(group), reading);
}

Result<FingerGroup> decode_finger_group(BytesView file, const Reading& reading) {
  FileReview review("EF.DG3", reading.mode);
  FingerGroup group = read_dg3(file, review);
  return review.result(std::move(group), reading);
}

}  // namespace enrolkit

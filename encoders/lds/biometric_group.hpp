// SPDX-License-Identifier: Apache-2.0
// The frame of EF.DG2, DG3 and DG4: a CBEFF group template (7F61) of biometric information templates (BIT, 7F60), each
// with a header and one record (Doc 9303-10 sections 4.5.6 and 4.7.2 to 4.7.4).
#pragma once

#include <string>

#include "encoders/lds/biometric_header.hpp"
#include "encoders/lds/der_writer.hpp"
#include "encoders/lds/file_review.hpp"
#include "encoders/lds/tlv.hpp"
#include "enrolkit/biometric_groups.hpp"

namespace enrolkit::lds {

inline constexpr std::string_view kFaceBlockProfile = "ISO/IEC 39794-5 application profile for eMRTDs";

inline constexpr Tag kGroupTemplate = 0x7F61, kInformationTemplate = 0x7F60, kFirstGeneration = 0x5F2E,
                     kSecondGeneration = 0x7F2E, kFiller = 0x53;

struct ReadTemplate {
  RecordGeneration generation = RecordGeneration::iso19794;
  BiometricHeader header;
  std::size_t offset = 0;  // of the record in the file
  BytesView record;        // of ISO/IEC 19794, from its letters on
  TlvReader block;         // of ISO/IEC 39794, before its element
};

// Reads the frame and calls `take`(ReadTemplate&) for each template; gives the filler of a DG3.
template <class Take>
BytesView read_biometric_group(const BiometricKind& kind, BytesView file, FileReview& review, Take&& take);

// For templates that nobody looks into (irises).
void check_biometric_group(const BiometricKind& kind, BytesView file, FileReview& review);

// The steps of reading.
struct GroupReader {
  GroupReader(const BiometricKind& of, BytesView file, FileReview& to);
  bool next(ReadTemplate& made);  // false: no more
  BytesView finish();             // gives the filler

  const BiometricKind& kind;
  FileReview& review;
  TlvReader content;
  TlvReader group;
  std::size_t count_offset;
  int announced;
  int found = 0;

 private:
  void open_record(TlvReader& fields, const std::string& name, ReadTemplate& made);
};

template <class Take>
BytesView read_biometric_group(const BiometricKind& kind, BytesView file, FileReview& review, Take&& take) {
  GroupReader reader(kind, file, review);
  ReadTemplate made{{}, {}, 0, {}, reader.group};
  while (reader.next(made)) take(made);
  return reader.finish();
}

// The frame around `templates`, which writes `count` of them with write_template; `filler` goes beside an empty group.
template <class Templates>
void write_biometric_group(DerWriter& der, const BiometricKind& kind, std::size_t count, BytesView filler,
                           Templates&& templates) {
  der.constructed(chip_file_tag(kind.file), [&] {
    der.constructed(kGroupTemplate, [&] {
      der.integer(kInteger, static_cast<std::int64_t>(count));
      templates();
    });
    if (count == 0) der.primitive(kFiller, filler);
  });
}

}  // namespace enrolkit::lds

// SPDX-License-Identifier: Apache-2.0
// EF.DG11 (details of the holder), EF.DG12 (details of the document) and EF.DG16 (persons to notify): Doc 9303-10
// sections 4.7.11, 4.7.12 and 4.7.16. Any thread.
//
// Writing: a field that is empty is left out. Text is UTF-8 of at most 99 bytes (custody 999), parts of a name, place
// or address are separated by '<' (names as in the MRZ: "SMITH<<JOHN<J"); dates are eight digits, yyyymmdd, where an
// unknown month or day is 00. Images are whole JPEG or JPEG 2000 files.
// Errors of encode: invalid_argument (names the file and the field), too_large (over kMaxChipFileBytes).
//
// Reading follows `reading` (chip.hpp has the errors). What a lenient reading lets pass in these files: a tag list that
// is missing, or that names other elements than there are or in another order; dates in BCD (read as digits); text that
// is too long or no UTF-8 (given as it stands); an element that is not known (left out).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "enrolkit/bytes.hpp"
#include "enrolkit/chip.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// The order in which the elements of a file that was read stand, by tag (the repeated names by 5F0F or 5F1A): encoding
// follows it, so that the same bytes come back. A tag in it whose field is empty is written as an empty element. Fields
// that it does not name follow in the order of the fields below; an empty order leaves it at that.
using ElementOrder = std::vector<std::uint16_t>;

// EF.DG11, additional personal details.
struct PersonalDetails {
  std::string full_name;                 // 5F0E, in the letters of the country
  std::vector<std::string> other_names;  // A0 with 5F0F each; at most 127
  std::string personal_number;           // 5F10
  std::string birth_date;                // 5F2B
  std::string place_of_birth;            // 5F11: "ANYTOWN<MN"
  std::string address;                   // 5F42
  std::string telephone;                 // 5F12: digits, with the country's code
  std::string profession;                // 5F13
  std::string title;                     // 5F14
  std::string personal_summary;          // 5F15
  Bytes proof_of_citizenship;            // 5F16: an image
  std::string other_travel_documents;    // 5F17: numbers separated by '<'
  std::string custody;                   // 5F18
  ElementOrder order;

  friend bool operator==(const PersonalDetails&, const PersonalDetails&) = default;
};
[[nodiscard]] Result<Bytes> encode(const PersonalDetails& details);
[[nodiscard]] Result<PersonalDetails> decode_dg11(BytesView file, const Reading& reading = {});

// EF.DG12, additional document details.
struct DocumentDetails {
  std::string issuing_authority;           // 5F19
  std::string issue_date;                  // 5F26
  std::vector<std::string> other_persons;  // A0 with 5F1A each; at most 127
  std::string endorsements;                // 5F1B
  std::string tax_or_exit_requirements;    // 5F1C
  Bytes front_image;                       // 5F1D
  Bytes rear_image;                        // 5F1E
  std::string personalisation_time;        // 5F55: fourteen digits, yyyymmddhhmmss
  std::string personalisation_system;      // 5F56: its serial number
  ElementOrder order;

  friend bool operator==(const DocumentDetails&, const DocumentDetails&) = default;
};
[[nodiscard]] Result<Bytes> encode(const DocumentDetails& details);
[[nodiscard]] Result<DocumentDetails> decode_dg12(BytesView file, const Reading& reading = {});

// EF.DG16: whom to notify in an emergency. All four fields of a person must be there.
struct PersonToNotify {
  std::string recorded_on;  // 5F50, a date
  std::string name;         // 5F51
  std::string telephone;    // 5F52
  std::string address;      // 5F53

  friend bool operator==(const PersonToNotify&, const PersonToNotify&) = default;
};
inline constexpr int kMaxPersonsToNotify = 15;  // the templates are tagged A1 to AF
[[nodiscard]] Result<Bytes> encode_dg16(const std::vector<PersonToNotify>& persons);  // 1 to kMaxPersonsToNotify
[[nodiscard]] Result<std::vector<PersonToNotify>> decode_dg16(BytesView file, const Reading& reading = {});

}  // namespace enrolkit
#pragma GCC visibility pop

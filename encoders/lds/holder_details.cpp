// SPDX-License-Identifier: Apache-2.0
// EF.DG11 and EF.DG12: their elements (Doc 9303-10 sections 4.7.11 and 4.7.12).
#include "enrolkit/holder_details.hpp"

#include "encoders/lds/data_groups.hpp"
#include "encoders/lds/detail_list.hpp"

namespace enrolkit {
namespace {

constexpr std::size_t kMaxCustodyBytes = 999;

}  // namespace

lds::DetailGroup lds::detail_group(PersonalDetails& details) {
  return {ChipFile::dg11,
          "Doc 9303-10 section 4.7.11",
          {{0x5F0E, DetailKind::text, "the full name", &details.full_name},
           {0x5F0F, DetailKind::names, "the other names", &details.other_names},
           {0x5F10, DetailKind::text, "the personal number", &details.personal_number},
           {0x5F2B, DetailKind::date, "the date of birth", &details.birth_date},
           {0x5F11, DetailKind::text, "the place of birth", &details.place_of_birth},
           {0x5F42, DetailKind::text, "the address", &details.address},
           {0x5F12, DetailKind::text, "the telephone number", &details.telephone},
           {0x5F13, DetailKind::text, "the profession", &details.profession},
           {0x5F14, DetailKind::text, "the title", &details.title},
           {0x5F15, DetailKind::text, "the personal summary", &details.personal_summary},
           {0x5F16, DetailKind::image, "the proof of citizenship", &details.proof_of_citizenship},
           {0x5F17, DetailKind::text, "the other travel documents", &details.other_travel_documents},
           {0x5F18, DetailKind::text, "the custody information", &details.custody, kMaxCustodyBytes}},
          &details.order};
}

lds::DetailGroup lds::detail_group(DocumentDetails& details) {
  return {ChipFile::dg12,
          "Doc 9303-10 section 4.7.12",
          {{0x5F19, DetailKind::text, "the issuing authority", &details.issuing_authority},
           {0x5F26, DetailKind::date, "the date of issue", &details.issue_date},
           {0x5F1A, DetailKind::names, "the other persons", &details.other_persons},
           {0x5F1B, DetailKind::text, "the endorsements", &details.endorsements},
           {0x5F1C, DetailKind::text, "the tax or exit requirements", &details.tax_or_exit_requirements},
           {0x5F1D, DetailKind::image, "the image of the front", &details.front_image},
           {0x5F1E, DetailKind::image, "the image of the rear", &details.rear_image},
           {0x5F55, DetailKind::time, "the time of personalisation", &details.personalisation_time},
           {0x5F56, DetailKind::text, "the personalisation system", &details.personalisation_system}},
          &details.order};
}

Result<Bytes> encode(const PersonalDetails& details) {
  PersonalDetails copy = details;
  return lds::encode_details(lds::detail_group(copy));
}

Result<Bytes> encode(const DocumentDetails& details) {
  DocumentDetails copy = details;
  return lds::encode_details(lds::detail_group(copy));
}

PersonalDetails lds::read_dg11(BytesView file, FileReview& review) {
  PersonalDetails details;
  read_details(file, detail_group(details), review);
  return details;
}

DocumentDetails lds::read_dg12(BytesView file, FileReview& review) {
  DocumentDetails details;
  read_details(file, detail_group(details), review);
  return details;
}

Result<PersonalDetails> decode_dg11(BytesView file, const Reading& reading) {
  lds::FileReview review("EF.DG11", reading.mode);
  PersonalDetails details = lds::read_dg11(file, review);
  return review.result(std::move(details), reading);
}

Result<DocumentDetails> decode_dg12(BytesView file, const Reading& reading) {
  lds::FileReview review("EF.DG12", reading.mode);
  DocumentDetails details = lds::read_dg12(file, review);
  return review.result(std::move(details), reading);
}

}  // namespace enrolkit

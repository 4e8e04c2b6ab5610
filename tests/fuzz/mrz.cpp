// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/mrz.hpp"

#include "tests/fuzz/expect.hpp"

namespace enrolkit {
namespace {

PartialDate date_of(const std::string& yymmdd) {
  const auto part = [&](std::size_t at) -> unsigned {
    return static_cast<unsigned>((yymmdd[at] - '0') * 10 + (yymmdd[at + 1] - '0'));
  };
  PartialDate date;
  if (yymmdd[0] != '<') date.year = static_cast<int>(1900 + part(0));
  if (yymmdd[2] != '<') date.month = part(2);
  if (yymmdd[4] != '<') date.day = part(4);
  return date;
}

// What was read from a zone without a fault.
MrzFields fields_of(const ParsedMrz& mrz) {
  MrzFields fields;
  fields.size = mrz.size;
  fields.document_code = mrz.document_code;
  fields.issuing_state = mrz.issuing_state;
  fields.nationality = mrz.nationality;
  fields.surname = mrz.surname;
  fields.given_names = mrz.given_names;
  fields.document_number = mrz.document_number;
  fields.birth_date = date_of(mrz.birth_date);
  const PartialDate expiry = date_of(mrz.expiry_date);
  fields.expiry_date =
      Date{std::chrono::year(*expiry.year + 100), std::chrono::month(*expiry.month), std::chrono::day(*expiry.day)};
  fields.sex = mrz.sex;
  fields.optional_data = mrz.optional_data;
  fields.optional_data_2 = mrz.optional_data_2;
  return fields;
}

}  // namespace
}  // namespace enrolkit

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace enrolkit;
  const auto mrz = parse_mrz({reinterpret_cast<const char*>(data), size});
  if (!mrz) {
    fuzz::expect(!mrz.error().message.empty(), "an error has a sentence");
    return 0;
  }
  for (const MrzCheckDigit& digit : mrz->check_digits) {
    fuzz::expect(digit.right == digit.reason.empty(), "a wrong digit has a reason");
  }
  if (!mrz->conforms() || !mrz->remarks.empty()) return 0;
  const auto composed = compose_mrz(fields_of(*mrz));
  if (!composed) return 0;  // a number that ends with fillers, a calendar of another century
  const auto again = parse_mrz(composed->joined());
  fuzz::expect(again && again->conforms(), "what is composed can be read");
  fuzz::expect(again->surname == mrz->surname && again->given_names == mrz->given_names, "a name that fits stays");
  return 0;
}

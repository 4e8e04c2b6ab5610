// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/mrz.hpp"
#include "tests/fuzz/expect.hpp"

// The first byte chooses the options, the rest is the name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace enrolkit;
  if (size == 0) return 0;
  constexpr const char* kLanguages[] = {"", "be", "uk", "sr", "mk", "bg", "ru", "??"};
  MrzFields fields;
  fields.size = static_cast<MrzSize>(data[0] % 3);
  fields.document_code = fields.size == MrzSize::td3 ? "P" : "I";
  fields.issuing_state = fields.nationality = "UTO";
  fields.document_number = "A";
  fields.birth_date = PartialDate();
  fields.expiry_date = Date{std::chrono::year(2030), std::chrono::month(1), std::chrono::day(1)};
  fields.transliteration.language = kLanguages[data[0] / 4 % 8];
  fields.transliteration.suggestions = (data[0] & 0x80) != 0;
  fields.shortening = static_cast<NameShortening>(data[0] / 32 % 3);
  const std::string_view name(reinterpret_cast<const char*>(data + 1), size - 1);
  const std::size_t comma = name.find(';');
  fields.surname = name.substr(0, comma);
  if (comma != std::string_view::npos) fields.given_names = name.substr(comma + 1);
  const auto mrz = compose_mrz(fields);
  if (!mrz) {
    fuzz::expect(!mrz.error().message.empty(), "an error has a sentence");
    return 0;
  }
  const auto parsed = parse_mrz(mrz->joined());
  fuzz::expect(parsed && parsed->conforms(), "what is composed can be read");
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  MrzFields fields;
  std::string birth, expiry, sex = "X", size = "TD3", shortening = "cut";
  std::string nationality;
  bool zero = false;
  bool json = false;
};

const std::map<std::string, MrzSize> kSizes = {{"TD1", MrzSize::td1}, {"TD2", MrzSize::td2}, {"TD3", MrzSize::td3}};
const std::map<std::string, NameShortening> kShortenings = {
    {"cut", NameShortening::cut}, {"initials", NameShortening::initials}, {"fixed", NameShortening::fixed}};

std::string json_of(const Mrz& mrz) {
  nlohmann::ordered_json document = {{"schema", "enrolkit.mrz_compose/1"},
                                     {"version", version()},
                                     {"lines", mrz.lines},
                                     {"name_truncated", mrz.name_truncated},
                                     {"mixed_scripts", mrz.mixed_scripts},
                                     {"suggested", nlohmann::ordered_json::array()}};
  for (const char32_t c : mrz.suggested) document["suggested"].push_back(describe_character(c));
  return document.dump();
}

// What an officer should look at; standard output holds the lines alone.
void print_notes(const Mrz& mrz) {
  if (mrz.name_truncated) std::fprintf(stderr, "enrolkit: note: the name was shortened\n");
  if (mrz.mixed_scripts) std::fprintf(stderr, "enrolkit: note: a name mixes letters of two scripts\n");
  for (const char32_t c : mrz.suggested) {
    std::fprintf(stderr, "enrolkit: note: no table of Doc 9303-3 has %s: written by suggestion\n",
                 describe_character(c).c_str());
  }
}

int compose(Options& options) {
  MrzFields& fields = options.fields;
  const auto birth = parse_partial_date(options.birth);
  if (!birth) return report_error({birth.error().code, "--birth: " + birth.error().message});
  fields.birth_date = *birth;
  const auto expiry = date_option("--expiry", options.expiry);
  if (!expiry) return report_error(expiry.error());
  fields.expiry_date = *expiry;
  fields.size = kSizes.at(options.size);
  fields.shortening = kShortenings.at(options.shortening);
  fields.sex = options.sex == "F" ? Sex::female : options.sex == "M" ? Sex::male : Sex::unspecified;
  fields.nationality = options.nationality.empty() ? fields.issuing_state : options.nationality;
  fields.unused_digit = options.zero ? '0' : '<';
  if (fields.document_code.empty()) fields.document_code = fields.size == MrzSize::td3 ? "PP" : "I";
  const auto mrz = compose_mrz(fields);
  if (!mrz) return report_error(mrz.error());
  if (options.json) {
    std::printf("%s\n", json_of(*mrz).c_str());
    return kCompliant;
  }
  for (const std::string& line : mrz->lines) std::printf("%s\n", line.c_str());
  print_notes(*mrz);
  return kCompliant;
}

}  // namespace

void add_mrz_compose_command(Command mrz, int& exit_code) {
  auto options = std::make_shared<Options>();
  MrzFields& fields = options->fields;
  fields.document_code.clear();
  Command command = mrz.add_subcommand("compose", "The lines of a passport or card");
  command.add_option("--size", options->size, "TD1, TD2 or TD3; TD3 without")
      .one_of_in_any_case(names_of(kSizes), Listed::no);
  command.add_option("--code", fields.document_code, "Document code; PP (TD3) or I without");
  command.add_option("--issuer", fields.issuing_state, "Issuing State, such as BEL").required();
  command.add_option("--surname", fields.surname, "Primary identifier, or the only name").required();
  command.add_option("--given-names", fields.given_names, "Secondary identifier");
  command.add_option("--number", fields.document_number, "Document number").required();
  command.add_option("--nationality", options->nationality, "As the issuing State without");
  command.add_option("--birth", options->birth, "Date of birth; XX for what is unknown: 1952-07-XX").required();
  command.add_option("--sex", options->sex, "F, M or X").one_of({"F", "M", "X"});
  command.add_option("--expiry", options->expiry, "Date of expiry").required();
  command.add_option("--optional-data", fields.optional_data, "TD3: personal number");
  command.add_option("--optional-data-2", fields.optional_data_2, "TD1: of the second line");
  command.add_option("--language", fields.transliteration.language, "Of Cyrillic names: be, uk, sr, mk or bg");
  command.add_flag("--suggestions", fields.transliteration.suggestions,
                   "Letters that Doc 9303 has no table for are written by suggestion");
  command.add_option("--alternative", fields.transliteration.alternatives,
                     "Another permitted value of a letter, such as Ä=A; may be repeated");
  command.add_option("--shorten", options->shortening, "Long names: cut, initials or fixed; cut without")
      .one_of(names_of(kShortenings), Listed::no);
  command.add_flag("--zero", options->zero, "TD3: 0 as the check digit of an unused personal number, not <");
  command.add_flag("--json", options->json, "One JSON document");
  command.callback([options, &exit_code] { exit_code = compose(*options); });
}

}  // namespace enrolkit::cli

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <vector>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxZoneFileBytes = 4096;  // lines or an EF.DG1, with room for what stands around them

struct Options {
  std::vector<std::string> inputs;
  bool json = false;
};

struct Input {
  std::string file;  // empty: from the command line or standard input
  Result<std::string> text;
};

bool is_zone_line(std::string_view text) {
  return text.size() >= 30 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '<' || c == '\n' || c == '\r';
         });
}

// The zone of a text file, or of an EF.DG1 as it is read from a chip.
Result<std::string> zone_of(const std::string& file) {
  const auto bytes = read_file(file, kMaxZoneFileBytes);
  if (!bytes) return bytes.error();
  constexpr std::uint8_t kDg1Tag = 0x61;
  if (!bytes->empty() && bytes->front() == kDg1Tag) return decode_dg1(*bytes);
  return std::string(bytes->begin(), bytes->end());
}

std::vector<Input> inputs_of(const Options& options) {
  std::vector<Input> inputs;
  if (options.inputs.empty() || options.inputs == std::vector<std::string>{"-"}) {
    std::string text(kMaxZoneFileBytes, '\0');
    std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::cin.gcount()));
    inputs.push_back({"", std::move(text)});
  } else if (std::all_of(options.inputs.begin(), options.inputs.end(), is_zone_line)) {
    std::string text;
    for (const std::string& line : options.inputs) text += (text.empty() ? "" : "\n") + line;
    inputs.push_back({"", std::move(text)});
  } else {
    for (const std::string& file : options.inputs) inputs.push_back({file, zone_of(file)});
  }
  return inputs;
}

std::string_view sex_of(const ParsedMrz& mrz) {
  return mrz.sex == Sex::female ? "F" : mrz.sex == Sex::male ? "M" : "X";
}

std::string_view state_name(std::string_view code) {
  const StateCode* state = find_state_code(code);
  return state != nullptr ? state->name : std::string_view();
}

Json json_of(const ParsedMrz& mrz) {
  Json document = {{"verdict", mrz.conforms() ? "compliant" : "not_compliant"},
                   {"size", mrz_size_name(mrz.size)},
                   {"document_code", mrz.document_code},
                   {"issuing_state", mrz.issuing_state},
                   {"surname", mrz.surname},
                   {"given_names", mrz.given_names},
                   {"name_may_be_truncated", mrz.name_may_be_truncated},
                   {"document_number", mrz.document_number},
                   {"nationality", mrz.nationality},
                   {"birth_date", mrz.birth_date},
                   {"sex", sex_of(mrz)},
                   {"expiry_date", mrz.expiry_date},
                   {"optional_data", mrz.optional_data}};
  if (mrz.size == MrzSize::td1) document["optional_data_2"] = mrz.optional_data_2;
  document["check_digits"] = Json::array();
  for (const MrzCheckDigit& digit : mrz.check_digits) {
    Json one = {{"field", digit.field},
                {"line", digit.line},
                {"position", digit.position},
                {"found", std::string(1, digit.found)},
                {"expected", std::string(1, digit.expected)},
                {"right", digit.right}};
    if (!digit.right) one["reason"] = digit.reason;
    document["check_digits"].push_back(std::move(one));
  }
  document["remarks"] = Json::array();
  for (const MrzRemark& remark : mrz.remarks) {
    document["remarks"].push_back({{"offset", remark.offset},
                                   {"rule", remark.rule},
                                   {"message", remark.message},
                                   {"tolerated", remark.tolerated}});
  }
  return document;
}

void print(const std::string& file, const Result<ParsedMrz>& mrz) {
  Json document = {{"schema", "enrolkit.mrz_parse/1"}, {"version", version()}};
  if (!file.empty()) document["file"] = file;
  if (mrz) {
    document.update(json_of(*mrz));
  } else {
    document["verdict"] = "error";
    document["error"] = {{"code", error_code_name(mrz.error().code)}, {"message", mrz.error().message}};
  }
  std::printf("%s\n", document.dump(-1, ' ', false, Json::error_handler_t::replace).c_str());
}

void print_line(const char* name, std::string_view value, std::string_view more = {}) {
  std::printf("  %-16s %.*s", name, static_cast<int>(value.size()), value.data());
  if (!more.empty()) std::printf("  (%.*s)", static_cast<int>(more.size()), more.data());
  std::printf("\n");
}

void print_table(const std::string& file, const ParsedMrz& mrz) {
  if (!file.empty()) std::printf("%s: ", file.c_str());
  std::printf("%s, %s\n", std::string(mrz_size_name(mrz.size)).c_str(), mrz.conforms() ? "compliant" : "not compliant");
  print_line("document code", mrz.document_code);
  print_line("issuing State", mrz.issuing_state, state_name(mrz.issuing_state));
  print_line("surname", mrz.surname);
  print_line("given names", mrz.given_names, mrz.name_may_be_truncated ? "possibly shortened" : "");
  print_line("document number", mrz.document_number);
  print_line("nationality", mrz.nationality, state_name(mrz.nationality));
  print_line("date of birth", mrz.birth_date);
  print_line("sex", sex_of(mrz));
  print_line("date of expiry", mrz.expiry_date);
  print_line(mrz.size == MrzSize::td3 ? "personal number" : "optional data", mrz.optional_data);
  if (mrz.size == MrzSize::td1) print_line("optional data 2", mrz.optional_data_2);
  for (const MrzCheckDigit& digit : mrz.check_digits) {
    if (!digit.right) print_line("check digit", digit.reason);
  }
  for (const MrzRemark& remark : mrz.remarks)
    print_line(remark.tolerated ? "note" : "fault", remark.message, remark.rule);
}

int parse(const Options& options) {
  int exit_code = kCompliant;
  for (const Input& input : inputs_of(options)) {
    Result<ParsedMrz> mrz = input.text ? parse_mrz(*input.text) : Result<ParsedMrz>(input.text.error());
    if (options.json) print(input.file, mrz);
    if (!mrz) {
      const bool names_file = input.file.empty() || !input.text;
      exit_code = worse(exit_code,
                        report_error({mrz.error().code, (names_file ? "" : input.file + ": ") + mrz.error().message}));
      continue;
    }
    if (!options.json) print_table(input.file, *mrz);
    exit_code = worse(exit_code, mrz->conforms() ? kCompliant : kNotCompliant);
  }
  return exit_code;
}

}  // namespace

void add_mrz_parse_command(Command mrz, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = mrz.add_subcommand("parse", "The fields of a zone, and which check digit fails and why");
  command.add_option("zone", options->inputs,
                     "The lines, or files that hold one zone each (text or EF.DG1); standard input without");
  command.add_flag("--json", options->json, "JSON");
  command.callback([options, &exit_code] { exit_code = parse(*options); });
}

}  // namespace enrolkit::cli

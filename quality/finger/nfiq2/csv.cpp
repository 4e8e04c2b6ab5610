// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdio>

#include "enrolkit/finger_measures.hpp"

namespace enrolkit {
namespace {

// Five decimals, the rest cut off; whole numbers without.
std::string csv_number(double value) {
  std::array<char, 64> text{};
  if (value == std::floor(value)) {
    std::snprintf(text.data(), text.size(), "%.0f", value);
    return text.data();
  }
  std::snprintf(text.data(), text.size(), "%.6f", value);
  std::string number = text.data();
  number.pop_back();
  return number;
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) (out += c) += c == '"' ? "\"" : "";
  return out + "\"";
}

constexpr std::size_t kFeedbackValues = 4;

}  // namespace

std::string nfiq2_csv_header() {
  std::string header =
      "\"Filename\",FingerCode,QualityScore,\"OptionalError\",Quantized,Resampled,UniformImage,"
      "EmptyImageOrContrastTooLow,FingerprintImageWithMinutiae,SufficientFingerprintForeground";
  for (const FingerMeasureInfo& info : finger_measure_infos()) (header += ',') += info.name;
  return header + '\n';
}

std::string nfiq2_csv_row(const Nfiq2CsvRow& row) {
  const bool measured = row.measures != nullptr && *row.measures;
  std::string line = in_quotes(row.file) + ",0,";
  line += measured && row.score >= 0 ? std::to_string(row.score) : "NA";
  line += ',';
  line += measured ? "NA" : in_quotes("Error: " + (row.measures != nullptr ? row.measures->error().message : ""));
  line += row.quantised ? ",1," : ",0,";
  line += measured && (*row.measures)->resampled ? '1' : '0';
  if (!measured) {
    for (std::size_t i = 0; i < kFeedbackValues + kFingerMeasures; ++i) line += ",NA";
    return line + '\n';
  }
  const FingerMeasures& measures = **row.measures;
  const FingerFeedback& feedback = measures.feedback;
  for (const double value : {feedback.uniform_image, feedback.empty_image, feedback.minutiae, feedback.foreground}) {
    (line += ',') += csv_number(value);
  }
  for (const double value : measures.values) (line += ',') += csv_number(value);
  return line + '\n';
}

}  // namespace enrolkit

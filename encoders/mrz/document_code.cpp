// SPDX-License-Identifier: Apache-2.0
#include "encoders/mrz/document_code.hpp"

namespace enrolkit::mrz {
namespace {

// Ordinary, emergency, diplomatic, official, refugee, alien, stateless, laissez-passer, military; U: a single sheet
// (part 8).
constexpr std::string_view kPassportKinds = "PEDORTSLMU";

// Two letters or digits of IATA and a filler, or three letters of ICAO.
bool is_airline(std::string_view code) {
  const auto one = [](char c) { return is_letter(c) || is_digit(c); };
  if (code.size() < 2 || !one(code[0]) || !one(code[1])) return false;
  return code.size() == 2 || code[2] == '<' || is_letter(code[2]);
}

std::optional<DocumentCodeFault> passport_fault(std::string_view code) {
  if (code.empty() || code[0] != 'P' || code.size() > 2) {
    return DocumentCodeFault{"P, or P and a second letter, such as PP"};
  }
  if (code.size() == 2 && kPassportKinds.find(code[1]) == std::string_view::npos) {
    return DocumentCodeFault{"P and one of P, E, D, O, R, T, S, L, M and U, the second letters in use from 2026",
                             is_letter(code[1])};
  }
  return std::nullopt;
}

}  // namespace

std::optional<DocumentCodeFault> document_code_fault(const Layout& layout, std::string_view code,
                                                     std::string_view optional_data) {
  if (layout.size == MrzSize::td3) return passport_fault(code);
  if (code.empty() || code.size() > 2 || (code[0] != 'A' && code[0] != 'C' && code[0] != 'I') ||
      (code.size() == 2 && !is_letter(code[1]))) {
    return DocumentCodeFault{"A, C or I, and perhaps a letter of the issuer"};
  }
  if (code.size() == 2 && code[1] == 'V') return DocumentCodeFault{"another second letter than V, which is for visas"};
  if (code == "AI" && layout.size == MrzSize::td1) return DocumentCodeFault{"another letter than I after A"};
  if (code == "AC" && !(layout.size == MrzSize::td1 && is_airline(optional_data))) {
    return DocumentCodeFault{
        "another letter than C after A: AC is a crew member certificate of TD1 size, whose optional "
        "data starts with the code of its airline"};
  }
  return std::nullopt;
}

}  // namespace enrolkit::mrz

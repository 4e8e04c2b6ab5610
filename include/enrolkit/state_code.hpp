// SPDX-License-Identifier: Apache-2.0
// Codes of issuing States, organisations and nationalities in machine readable zones: ISO 3166-1 alpha-3, with what
// ICAO Doc 9303-3 section 5 has plus or instead of it (encoders/mrz/state_codes.csv).
#pragma once

#include <cstdint>
#include <string_view>

#pragma GCC visibility push(default)
namespace enrolkit {

enum class StateCodeStanding : std::uint8_t {
  current,     // ISO 3166-1, Doc 9303-3, or in use by a State (RKS)
  specimen,    // UTO
  old,         // deprecated or replaced: still on old documents
  not_used,    // DEU: in ISO 3166-1, but not in an MRZ
  unofficial,  // on documents that no State recognises, or not all
  not_in_mrz,  // IAO: signs master lists, issues no documents
};

struct StateCode {
  std::string_view code;          // without fillers: "BEL", "D"
  std::string_view alpha2;        // as certificates have it: "BE", "DE"; empty where there is none
  std::string_view name;          // English
  bool nationality_only = false;  // XXA, XXB, XXC, XXX: no issuer
  StateCodeStanding standing = StateCodeStanding::current;

  [[nodiscard]] bool may_be_written() const noexcept {
    return standing == StateCodeStanding::current || standing == StateCodeStanding::specimen;
  }
};

// nullptr when the code is none. What it points to lives as long as the program. From any thread.
[[nodiscard]] const StateCode* find_state_code(std::string_view code) noexcept;

}  // namespace enrolkit
#pragma GCC visibility pop

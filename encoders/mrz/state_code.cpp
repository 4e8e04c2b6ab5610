// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/state_code.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "encoders/mrz/csv_rows.hpp"

namespace enrolkit {

std::span<const std::pair<std::string_view, std::string_view>> state_code_tables();  // embedded by the build

namespace {

StateCodeStanding standing_of(std::string_view name, std::string_view use) {
  if (use == "none") return StateCodeStanding::not_in_mrz;
  if (name == "specimen") return StateCodeStanding::specimen;
  if (name == "old") return StateCodeStanding::old;
  if (name == "not_used") return StateCodeStanding::not_used;
  if (name == "unofficial") return StateCodeStanding::unofficial;
  return StateCodeStanding::current;
}

std::vector<StateCode> read_codes() {
  std::vector<StateCode> codes;
  for (const auto& [name, text] : state_code_tables()) {
    mrz::for_each_row<5>(text, [&codes](const std::array<std::string_view, 5>& fields) {
      codes.push_back({fields[0], fields[1], fields[4], fields[2] == "nationality", standing_of(fields[3], fields[2])});
    });
  }
  std::sort(codes.begin(), codes.end(), [](const StateCode& a, const StateCode& b) { return a.code < b.code; });
  return codes;
}

}  // namespace

const StateCode* find_state_code(std::string_view code) noexcept {
  static const std::vector<StateCode> codes = read_codes();
  const auto found = std::lower_bound(codes.begin(), codes.end(), code,
                                      [](const StateCode& a, std::string_view wanted) { return a.code < wanted; });
  return found != codes.end() && found->code == code ? &*found : nullptr;
}

}  // namespace enrolkit

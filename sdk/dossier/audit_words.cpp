// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <charconv>
#include <cstdio>

#include "enrolkit/dossier_store.hpp"
#include "sdk/dossier/crypto/hexadecimal.hpp"

namespace enrolkit {

std::string format_time(AuditTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock(time - day);
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "T%02d:%02d:%02d.%03dZ", static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                static_cast<int>(clock.subseconds().count()));
  return format_date(Date(day)) + text.data();
}

std::string format_head(const AuditHead& head) { return std::to_string(head.sequence) + ":" + head.hash; }

Result<AuditHead> parse_head(std::string_view text) {
  AuditHead head;
  const char* end = text.data() + text.size();
  const auto [colon, error] = std::from_chars(text.data(), end, head.sequence);
  if (error == std::errc{} && head.sequence >= 0 && end - colon == 65 && *colon == ':') {
    head.hash.assign(colon + 1, end);
    if (crypto::from_hex(head.hash)) return head;
  }
  return Error{
      ErrorCode::malformed,
      "'" + std::string(text) + "' is no head of an audit: a number, a colon and 64 hexadecimal digits are expected"};
}

std::string_view clock_state_name(ClockState state) noexcept {
  switch (state) {
    case ClockState::right:
      return "right";
    case ClockState::set_back:
      return "set_back";
    case ClockState::jumped:
      return "jumped";
  }
  return "unknown";
}

std::string_view dossier_state_name(DossierState state) noexcept {
  switch (state) {
    case DossierState::open:
      return "open";
    case DossierState::finished:
      return "finished";
    case DossierState::exported:
      return "exported";
    case DossierState::destroying:
      return "destroying";
    case DossierState::destroyed:
      return "destroyed";
  }
  return "unknown";
}

}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/dossier_id.hpp"

#include <array>

#include "sdk/dossier/crypto/hexadecimal.hpp"
#include "sdk/dossier/crypto/random.hpp"

namespace enrolkit {

bool is_hexadecimal(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_id(std::string_view text) { return text.size() == kIdDigits && is_hexadecimal(text); }

Result<std::string> random_id() {
  std::array<std::uint8_t, kIdDigits / 2> bytes{};
  if (const Status drawn = crypto::random_bytes(bytes); !drawn) return drawn.error();
  return crypto::to_hex(bytes);
}

}  // namespace enrolkit

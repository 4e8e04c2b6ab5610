// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/sha256.hpp"

#include <openssl/sha.h>

#include <array>

#include "sdk/dossier/crypto/hexadecimal.hpp"

namespace enrolkit {

std::string sha256_hex(BytesView data) {
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256(data.data(), data.size(), digest.data());
  return crypto::to_hex(digest);
}

}  // namespace enrolkit

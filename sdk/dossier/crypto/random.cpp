// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/crypto/random.hpp"

#include <openssl/rand.h>

namespace enrolkit::crypto {

Status random_bytes(std::span<std::uint8_t> out) {
  if (RAND_bytes(out.data(), static_cast<int>(out.size())) != 1) {
    return Error{ErrorCode::crypto, "the system's random generator gives no bytes"};
  }
  return {};
}

Result<SecretKey> random_key() {
  SecretKey key;
  if (const Status drawn = random_bytes(key.writable()); !drawn) return drawn.error();
  return key;
}

}  // namespace enrolkit::crypto

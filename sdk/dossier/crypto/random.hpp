// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "enrolkit/result.hpp"
#include "sdk/dossier/crypto/secret_key.hpp"

namespace enrolkit::crypto {

// From OpenSSL's generator. Errors: crypto.
Status random_bytes(std::span<std::uint8_t> out);
Result<SecretKey> random_key();

}  // namespace enrolkit::crypto

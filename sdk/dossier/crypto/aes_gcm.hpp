// SPDX-License-Identifier: Apache-2.0
// AES-256-GCM (NIST SP 800-38D) with a random nonce.
#pragma once

#include <string_view>

#include "enrolkit/bytes.hpp"
#include "enrolkit/result.hpp"
#include "sdk/dossier/crypto/secret_key.hpp"

namespace enrolkit::crypto {

inline constexpr std::size_t kNonceBytes = 12;
inline constexpr std::size_t kTagBytes = 16;
inline constexpr std::size_t kSealOverhead = kNonceBytes + kTagBytes;

// Nonce, ciphertext and tag in one piece. A key may seal 2^32 pieces at most (SP 800-38D, 8.3). Errors: crypto.
Result<Bytes> seal(const SecretKey& key, BytesView plain, std::string_view associated);

// Errors: truncated (too short to be sealed), crypto (another key, changed bytes or another `associated`).
Result<Bytes> open_sealed(const SecretKey& key, BytesView sealed, std::string_view associated);

}  // namespace enrolkit::crypto

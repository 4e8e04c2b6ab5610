// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "enrolkit/bytes.hpp"
#include "enrolkit/result.hpp"
#include "sdk/dossier/crypto/secret_key.hpp"

namespace enrolkit::crypto {

// HKDF-SHA-256 (RFC 5869) without a salt: a key for one purpose. Errors: crypto.
Result<SecretKey> derive_key(const SecretKey& key, std::string_view purpose);

// scrypt (RFC 7914) with N = 2^cost. Errors: crypto (also: not enough memory).
Result<SecretKey> scrypt_key(std::string_view passphrase, BytesView salt, int cost, int r, int p);

// 32 bytes. Errors: crypto.
Result<Bytes> hmac_sha256(const SecretKey& key, BytesView data);
Result<Bytes> sha256(BytesView data);

// In a time that does not depend on the bytes.
bool equal(BytesView a, BytesView b);

}  // namespace enrolkit::crypto

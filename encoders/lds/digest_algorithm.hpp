// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/evp.h>

#include <cstddef>
#include <string_view>

#include "encoders/lds/tlv.hpp"
#include "enrolkit/signer.hpp"

namespace enrolkit::lds {

struct DigestAlgorithm {
  Digest digest;
  std::string_view name;  // "SHA-256"
  std::string_view oid;
  std::size_t size;  // bytes
  const EVP_MD* (*evp)();
};

[[nodiscard]] const DigestAlgorithm& digest_algorithm(Digest digest) noexcept;
// Those that passports use or used; nullptr for any other.
[[nodiscard]] const DigestAlgorithm* digest_by_oid(std::string_view oid) noexcept;

[[nodiscard]] Bytes hash(const DigestAlgorithm& algorithm, BytesView data);
[[nodiscard]] Bytes digest_identifier(const DigestAlgorithm& algorithm);  // AlgorithmIdentifier without parameters

// Reads an AlgorithmIdentifier of a digest, parameters absent or NULL. nullptr after a failure. `whole` gets its bytes.
const DigestAlgorithm* read_digest_identifier(TlvReader& reader, std::string_view what, FileReview& review,
                                              BytesView* whole = nullptr);

}  // namespace enrolkit::lds

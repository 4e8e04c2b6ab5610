// SPDX-License-Identifier: Apache-2.0
// The signature algorithms of document signers: RSASSA-PSS, RSASSA-PKCS1-v1_5 (older passports) and ECDSA.
#pragma once

#include <optional>
#include <string>

#include "encoders/lds/digest_algorithm.hpp"
#include "encoders/lds/openssl_handles.hpp"
#include "encoders/lds/tlv.hpp"

namespace enrolkit::lds {

enum class SignatureScheme : std::uint8_t { ecdsa, rsa_pkcs1, rsa_pss };

struct SignatureAlgorithm {
  SignatureScheme scheme = SignatureScheme::ecdsa;
  const DigestAlgorithm* digest = nullptr;       // nullptr: the identifier does not say
  const DigestAlgorithm* mask_digest = nullptr;  // of MGF1; PSS only
  std::size_t salt_size = 0;                     // bytes; PSS only
};

// The identifier that enrolkit writes: salt as long as the digest, MGF1 with the same digest.
[[nodiscard]] Bytes ecdsa_identifier(const DigestAlgorithm& digest);
[[nodiscard]] Bytes rsa_pss_identifier(const DigestAlgorithm& digest);

std::optional<SignatureAlgorithm> read_signature_identifier(TlvReader& reader, FileReview& review,
                                                            BytesView* whole = nullptr);

// Empty when the signature is right, else why not. `algorithm.digest` must be set.
[[nodiscard]] std::string check_signature(EVP_PKEY* key, const SignatureAlgorithm& algorithm, BytesView message,
                                          BytesView signature);

}  // namespace enrolkit::lds

// SPDX-License-Identifier: Apache-2.0
// What enrolkit knows of a document signer before it signs: its certificate, and whether its key may be used.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "encoders/lds/certificate.hpp"
#include "encoders/lds/time_period.hpp"
#include "enrolkit/chip.hpp"
#include "enrolkit/signer.hpp"

namespace enrolkit {

struct Signer::ReadCertificate {
  lds::CertificatePtr certificate;  // empty: it cannot be read, and `problem` says why
  std::string problem;
  Bytes issuer, serial;                // whole elements
  Bytes key_identifier;                // empty: it has none
  std::vector<ChipDeviation> profile;  // where it breaks table 6 of Doc 9303-12
  std::optional<lds::Period> signing_period;
};

namespace lds {

// The first certificate of a file. Errors: those of read_file; crypto.
[[nodiscard]] Result<CertificatePtr> read_signer_certificate(const std::filesystem::path& path);

// The kinds and sizes of keys that make_file_signer and make_token_signer take; `name` starts the message.
[[nodiscard]] Status check_strength(const EVP_PKEY* key, const std::string& name);

// SHA-2 only. Errors: invalid_argument.
[[nodiscard]] Status check_signing_digest(Digest digest);

}  // namespace lds
}  // namespace enrolkit

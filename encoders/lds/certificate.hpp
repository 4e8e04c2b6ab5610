// SPDX-License-Identifier: Apache-2.0
// X.509 certificates of the passport PKI: reading them, their names, and the profile of document signers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "encoders/lds/passport_certificate.hpp"
#include "enrolkit/bytes.hpp"
#include "enrolkit/chip.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::lds {

inline constexpr std::size_t kMaxCertificateBytes = 8U << 20U;  // as kMaxTrustBytes: all CSCAs of the world in PEM

[[nodiscard]] bool is_pem(BytesView file);
[[nodiscard]] Bytes encoded(X509* certificate);  // DER, as it was read

// The encoding of one DER certificate, or of every one of a PEM file: at least one, none of them read yet.
// Errors: crypto; the message is the reason only.
[[nodiscard]] Result<std::vector<Bytes>> certificate_encodings(BytesView file);

// The same, read by OpenSSL. Errors: crypto; the message is the reason only.
[[nodiscard]] Result<std::vector<CertificatePtr>> read_certificates(BytesView file);

[[nodiscard]] std::string name_text(const X509_NAME* name);  // "CN=..., C=BE"; always valid UTF-8

inline constexpr std::string_view kSignerProfileRule = "Doc 9303-12 section 7.1, table 6";

// What departs from the certificate profile of document signers, all of it tolerated; offsets 0.
[[nodiscard]] std::vector<ChipDeviation> signer_profile_deviations(const PassportCertificate& certificate);

}  // namespace enrolkit::lds

// SPDX-License-Identifier: Apache-2.0
// X.509 certificates of the passport PKI: reading them, their names, and the chain of trust.
#pragma once

#include <string>
#include <vector>

#include "encoders/lds/file_review.hpp"
#include "encoders/lds/openssl_handles.hpp"
#include "enrolkit/bytes.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::lds {

inline constexpr std::size_t kMaxCertificateBytes = 1U << 20U;  // a file of all CSCAs of the world has some 500 KB

[[nodiscard]] bool is_pem(BytesView file);
[[nodiscard]] Bytes encoded(X509* certificate);  // DER, as it was read

// One DER certificate, or every one of a PEM file: at least one. Errors: crypto; the message is the reason only.
[[nodiscard]] Result<std::vector<CertificatePtr>> read_certificates(BytesView file);

[[nodiscard]] std::string name_text(const X509_NAME* name);  // "CN=..., C=BE"; always valid UTF-8

// "valid" or "invalid: " and the reason. Trusts each of `anchors`; all must be valid at the present time.
[[nodiscard]] std::string check_chain(X509* signer, const std::vector<CertificatePtr>& anchors);

// Notes what departs from the certificate profile of document signers; `offset` is the certificate's.
void check_signer_profile(X509* certificate, std::size_t offset, FileReview& review);

}  // namespace enrolkit::lds

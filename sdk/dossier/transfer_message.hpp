// SPDX-License-Identifier: Apache-2.0
// The two layers of a transfer: SignedData by the station, EnvelopedData for the recipients (RFC 5652).
#pragma once

#include <openssl/cms.h>

#include <string>
#include <vector>

#include "encoders/lds/certificate.hpp"
#include "enrolkit/transfer.hpp"

namespace enrolkit {

using CmsPtr = std::unique_ptr<CMS_ContentInfo, lds::Freed<CMS_ContentInfo_free>>;

struct RecipientKey::Parts {
  lds::KeyPtr key;
  lds::CertificatePtr certificate;
};

// The message in DER. Errors: crypto; those of the signer.
Result<Bytes> sign_content(BytesView content, const Signer& station, Timestamp at);
Result<Bytes> envelop(BytesView content, const std::vector<lds::CertificatePtr>& recipients);

struct SignedContent {
  Bytes content;  // also when `fault` is not empty
  std::string signer;
  std::string fault;  // why it cannot be trusted
};

// Errors: malformed.
Result<SignedContent> verify_content(BytesView message, const std::vector<lds::CertificatePtr>& stations,
                                     const std::string& name);
// Errors: malformed, permission_denied, crypto.
Result<Bytes> open_envelope(BytesView message, const RecipientKey& key, const std::string& name);

}  // namespace enrolkit

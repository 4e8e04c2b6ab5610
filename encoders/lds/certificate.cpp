// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/certificate.hpp"

#include <openssl/pem.h>

#include <string_view>

#include "encoders/lds/tlv.hpp"

namespace enrolkit::lds {

bool is_pem(BytesView file) {
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  return text.find("-----BEGIN ") != std::string_view::npos;
}

Bytes encoded(X509* certificate) {
  std::uint8_t* der = nullptr;
  const int size = i2d_X509(certificate, &der);
  Bytes bytes;
  if (size > 0) bytes.assign(der, der + size);
  OPENSSL_free(der);
  return bytes;
}

Result<std::vector<Bytes>> certificate_encodings(BytesView file) {
  const ErrorScope errors;
  if (file.size() > kMaxCertificateBytes) {
    return Error{ErrorCode::crypto, "the certificate has more than " + std::to_string(kMaxCertificateBytes) + " bytes"};
  }
  std::vector<Bytes> encodings;
  if (!is_pem(file)) {
    encodings.emplace_back(file.begin(), file.end());
    return encodings;
  }
  bool encrypted = false;
  const BioPtr source(BIO_new_mem_buf(file.data(), static_cast<int>(file.size())));
  std::uint8_t* der = nullptr;
  long size = 0;
  while (PEM_bytes_read_bio(&der, &size, nullptr, PEM_STRING_X509, source.get(), refuse_password, &encrypted) == 1) {
    encodings.emplace_back(der, der + size);
    OPENSSL_free(der);
  }
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  if (encodings.empty() || !at_end) {
    return Error{ErrorCode::crypto, "there is no readable certificate in this PEM text: " + ErrorScope::reason()};
  }
  return encodings;
}

Result<std::vector<CertificatePtr>> read_certificates(BytesView file) {
  const ErrorScope errors;
  const Result<std::vector<Bytes>> encodings = certificate_encodings(file);
  if (!encodings) return encodings.error();
  std::vector<CertificatePtr> certificates;
  for (const Bytes& der : *encodings) {
    const std::uint8_t* at = der.data();
    CertificatePtr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (!certificate)
      return Error{ErrorCode::crypto, "it is no X.509 certificate in PEM or DER: " + ErrorScope::reason()};
    if (at != der.data() + der.size()) return Error{ErrorCode::crypto, "there are bytes behind the certificate"};
    certificates.push_back(std::move(certificate));
  }
  return certificates;
}

std::string name_text(const X509_NAME* name) {
  const ErrorScope errors;
  const BioPtr out(BIO_new(BIO_s_mem()));
  constexpr unsigned long kForm = (XN_FLAG_RFC2253 & ~XN_FLAG_SEP_MASK) | XN_FLAG_SEP_CPLUS_SPC;
  // RFC 2253 escapes every byte that is not ASCII, so that a hostile name cannot break the text.
  if (!out || X509_NAME_print_ex(out.get(), name, 0, kForm) < 0) return "";
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

}  // namespace enrolkit::lds

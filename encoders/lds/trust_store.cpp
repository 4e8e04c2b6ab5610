// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/trust_store.hpp"

#include <openssl/pem.h>

#include <algorithm>
#include <utility>

#include "encoders/lds/certificate.hpp"

namespace enrolkit::lds {
namespace {

constexpr std::size_t kMaxAuthorities = 4096;  // all States together have had some 600
constexpr std::size_t kMaxLists = 1024;        // one for each key of each State

Error refused(const TrustSource& source, const std::string& reason) {
  return {ErrorCode::crypto, source.name + ": " + reason};
}

bool certified_itself(X509* certificate) {
  return X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) == 0 &&
         X509_verify(certificate, X509_get0_pubkey(certificate)) == 1;
}

bool key_identifiers_fit(const PassportCertificate& issued, const PassportCertificate& issuer) {
  return !issued.authority_key_identifier || !issuer.key_identifier ||
         *issued.authority_key_identifier == *issuer.key_identifier;
}

Result<RevocationListPtr> read_list(const TrustSource& source) {
  const auto size = static_cast<int>(source.bytes.size());
  RevocationListPtr list;
  if (is_pem(source.bytes)) {
    const BioPtr text(BIO_new_mem_buf(source.bytes.data(), size));
    list.reset(PEM_read_bio_X509_CRL(text.get(), nullptr, nullptr, nullptr));
  } else {
    const std::uint8_t* der = source.bytes.data();
    list.reset(d2i_X509_CRL(nullptr, &der, size));
    if (list && der != source.bytes.data() + source.bytes.size()) {
      return refused(source, "there are bytes behind the revocation list");
    }
  }
  if (!list) return refused(source, "it is no certificate revocation list in PEM or DER: " + ErrorScope::reason());
  return list;
}

Status check_size(const TrustSource& source) {
  if (source.bytes.empty()) return refused(source, "it is empty");
  if (source.bytes.size() <= kMaxTrustBytes) return {};
  return refused(source, "it has more than " + std::to_string(kMaxTrustBytes) + " bytes");
}

}  // namespace

Result<TrustStore> TrustStore::make(const std::vector<TrustSource>& csca, const std::vector<TrustSource>& lists) {
  const ErrorScope errors;
  TrustStore store;
  if (csca.empty() && !lists.empty()) {
    return Error{ErrorCode::invalid_argument, "revocation lists are given without a CSCA that could have signed them"};
  }
  for (const TrustSource& source : csca) {
    if (Status status = check_size(source); !status) return status.error();
    if (Status status = is_signed_data(source.bytes) ? store.add_master_list(source) : store.add(source); !status) {
      return status.error();
    }
    if (store.authorities_.size() > kMaxAuthorities) return refused(source, "there are more than 4096 CSCAs");
  }
  if (!csca.empty() && store.authorities_.empty()) {
    return refused(csca.front(), "there is no CSCA certificate that can be read");
  }
  for (const TrustSource& source : lists) {
    if (Status status = check_size(source); !status) return status.error();
    Result<RevocationListPtr> list = read_list(source);
    if (!list) return list.error();
    std::string partial = incompleteness_of(list->get());
    store.lists_.push_back({source.name, *std::move(list), std::move(partial)});
    if (store.lists_.size() > kMaxLists) return refused(source, "there are more than 1024 revocation lists");
  }
  return store;
}

Status TrustStore::add(const TrustSource& source) {
  Result<std::vector<CertificatePtr>> read = read_certificates(source.bytes);
  if (!read) return refused(source, read.error().message);
  for (const CertificatePtr& certificate : *read) {
    const std::string name = " (" + name_text(X509_get_subject_name(certificate.get())) + ")";
    if (X509_check_ca(certificate.get()) == 0) {
      return refused(source, "it is not the certificate of a certification authority" + name);
    }
    if (X509_get0_pubkey(certificate.get()) == nullptr || !validity_of(certificate.get())) {
      return refused(source, "its public key or its validity cannot be read" + name);
    }
    add(certificate);
  }
  return {};
}

// One odd entry of some State must not keep the others from being used.
Status TrustStore::add_master_list(const TrustSource& source) {
  Result<std::vector<CertificatePtr>> read = read_master_list(source.bytes);
  if (!read) return refused(source, read.error().message);
  for (const CertificatePtr& certificate : *read) {
    if (X509_check_ca(certificate.get()) != 0 && X509_get0_pubkey(certificate.get()) != nullptr &&
        validity_of(certificate.get())) {
      add(certificate);
    }
  }
  return {};
}

void TrustStore::add(const CertificatePtr& certificate) {
  const bool known = std::any_of(authorities_.begin(), authorities_.end(), [&](const Authority& authority) {
    return X509_cmp(authority.certificate.x509.get(), certificate.get()) == 0;
  });
  if (known) return;
  const Period validity = *validity_of(certificate.get());
  const bool anchor = certified_itself(certificate.get());
  authorities_.push_back({content_of(certificate.get()), validity, anchor});
}

std::vector<const Authority*> TrustStore::candidates(const PassportCertificate& certificate) const {
  std::vector<const Authority*> found;
  for (const Authority& authority : authorities_) {
    if (X509_NAME_cmp(certificate.issuer.get(), authority.certificate.subject.get()) == 0 &&
        key_identifiers_fit(certificate, authority.certificate)) {
      found.push_back(&authority);
    }
  }
  return found;
}

}  // namespace enrolkit::lds

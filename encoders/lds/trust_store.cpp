// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/trust_store.hpp"

#include <openssl/pem.h>

#include <algorithm>
#include <utility>

#include "encoders/lds/certificate.hpp"
#include "encoders/lds/key_templates.hpp"

namespace enrolkit::lds {
namespace {

constexpr std::size_t kMaxAuthorities = 4096;  // all States together have had some 600
constexpr std::size_t kMaxLists = 1024;        // one for each key of each State

Error refused(const TrustSource& source, const std::string& reason) {
  return {ErrorCode::crypto, source.name + ": " + reason};
}

// A CSCA, as against the link from one of its keys to the next, which names the same issuer and subject. That a CSCA
// has rightly signed itself adds nothing to the word of who gives it (RFC 5280 section 6.1.1), and is looked at only
// where nothing else tells the two apart: only who is its own issuer may leave out whose key that is (section 4.2.1.1).
bool is_its_own_issuer(const PassportCertificate& certificate) {
  if (X509_NAME_cmp(certificate.subject.get(), certificate.issuer.get()) != 0) return false;
  if (!certificate.extensions.has(CertificateExtension::authority_key_identifier)) return true;
  if (certificate.authority_key_identifier && certificate.key_identifier) {
    return *certificate.authority_key_identifier == *certificate.key_identifier;
  }
  return is_certified_by(certificate, certificate.key.get());
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
  KeyTemplates templates;
  if (csca.empty() && !lists.empty()) {
    return Error{ErrorCode::invalid_argument, "revocation lists are given without a CSCA that could have signed them"};
  }
  for (const TrustSource& source : csca) {
    if (Status status = check_size(source); !status) return status.error();
    if (Status status =
            is_signed_data(source.bytes) ? store.add_master_list(source, templates) : store.add(source, templates);
        !status) {
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

Status TrustStore::add(const TrustSource& source, KeyTemplates& templates) {
  Result<std::vector<Bytes>> encodings = certificate_encodings(source.bytes);
  if (!encodings) return refused(source, encodings.error().message);
  for (Bytes& der : *encodings) {
    std::optional<PassportCertificate> content = read_certificate(der, templates);
    if (!content) {
      // What is the matter with it OpenSSL tells.
      const auto read = read_certificates(der);
      return refused(source, read ? "there are bytes behind the certificate" : read.error().message);
    }
    const auto because = [&](const char* reason) {
      return refused(source, reason + (" (" + name_text(content->subject.get()) + ")"));
    };
    if (!content->authority) return because("it is not the certificate of a certification authority");
    if (!content->key || !content->validity) return because("its public key or its validity cannot be read");
    add({std::move(der), *std::move(content)});
  }
  return {};
}

// One odd entry of some State must not keep the others from being used.
Status TrustStore::add_master_list(const TrustSource& source, KeyTemplates& templates) {
  Result<std::vector<EncodedCertificate>> read = read_master_list(source.bytes, templates);
  if (!read) return refused(source, read.error().message);
  for (EncodedCertificate& entry : *read) {
    if (entry.content.authority && entry.content.key && entry.content.validity) add(std::move(entry));
  }
  return {};
}

void TrustStore::add(EncodedCertificate certificate) {
  const bool known = std::any_of(authorities_.begin(), authorities_.end(),
                                 [&](const Authority& authority) { return authority.der == certificate.der; });
  if (known) return;
  const bool anchor = is_its_own_issuer(certificate.content);
  authorities_.push_back({std::move(certificate.der), std::move(certificate.content), anchor});
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

// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/known_signers.hpp"

#include <utility>

#include "encoders/lds/certificate.hpp"

namespace enrolkit::lds {
namespace {

constexpr std::size_t kMaxKnown = 256;  // some 4 KB each: a hostile stream of new ones must not grow the memory

std::shared_ptr<const KnownSigner> read(BytesView der, const TrustStore& store) {
  const std::uint8_t* at = der.data();
  CertificatePtr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!certificate || at != der.data() + der.size()) return nullptr;
  auto signer = std::make_shared<KnownSigner>();
  signer->key = X509_get0_pubkey(certificate.get());
  signer->name = name_text(X509_get_subject_name(certificate.get()));
  if (const ASN1_OCTET_STRING* id = X509_get0_subject_key_id(certificate.get()); id != nullptr) {
    signer->key_identifier.assign(ASN1_STRING_get0_data(id), ASN1_STRING_get0_data(id) + ASN1_STRING_length(id));
  }
  signer->profile = signer_profile_deviations(certificate.get());
  signer->validity = validity_of(certificate.get());
  signer->signing_period = signing_period_of(certificate.get());
  if (!store.empty()) signer->chain = build_chain(certificate.get(), store);
  signer->certificate = std::move(certificate);
  return signer;
}

}  // namespace

std::shared_ptr<const KnownSigner> KnownSigners::find(BytesView der) const {
  std::string key(der.begin(), der.end());
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
  }
  std::shared_ptr<const KnownSigner> signer = read(der, store_);
  if (!signer) return signer;
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kMaxKnown) known_.clear();
  return known_.emplace(std::move(key), std::move(signer)).first->second;
}

}  // namespace enrolkit::lds

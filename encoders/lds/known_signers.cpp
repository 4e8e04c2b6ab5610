// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/known_signers.hpp"

#include <utility>

#include "encoders/lds/certificate.hpp"

namespace enrolkit::lds {
namespace {

constexpr std::size_t kMaxKnown = 256;  // some 4 KB each: a hostile stream of new ones must not grow the memory

}  // namespace

KnownSigners::KnownSigners(const TrustStore& store) : store_(store) {
  for (const Authority& authority : store.authorities()) {
    if (authority.certificate.x509) templates_.learn(authority.certificate.x509.get());
  }
}

std::shared_ptr<const KnownSigner> KnownSigners::read(BytesView der) const {
  std::optional<PassportCertificate> certificate = read_certificate(der, templates_);
  if (!certificate) return nullptr;
  auto signer = std::make_shared<KnownSigner>();
  signer->name = name_text(certificate->subject.get());
  signer->profile = signer_profile_deviations(*certificate);
  if (!store_.empty()) signer->chain = build_chain(*certificate, store_);
  signer->certificate = *std::move(certificate);
  return signer;
}

std::shared_ptr<const KnownSigner> KnownSigners::find(BytesView der) const {
  std::string key(der.begin(), der.end());
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
  }
  std::shared_ptr<const KnownSigner> signer = read(der);
  if (!signer) return signer;
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kMaxKnown) known_.clear();
  return known_.emplace(std::move(key), std::move(signer)).first->second;
}

}  // namespace enrolkit::lds

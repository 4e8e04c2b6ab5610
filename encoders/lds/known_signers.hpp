// SPDX-License-Identifier: Apache-2.0
// The document signers' certificates that a verifier has met. One of them signs the passports of three months, and to
// read it takes longer than to verify with it.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "encoders/lds/trust_store.hpp"

namespace enrolkit::lds {

struct KnownSigner {
  CertificatePtr certificate;
  EVP_PKEY* key = nullptr;  // of the certificate; nullptr: it cannot be read
  std::string name;
  Bytes key_identifier;
  std::vector<ChipDeviation> profile;
  std::optional<Period> validity, signing_period;
  Chain chain;  // without CSCAs: empty
};

class KnownSigners {
 public:
  // `store` must outlive it.
  explicit KnownSigners(const TrustStore& store) : store_(store) {}

  // nullptr: it is no certificate. Any thread.
  [[nodiscard]] std::shared_ptr<const KnownSigner> find(BytesView der) const;

 private:
  const TrustStore& store_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::shared_ptr<const KnownSigner>> known_;  // by their DER
};

}  // namespace enrolkit::lds

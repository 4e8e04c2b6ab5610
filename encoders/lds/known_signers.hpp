// SPDX-License-Identifier: Apache-2.0
// The document signers that a verifier has met. One of them signs the passports of three months: its certificate and
// chain are looked at once.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "encoders/lds/key_templates.hpp"
#include "encoders/lds/trust_store.hpp"

namespace enrolkit::lds {

struct KnownSigner {
  PassportCertificate certificate;
  std::string name;
  std::vector<ChipDeviation> profile;
  Chain chain;  // without CSCAs: empty
};

class KnownSigners {
 public:
  // `store` must outlive it.
  explicit KnownSigners(const TrustStore& store);

  // nullptr: it is no certificate. Any thread.
  [[nodiscard]] std::shared_ptr<const KnownSigner> find(BytesView der) const;

 private:
  [[nodiscard]] std::shared_ptr<const KnownSigner> read(BytesView der) const;

  const TrustStore& store_;
  mutable KeyTemplates templates_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::shared_ptr<const KnownSigner>> known_;  // by their DER
};

}  // namespace enrolkit::lds

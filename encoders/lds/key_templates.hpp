// SPDX-License-Identifier: Apache-2.0
// Public keys by the octets of their curve. OpenSSL 3.0 takes longer to decode the parameters of an elliptic curve than
// to verify with a key on it; the curves of Doc 9303-12 are known by name, all others once a certificate has shown
// them.
#pragma once

#include <mutex>
#include <vector>

#include "encoders/lds/openssl_handles.hpp"
#include "enrolkit/bytes.hpp"

namespace enrolkit::lds {

class KeyTemplates {
 public:
  // Keeps the curve of a certificate that OpenSSL has read, unless it is one of those known anyway. Any thread.
  void learn(const X509* certificate);

  // The key with that point on the curve that the AlgorithmIdentifier tells. Empty: the curve is not known, or the
  // point does not lie on it. Any thread.
  [[nodiscard]] KeyPtr make(BytesView algorithm, BytesView point) const;

  struct Template {
    Bytes algorithm;  // AlgorithmIdentifier, DER
    KeyPtr key;       // the curve alone
  };

  // P-256, P-384, P-521 and brainpoolP256r1, P384r1, P512r1, each by its name and by its parameters with and without
  // the seed: what OpenSSL writes for them. Made once in a process and never changed.
  [[nodiscard]] static const std::vector<Template>& built_in();

 private:
  mutable std::mutex mutex_;
  std::vector<Template> learnt_;
};

}  // namespace enrolkit::lds

// SPDX-License-Identifier: Apache-2.0
// Public keys by the octets of their curve. OpenSSL 3.0 takes longer to decode the parameters of an elliptic curve than
// to verify with a key on it; the State's keys are all on the one or two curves that its CSCA has shown already.
#pragma once

#include <mutex>
#include <vector>

#include "encoders/lds/openssl_handles.hpp"
#include "enrolkit/bytes.hpp"

namespace enrolkit::lds {

class KeyTemplates {
 public:
  // Keeps the curve of a certificate that OpenSSL has read. Any thread.
  void learn(const X509* certificate);

  // The key with that point on the curve that the AlgorithmIdentifier tells. Empty: the curve is not known, or the
  // point does not lie on it. Any thread.
  [[nodiscard]] KeyPtr make(BytesView algorithm, BytesView point) const;

 private:
  struct Template {
    Bytes algorithm;
    KeyPtr key;
  };

  mutable std::mutex mutex_;
  std::vector<Template> templates_;
};

}  // namespace enrolkit::lds

// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/key_templates.hpp"

#include <algorithm>

namespace enrolkit::lds {
namespace {

constexpr std::size_t kMaxTemplates = 32;  // curves and their spellings; a hostile stream of new ones ends here

bool are_equal(BytesView a, BytesView b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

Bytes algorithm_of(const X509* certificate) {
  X509_ALGOR* algorithm = nullptr;
  if (X509_PUBKEY_get0_param(nullptr, nullptr, nullptr, &algorithm, X509_get_X509_PUBKEY(certificate)) != 1) return {};
  std::uint8_t* der = nullptr;
  const int size = i2d_X509_ALGOR(algorithm, &der);
  Bytes bytes;
  if (size > 0) bytes.assign(der, der + size);
  OPENSSL_free(der);
  return bytes;
}

}  // namespace

void KeyTemplates::learn(const X509* certificate) {
  const ErrorScope errors;
  EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (key == nullptr || EVP_PKEY_get_base_id(key) != EVP_PKEY_EC) return;
  Bytes algorithm = algorithm_of(certificate);
  if (algorithm.empty()) return;
  const std::lock_guard lock(mutex_);
  const bool known = std::any_of(templates_.begin(), templates_.end(),
                                 [&](const Template& one) { return are_equal(one.algorithm, algorithm); });
  if (known || templates_.size() == kMaxTemplates) return;
  if (KeyPtr copy(EVP_PKEY_dup(key)); copy) templates_.push_back({std::move(algorithm), std::move(copy)});
}

KeyPtr KeyTemplates::make(BytesView algorithm, BytesView point) const {
  const ErrorScope errors;
  KeyPtr key;
  {
    const std::lock_guard lock(mutex_);
    for (const Template& one : templates_) {
      if (!are_equal(one.algorithm, algorithm)) continue;
      key.reset(EVP_PKEY_dup(one.key.get()));
      break;
    }
  }
  if (key && EVP_PKEY_set1_encoded_public_key(key.get(), point.data(), point.size()) != 1) key.reset();
  return key;
}

}  // namespace enrolkit::lds

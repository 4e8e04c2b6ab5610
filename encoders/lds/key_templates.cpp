// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/key_templates.hpp"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/objects.h>

#include <algorithm>
#include <array>
#include <utility>

#include "encoders/lds/tlv.hpp"

namespace enrolkit::lds {
namespace {

using Template = KeyTemplates::Template;
using GroupPtr = std::unique_ptr<EC_GROUP, Freed<EC_GROUP_free>>;

constexpr std::size_t kMaxLearnt = 32;  // curves and their spellings; a hostile stream of new ones ends here
constexpr std::string_view kEcPublicKey = "1.2.840.10045.2.1";
constexpr std::array<int, 6> kCurves = {NID_X9_62_prime256v1, NID_secp384r1,       NID_secp521r1,
                                        NID_brainpoolP256r1,  NID_brainpoolP384r1, NID_brainpoolP512r1};

Bytes taken(std::uint8_t* der, int size) {
  Bytes bytes;
  if (size > 0) bytes.assign(der, der + size);
  OPENSSL_free(der);
  return bytes;
}

Bytes algorithm_of(const X509* certificate) {
  X509_ALGOR* algorithm = nullptr;
  if (X509_PUBKEY_get0_param(nullptr, nullptr, nullptr, &algorithm, X509_get_X509_PUBKEY(certificate)) != 1) return {};
  std::uint8_t* der = nullptr;
  const int size = i2d_X509_ALGOR(algorithm, &der);
  return taken(der, size);
}

Bytes algorithm_of(const EC_GROUP* curve) {
  std::uint8_t* der = nullptr;
  const int size = i2d_ECPKParameters(curve, &der);
  const Bytes parameters = taken(der, size);
  return parameters.empty() ? Bytes() : tlv(kSequence, {der_oid(kEcPublicKey), parameters});
}

KeyPtr key_on(int curve) {
  using ContextPtr = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
  const ContextPtr context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  std::string name = OBJ_nid2sn(curve);
  const std::array<OSSL_PARAM, 2> parameters = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, name.data(), 0), OSSL_PARAM_construct_end()};
  EVP_PKEY* key = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEY_PARAMETERS, const_cast<OSSL_PARAM*>(parameters.data())) !=
          1) {
    return nullptr;
  }
  return KeyPtr(key);
}

// What this OpenSSL does without is left out.
std::vector<Template> make_built_in() {
  const ErrorScope errors;
  std::vector<Template> templates;
  const auto keep = [&](const EC_GROUP* group, int curve) {
    Bytes algorithm = algorithm_of(group);
    const bool known = std::any_of(templates.begin(), templates.end(),
                                   [&](const Template& one) { return std::ranges::equal(one.algorithm, algorithm); });
    KeyPtr key = key_on(curve);
    if (key && !algorithm.empty() && !known) templates.push_back({std::move(algorithm), std::move(key)});
  };
  for (const int curve : kCurves) {
    const GroupPtr group(EC_GROUP_new_by_curve_name(curve));
    if (!group) continue;
    EC_GROUP_set_point_conversion_form(group.get(), POINT_CONVERSION_UNCOMPRESSED);
    EC_GROUP_set_asn1_flag(group.get(), OPENSSL_EC_EXPLICIT_CURVE);
    keep(group.get(), curve);
    EC_GROUP_set_seed(group.get(), nullptr, 0);
    keep(group.get(), curve);
    EC_GROUP_set_asn1_flag(group.get(), OPENSSL_EC_NAMED_CURVE);
    keep(group.get(), curve);
  }
  return templates;
}

// A copy of the curve of that spelling.
KeyPtr find(const std::vector<Template>& templates, BytesView algorithm) {
  for (const Template& one : templates) {
    if (std::ranges::equal(one.algorithm, algorithm)) return KeyPtr(EVP_PKEY_dup(one.key.get()));
  }
  return nullptr;
}

}  // namespace

const std::vector<Template>& KeyTemplates::built_in() {
  static const auto* const templates = new std::vector<Template>(make_built_in());  // OpenSSL may end before we do
  return *templates;
}

void KeyTemplates::learn(const X509* certificate) {
  const ErrorScope errors;
  EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (key == nullptr || EVP_PKEY_get_base_id(key) != EVP_PKEY_EC) return;
  Bytes algorithm = algorithm_of(certificate);
  if (algorithm.empty() || find(built_in(), algorithm)) return;
  const std::lock_guard lock(mutex_);
  if (learnt_.size() == kMaxLearnt || find(learnt_, algorithm)) return;
  if (KeyPtr copy(EVP_PKEY_dup(key)); copy) learnt_.push_back({std::move(algorithm), std::move(copy)});
}

KeyPtr KeyTemplates::make(BytesView algorithm, BytesView point) const {
  const ErrorScope errors;
  KeyPtr key = find(built_in(), algorithm);
  if (!key) {
    const std::lock_guard lock(mutex_);
    key = find(learnt_, algorithm);
  }
  if (key && EVP_PKEY_set1_encoded_public_key(key.get(), point.data(), point.size()) != 1) key.reset();
  return key;
}

}  // namespace enrolkit::lds

// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/crypto/key_derivation.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/sha.h>

#include <memory>
#include <string>

namespace enrolkit::crypto {
namespace {

struct FreeKdf {
  void operator()(EVP_KDF* kdf) const noexcept { EVP_KDF_free(kdf); }
  void operator()(EVP_KDF_CTX* context) const noexcept { EVP_KDF_CTX_free(context); }
};

}  // namespace

Result<SecretKey> derive_key(const SecretKey& key, std::string_view purpose) {
  const std::unique_ptr<EVP_KDF, FreeKdf> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
  const std::unique_ptr<EVP_KDF_CTX, FreeKdf> context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
  std::string digest = "SHA256";
  std::string info(purpose);
  SecretKey secret = key;
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), digest.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, secret.writable().data(), kKeyBytes),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), info.size()), OSSL_PARAM_construct_end()};
  SecretKey derived;
  if (!context || EVP_KDF_derive(context.get(), derived.writable().data(), kKeyBytes, parameters) != 1) {
    return Error{ErrorCode::crypto, "OpenSSL cannot derive a key with HKDF"};
  }
  return derived;
}

Result<SecretKey> scrypt_key(std::string_view passphrase, BytesView salt, int cost, int r, int p) {
  SecretKey key;
  const std::uint64_t n = std::uint64_t{1} << static_cast<unsigned>(cost);
  const std::uint64_t memory = 128 * n * static_cast<std::uint64_t>(r) + (std::uint64_t{1} << 20U);
  if (EVP_PBE_scrypt(passphrase.data(), passphrase.size(), salt.data(), salt.size(), n, static_cast<std::uint64_t>(r),
                     static_cast<std::uint64_t>(p), memory, key.writable().data(), kKeyBytes) != 1) {
    return Error{ErrorCode::crypto, "cannot derive a key from the passphrase: scrypt needs " +
                                        std::to_string(memory >> 20U) + " MiB of memory"};
  }
  return key;
}

Result<Bytes> hmac_sha256(const SecretKey& key, BytesView data) {
  Bytes mac(SHA256_DIGEST_LENGTH);
  unsigned int size = 0;
  if (HMAC(EVP_sha256(), key.view().data(), kKeyBytes, data.data(), data.size(), mac.data(), &size) == nullptr) {
    return Error{ErrorCode::crypto, "OpenSSL cannot compute an HMAC"};
  }
  return mac;
}

Result<Bytes> sha256(BytesView data) {
  Bytes digest(SHA256_DIGEST_LENGTH);
  if (SHA256(data.data(), data.size(), digest.data()) == nullptr) {
    return Error{ErrorCode::crypto, "OpenSSL cannot compute a SHA-256"};
  }
  return digest;
}

bool equal(BytesView a, BytesView b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace enrolkit::crypto

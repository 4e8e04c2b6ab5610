// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/crypto/aes_gcm.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "sdk/dossier/crypto/random.hpp"

namespace enrolkit::crypto {
namespace {

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const noexcept { EVP_CIPHER_CTX_free(context); }
};
using ContextPtr = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

constexpr std::size_t kMaxPiece = std::numeric_limits<int>::max() / 2;  // OpenSSL counts in int

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Error failed(const char* doing) {
  return Error{ErrorCode::crypto, std::string("OpenSSL cannot ") + doing + " with AES-256-GCM"};
}

}  // namespace

Result<Bytes> seal(const SecretKey& key, BytesView plain, std::string_view associated) {
  if (plain.size() > kMaxPiece) return Error{ErrorCode::too_large, "more bytes than AES-256-GCM takes in one piece"};
  Bytes sealed(plain.size() + kSealOverhead);
  if (const Status drawn = random_bytes(std::span(sealed).first(kNonceBytes)); !drawn) return drawn.error();
  const ContextPtr context(EVP_CIPHER_CTX_new());
  int length = 0;
  std::uint8_t* out = sealed.data() + kNonceBytes;
  const bool done =
      context != nullptr &&
      EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.view().data(), sealed.data()) == 1 &&
      EVP_EncryptUpdate(context.get(), nullptr, &length, bytes_of(associated), static_cast<int>(associated.size())) ==
          1 &&
      (plain.empty() ||
       EVP_EncryptUpdate(context.get(), out, &length, plain.data(), static_cast<int>(plain.size())) == 1) &&
      EVP_EncryptFinal_ex(context.get(), out + plain.size(), &length) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, out + plain.size()) == 1;
  if (!done) return failed("encrypt");
  return sealed;
}

Result<Bytes> open_sealed(const SecretKey& key, BytesView sealed, std::string_view associated) {
  if (sealed.size() < kSealOverhead) {
    return Error{ErrorCode::truncated, "encrypted data of " + std::to_string(sealed.size()) + " bytes, where " +
                                           std::to_string(kSealOverhead) + " are the least"};
  }
  const std::size_t size = sealed.size() - kSealOverhead;
  if (size > kMaxPiece) return Error{ErrorCode::too_large, "more bytes than AES-256-GCM takes in one piece"};
  Bytes plain(size);
  Bytes tag(sealed.end() - kTagBytes, sealed.end());
  const ContextPtr context(EVP_CIPHER_CTX_new());
  int length = 0;
  const bool ready =
      context != nullptr &&
      EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.view().data(), sealed.data()) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1 &&
      EVP_DecryptUpdate(context.get(), nullptr, &length, bytes_of(associated), static_cast<int>(associated.size())) ==
          1 &&
      (plain.empty() || EVP_DecryptUpdate(context.get(), plain.data(), &length, sealed.data() + kNonceBytes,
                                          static_cast<int>(size)) == 1);
  if (!ready) return failed("decrypt");
  std::uint8_t nothing = 0;
  if (EVP_DecryptFinal_ex(context.get(), &nothing, &length) != 1) {
    OPENSSL_cleanse(plain.data(), plain.size());
    return Error{ErrorCode::crypto, "the encrypted data was changed, or belongs to another key or place"};
  }
  return plain;
}

}  // namespace enrolkit::crypto

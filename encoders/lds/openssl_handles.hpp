// SPDX-License-Identifier: Apache-2.0
// Owners of OpenSSL objects, and its error queue kept out of our callers' sight.
#pragma once

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

namespace enrolkit::lds {

template <auto kFree>
struct Freed {
  template <class T>
  void operator()(T* object) const noexcept {
    kFree(object);
  }
};

using BioPtr = std::unique_ptr<BIO, Freed<BIO_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using DigestContextPtr = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using CertificatePtr = std::unique_ptr<X509, Freed<X509_free>>;

// The error queue belongs to the thread: what enrolkit puts there goes away with this scope.
class ErrorScope {
 public:
  ErrorScope() { ERR_set_mark(); }
  ~ErrorScope() { ERR_pop_to_mark(); }
  ErrorScope(const ErrorScope&) = delete;
  ErrorScope& operator=(const ErrorScope&) = delete;

  // Why the last call failed, as OpenSSL words it.
  [[nodiscard]] static std::string reason() {
    const char* text = ERR_reason_error_string(ERR_peek_last_error());
    return text != nullptr ? text : "unknown reason";
  }
};

// For PEM readers: without it OpenSSL would ask for a password on the terminal. `asked` points to a bool.
inline int refuse_password(char* /*buffer*/, int /*size*/, int /*writing*/, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

}  // namespace enrolkit::lds

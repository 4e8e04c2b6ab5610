// SPDX-License-Identifier: Apache-2.0
// A session with a PKCS #11 token: what one thread at a time does there.
#pragma once

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "encoders/lds/token_module.hpp"
#include "enrolkit/bytes.hpp"

namespace enrolkit::lds {

// An attribute as the number it is.
template <class T>
T value_of(const Bytes& attribute, T fallback) {
  T value = fallback;
  if (attribute.size() == sizeof value) std::memcpy(&value, attribute.data(), sizeof value);
  return value;
}

// " labelled 'x' with id 0a": which object is meant.
std::string described(const TokenKey& key);

class TokenSession {
 public:
  static Result<std::unique_ptr<TokenSession>> open(std::shared_ptr<const TokenModule> module, CK_SLOT_ID slot,
                                                    CK_FLAGS flags = CKF_SERIAL_SESSION);
  // With the token that `key` names, logged in. Errors: those of TokenModule::load, find_slot and login.
  static Result<std::unique_ptr<TokenSession>> log_in(const TokenKey& key, std::string_view pin,
                                                      CK_FLAGS flags = CKF_SERIAL_SESSION);
  ~TokenSession();
  TokenSession(const TokenSession&) = delete;
  TokenSession& operator=(const TokenSession&) = delete;

  // Errors: permission_denied, device_missing, device_failed. To be logged in already is well.
  [[nodiscard]] Status login(std::string_view pin);

  // The objects of this class with this label and this id, either of which may be empty; at most 16.
  [[nodiscard]] Result<std::vector<CK_OBJECT_HANDLE>> find(CK_OBJECT_CLASS kind, const std::string& label,
                                                           BytesView id);
  // The one that `key` describes; `what` names it in the message, "private key". Errors: not_found, invalid_argument
  // (several).
  [[nodiscard]] Result<CK_OBJECT_HANDLE> find_one(CK_OBJECT_CLASS kind, const TokenKey& key, const std::string& what);
  // Makes a key; the session was opened with CKF_RW_SESSION.
  [[nodiscard]] Status generate(CK_MECHANISM mechanism, std::vector<CK_ATTRIBUTE> attributes);
  // Empty when the object has no such attribute.
  [[nodiscard]] Result<Bytes> attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type);
  [[nodiscard]] Result<Bytes> sign(CK_OBJECT_HANDLE key, CK_MECHANISM mechanism, BytesView input);

 private:
  TokenSession(std::shared_ptr<const TokenModule> module, CK_SESSION_HANDLE handle)
      : module_(std::move(module)), handle_(handle) {}
  [[nodiscard]] const CK_FUNCTION_LIST& calls() const noexcept { return module_->calls(); }

  std::shared_ptr<const TokenModule> module_;
  CK_SESSION_HANDLE handle_;
};

}  // namespace enrolkit::lds

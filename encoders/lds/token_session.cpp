// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/token_session.hpp"

#include <utility>

namespace enrolkit::lds {
namespace {

constexpr std::size_t kMaxFound = 16;                     // to say how many there are is enough
constexpr unsigned long kMaxAttributeBytes = 64U << 10U;  // a certificate has some 2 KB
constexpr unsigned long kMaxSignatureBytes = 1024;        // RSA of 8192 bits

std::string hex_text(BytesView bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace

std::string described(const TokenKey& key) {
  std::string text;
  if (!key.key_label.empty()) text += " labelled '" + key.key_label + "'";
  if (!key.key_id.empty()) text += " with id " + hex_text(key.key_id);
  return text;
}

Result<std::unique_ptr<TokenSession>> TokenSession::open(std::shared_ptr<const TokenModule> module, CK_SLOT_ID slot,
                                                         CK_FLAGS flags) {
  CK_SESSION_HANDLE handle = 0;
  const CK_RV answer = module->calls().C_OpenSession(slot, flags, nullptr, nullptr, &handle);
  if (answer != CKR_OK) return module->error("no session with the token can be opened", answer);
  return std::unique_ptr<TokenSession>(new TokenSession(std::move(module), handle));
}

Result<std::unique_ptr<TokenSession>> TokenSession::log_in(const TokenKey& key, std::string_view pin, CK_FLAGS flags) {
  Result<std::shared_ptr<const TokenModule>> module = TokenModule::load(key.module);
  if (!module) return module.error();
  const Result<CK_SLOT_ID> slot = (*module)->find_slot(key);
  if (!slot) return slot.error();
  auto session = open(*std::move(module), *slot, flags);
  if (!session) return session;
  if (const Status status = (*session)->login(pin); !status) return status.error();
  return session;
}

TokenSession::~TokenSession() { calls().C_CloseSession(handle_); }

Status TokenSession::login(std::string_view pin) {
  Bytes characters(pin.begin(), pin.end());
  const CK_RV answer = calls().C_Login(handle_, CKU_USER, characters.data(), characters.size());
  std::fill(characters.begin(), characters.end(), std::uint8_t{0});
  if (answer == CKR_OK || answer == CKR_USER_ALREADY_LOGGED_IN) return {};
  if (pin.empty())
    return Error{ErrorCode::permission_denied, module_->name() + ": the token wants a PIN, none is given"};
  if (answer == CKR_PIN_INCORRECT) {
    return Error{ErrorCode::permission_denied, module_->name() + ": the token refuses the PIN as wrong"};
  }
  if (answer == CKR_PIN_LOCKED) {
    return Error{ErrorCode::permission_denied,
                 module_->name() + ": the token's PIN is locked after too many wrong ones"};
  }
  return module_->error("the token refuses the PIN", answer);
}

Result<std::vector<CK_OBJECT_HANDLE>> TokenSession::find(CK_OBJECT_CLASS kind, const std::string& label, BytesView id) {
  std::string label_bytes = label;
  Bytes id_bytes(id.begin(), id.end());
  std::vector<CK_ATTRIBUTE> wanted = {{CKA_CLASS, &kind, sizeof kind}};
  if (!label.empty()) wanted.push_back({CKA_LABEL, label_bytes.data(), label_bytes.size()});
  if (!id.empty()) wanted.push_back({CKA_ID, id_bytes.data(), id_bytes.size()});
  std::vector<CK_OBJECT_HANDLE> found(kMaxFound);
  unsigned long count = 0;
  CK_RV answer = calls().C_FindObjectsInit(handle_, wanted.data(), wanted.size());
  if (answer == CKR_OK) {
    answer = calls().C_FindObjects(handle_, found.data(), found.size(), &count);
    const CK_RV end = calls().C_FindObjectsFinal(handle_);
    if (answer == CKR_OK) answer = end;
  }
  if (answer != CKR_OK) return module_->error("the token's objects cannot be listed", answer);
  found.resize(std::min<std::size_t>(count, found.size()));
  return found;
}

Result<CK_OBJECT_HANDLE> TokenSession::find_one(CK_OBJECT_CLASS kind, const TokenKey& key, const std::string& what) {
  const auto found = find(kind, key.key_label, key.key_id);
  if (!found) return found.error();
  if (found->empty()) {
    return Error{ErrorCode::not_found, module_->name() + ": the token holds no " + what + described(key)};
  }
  if (found->size() > 1) {
    return Error{ErrorCode::invalid_argument, module_->name() + ": the token holds several " + what + "s" +
                                                  described(key) + ", expected one: give label and id"};
  }
  return found->front();
}

Status TokenSession::generate(CK_MECHANISM mechanism, std::vector<CK_ATTRIBUTE> attributes) {
  CK_OBJECT_HANDLE key = 0;
  const CK_RV answer = calls().C_GenerateKey(handle_, &mechanism, attributes.data(), attributes.size(), &key);
  if (answer != CKR_OK) return module_->error("the token does not make a key", answer);
  return {};
}

Result<Bytes> TokenSession::attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) {
  CK_ATTRIBUTE wanted{type, nullptr, 0};
  CK_RV answer = calls().C_GetAttributeValue(handle_, object, &wanted, 1);
  if (answer == CKR_ATTRIBUTE_TYPE_INVALID || wanted.ulValueLen == CK_UNAVAILABLE_INFORMATION) return Bytes{};
  Bytes value;
  if (answer == CKR_OK && wanted.ulValueLen <= kMaxAttributeBytes) {
    value.resize(wanted.ulValueLen);
    wanted.pValue = value.data();
    answer = calls().C_GetAttributeValue(handle_, object, &wanted, 1);
  }
  if (answer != CKR_OK) return module_->error("an attribute of the token's object cannot be read", answer);
  return value;
}

Result<Bytes> TokenSession::sign(CK_OBJECT_HANDLE key, CK_MECHANISM mechanism, BytesView input) {
  Bytes message(input.begin(), input.end());
  Bytes signature(kMaxSignatureBytes);
  unsigned long size = signature.size();
  CK_RV answer = calls().C_SignInit(handle_, &mechanism, key);
  if (answer == CKR_OK) answer = calls().C_Sign(handle_, message.data(), message.size(), signature.data(), &size);
  if (answer != CKR_OK) return module_->error("the token does not sign", answer);
  signature.resize(std::min<std::size_t>(size, signature.size()));
  return signature;
}

}  // namespace enrolkit::lds

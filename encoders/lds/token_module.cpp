// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/token_module.hpp"

#include <p11-kit/p11-kit.h>

#include <vector>

namespace enrolkit::lds {
namespace {

constexpr std::size_t kMaxSlots = 1024;  // the largest hardware modules have some hundred partitions

ErrorCode code_of(CK_RV answer) {
  switch (answer) {
    case CKR_PIN_INCORRECT:
    case CKR_PIN_INVALID:
    case CKR_PIN_LEN_RANGE:
    case CKR_PIN_LOCKED:
    case CKR_PIN_EXPIRED:
    case CKR_USER_PIN_NOT_INITIALIZED:
    case CKR_USER_NOT_LOGGED_IN:
      return ErrorCode::permission_denied;
    case CKR_DEVICE_REMOVED:
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_TOKEN_NOT_RECOGNIZED:
    case CKR_SLOT_ID_INVALID:
    case CKR_SESSION_HANDLE_INVALID:
    case CKR_SESSION_CLOSED:
    case CKR_KEY_HANDLE_INVALID:
    case CKR_OBJECT_HANDLE_INVALID:
    case CKR_CRYPTOKI_NOT_INITIALIZED:
      return ErrorCode::device_missing;
    case CKR_MECHANISM_INVALID:
    case CKR_MECHANISM_PARAM_INVALID:
    case CKR_KEY_FUNCTION_NOT_PERMITTED:
    case CKR_KEY_TYPE_INCONSISTENT:
    case CKR_FUNCTION_NOT_SUPPORTED:
      return ErrorCode::unsupported;
    default:
      return ErrorCode::device_failed;
  }
}

// PKCS #11 fills its texts with spaces and ends them with nothing.
template <std::size_t N>
std::string text_of(const unsigned char (&padded)[N]) {
  std::string text(padded, padded + N);
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

}  // namespace

Result<std::shared_ptr<const TokenModule>> TokenModule::load(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return Error{ErrorCode::not_found, path.string() + ": there is no such PKCS #11 module"};
  }
  if (!std::filesystem::is_regular_file(path, ignored)) {
    return Error{ErrorCode::not_a_file, path.string() + ": it is no file, expected a PKCS #11 module"};
  }
  CK_FUNCTION_LIST* calls = p11_kit_module_load(std::filesystem::absolute(path, ignored).c_str(), 0);
  if (calls == nullptr) return Error{ErrorCode::device_failed, path.string() + ": it is no PKCS #11 module"};
  std::shared_ptr<const TokenModule> module(new TokenModule(calls, path.string()));
  if (const CK_RV answer = p11_kit_module_initialize(calls); answer != CKR_OK) {
    return module->error("the module does not start", answer);
  }
  return module;
}

// Finalising a module that never started is an answer, not a fault.
TokenModule::~TokenModule() {
  p11_kit_module_finalize(calls_);
  p11_kit_module_release(calls_);
}

Error TokenModule::error(std::string_view what, CK_RV answer) const {
  return {code_of(answer), name_ + ": " + std::string(what) + ": " + p11_kit_strerror(answer)};
}

Result<CK_SLOT_ID> TokenModule::find_slot(const TokenKey& key) const {
  unsigned long count = 0;
  CK_RV answer = calls_->C_GetSlotList(CK_TRUE, nullptr, &count);
  if (count > kMaxSlots) return Error{ErrorCode::too_large, name_ + ": the module has more than 1024 slots"};
  std::vector<CK_SLOT_ID> slots(count);
  if (answer == CKR_OK) answer = calls_->C_GetSlotList(CK_TRUE, slots.data(), &count);
  if (answer != CKR_OK) return error("the slots cannot be listed", answer);
  slots.resize(std::min<std::size_t>(slots.size(), count));

  std::vector<CK_SLOT_ID> found;
  std::string labels;
  for (const CK_SLOT_ID slot : slots) {
    CK_TOKEN_INFO info{};
    if (calls_->C_GetTokenInfo(slot, &info) != CKR_OK || (info.flags & CKF_TOKEN_INITIALIZED) == 0) continue;
    const std::string label = text_of(info.label);
    labels += (labels.empty() ? "'" : ", '") + label + "'";
    if (key.slot && *key.slot != slot) continue;
    if (!key.token_label.empty() && key.token_label != label) continue;
    found.push_back(slot);
  }
  if (found.size() == 1) return found.front();
  const std::string wanted = (key.token_label.empty() ? "" : " labelled '" + key.token_label + "'") +
                             (key.slot ? " in slot " + std::to_string(*key.slot) : "");
  if (found.empty()) {
    return Error{ErrorCode::not_found, name_ + ": there is no token" + wanted +
                                           (labels.empty() ? "; no slot holds one" : "; there are " + labels)};
  }
  return Error{ErrorCode::invalid_argument, name_ + ": " + std::to_string(found.size()) + " tokens" + wanted +
                                                " are there (" + labels + "), expected a label or slot that has one"};
}

}  // namespace enrolkit::lds

// SPDX-License-Identifier: Apache-2.0
// A vendor's PKCS #11 library, loaded through p11-kit, which lets several users in one process share it.
#pragma once

#include <p11-kit/pkcs11.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "enrolkit/result.hpp"
#include "enrolkit/signer.hpp"

namespace enrolkit::lds {

class TokenModule {
 public:
  // Errors: not_found, not_a_file, device_failed.
  static Result<std::shared_ptr<const TokenModule>> load(const std::filesystem::path& path);
  ~TokenModule();
  TokenModule(const TokenModule&) = delete;
  TokenModule& operator=(const TokenModule&) = delete;

  [[nodiscard]] const CK_FUNCTION_LIST& calls() const noexcept { return *calls_; }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  // The slot with the token that `key` names. Errors: not_found, invalid_argument (several), device_failed.
  [[nodiscard]] Result<CK_SLOT_ID> find_slot(const TokenKey& key) const;
  // "MODULE: `what`: ..." and the error code that goes with the module's answer.
  [[nodiscard]] Error error(std::string_view what, CK_RV answer) const;

 private:
  TokenModule(CK_FUNCTION_LIST* calls, std::string name) : calls_(calls), name_(std::move(name)) {}
  CK_FUNCTION_LIST* calls_;
  std::string name_;
};

}  // namespace enrolkit::lds

// SPDX-License-Identifier: Apache-2.0
// Is every file of the chip what the issuing State signed?
#include "enrolkit/passive_authentication.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "encoders/lds/data_groups.hpp"
#include "encoders/lds/file_check.hpp"
#include "encoders/lds/security_object_check.hpp"
#include "encoders/lds/tlv.hpp"

namespace enrolkit {
namespace {

using namespace lds;

constexpr std::string_view kComRule = "Doc 9303-10 section 4.6.1";
constexpr std::string_view kSodRule = "Doc 9303-10 section 4.6.2";

ChipFileVerification answer(std::string name, const FileReview& review, HashState hash) {
  ChipFileVerification verification{std::move(name), !review.failed(), hash, review.deviations()};
  std::stable_sort(verification.deviations.begin(), verification.deviations.end(),
                   [](const ChipDeviation& a, const ChipDeviation& b) { return a.offset < b.offset; });
  return verification;
}

ChipFileVerification absent(ChipFile file, std::string_view rule, std::string message) {
  return {chip_file_name(file), false, HashState::absent, {{0, std::string(rule), std::move(message), false}}};
}

// EF.COM is not signed: what it says must be what EF.SOD says and what is there.
ChipFileVerification check_common_data(const ChipFiles& files, const std::optional<LdsSecurityObject>& sod) {
  const auto file = files.find(ChipFile::com);
  if (file == files.end()) return absent(ChipFile::com, kComRule, "the file is not there");
  FileReview review("EF.COM");
  CommonDataPlaces places;
  const CommonData com = read_common_data(file->second, review, &places);
  if (review.failed()) return answer("EF.COM", review, HashState::not_in_sod);

  if (sod && sod->version == 1 && sod->lds_version != com.lds_version) {
    review.breach(places.lds_version, kComRule, "the LDS version is not that of EF.SOD");
  }
  if (sod && sod->version == 1 && sod->unicode_version != com.unicode_version) {
    review.breach(places.unicode_version, kComRule, "the Unicode version is not that of EF.SOD");
  }
  for (int number = 1; number <= 16; ++number) {
    const auto group = static_cast<ChipFile>(number);
    const bool listed = std::count(com.data_groups.begin(), com.data_groups.end(), group) != 0;
    const bool in_sod = sod && sod->hashes.count(group) != 0;
    const std::string name = chip_file_name(group);
    if (listed && sod && !in_sod) review.breach(places.list, kComRule, name + " is listed, but not in EF.SOD");
    if (!listed && in_sod) review.breach(places.list, kComRule, name + " is in EF.SOD, but not listed");
    if (listed && files.count(group) == 0) review.breach(places.list, kComRule, name + " is listed, but not there");
    if (!listed && !in_sod && files.count(group) != 0) {
      review.breach(places.list, kComRule, name + " is there, but not listed");
    }
  }
  return answer("EF.COM", review, HashState::not_in_sod);
}

ChipFileVerification check_group(ChipFile group, BytesView content, const std::optional<LdsSecurityObject>& sod) {
  FileReview review(chip_file_name(group));
  HashState state = HashState::not_in_sod;
  if (sod) {
    if (const auto expected = sod->hashes.find(group); expected != sod->hashes.end()) {
      state = expected->second == hash(*sod->digest, content) ? HashState::match : HashState::mismatch;
    }
  }
  check_data_group(group, content, review, state != HashState::mismatch);  // what nobody signed is not looked at
  ChipFileVerification verification = answer(chip_file_name(group), review, state);
  if (state == HashState::mismatch) {
    verification.deviations.push_back({0, std::string(kSodRule), "the file is not the one that was signed", false});
  } else if (state == HashState::not_in_sod) {
    verification.deviations.push_back(
        {0, std::string(kSodRule),
         sod ? "EF.SOD holds no hash of this file" : "without an EF.SOD that can be read nothing vouches for this file",
         false});
  }
  return verification;
}

bool is_right(const ChipFileVerification& file) {
  return file.parsed && std::all_of(file.deviations.begin(), file.deviations.end(),
                                    [](const ChipDeviation& deviation) { return deviation.tolerated; });
}

}  // namespace

std::string_view hash_state_name(HashState state) noexcept {
  switch (state) {
    case HashState::match:
      return "match";
    case HashState::mismatch:
      return "mismatch";
    case HashState::not_in_sod:
      return "not_in_sod";
    case HashState::absent:
      return "absent";
  }
  return "absent";
}

struct ChipVerifier::Impl {
  explicit Impl(TrustStore trust) : store(std::move(trust)), signers(store) {}
  TrustStore store;
  KnownSigners signers;
};

Result<ChipVerifier> ChipVerifier::make(const std::vector<TrustSource>& csca,
                                        const std::vector<TrustSource>& revocation_lists) {
  Result<TrustStore> store = TrustStore::make(csca, revocation_lists);
  if (!store) return store.error();
  return ChipVerifier(std::make_shared<const Impl>(*std::move(store)));
}

Result<ChipVerification> ChipVerifier::verify(const ChipFiles& files, std::optional<Date> on) const {
  if (files.empty()) return Error{ErrorCode::invalid_argument, "there are no chip files to verify"};
  const Date day = on.value_or(Date(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())));
  const TrustStore& store = impl_->store;

  ChipVerification verification;
  verification.sod.signature = "absent";
  verification.sod.chain = verification.sod.revocation = "not_checked";
  std::optional<LdsSecurityObject> sod;
  ChipFileVerification sod_file = absent(ChipFile::sod, kSodRule, "the file is not there");
  if (const auto file = files.find(ChipFile::sod); file != files.end()) {
    FileReview review("EF.SOD");
    sod = check_security_object(file->second, store, impl_->signers, day, verification.sod, review);
    sod_file = answer("EF.SOD", review, HashState::not_in_sod);
  }

  verification.files.push_back(check_common_data(files, sod));
  for (int number = 1; number <= 16; ++number) {
    const auto group = static_cast<ChipFile>(number);
    if (const auto file = files.find(group); file != files.end()) {
      verification.files.push_back(check_group(group, file->second, sod));
    } else if (sod && sod->hashes.count(group) != 0) {
      verification.files.push_back(absent(group, kSodRule, "EF.SOD holds a hash of this file, but it is not there"));
    }
  }
  verification.files.push_back(std::move(sod_file));
  verification.valid = verification.sod.signature == "valid" && (store.empty() || verification.sod.chain == "valid") &&
                       std::all_of(verification.files.begin(), verification.files.end(), is_right);
  return verification;
}

Result<ChipVerification> verify_chip(const ChipFiles& files, const std::vector<Bytes>& csca) {
  std::vector<TrustSource> sources;
  for (const Bytes& bytes : csca) {
    sources.push_back({"CSCA certificate " + std::to_string(sources.size() + 1), bytes});
  }
  const Result<ChipVerifier> verifier = ChipVerifier::make(sources);
  if (!verifier) return verifier.error();
  return verifier->verify(files);
}

}  // namespace enrolkit

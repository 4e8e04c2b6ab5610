// SPDX-License-Identifier: Apache-2.0
// Whom to trust: links, master lists, revocation lists, and the times that count.
#include "enrolkit/passive_authentication.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "enrolkit/biometric_groups.hpp"
#include "enrolkit/data_groups.hpp"
#include "enrolkit/image_codec.hpp"
#include "tests/test_pki.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono;

constexpr const char* kMrz = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10";

sys_seconds now() { return floor<seconds>(system_clock::now()); }
Date day(int from_today) { return Date(floor<days>(system_clock::now()) + days(from_today)); }

class PassiveAuthentication : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    make_test_pki(*folder_, "ec", "ec --crl --master-list");
    make_test_pki(*folder_, "rsa", "rsa --crl --master-list");
    make_test_pki(*folder_, "link", "bp256 --link --master-list");
    make_test_pki(*folder_, "revoked", "ec --revoke");
    make_test_pki(*folder_, "stale", "ec --revoke --crl-days -1");
    make_test_pki(*folder_, "stale-empty", "ec --crl --crl-days -1");
    make_test_pki(*folder_, "old", "ec --from -4000");  // expired since February
    make_test_pki(*folder_, "short-csca", "ec --csca-days 30 --ds-days 60 --from -45");
  }
  static void TearDownTestSuite() { delete folder_; }

  static ChipFiles chip(const std::string& kind, std::optional<sys_seconds> signing_time = {}) {
    const Bytes jpeg = encode_jpeg(Image(1, 1, PixelFormat::grey8).view(), 50).value();
    ChipFiles files = {{ChipFile::com, encode(CommonData{"0108", "040000", {ChipFile::dg1, ChipFile::dg7}}).value()},
                       {ChipFile::dg1, encode_dg1(kMrz).value()},
                       {ChipFile::dg7, encode_dg7({jpeg}).value()}};
    const auto signer = make_file_signer(*folder_ / kind / "ds.key", *folder_ / kind / "ds.pem").value();
    SecurityObjectOptions options;
    options.any_certificate = true;
    options.signing_time = signing_time;
    files[ChipFile::sod] = encode_security_object(files, *signer, options).value();
    return files;
  }
  static TrustSource source(const std::string& path) { return {path, load(*folder_ / path)}; }
  static ChipVerification verify(const ChipFiles& files, const std::vector<TrustSource>& csca,
                                 const std::vector<TrustSource>& lists = {}, std::optional<Date> on = {}) {
    return ChipVerifier::make(csca, lists).value().verify(files, on).value();
  }
  static std::string problems(const ChipVerification& chip, bool tolerated) {
    std::string text;
    for (const ChipFileVerification& file : chip.files) {
      for (const ChipDeviation& deviation : file.deviations) {
        if (deviation.tolerated == tolerated) text += file.name + ": " + deviation.message + "\n";
      }
    }
    return text;
  }
  static bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

  static TemporaryFolder* folder_;
};
TemporaryFolder* PassiveAuthentication::folder_ = nullptr;

TEST_F(PassiveAuthentication, TrustsAMasterList) {
  for (const std::string kind : {"ec", "rsa", "link"}) {
    const ChipVerification by_list = verify(chip(kind), {source(kind + "/master-list.ml")});
    EXPECT_TRUE(by_list.valid) << kind << ": " << by_list.sod.chain;
    EXPECT_EQ(by_list.sod.anchor, "CN=TEST CSCA UTO, O=TEST, C=UT");
    EXPECT_EQ(by_list.sod.revocation, "not_checked");
  }
  EXPECT_FALSE(verify(chip("ec"), {source("rsa/master-list.ml")}).valid);
}

// Each byte matters: the list is signed.
TEST_F(PassiveAuthentication, TrustsNoChangedMasterList) {
  const ChipFiles files = chip("ec");
  TrustSource list = source("ec/master-list.ml");
  const Bytes whole = list.bytes;
  const std::size_t step = std::getenv("ENROLKIT_ALL_BYTES") != nullptr ? 1 : 7;
  for (std::size_t at = 0; at < whole.size(); at += step) {
    list.bytes = whole;
    list.bytes[at] ^= 0x04;
    const auto verifier = ChipVerifier::make({list});
    if (!verifier) {
      EXPECT_EQ(verifier.error().code, ErrorCode::crypto);
      EXPECT_EQ(verifier.error().message.find(list.name), 0U) << verifier.error().message;
    } else {
      // Only what the signature does not cover: the other certificates beside it, unused.
      EXPECT_NE(verifier->verify(files).value().sod.chain, "") << at;
    }
    list.bytes = Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(at));
    EXPECT_FALSE(ChipVerifier::make({list})) << at;
  }
}

TEST_F(PassiveAuthentication, FollowsLinksToTheFirstKey) {
  const ChipFiles files = chip("link");
  EXPECT_TRUE(verify(files, {source("link/csca-new.pem")}).valid);
  EXPECT_TRUE(verify(files, {source("link/csca.pem"), source("link/link.pem")}).valid);
  EXPECT_TRUE(verify(files, {source("link/link.pem"), source("link/csca.pem"), source("link/csca-new.pem")}).valid);
  EXPECT_FALSE(verify(files, {source("link/csca.pem")}).valid);
  // A link whose own issuer nobody trusts leads nowhere.
  const ChipVerification dangling = verify(files, {source("link/link.pem"), source("ec/csca.pem")});
  EXPECT_FALSE(dangling.valid);
  EXPECT_TRUE(has(dangling.sod.chain, "invalid: ")) << dangling.sod.chain;
}

TEST_F(PassiveAuthentication, LooksIntoRevocationLists) {
  const ChipVerification good = verify(chip("ec"), {source("ec/csca.pem")}, {source("ec/csca.crl")});
  EXPECT_TRUE(good.valid);
  EXPECT_EQ(good.sod.revocation, "good");
  EXPECT_EQ(problems(good, true), "");
  EXPECT_EQ(verify(chip("rsa"), {source("rsa/csca.pem")}, {source("rsa/csca.crl")}).sod.revocation, "good");

  const ChipVerification revoked = verify(chip("revoked"), {source("revoked/csca.pem")}, {source("revoked/csca.crl")});
  EXPECT_FALSE(revoked.valid);
  EXPECT_EQ(revoked.sod.signature, "valid");
  EXPECT_EQ(revoked.sod.chain, "valid");
  EXPECT_TRUE(has(revoked.sod.revocation, "revoked: CN=TEST Document Signer UTO")) << revoked.sod.revocation;
  EXPECT_TRUE(has(revoked.sod.revocation, "its key is compromised (revoked/csca.crl)")) << revoked.sod.revocation;
  EXPECT_TRUE(has(problems(revoked, false), "EF.SOD: a certificate of the chain is revoked"));

  const ChipVerification stale = verify(chip("stale"), {source("stale/csca.pem")}, {source("stale/csca.crl")});
  EXPECT_FALSE(stale.valid);
  const ChipVerification expired =
      verify(chip("stale-empty"), {source("stale-empty/csca.pem")}, {source("stale-empty/csca.crl")});
  EXPECT_TRUE(expired.valid);
  EXPECT_EQ(expired.sod.revocation, "good");
  EXPECT_TRUE(has(problems(expired, true), "the revocation list stale-empty/csca.crl has expired on"));

  // A list by another key of the same name says nothing.
  const ChipVerification other = verify(chip("revoked"), {source("revoked/csca.pem")}, {source("ec/csca.crl")});
  EXPECT_TRUE(other.valid);
  EXPECT_TRUE(has(other.sod.revocation, "unknown: ")) << other.sod.revocation;
  EXPECT_TRUE(has(problems(other, true), "was not signed with the key of the CSCA"));
}

TEST_F(PassiveAuthentication, TakesRevocationListsInPem) {
  ASSERT_EQ(run_command("openssl crl -inform DER -in '" + (*folder_ / "revoked/csca.crl").string() + "' -out '" +
                        (*folder_ / "revoked/csca.crl.pem").string() + "'"),
            0);
  EXPECT_FALSE(verify(chip("revoked"), {source("revoked/csca.pem")}, {source("revoked/csca.crl.pem")}).valid);
}

TEST_F(PassiveAuthentication, SaysWhichSourceCannotBeRead) {
  const TrustSource good = source("ec/csca.pem");
  for (const TrustSource& bad : {TrustSource{"bad", {}}, {"bad", {0x30, 0x00}}, {"bad", Bytes(50, 'x')}}) {
    for (const auto& verifier : {ChipVerifier::make({good, bad}), ChipVerifier::make({good}, {bad})}) {
      ASSERT_FALSE(verifier);
      EXPECT_EQ(verifier.error().code, ErrorCode::crypto);
      EXPECT_EQ(verifier.error().message.find("bad: "), 0U) << verifier.error().message;
    }
  }
  EXPECT_EQ(ChipVerifier::make({}, {source("ec/csca.crl")}).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(ChipVerifier::make({good}).value().verify({}).error().code, ErrorCode::invalid_argument);
}

// What was signed within the validity of the certificate stays valid after it.
TEST_F(PassiveAuthentication, CountsTheTimeOfSigning) {
  const ChipVerification old = verify(chip("old"), {source("old/csca.pem")});
  EXPECT_TRUE(old.valid) << old.sod.chain;
  EXPECT_TRUE(old.sod.signer_expired);
  EXPECT_TRUE(has(problems(old, true), "the document signer's certificate has expired on "));
  EXPECT_FALSE(verify(chip("old"), {source("old/csca.pem")}, {}, day(-1000)).sod.signer_expired);

  const ChipVerification in_time = verify(chip("old", now() - days(3990)), {source("old/csca.pem")});
  EXPECT_TRUE(in_time.valid) << in_time.sod.chain;
  EXPECT_EQ(in_time.sod.signing_time.size(), 20U);
  const ChipVerification late_key = verify(chip("old", now() - days(3000)), {source("old/csca.pem")});
  EXPECT_FALSE(late_key.valid);
  EXPECT_TRUE(has(late_key.sod.chain, "invalid: the signer's key may be used from ")) << late_key.sod.chain;
  const ChipVerification too_late = verify(chip("old", now()), {source("old/csca.pem")});
  EXPECT_FALSE(too_late.valid);
  EXPECT_TRUE(has(too_late.sod.chain, "not at the signing time")) << too_late.sod.chain;

  const ChipVerification early = verify(chip("ec"), {source("ec/csca.pem")}, {}, day(-2));
  EXPECT_FALSE(early.valid);
  EXPECT_TRUE(has(early.sod.chain, "valid only from ")) << early.sod.chain;
  EXPECT_TRUE(verify(chip("ec"), {source("ec/csca.pem")}, {}, day(3000)).valid);
  const ChipVerification future = verify(chip("ec", now() + days(2)), {source("ec/csca.pem")});
  EXPECT_FALSE(future.valid);
  EXPECT_TRUE(has(future.sod.chain, "lies in the future")) << future.sod.chain;
}

// The CSCA's certificate ended 15 days ago, the signer's lives 15 days more.
TEST_F(PassiveAuthentication, WantsACscaThatWasValidAtTheSigning) {
  EXPECT_TRUE(verify(chip("short-csca", now() - days(20)), {source("short-csca/csca.pem")}).valid);
  const ChipVerification after = verify(chip("short-csca", now() - days(5)), {source("short-csca/csca.pem")});
  EXPECT_FALSE(after.valid);
  EXPECT_TRUE(has(after.sod.chain, "invalid: the CSCA")) << after.sod.chain;
}

TEST_F(PassiveAuthentication, AcceptsTheOneOfSeveralSignersWhoIsRight) {
  ChipFiles files = chip("ec");
  SecurityObject object = decode_security_object(files.at(ChipFile::sod)).value();
  const SecurityObject other = decode_security_object(chip("rsa").at(ChipFile::sod)).value();
  object.signers.push_back(other.signers.front());
  object.certificates.push_back(other.certificates.front());
  files[ChipFile::sod] = encode(object).value();
  for (const char* kind : {"ec", "rsa"}) {
    SecurityObject one = object;
    one.signers[kind == std::string("ec") ? 1 : 0].signature.back() ^= 1;
    files[ChipFile::sod] = encode(one).value();
    const ChipVerification verified = verify(files, {source(std::string(kind) + "/csca.pem")});
    EXPECT_TRUE(verified.valid) << problems(verified, false);
    EXPECT_TRUE(has(problems(verified, true), "several signers"));
    one.signers[0].signature.back() ^= 2;
    one.signers[1].signature.back() ^= 2;
    files[ChipFile::sod] = encode(one).value();
    EXPECT_FALSE(verify(files, {source(std::string(kind) + "/csca.pem")}).valid);
  }
}

// A verifier that has met a signer before still looks at each signature.
TEST_F(PassiveAuthentication, RemembersSignersAndNotVerdicts) {
  const ChipVerifier verifier = ChipVerifier::make({source("ec/csca.pem")}).value();
  const ChipFiles files = chip("ec");
  ChipFiles changed = files;
  changed[ChipFile::sod].back() ^= 1;
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(verifier.verify(files).value().valid);
    EXPECT_FALSE(verifier.verify(changed).value().valid);
    EXPECT_FALSE(verifier.verify(chip("rsa")).value().valid);
  }
}

}  // namespace
}  // namespace enrolkit

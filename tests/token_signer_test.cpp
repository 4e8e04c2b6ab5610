// SPDX-License-Identifier: Apache-2.0
// Signing with a PKCS #11 token: SoftHSM 2, whose keys the openssl command made.
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <thread>

#include "enrolkit/data_groups.hpp"
#include "tests/test_pki.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPin = "24681357";
constexpr const char* kMrz = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10";

ChipFiles two_files() {
  const Bytes jpeg = {0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 'J', 'F', 'I', 'F', 0xFF, 0xD9};
  return {{ChipFile::com, encode(CommonData{"0108", "040000", {ChipFile::dg1, ChipFile::dg7}}).value()},
          {ChipFile::dg1, encode_dg1(kMrz).value()},
          {ChipFile::dg7, encode_dg7({jpeg}).value()}};
}

std::string quoted(const fs::path& path) { return "'" + path.string() + "'"; }

class TokenSignerTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    for (const char* path : {"/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"}) {
      if (module_.empty() && fs::exists(path)) module_ = path;
    }
    if (module_.empty()) return;
    folder_ = new TemporaryFolder;
    fs::create_directory(*folder_ / "tokens");
    ASSERT_TRUE(write_file(*folder_ / "softhsm.conf", "directories.tokendir = " + (*folder_ / "tokens").string() +
                                                          "\nobjectstore.backend = file\nlog.level = ERROR\n"));
    ::setenv("SOFTHSM2_CONF", (*folder_ / "softhsm.conf").c_str(), 1);
    init_token("documents");
    for (const char* kind : kKinds) {
      make_test_pki(*folder_, kind, kind);
      import_key(kind, std::to_string(10 + id_++));
    }
  }
  static void TearDownTestSuite() { delete folder_; }
  void SetUp() override {
    if (module_.empty()) GTEST_SKIP() << "no SoftHSM 2 (package softhsm2)";
  }

  static void init_token(const std::string& label) {
    ASSERT_EQ(run_command("softhsm2-util --init-token --free --label " + label + " --so-pin 12345678 --pin " + kPin),
              0);
  }
  static void import_key(const std::string& kind, const std::string& id) {
    const std::string plain = quoted(*folder_ / "plain.key");
    // SoftHSM takes PKCS #8 with a named curve.
    ASSERT_EQ(
        run_command("openssl pkey -ec_param_enc named_curve -in " + quoted(*folder_ / kind / "ds.key") + " -out " +
                    plain + " || openssl pkey -in " + quoted(*folder_ / kind / "ds.key") + " -out " + plain),
        0);
    ASSERT_EQ(run_command("softhsm2-util --import " + plain + " --token documents --pin " + kPin + " --label " + kind +
                          " --id " + id),
              0)
        << kind;
  }

  static TokenKey key(const std::string& kind) { return {module_, "documents", std::nullopt, kind, {}}; }
  static fs::path certificate(const std::string& kind) { return *folder_ / kind / "ds.pem"; }
  static Error error_of(const TokenKey& key, const std::string& pin, const fs::path& certificate) {
    auto signer = make_token_signer(key, pin, certificate);
    EXPECT_FALSE(signer);
    return signer ? Error{} : signer.error();
  }
  static void expect_error(const Error& error, ErrorCode code, const std::string& words) {
    EXPECT_EQ(error.code, code) << error.message;
    EXPECT_NE(error.message.find(words), std::string::npos) << error.message;
    EXPECT_EQ(error.message.find(module_.string()), 0U) << error.message;
    EXPECT_EQ(error.message.find('\n'), std::string::npos) << error.message;
  }

  static constexpr std::array kKinds = {"ec", "p384", "bp256", "bp384", "rsa"};
  static fs::path module_;
  static TemporaryFolder* folder_;
  static int id_;
};
fs::path TokenSignerTest::module_;
TemporaryFolder* TokenSignerTest::folder_ = nullptr;
int TokenSignerTest::id_ = 0;

TEST_F(TokenSignerTest, SignsWithEveryKindOfKey) {
  for (const char* kind : kKinds) {
    for (const Digest digest : {Digest::sha256, Digest::sha384, Digest::sha512}) {
      const auto signer = make_token_signer(key(kind), kPin, certificate(kind), digest);
      ASSERT_TRUE(signer) << kind << ": " << signer.error().message;
      const auto sod = encode_security_object(two_files(), **signer);
      ASSERT_TRUE(sod) << kind << ": " << sod.error().message;
      ASSERT_TRUE(write_file(*folder_ / "sod.cms", BytesView(*sod).subspan(4)));
      EXPECT_EQ(run_command("openssl cms -verify -binary -inform DER -noverify -in " + quoted(*folder_ / "sod.cms")), 0)
          << kind;
    }
  }
}

TEST_F(TokenSignerTest, FindsTheCertificateOnTheToken) {
  ASSERT_EQ(run_command("openssl x509 -outform DER -in " + quoted(certificate("bp256")) + " -out " +
                        quoted(*folder_ / "bp256.der")),
            0);
  if (run_command("command -v pkcs11-tool") != 0) GTEST_SKIP() << "no pkcs11-tool (package opensc)";
  ASSERT_EQ(run_command("pkcs11-tool --module " + quoted(module_) + " --token-label documents --login --pin " + kPin +
                        " --write-object " + quoted(*folder_ / "bp256.der") + " --type cert --id 12 --label any"),
            0);
  const TokenKey by_id{module_, "", std::nullopt, "", {0x12}};
  const auto signer = make_token_signer(by_id, kPin);
  ASSERT_TRUE(signer) << signer.error().message;
  const Bytes der = load(*folder_ / "bp256.der");
  EXPECT_TRUE(std::equal(der.begin(), der.end(), (*signer)->certificate().begin(), (*signer)->certificate().end()));
  expect_error(error_of(key("ec"), kPin, {}), ErrorCode::not_found, "no certificate for the private key labelled 'ec'");
}

TEST_F(TokenSignerTest, SignsOnManyThreadsAtOnce) {
  const auto signer = make_token_signer(key("ec"), kPin, certificate("ec")).value();
  std::vector<std::thread> threads;
  std::vector<int> made(4);
  for (int& count : made) {
    threads.emplace_back([&signer, &count] {
      for (int i = 0; i < 5; ++i) count += encode_security_object(two_files(), *signer).has_value() ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(made, std::vector<int>(4, 5));
}

TEST_F(TokenSignerTest, SeveralSignersOfOneTokenComeAndGo) {
  auto first = make_token_signer(key("ec"), kPin, certificate("ec")).value();
  const auto second = make_token_signer(key("rsa"), kPin, certificate("rsa")).value();
  first.reset();
  EXPECT_TRUE(second->sign(Bytes{1, 2, 3}));
}

TEST_F(TokenSignerTest, SaysWhyItCannotBe) {
  const fs::path ec = certificate("ec");
  expect_error(error_of(key("ec"), "99999999", ec), ErrorCode::permission_denied, "refuses the PIN as wrong");
  expect_error(error_of(key("ec"), "", ec), ErrorCode::permission_denied, "PIN");
  expect_error(error_of(key("absent"), kPin, ec), ErrorCode::not_found, "no private key labelled 'absent'");
  TokenKey by_id = key("");
  by_id.key_id = {0xAB, 0xCD};
  expect_error(error_of(by_id, kPin, ec), ErrorCode::not_found, "no private key with id abcd");
  expect_error(error_of(key(""), kPin, ec), ErrorCode::invalid_argument, "label or the id");
  expect_error(error_of(key("ec"), kPin, certificate("bp256")), ErrorCode::crypto,
               "does not belong to the certificate");
  expect_error(error_of(key("ec"), kPin, certificate("rsa")), ErrorCode::crypto, "does not belong to the certificate");
  TokenKey other_token = key("ec");
  other_token.token_label = "passports";
  expect_error(error_of(other_token, kPin, ec), ErrorCode::not_found, "no token labelled 'passports'");
  other_token = key("ec");
  other_token.slot = 4711;
  expect_error(error_of(other_token, kPin, ec), ErrorCode::not_found, "in slot 4711");

  EXPECT_EQ(make_token_signer(key("ec"), kPin, ec, Digest::sha1).error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(make_token_signer(key("ec"), kPin, *folder_ / "absent").error().code, ErrorCode::not_found);

  TokenKey no_module = key("ec");
  no_module.module = *folder_ / "absent.so";
  const Error absent = error_of(no_module, kPin, ec);
  EXPECT_EQ(absent.code, ErrorCode::not_found);
  EXPECT_EQ(absent.message, no_module.module.string() + ": there is no such PKCS #11 module");
  ASSERT_TRUE(write_file(*folder_ / "text.so", std::string_view("no library")));
  no_module.module = *folder_ / "text.so";
  testing::internal::CaptureStderr();
  EXPECT_EQ(error_of(no_module, kPin, ec).code, ErrorCode::device_failed);
  no_module.module = "/lib/x86_64-linux-gnu/libm.so.6";  // a library of another kind
  if (fs::exists(no_module.module)) {
    EXPECT_EQ(error_of(no_module, kPin, ec).code, ErrorCode::device_failed);
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST_F(TokenSignerTest, SaysThatTheTokenIsGone) {
  init_token("removable");
  ASSERT_EQ(run_command("softhsm2-util --import " + quoted(*folder_ / "ec/ds.key") +
                        " --token removable --label ec --id 77 --pin " + kPin),
            0);
  TokenKey removable = key("ec");
  removable.token_label = "removable";
  const auto signer = make_token_signer(removable, kPin, certificate("ec"));
  ASSERT_TRUE(signer) << signer.error().message;
  ASSERT_EQ(run_command("softhsm2-util --delete-token --token removable"), 0);
  const auto signature = (*signer)->sign(Bytes{1, 2, 3});
  ASSERT_FALSE(signature);
  expect_error(signature.error(), ErrorCode::device_missing, "the token");
}

}  // namespace
}  // namespace enrolkit

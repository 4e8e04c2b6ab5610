// SPDX-License-Identifier: Apache-2.0
// The station's key in a PKCS #11 token, here SoftHSM 2.
#include <cstdlib>

#include "enrolkit/file.hpp"
#include "tests/dossier_fixture.hpp"
#include "tests/run_command.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPin = "246810";

class DossierTokenTest : public DossierFixture {
 protected:
  void SetUp() override {
    DossierFixture::SetUp();
    for (const char* path : {"/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"}) {
      if (fs::exists(path)) module_ = path;
    }
    if (module_.empty()) GTEST_SKIP() << "no SoftHSM 2 (package softhsm2)";
    fs::create_directory(folder_ / "tokens");
    ASSERT_TRUE(write_file(folder_ / "softhsm.conf", "directories.tokendir = " + (folder_ / "tokens").string() +
                                                         "\nobjectstore.backend = file\nlog.level = ERROR\n"));
    ::setenv("SOFTHSM2_CONF", (folder_ / "softhsm.conf").c_str(), 1);
    init_token("station");
  }
  static void init_token(const std::string& label) {
    ASSERT_EQ(
        run_command("softhsm2-util --init-token --free --label " + label + " --so-pin 12345678 --pin " + kPin).code, 0);
  }
  [[nodiscard]] TokenKey key(const std::string& label) const { return {module_, "station", std::nullopt, label, {}}; }
  void expect_error(const TokenKey& key, const std::string& pin, ErrorCode code, const std::string& words) const {
    const auto made = token_station_key(key, pin);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, code) << made.error().message;
    EXPECT_NE(made.error().message.find(words), std::string::npos) << made.error().message;
  }

  fs::path module_;
};

TEST_F(DossierTokenTest, AKeyOfTheTokenOpensTheStore) {
  ASSERT_TRUE(make_token_station_key(key("store"), kPin));
  const fs::path folder = folder_ / "token-store";
  std::string id;
  {
    const auto station = token_station_key(key("store"), kPin);
    ASSERT_TRUE(station) << station.error().message;
    EXPECT_EQ((*station)->kind(), "pkcs11");
    ASSERT_TRUE(DossierStore::create(folder, **station, options()));
    auto store = DossierStore::open(folder, **station, options());
    ASSERT_TRUE(store) << store.error().message;
    id = store->add(facts_on(day(2026, 11, 22)), sample_files(1)).value();
    const Error passphrase = DossierStore::open(folder, *key_, options()).error();
    EXPECT_EQ(passphrase.code, ErrorCode::crypto);
    EXPECT_NE(passphrase.message.find("kind 'pkcs11'"), std::string::npos) << passphrase.message;
  }
  const auto station = token_station_key(key("store"), kPin);
  ASSERT_TRUE(station) << station.error().message;
  auto store = DossierStore::open(folder, **station, options());
  ASSERT_TRUE(store) << store.error().message;
  EXPECT_EQ(store->get(id, DossierUse::production).value().files, sample_files(1));
}

TEST_F(DossierTokenTest, AnRsaKeyServesWhereTheCardHasNoOther) {
  if (run_command("command -v pkcs11-tool").code != 0) GTEST_SKIP() << "no pkcs11-tool (package opensc)";
  const std::string on_token =
      "pkcs11-tool --module " + module_.string() + " --token-label station --login --pin " + kPin;
  ASSERT_EQ(run_command(on_token + " --keypairgen --key-type rsa:2048 --id 01 --label card").code, 0);
  ASSERT_EQ(run_command(on_token + " --keypairgen --key-type EC:prime256v1 --id 02 --label curve").code, 0);
  const auto card = token_station_key(key("card"), kPin);
  ASSERT_TRUE(card) << card.error().message;
  const Bytes secret(32, 7);
  const Bytes wrapped = (*card)->wrap(secret, "store").value();
  EXPECT_EQ((*card)->unwrap(wrapped, "store").value(), secret);
  EXPECT_EQ((*card)->unwrap(wrapped, "another").error().code, ErrorCode::crypto);
  for (std::size_t i = 0; i < wrapped.size(); ++i) {
    Bytes changed = wrapped;
    changed[i] ^= 1U;
    EXPECT_FALSE((*card)->unwrap(changed, "store")) << i;
    EXPECT_FALSE((*card)->unwrap(BytesView(wrapped).first(i), "store")) << i;
  }
  expect_error(key("curve"), kPin, ErrorCode::unsupported, "neither one for HMAC (a generic secret) nor an RSA key");
  ASSERT_TRUE(make_token_station_key(key("store"), kPin));
  const auto other = token_station_key(key("store"), kPin);
  EXPECT_EQ((*other)->unwrap(wrapped, "store").error().code, ErrorCode::crypto);
}

TEST_F(DossierTokenTest, SaysExactlyWhatIsWrong) {
  ASSERT_TRUE(make_token_station_key(key("store"), kPin));
  EXPECT_EQ(make_token_station_key(key("store"), kPin).error().code, ErrorCode::already_exists);
  expect_error(key("store"), "999999", ErrorCode::permission_denied, "refuses the PIN as wrong");
  expect_error(key("store"), "", ErrorCode::permission_denied, "wants a PIN, none is given");
  expect_error(key("other"), kPin, ErrorCode::not_found,
               "the token holds no secret key and no RSA private key labelled 'other'");
  expect_error({module_, "kit 7", std::nullopt, "store", {}}, kPin, ErrorCode::not_found,
               "there is no token labelled 'kit 7'; there are 'station'");
  expect_error({"/none.so", "station", std::nullopt, "store", {}}, kPin, ErrorCode::not_found,
               "no such PKCS #11 module");
  expect_error(key(""), kPin, ErrorCode::invalid_argument, "expected the label or the id");
  // The same names, another token: a key of the right kind that is not the store's.
  const fs::path folder = folder_ / "token-store";
  ASSERT_TRUE(DossierStore::create(folder, *token_station_key(key("store"), kPin).value(), options()));
  ASSERT_EQ(run_command("softhsm2-util --delete-token --token station").code, 0);
  expect_error(key("store"), kPin, ErrorCode::not_found, "there is no token labelled 'station'");
  init_token("station");
  ASSERT_TRUE(make_token_station_key(key("store"), kPin));
  const auto opened = DossierStore::open(folder, *token_station_key(key("store"), kPin).value(), options());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::crypto);
  EXPECT_NE(opened.error().message.find("the token's key is not the one of this store"), std::string::npos);
}

TEST_F(DossierTokenTest, AStoreMovesToATokenAndBack) {
  ASSERT_TRUE(make_token_station_key(key("store"), kPin));
  const auto station = token_station_key(key("store"), kPin).value();
  const std::string id = open().add(facts_on(day(2026, 11, 22)), sample_files(1)).value();
  ASSERT_TRUE(DossierStore::rekey(path(), *key_, *station, options()));
  EXPECT_TRUE(DossierStore::open(path(), *station, options()));
  EXPECT_FALSE(DossierStore::open(path(), *key_, options()));
  ASSERT_TRUE(DossierStore::rekey(path(), *station, *key_, options()));
  EXPECT_EQ(open().get(id, DossierUse::production).value().files, sample_files(1));
}

}  // namespace
}  // namespace enrolkit

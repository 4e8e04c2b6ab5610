// SPDX-License-Identifier: Apache-2.0
// enrolkit chip verify, as a user calls it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "enrolkit/data_groups.hpp"
#include "enrolkit/file.hpp"
#include "enrolkit/security_object.hpp"
#include "tests/run_command.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

class ChipVerifyCommand : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    make("good", "ec --crl --master-list --link");
    make("revoked", "rsa --revoke");
    make("delta", "ec --delta");
    make("delta-revoked", "ec --delta --revoke");
  }
  static void TearDownTestSuite() { delete folder_; }

  static std::string at(const std::string& path) { return quoted(*folder_ / path); }

  // A PKI in NAME and a chip that it has signed in NAME/chip.
  static void make(const std::string& name, const std::string& options) {
    ASSERT_EQ(run_command(ENROLKIT_MAKE_TEST_PKI " " + at(name) + " " + options).code, 0);
    const fs::path pki = *folder_ / name;
    const auto signer = make_file_signer(pki / "ds.key", pki / "ds.pem").value();
    ChipFiles files = {
        {ChipFile::com, encode(CommonData{"0108", "040000", {ChipFile::dg1, ChipFile::dg13}}).value()},
        {ChipFile::dg1,
         encode_dg1("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10")
             .value()},
        {ChipFile::dg13, {0x6D, 0x00}}};
    files[ChipFile::sod] = encode_security_object(files, *signer).value();
    fs::create_directory(pki / "chip");
    for (const auto& [file, bytes] : files)
      ASSERT_TRUE(write_file(pki / "chip" / chip_file_name(file), BytesView(bytes)));
  }

  static Json verified(const std::string& arguments, int code) {
    const Answer answer = tool("chip verify --json " + arguments);
    EXPECT_EQ(answer.code, code) << answer.err << answer.out;
    return Json::parse(answer.out, nullptr, false);
  }

  static TemporaryFolder* folder_;
};
TemporaryFolder* ChipVerifyCommand::folder_ = nullptr;

TEST_F(ChipVerifyCommand, TrustsAFileAFolderOrAMasterList) {
  fs::create_directory(*folder_ / "trusted");
  for (const char* name : {"good/csca.pem", "good/link.pem", "revoked/csca.pem"}) {
    std::string flat = name;
    std::replace(flat.begin(), flat.end(), '/', '-');
    fs::copy_file(*folder_ / name, *folder_ / "trusted" / flat);
  }
  for (const std::string& csca : {at("good/csca-new.pem"), at("good/master-list.ml"), at("trusted"),
                                  at("good/csca.pem") + " --csca " + at("good/link.pem")}) {
    const Json answer = verified(at("good/chip") + " --csca " + csca, 0);
    EXPECT_EQ(answer["verdict"], "valid");
    EXPECT_EQ(answer["sod"]["chain"], "valid");
    EXPECT_EQ(answer["sod"]["anchor"], "CN=TEST CSCA UTO, O=TEST, C=UT");
    EXPECT_EQ(answer["sod"]["revocation"], "not_checked");
    EXPECT_TRUE(answer["sod"]["signing_time"].is_null());
    EXPECT_EQ(answer["sod"]["signer_expired"], false);
  }
  const Answer whole_pki = tool("chip verify " + at("good/chip") + " --csca " + at("good") + " --crl " + at("good"));
  EXPECT_EQ(whole_pki.code, 0) << whole_pki.out;
  EXPECT_NE(whole_pki.out.find("revocation good"), std::string::npos) << whole_pki.out;
  EXPECT_NE(whole_pki.err.find("note: passed over: " + (*folder_ / "good/ds.key").string()), std::string::npos);
  EXPECT_EQ(whole_pki.err.find("good/csca.pem: it is not"), std::string::npos) << whole_pki.err;
  EXPECT_EQ(verified(at("good/chip") + " --csca " + at("revoked/csca.pem"), 1)["verdict"], "invalid");
  EXPECT_EQ(verified(at("good/chip"), 0)["sod"]["chain"], "not_checked");
}

TEST_F(ChipVerifyCommand, LooksAtRevocationListsAndTheDay) {
  const std::string good = at("good/chip") + " --csca " + at("good/csca-new.pem");
  EXPECT_EQ(verified(good + " --crl " + at("good/csca.crl"), 0)["sod"]["revocation"], "good");
  const Json revoked =
      verified(at("revoked/chip") + " --csca " + at("revoked/csca.pem") + " --crl " + at("revoked/csca.crl"), 1);
  EXPECT_EQ(revoked["verdict"], "invalid");
  EXPECT_EQ(revoked["sod"]["signature"], "valid");
  EXPECT_EQ(revoked["sod"]["revocation"].get<std::string>().find("revoked: CN=TEST Document Signer UTO"), 0U);

  EXPECT_EQ(verified(good + " --on 2099-01-01", 0)["sod"]["signer_expired"], true);
  EXPECT_EQ(verified(good + " --on 2015-01-01", 1)["verdict"], "invalid");
}

// It can revoke, but what it does not name may be revoked by the list that it adds to.
TEST_F(ChipVerifyCommand, TakesADeltaListForWhatItIs) {
  const Json nothing =
      verified(at("delta/chip") + " --csca " + at("delta/csca.pem") + " --crl " + at("delta/csca.crl"), 0);
  EXPECT_EQ(nothing["sod"]["revocation"].get<std::string>().find("unknown: "), 0U) << nothing["sod"];
  EXPECT_NE(nothing.dump().find("csca.crl is a delta list"), std::string::npos) << nothing;
  const Json revoked = verified(
      at("delta-revoked/chip") + " --csca " + at("delta-revoked/csca.pem") + " --crl " + at("delta-revoked/csca.crl"),
      1);
  EXPECT_EQ(revoked["sod"]["revocation"].get<std::string>().find("revoked: "), 0U) << revoked["sod"];
}

TEST_F(ChipVerifyCommand, HoldsAMasterListAgainstTheDatesOfItsSigner) {
  ASSERT_EQ(run_command(ENROLKIT_MAKE_TEST_PKI " " + at("old") + " ec --from -400 --csca-days 300 --master-list").code,
            0);
  expect_impossible(tool("chip verify " + at("good/chip") + " --csca " + at("old/master-list.ml")), "master-list.ml",
                    "the key of the master list's signer may sign from ");
}

TEST_F(ChipVerifyCommand, SaysWhatCannotBeDone) {
  const std::string chip = "chip verify " + at("good/chip") + " ";
  expect_impossible(tool(chip + "--csca " + at("absent.pem")), "absent.pem", "cannot open");
  expect_impossible(tool(chip + "--csca " + at("good/ds.pem")), "ds.pem", "not the certificate of a certification");
  expect_impossible(tool(chip + "--csca " + at("good/csca.crl")), "csca.crl", "no X.509 certificate");
  expect_impossible(tool(chip + "--csca " + at("good/csca.pem") + " --crl " + at("good/ds.pem")), "ds.pem",
                    "no certificate revocation list");
  expect_impossible(tool(chip + "--on 2026-13-01"), "--on", "2026-13-01");
  fs::create_directory(*folder_ / "empty");
  expect_impossible(tool(chip + "--csca " + at("empty")), "empty", "no CSCA's certificate");
  EXPECT_EQ(tool(chip + "--crl " + at("good/csca.crl")).code, 2);
}

}  // namespace
}  // namespace enrolkit

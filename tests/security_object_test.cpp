// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/security_object.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <thread>

#include "enrolkit/data_groups.hpp"
#include "tests/test_pki.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMrz = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10";

ChipFiles two_files() {
  const Bytes jpeg = {0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 'J', 'F', 'I', 'F', 0xFF, 0xD9};
  return {{ChipFile::com, encode(CommonData{"0108", "040000", {ChipFile::dg1, ChipFile::dg7}}).value()},
          {ChipFile::dg1, encode_dg1(kMrz).value()},
          {ChipFile::dg7, encode_dg7({jpeg}).value()}};
}

class SecurityObjectFile : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    for (const char* kind : kKinds) make_test_pki(*folder_, kind, kind);
  }
  static void TearDownTestSuite() { delete folder_; }

  static fs::path pki(const std::string& kind) { return *folder_ / kind; }
  static std::unique_ptr<Signer> signer(const std::string& kind, Digest digest = Digest::sha256) {
    return make_file_signer(pki(kind) / "ds.key", pki(kind) / "ds.pem", digest).value();
  }
  static std::string quoted(const fs::path& path) { return "'" + path.string() + "'"; }
  static std::string message(const fs::path& key, const fs::path& certificate) {
    const auto made = make_file_signer(key, certificate);
    return made ? "made" : made.error().message;
  }

  static constexpr std::array kKinds = {"ec", "p384", "bp256", "bp384", "ec-named", "rsa"};
  static TemporaryFolder* folder_;
};
TemporaryFolder* SecurityObjectFile::folder_ = nullptr;

// The CMS inside tag 77, as the openssl command wants it.
Bytes unwrapped(const Bytes& sod) {
  EXPECT_EQ(sod[0], 0x77);
  EXPECT_EQ(sod[1], 0x82);
  return {sod.begin() + 4, sod.end()};
}

TEST_F(SecurityObjectFile, IsAcceptedByTheOpensslCommand) {
  for (const std::string kind : kKinds) {
    for (const Digest digest : {Digest::sha256, Digest::sha384, Digest::sha512}) {
      const Bytes sod = encode_security_object(two_files(), *signer(kind, digest)).value();
      ASSERT_TRUE(write_file(*folder_ / "sod.cms", unwrapped(sod)));
      // The command refuses chains with explicit curve parameters, which Doc 9303-12 demands: there it checks the rest.
      const std::string trust =
          kind == "rsa" || kind == "ec-named" ? "-CAfile " + quoted(pki(kind) / "csca.pem") : "-noverify";
      const std::string verify =
          "openssl cms -verify -binary -inform DER -purpose any -in " + quoted(*folder_ / "sod.cms");
      EXPECT_EQ(run_command(verify + " " + trust + " -out " + quoted(*folder_ / "content")), 0) << kind;

      // SEQUENCE { 1, digest, list of hashes, { "0108", "040000" } }: the hash of DG1 by the openssl command is in it.
      const Bytes content = load(*folder_ / "content");
      ASSERT_TRUE(write_file(*folder_ / "EF.DG1", two_files().at(ChipFile::dg1)));
      const std::string name = digest == Digest::sha256 ? "sha256" : digest == Digest::sha384 ? "sha384" : "sha512";
      ASSERT_EQ(run_command("openssl dgst -" + name + " -binary -out " + quoted(*folder_ / "hash") + " " +
                            quoted(*folder_ / "EF.DG1")),
                0);
      const Bytes hash = load(*folder_ / "hash");
      EXPECT_NE(std::search(content.begin(), content.end(), hash.begin(), hash.end()), content.end());
      const std::string tail =
          "\x13\x04"
          "0108\x13\x06"
          "040000";
      EXPECT_TRUE(std::equal(tail.rbegin(), tail.rend(), content.rbegin()));

      Bytes changed = unwrapped(sod);
      changed.back() ^= 1;
      ASSERT_TRUE(write_file(*folder_ / "sod.cms", changed));
      EXPECT_NE(run_command(verify + " " + trust), 0);
    }
  }
}

// Byte for byte up to the certificate, with lengths by hand for SHA-256 and two data groups.
TEST_F(SecurityObjectFile, HasTheFormOfDoc9303) {
  const Bytes sod = encode_security_object(two_files(), *signer("ec-named")).value();
  const std::vector<Bytes> expected = {
      {0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02},                          // signedData
      {0x02, 0x01, 0x03},                                                                          // version 3
      {0x31, 0x0D, 0x30, 0x0B, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01},  // { SHA-256 }
      // LDSSecurityObject: 3 + 13 + (2 + 2 * (2 + 3 + 34)) + 16 = 112 = 70; 72, 74 and 8 + 74 = 7E around it
      {0x30, 0x7E, 0x06, 0x06, 0x67, 0x81, 0x08, 0x01, 0x01, 0x01, 0xA0, 0x74, 0x04, 0x72, 0x30, 0x70},
      {0x02, 0x01, 0x01, 0x30, 0x0B, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01},
      {0x30, 0x4E, 0x30, 0x25, 0x02, 0x01, 0x01, 0x04, 0x20},  // the hash of DG1 follows
  };
  auto at = sod.begin();
  for (const Bytes& part : expected) {
    const auto found = std::search(at, sod.end(), part.begin(), part.end());
    ASSERT_NE(found, sod.end()) << "part " << &part - expected.data();
    at = found + static_cast<std::ptrdiff_t>(part.size());
  }
  const Bytes dg7_hash = {0x30, 0x25, 0x02, 0x01, 0x07, 0x04, 0x20};
  EXPECT_TRUE(std::equal(dg7_hash.begin(), dg7_hash.end(), at + 32));
  // Signed attributes, sorted: contentType (15 = 21 bytes) before messageDigest (2F = 47 bytes).
  const Bytes attributes = {0xA0, 0x48, 0x30, 0x15, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09,
                            0x03, 0x31, 0x08, 0x06, 0x06, 0x67, 0x81, 0x08, 0x01, 0x01, 0x01, 0x30, 0x2F};
  EXPECT_NE(std::search(at, sod.end(), attributes.begin(), attributes.end()), sod.end());
}

TEST_F(SecurityObjectFile, LeavesOutComAndAnOldSod) {
  ChipFiles files = two_files();
  files[ChipFile::sod] = {0x77, 0x00};
  const auto sod = encode_security_object(files, *signer("ec"));
  ASSERT_TRUE(sod) << sod.error().message;
}

TEST_F(SecurityObjectFile, RefusesWhatCannotBeSigned) {
  const auto ds = signer("ec");
  EXPECT_EQ(encode_security_object({}, *ds).error().code, ErrorCode::invalid_argument);
  ChipFiles files = two_files();
  files.erase(ChipFile::dg7);
  EXPECT_EQ(encode_security_object(files, *ds).error().code, ErrorCode::invalid_argument);
  files[ChipFile::dg7] = {0x61, 0x00};
  const Error wrong_tag = encode_security_object(files, *ds).error();
  EXPECT_EQ(wrong_tag.code, ErrorCode::invalid_argument);
  EXPECT_EQ(wrong_tag.message.find("EF.DG7"), 0U) << wrong_tag.message;
}

// A signer outside, such as a hardware module that answers with the wrong key.
class WrongSigner : public Signer {
 public:
  WrongSigner(const Signer& certificate, const Signer& key) : certificate_(certificate), key_(key) {}
  [[nodiscard]] BytesView certificate() const override { return certificate_.certificate(); }
  [[nodiscard]] Bytes signature_algorithm() const override { return key_.signature_algorithm(); }
  [[nodiscard]] Digest digest() const override { return key_.digest(); }
  [[nodiscard]] Result<Bytes> sign(BytesView message) const override { return key_.sign(message); }

 private:
  const Signer& certificate_;
  const Signer& key_;
};

TEST_F(SecurityObjectFile, IsNotMadeWithAKeyThatIsNotTheCertificates) {
  const auto ec = signer("ec");
  const auto named = signer("ec-named");
  const auto rsa = signer("rsa");
  for (const Signer* key : {named.get(), rsa.get()}) {
    const auto sod = encode_security_object(two_files(), WrongSigner(*ec, *key));
    ASSERT_FALSE(sod);
    EXPECT_EQ(sod.error().code, ErrorCode::crypto);
  }
}

// Doc 9303-12 table 6, line by line; with any_certificate it is signed all the same, and the reader tells it.
TEST_F(SecurityObjectFile, RefusesACertificateThatBreaksTheProfile) {
  const std::vector<std::pair<std::string, std::string>> faults = {
      {"no-key-usage", "lacks the key usage"},
      {"key-usage-not-critical", "key usage that is not critical"},
      {"other-key-usage", "another key usage than digitalSignature"},
      {"basic-constraints", "has basic constraints"},
      {"extended-key-usage", "has extended key usage"},
      {"no-document-types", "lacks the document type list"},
      {"no-key-period", "lacks the private key usage period"},
      {"no-issuer-name", "lacks the issuer alternative name"},
      {"no-subject-name", "lacks the subject alternative name"},
      {"no-crl-points", "lacks the CRL distribution points"},
      {"no-authority-key", "lacks the authority key identifier"},
      {"other-country", "one country of two capital letters"},
      {"small-country", "one country of two capital letters"},
  };
  for (const auto& [fault, words] : faults) {
    make_test_pki(*folder_, fault, "ec --ds-fault " + fault);
    const auto ds = signer(fault);
    const auto refused = encode_security_object(two_files(), *ds);
    ASSERT_FALSE(refused) << fault;
    EXPECT_EQ(refused.error().code, ErrorCode::crypto);
    EXPECT_NE(refused.error().message.find(words), std::string::npos) << refused.error().message;
    EXPECT_NE(refused.error().message.find("Doc 9303-12 section 7.1, table 6"), std::string::npos);
    SecurityObjectOptions options;
    options.any_certificate = true;
    EXPECT_TRUE(encode_security_object(two_files(), *ds, options)) << fault;
  }
}

TEST_F(SecurityObjectFile, IsSignedOnlyWhileTheKeyMay) {
  using namespace std::chrono;
  const auto ds = signer("ec");
  const auto today = floor<seconds>(system_clock::now());
  SecurityObjectOptions options;
  for (const auto& [day, may] :
       {std::pair(today + days(91), true), {today + days(93), false}, {today - days(1), false}}) {
    options.on = day;
    const auto sod = encode_security_object(two_files(), *ds, options);
    EXPECT_EQ(sod.has_value(), may);
    if (!sod) {
      EXPECT_NE(sod.error().message.find("private key usage period"), std::string::npos);
    }
  }
  make_test_pki(*folder_, "old", "ec --from -4000");
  EXPECT_FALSE(encode_security_object(two_files(), *signer("old")));
}

// What the openssl command reads out of it.
TEST_F(SecurityObjectFile, HasTheVersionNameAndTimeThatWereAskedFor) {
  using namespace std::chrono;
  const auto ds = signer("rsa");
  SecurityObjectOptions options;
  options.version = 0;
  options.naming = SignerNaming::subject_key_identifier;
  options.signing_time = floor<days>(system_clock::now()) + days(1) + hours(1);
  const Bytes sod = encode_security_object(two_files(), *ds, options).value();
  ASSERT_TRUE(write_file(*folder_ / "sod.cms", unwrapped(sod)));
  EXPECT_EQ(run_command("openssl cms -verify -binary -inform DER -purpose any -in " + quoted(*folder_ / "sod.cms") +
                        " -CAfile " + quoted(pki("rsa") / "csca.pem")),
            0);
  ASSERT_EQ(run_command("openssl cms -cmsout -print -inform DER -in " + quoted(*folder_ / "sod.cms") + " -out " +
                        quoted(*folder_ / "print")),
            0);
  const Bytes print = load(*folder_ / "print");
  const std::string text(print.begin(), print.end());
  EXPECT_NE(text.find("signingTime"), std::string::npos);
  EXPECT_NE(text.find("01:00:00"), std::string::npos);
  EXPECT_NE(text.find("d.subjectKeyIdentifier"), std::string::npos);
  const SecurityObject read = decode_security_object(sod).value();
  EXPECT_EQ(read.version, 0);
  EXPECT_TRUE(read.lds_version.empty());
  EXPECT_EQ(read.signers.front().key_identifier.size(), 20U);
  EXPECT_EQ(read.hashes, hash_data_groups(two_files(), Digest::sha256).value());

  options.version = 2;
  EXPECT_EQ(encode_security_object(two_files(), *ds, options).error().code, ErrorCode::invalid_argument);
}

TEST_F(SecurityObjectFile, SignsHashesMadeElsewhere) {
  const auto ds = signer("ec");
  const DataGroupHashes hashes = hash_data_groups(two_files(), Digest::sha256).value();
  EXPECT_EQ(hashes.size(), 2U);
  EXPECT_TRUE(sign_data_group_hashes(hashes, *ds));
  DataGroupHashes bad = hashes;
  bad[ChipFile::dg1].pop_back();
  EXPECT_EQ(sign_data_group_hashes(bad, *ds).error().code, ErrorCode::invalid_argument);
  bad = hashes;
  bad[static_cast<ChipFile>(17)] = hashes.at(ChipFile::dg1);
  EXPECT_EQ(sign_data_group_hashes(bad, *ds).error().code, ErrorCode::invalid_argument);
}

TEST_F(SecurityObjectFile, ReadsWhatItWroteToTheByte) {
  for (const char* kind : kKinds) {
    const Bytes sod = encode_security_object(two_files(), *signer(kind, Digest::sha384)).value();
    const SecurityObject object = decode_security_object(sod).value();
    EXPECT_EQ(object.version, 1);
    EXPECT_EQ(object.digest, Digest::sha384);
    EXPECT_EQ(object.signers.size(), 1U);
    EXPECT_EQ(encode(object).value(), sod) << kind;
  }
}

// The BSI's reference set and the Dutch specimen, made by others.
TEST_F(SecurityObjectFile, WritesOthersAsTheyWere) {
  const fs::path root = fs::path(ENROLKIT_SHARED_DATA) / "chip/jmrtd/lds";
  if (!fs::is_directory(root)) GTEST_SKIP() << "no shared data: " << root;
  for (const char* name : {"bsi2008/EF_SOD.bin", "loes2006/ef011D.bin"}) {
    const Bytes sod = load(root / name);
    std::vector<ChipDeviation> deviations;
    const auto object = decode_security_object(sod, lenient(deviations));
    ASSERT_TRUE(object) << object.error().message;
    EXPECT_EQ(object->version, 0);
    const Bytes again = encode(*object).value();
    std::string told;
    for (const ChipDeviation& deviation : deviations) told += deviation.message + "; ";
    EXPECT_EQ(again, sod) << name << ": " << told;
  }
}

TEST_F(SecurityObjectFile, IsMadeByManyThreadsAtOnce) {
  const auto ds = signer("ec");
  std::vector<std::thread> threads;
  std::vector<int> made(4);
  for (int& count : made) {
    threads.emplace_back([&ds, &count] {
      for (int i = 0; i < 5; ++i) count += encode_security_object(two_files(), *ds).has_value() ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(made, std::vector<int>(4, 5));
}

TEST_F(SecurityObjectFile, TakesKeysAndCertificatesInEveryForm) {
  for (const char* kind : kKinds) {
    const std::string in = " -in " + quoted(pki(kind) / "ds.key") + " -out ";
    ASSERT_EQ(run_command("openssl pkey -outform DER" + in + quoted(*folder_ / "pkcs8.der")), 0);
    ASSERT_EQ(run_command("openssl pkey -traditional" + in + quoted(*folder_ / "traditional.pem")), 0);
    ASSERT_EQ(run_command("openssl pkey -traditional -outform DER" + in + quoted(*folder_ / "traditional.der")), 0);
    ASSERT_EQ(run_command("openssl x509 -outform DER -in " + quoted(pki(kind) / "ds.pem") + " -out " +
                          quoted(*folder_ / "ds.der")),
              0);
    for (const char* key : {"pkcs8.der", "traditional.pem", "traditional.der"}) {
      EXPECT_EQ(message(*folder_ / key, *folder_ / "ds.der"), "made") << kind << " " << key;
    }
    EXPECT_EQ(
        encode_security_object(two_files(), *make_file_signer(*folder_ / "pkcs8.der", *folder_ / "ds.der").value())
            .has_value(),
        true);
  }
}

TEST_F(SecurityObjectFile, SaysWhyAKeyOrCertificateIsRefused) {
  const fs::path key = pki("ec") / "ds.key";
  const fs::path certificate = pki("ec") / "ds.pem";
  const auto expect = [&](const fs::path& bad_key, const fs::path& bad_certificate, const fs::path& named,
                          const std::string& words) {
    const std::string text = message(bad_key, bad_certificate);
    EXPECT_EQ(text.find(named.string()), 0U) << text;
    EXPECT_NE(text.find(words), std::string::npos) << text;
    EXPECT_EQ(text.find('\n'), std::string::npos) << text;
  };
  EXPECT_EQ(message(key, certificate), "made");
  expect(pki("ec-named") / "ds.key", certificate, pki("ec-named") / "ds.key", "does not belong to the certificate");
  expect(pki("rsa") / "ds.key", certificate, pki("rsa") / "ds.key", "does not belong to the certificate");
  expect(certificate, certificate, certificate, "no private key");
  expect(key, key, key, "no readable certificate");
  expect(*folder_ / "absent", certificate, *folder_ / "absent", "cannot open");
  expect(key, *folder_ / "absent", *folder_ / "absent", "cannot open");

  const fs::path other = *folder_ / "other.key";
  const std::string out = " -out " + quoted(other);
  ASSERT_EQ(run_command("openssl pkey -aes128 -passout pass:secret -in " + quoted(key) + out), 0);
  expect(other, certificate, other, "encrypted, and no passphrase is given");
  EXPECT_TRUE(make_file_signer(other, certificate, Digest::sha256, "secret"));
  EXPECT_NE(make_file_signer(other, certificate, Digest::sha256, "wrong").error().message.find("passphrase does not"),
            std::string::npos);
  ASSERT_EQ(run_command("openssl pkey -traditional -aes128 -passout pass:secret -in " + quoted(key) + out), 0);
  expect(other, certificate, other, "encrypted");
  ASSERT_EQ(run_command("openssl pkcs8 -topk8 -outform DER -passout pass:secret -in " + quoted(key) + out), 0);
  expect(other, certificate, other, "encrypted");
  EXPECT_TRUE(make_file_signer(other, certificate, Digest::sha256, "secret"));
  EXPECT_EQ(make_file_signer(key, certificate, Digest::sha1).error().code, ErrorCode::invalid_argument);
  ASSERT_EQ(run_command("openssl genrsa" + out + " 1024"), 0);
  expect(other, certificate, other, "1024 bits");
  ASSERT_EQ(run_command("openssl ecparam -name prime192v1 -genkey -noout" + out), 0);
  expect(other, certificate, other, "192 bits");
  ASSERT_EQ(run_command("openssl genpkey -algorithm ed25519" + out), 0);
  expect(other, certificate, other, "neither RSA nor elliptic curve");
  ASSERT_TRUE(write_file(other, std::string_view("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")));
  expect(other, certificate, other, "no private key");
  ASSERT_TRUE(write_file(other, Bytes(70000, 'x')));
  expect(other, certificate, other, "more than the limit");
}

}  // namespace
}  // namespace enrolkit

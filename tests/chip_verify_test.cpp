// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

#include "enrolkit/biometric_groups.hpp"
#include "enrolkit/data_groups.hpp"
#include "enrolkit/image_codec.hpp"
#include "enrolkit/security_object.hpp"
#include "tests/chip_files.hpp"
#include "tests/test_pki.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMrz = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10";

const ChipFileVerification& file_of(const ChipVerification& chip, const std::string& name) {
  static const ChipFileVerification none;
  const auto found =
      std::find_if(chip.files.begin(), chip.files.end(), [&](const auto& file) { return file.name == name; });
  EXPECT_NE(found, chip.files.end()) << name;
  return found == chip.files.end() ? none : *found;
}

// The files with something wrong that is not tolerated.
std::vector<std::string> blamed(const ChipVerification& chip) {
  std::vector<std::string> names;
  for (const ChipFileVerification& file : chip.files) {
    const bool right =
        std::all_of(file.deviations.begin(), file.deviations.end(), [](const auto& d) { return d.tolerated; });
    if (!right || !file.parsed) names.push_back(file.name);
  }
  return names;
}

std::string all_messages(const ChipFileVerification& file) {
  std::string text;
  for (const ChipDeviation& deviation : file.deviations) {
    text +=
        std::to_string(deviation.offset) + " " + deviation.message + (deviation.tolerated ? " (tolerated)\n" : "\n");
  }
  return text;
}

class VerifyChip : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    make_test_pki(*folder_, "ec", "ec");
    make_test_pki(*folder_, "named", "ec-named");
    make_test_pki(*folder_, "rsa", "rsa");
    make_test_pki(*folder_, "expired", "ec --ds-days -1");
    make_test_pki(*folder_, "other", "ec");  // the same names, other keys
    make_test_pki(*folder_, "belgium", "ec --country BE");
  }
  static void TearDownTestSuite() { delete folder_; }

  static fs::path pki(const std::string& kind) { return *folder_ / kind; }
  static std::vector<Bytes> csca(const std::string& kind) { return {load(pki(kind) / "csca.pem")}; }

  static ChipFiles signed_chip(const std::string& kind, Digest digest = Digest::sha256) {
    FaceImage face;
    face.width = face.height = 1;
    face.format = FaceImageFormat::jpeg;
    face.colour_space = 3;
    face.image = encode_jpeg(Image(1, 1, PixelFormat::grey8).view(), 50).value();
    ChipFiles files = {{ChipFile::com, encode(CommonData{"0108", "040000", {ChipFile::dg1, ChipFile::dg2}}).value()},
                       {ChipFile::dg1, encode_dg1(kMrz).value()},
                       {ChipFile::dg2, encode_dg2({FaceRecord{{face}}}).value()}};
    const auto signer = make_file_signer(pki(kind) / "ds.key", pki(kind) / "ds.pem", digest).value();
    SecurityObjectOptions options;
    options.any_certificate = true;
    files[ChipFile::sod] = encode_security_object(files, *signer, options).value();
    return files;
  }

  static TemporaryFolder* folder_;
};
TemporaryFolder* VerifyChip::folder_ = nullptr;

TEST_F(VerifyChip, AcceptsWhatWasSigned) {
  for (const char* kind : {"ec", "named", "rsa"}) {
    for (const Digest digest : {Digest::sha256, Digest::sha384, Digest::sha512}) {
      const ChipVerification chip = verify_chip(signed_chip(kind, digest), csca(kind)).value();
      EXPECT_TRUE(chip.valid) << kind << " " << chip.sod.signature << " " << chip.sod.chain;
      EXPECT_EQ(chip.sod.signature, "valid");
      EXPECT_EQ(chip.sod.chain, "valid");
      EXPECT_EQ(chip.sod.version, 1);
      EXPECT_EQ(chip.sod.digest, digest == Digest::sha256   ? "SHA-256"
                                 : digest == Digest::sha384 ? "SHA-384"
                                                            : "SHA-512");
      EXPECT_EQ(chip.sod.signer, "CN=TEST Document Signer UTO, O=TEST, C=UT");
      EXPECT_TRUE(blamed(chip).empty());
      EXPECT_EQ(file_of(chip, "EF.DG1").hash, HashState::match);
      EXPECT_EQ(file_of(chip, "EF.COM").hash, HashState::not_in_sod);
    }
  }
}

TEST_F(VerifyChip, NotesOnlyTheNamedCurve) {
  EXPECT_EQ(all_messages(file_of(verify_chip(signed_chip("ec"), csca("ec")).value(), "EF.SOD")), "");
  const ChipVerification named = verify_chip(signed_chip("named"), csca("named")).value();
  EXPECT_NE(all_messages(file_of(named, "EF.SOD")).find("named curve"), std::string::npos);
  EXPECT_EQ(file_of(named, "EF.SOD").deviations.size(), 1U);
}

TEST_F(VerifyChip, CanDoWithoutACsca) {
  const ChipVerification chip = verify_chip(signed_chip("expired"), {}).value();
  EXPECT_TRUE(chip.valid);
  EXPECT_EQ(chip.sod.chain, "not_checked");
}

TEST_F(VerifyChip, TakesCscasInEveryForm) {
  const ChipFiles files = signed_chip("rsa");
  ASSERT_EQ(run_command("openssl x509 -outform DER -in '" + (pki("rsa") / "csca.pem").string() + "' -out '" +
                        (*folder_ / "csca.der").string() + "'"),
            0);
  Bytes bundle;
  for (const char* kind : {"belgium", "other", "rsa"}) {
    const Bytes pem = load(pki(kind) / "csca.pem");
    bundle.insert(bundle.end(), pem.begin(), pem.end());
  }
  for (const std::vector<Bytes>& trusted :
       {std::vector<Bytes>{load(*folder_ / "csca.der")}, std::vector<Bytes>{bundle},
        std::vector<Bytes>{load(pki("ec") / "csca.pem"), load(pki("rsa") / "csca.pem")}}) {
    EXPECT_EQ(verify_chip(files, trusted).value().sod.chain, "valid");
  }
}

TEST_F(VerifyChip, RefusesOtherChains) {
  const auto chain = [](const std::string& signer, const std::string& trusted) {
    const ChipVerification chip = verify_chip(signed_chip(signer), csca(trusted)).value();
    EXPECT_EQ(chip.valid, chip.sod.chain == "valid");
    EXPECT_EQ(chip.sod.signature, "valid");
    EXPECT_EQ(blamed(chip), chip.valid ? std::vector<std::string>{} : std::vector<std::string>{"EF.SOD"});
    return chip.sod.chain;
  };
  EXPECT_EQ(chain("ec", "ec"), "valid");
  EXPECT_EQ(chain("ec", "other").find("invalid: "), 0U);  // the same names, another key
  EXPECT_EQ(chain("ec", "belgium").find("invalid: none of the given CSCA certificates is the issuer"), 0U);
  EXPECT_EQ(chain("expired", "expired"), "invalid: the signer's certificate was never valid");
}

TEST_F(VerifyChip, SaysWhichCscaCannotBeRead) {
  const ChipFiles files = signed_chip("ec");
  const Bytes good = load(pki("ec") / "csca.pem");
  const Bytes key = load(pki("ec") / "csca.key");
  const Bytes signer = load(pki("ec") / "ds.pem");
  Bytes cut(good.begin(), good.end() - 60);
  for (const Bytes& bad : {key, signer, cut, Bytes{}, Bytes{0x30, 0x00}, Bytes(100, 'x')}) {
    const auto chip = verify_chip(files, {good, bad});
    ASSERT_FALSE(chip);
    EXPECT_EQ(chip.error().code, ErrorCode::crypto);
    EXPECT_EQ(chip.error().message.find("CSCA certificate 2: "), 0U) << chip.error().message;
  }
}

TEST_F(VerifyChip, TellsOfMissingAndSurplusFiles) {
  const ChipFiles whole = signed_chip("ec");
  const auto without = [&](ChipFile file) {
    ChipFiles files = whole;
    files.erase(file);
    return verify_chip(files, csca("ec")).value();
  };
  EXPECT_EQ(verify_chip({}, {}).error().code, ErrorCode::invalid_argument);

  const ChipVerification no_dg2 = without(ChipFile::dg2);
  EXPECT_FALSE(no_dg2.valid);
  EXPECT_EQ(file_of(no_dg2, "EF.DG2").hash, HashState::absent);
  EXPECT_FALSE(file_of(no_dg2, "EF.DG2").parsed);
  EXPECT_EQ(blamed(no_dg2), (std::vector<std::string>{"EF.COM", "EF.DG2"}));

  const ChipVerification no_com = without(ChipFile::com);
  EXPECT_FALSE(no_com.valid);
  EXPECT_EQ(blamed(no_com), std::vector<std::string>{"EF.COM"});

  const ChipVerification no_sod = without(ChipFile::sod);
  EXPECT_FALSE(no_sod.valid);
  EXPECT_EQ(no_sod.sod.signature, "absent");
  EXPECT_EQ(file_of(no_sod, "EF.DG1").hash, HashState::not_in_sod);

  ChipFiles surplus = whole;
  surplus[ChipFile::dg3] = encode_dg3({}, Bytes{1, 2, 3}).value();
  const ChipVerification more = verify_chip(surplus, csca("ec")).value();
  EXPECT_FALSE(more.valid);
  EXPECT_EQ(file_of(more, "EF.DG3").hash, HashState::not_in_sod);
  EXPECT_EQ(blamed(more), (std::vector<std::string>{"EF.COM", "EF.DG3"}));
}

TEST_F(VerifyChip, ComparesTheListsOfComAndSod) {
  ChipFiles files = signed_chip("ec");
  files[ChipFile::com] = encode(CommonData{"0107", "040001", {ChipFile::dg1, ChipFile::dg3}}).value();
  const ChipVerification chip = verify_chip(files, csca("ec")).value();
  EXPECT_FALSE(chip.valid);
  // 60 L | 5F01 04 at 2 | 5F36 06 at 9 | 5C at 18
  EXPECT_EQ(all_messages(file_of(chip, "EF.COM")),
            "2 the LDS version is not that of EF.SOD\n"
            "9 the Unicode version is not that of EF.SOD\n"
            "18 EF.DG2 is in EF.SOD, but not listed\n"
            "18 EF.DG3 is listed, but not in EF.SOD\n"
            "18 EF.DG3 is listed, but not there\n");
}

TEST_F(VerifyChip, TakesNoFileOfAnotherChip) {
  ChipFiles files = signed_chip("ec");
  std::string other = kMrz;
  other.replace(5, 8, "ERICSSON");
  files[ChipFile::dg1] = encode_dg1(other).value();
  const ChipVerification chip = verify_chip(files, csca("ec")).value();
  EXPECT_FALSE(chip.valid);
  EXPECT_EQ(chip.sod.signature, "valid");
  EXPECT_TRUE(file_of(chip, "EF.DG1").parsed);
  EXPECT_EQ(file_of(chip, "EF.DG1").hash, HashState::mismatch);
  EXPECT_EQ(blamed(chip), std::vector<std::string>{"EF.DG1"});
}

// The point of it all: no byte can be changed without being told, and the file is named.
TEST_F(VerifyChip, FindsEveryChangedByte) {
  for (const char* kind : {"ec", "rsa"}) {
    const ChipFiles whole = signed_chip(kind);
    const std::vector<Bytes> trusted = csca(kind);
    for (const ChipFile which : {ChipFile::com, ChipFile::dg1, ChipFile::dg2, ChipFile::sod}) {
      const std::string name = chip_file_name(which);
      ChipFiles files = whole;
      Bytes& bytes = files[which];
      for (std::size_t at = 0; at < bytes.size(); ++at) {
        for (const std::uint8_t mask : {0x01, 0x20, 0x80}) {
          bytes[at] ^= mask;
          const ChipVerification chip = verify_chip(files, trusted).value();
          bytes[at] ^= mask;
          EXPECT_FALSE(chip.valid) << name << " byte " << at << " mask " << int{mask};
          const std::vector<std::string> names = blamed(chip);
          EXPECT_NE(std::find(names.begin(), names.end(), name), names.end())
              << name << " byte " << at << " mask " << int{mask};
        }
      }
    }
  }
}

TEST_F(VerifyChip, RefusesEveryPrefix) {
  const ChipFiles whole = signed_chip("ec");
  const std::vector<Bytes> trusted = csca("ec");
  for (const auto& [which, content] : whole) {
    for (std::size_t size = 0; size < content.size(); ++size) {
      ChipFiles files = whole;
      files[which] = Bytes(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(size));
      const ChipVerification chip = verify_chip(files, trusted).value();
      EXPECT_FALSE(chip.valid) << chip_file_name(which) << " of " << size << " bytes";
      EXPECT_FALSE(file_of(chip, chip_file_name(which)).parsed);
    }
  }
}

// Somebody signs the same files with a PKI of his own that bears the same names.
TEST_F(VerifyChip, FindsAForgedSecurityObject) {
  ChipFiles files = signed_chip("ec");
  const ChipFiles other = signed_chip("other");
  files[ChipFile::sod] = other.at(ChipFile::sod);
  const ChipVerification chip = verify_chip(files, csca("ec")).value();
  EXPECT_FALSE(chip.valid);
  EXPECT_EQ(chip.sod.signature, "valid");
  EXPECT_EQ(file_of(chip, "EF.DG1").hash, HashState::match);
  EXPECT_NE(chip.sod.chain, "valid");
  EXPECT_EQ(blamed(chip), std::vector<std::string>{"EF.SOD"});
}

// A second signer, whose algorithm nobody here knows, keeps nobody from trusting the first; alone it is no signer.
TEST_F(VerifyChip, ToleratesAnotherSignerOfAnUnknownAlgorithm) {
  const Bytes ed25519 = from_hex("300506032B6570"), sha3 = from_hex("300B0609608648016503040208");
  ChipFiles files = signed_chip("ec");
  const SecurityObject once = decode_security_object(files.at(ChipFile::sod)).value();
  for (const bool unknown_digest : {false, true}) {
    SecurityObjectSigner unknown = once.signers.front();
    unknown.signature_algorithm = ed25519;
    if (unknown_digest) unknown.digest_algorithm = sha3;
    SecurityObject twice = once;
    twice.signers.push_back(unknown);
    if (unknown_digest) twice.digest_algorithms.push_back(sha3);
    files[ChipFile::sod] = encode(twice).value();
    std::vector<ChipDeviation> found;
    EXPECT_EQ(decode_security_object(files[ChipFile::sod], lenient(found)).value().signers.size(), 2U);
    const ChipVerification both = verify_chip(files, csca("ec")).value();
    EXPECT_TRUE(both.valid) << both.sod.signature;
    const std::string told = all_messages(file_of(both, "EF.SOD"));
    EXPECT_NE(told.find("the signature algorithm '1.3.101.112' is none of"), std::string::npos) << told;
    EXPECT_EQ(told.find("2.16.840.1.101.3.4.2.8") != std::string::npos, unknown_digest) << told;

    SecurityObject alone = twice;
    alone.signers = {unknown};
    files[ChipFile::sod] = encode(alone).value();
    const ChipVerification one = verify_chip(files, csca("ec")).value();
    EXPECT_FALSE(one.valid);
    EXPECT_NE(one.sod.signature.find("is none of"), std::string::npos) << one.sod.signature;
    EXPECT_EQ(one.sod.version, 1);  // the file is read all the same
    EXPECT_EQ(file_of(one, "EF.DG1").hash, HashState::match);
  }
}

TEST_F(VerifyChip, WorksOnManyThreadsAtOnce) {
  const ChipFiles files = signed_chip("ec");
  const std::vector<Bytes> trusted = csca("ec");
  std::vector<std::thread> threads;
  std::vector<int> valid(4);
  for (int& count : valid) {
    threads.emplace_back([&] {
      for (int i = 0; i < 5; ++i) count += verify_chip(files, trusted).value().valid ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(valid, std::vector<int>(4, 5));
}

// Chips made by others long ago: version 0, SHA-1 and explicit curves, RSA with PKCS #1.
class RealChips : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::is_directory(root())) GTEST_SKIP() << "no shared data: " << root();
  }
  static fs::path root() { return fs::path(ENROLKIT_SHARED_DATA) / "chip/jmrtd/lds"; }
  static ChipFiles bsi() {
    return {{ChipFile::com, load(root() / "bsi2008/EF_COM.bin")},
            {ChipFile::dg1, load(root() / "bsi2008/Datagroup1.bin")},
            {ChipFile::dg2, load(root() / "bsi2008/Datagroup2.bin")},
            {ChipFile::dg3, load(root() / "bsi2008/Datagroup3.bin")},
            {ChipFile::dg14, load(root() / "bsi2008/Datagroup14.bin")},
            {ChipFile::sod, load(root() / "bsi2008/EF_SOD.bin")}};
  }
  static ChipFiles dutch() {
    return {{ChipFile::com, load(root() / "loes2006/ef011E.bin")},
            {ChipFile::dg1, load(root() / "loes2006/ef0101.bin")},
            {ChipFile::dg2, load(root() / "loes2006/ef0102.bin")},
            {ChipFile::dg15, load(root() / "loes2006/ef010F.bin")},
            {ChipFile::sod, load(root() / "loes2006/ef011D.bin")}};
  }
};

TEST_F(RealChips, TheDutchSpecimenIsValid) {
  const ChipVerification chip = verify_chip(dutch(), {}).value();
  EXPECT_TRUE(chip.valid);
  EXPECT_EQ(chip.sod.version, 0);
  EXPECT_EQ(chip.sod.digest, "SHA-256");
  EXPECT_EQ(chip.sod.signature, "valid");
  EXPECT_EQ(chip.sod.signer, "C=NL, O=Sdu Identification bv, OU=DS Test, CN=DS Test");
  for (const char* name : {"EF.DG1", "EF.DG2", "EF.DG15"})
    EXPECT_EQ(file_of(chip, name).hash, HashState::match) << name;
}

TEST_F(RealChips, TheReferenceSetIsValidWithWhatItSigned) {
  const ChipVerification chip = verify_chip(bsi(), {}).value();
  EXPECT_TRUE(chip.valid);
  EXPECT_EQ(chip.sod.digest, "SHA-1");
  EXPECT_EQ(chip.sod.signature, "valid");
  EXPECT_NE(all_messages(file_of(chip, "EF.SOD")).find("SHA-1"), std::string::npos);

  ChipFiles more = bsi();
  more[ChipFile::dg4] = load(root() / "bsi2008/Datagroup4.bin");
  more[ChipFile::dg15] = load(root() / "bsi2008/Datagroup15.bin");
  const ChipVerification unsigned_files = verify_chip(more, {}).value();
  EXPECT_FALSE(unsigned_files.valid);
  EXPECT_EQ(file_of(unsigned_files, "EF.DG4").hash, HashState::not_in_sod);
  EXPECT_EQ(file_of(unsigned_files, "EF.DG15").hash, HashState::not_in_sod);
  EXPECT_TRUE(file_of(unsigned_files, "EF.DG4").parsed);
  EXPECT_EQ(blamed(unsigned_files), (std::vector<std::string>{"EF.COM", "EF.DG4", "EF.DG15"}));
}

TEST_F(RealChips, OneChangedByteIsFound) {
  for (const ChipFiles& whole : {bsi(), dutch()}) {
    for (const auto& [which, content] : whole) {
      if (which == ChipFile::com || which == ChipFile::sod) continue;
      ChipFiles files = whole;
      files[which][content.size() / 2] ^= 0x10;
      const ChipVerification chip = verify_chip(files, {}).value();
      EXPECT_FALSE(chip.valid);
      EXPECT_EQ(file_of(chip, chip_file_name(which)).hash, HashState::mismatch);
    }
  }
}

// Without a CSCA nothing vouches for the certificate: its names and dates may change, everything else may not.
TEST_F(RealChips, NoSecurityObjectCrashesOrPassesWithAChangedSignature) {
  for (const ChipFiles& whole : {bsi(), dutch()}) {
    const Bytes sod = whole.at(ChipFile::sod);
    // All of the signature, of the rest every 13th byte; ENROLKIT_ALL_BYTES=1: all, which takes a minute.
    const std::size_t step = std::getenv("ENROLKIT_ALL_BYTES") != nullptr ? 1 : 13;
    for (std::size_t at = 0; at < sod.size(); at += at + 60 < sod.size() ? std::min(step, sod.size() - 60 - at) : 1) {
      ChipFiles files = whole;
      files[ChipFile::sod][at] ^= 0x01;
      const auto chip = verify_chip(files, {});
      ASSERT_TRUE(chip) << at;
      EXPECT_TRUE(at + 60 < sod.size() || !chip->valid) << at;  // the last 60 bytes are of the signature
      files[ChipFile::sod].resize(at);
      EXPECT_FALSE(verify_chip(files, {}).value().valid) << at;
    }
  }
}

}  // namespace
}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
// enrolkit's own reading of common certificates against OpenSSL's of the same bytes.
#include <gtest/gtest.h>

#include <set>

#include "encoders/lds/certificate.hpp"
#include "encoders/lds/key_templates.hpp"
#include "enrolkit/security_object.hpp"
#include "tests/chip_files.hpp"
#include "tests/test_pki.hpp"

namespace enrolkit {
namespace {

using namespace lds;

Bytes der_of(const X509_NAME* name) {
  std::uint8_t* der = nullptr;
  const int size = i2d_X509_NAME(name, &der);
  Bytes bytes(der, der + std::max(size, 0));
  OPENSSL_free(der);
  return bytes;
}

bool are_equal(const std::optional<Period>& a, const std::optional<Period>& b) {
  return a.has_value() == b.has_value() && (!a || (a->from == b->from && a->until == b->until));
}

// Counts the readings of its own in which OpenSSL does not see what enrolkit saw.
class Comparison {
 public:
  explicit Comparison(const Bytes& certificate, EVP_PKEY* issuer = nullptr) : issuer_(issuer) {
    templates_.learn(read_passport_certificate(certificate).value().x509.get());
  }

  // Whether enrolkit reads the certificate by itself; if so, OpenSSL must read the same.
  bool is_common(const Bytes& der) {
    const auto own = read_common_certificate(der, templates_);
    if (!own) return false;
    const auto theirs = read_passport_certificate(der);
    if (!theirs) {
      ADD_FAILURE() << "OpenSSL refuses it";
      return true;
    }
    EXPECT_EQ(der_of(own->issuer.get()), der_of(theirs->issuer.get()));
    EXPECT_EQ(der_of(own->subject.get()), der_of(theirs->subject.get()));
    EXPECT_EQ(name_text(own->subject.get()), name_text(theirs->subject.get()));
    EXPECT_EQ(ASN1_INTEGER_cmp(own->serial.get(), theirs->serial.get()), 0);
    EXPECT_TRUE(theirs->key && EVP_PKEY_eq(own->key.get(), theirs->key.get()) == 1);
    EXPECT_EQ(own->named_curve, theirs->named_curve);
    EXPECT_EQ(own->extensions, theirs->extensions);
    EXPECT_EQ(own->critical, theirs->critical);
    EXPECT_EQ(own->unknown_critical, theirs->unknown_critical);
    EXPECT_EQ(own->authority, theirs->authority);
    EXPECT_EQ(own->key_usage, theirs->key_usage);
    EXPECT_EQ(own->key_identifier, theirs->key_identifier);
    EXPECT_EQ(own->authority_key_identifier, theirs->authority_key_identifier);
    EXPECT_TRUE(are_equal(own->validity, theirs->validity));
    EXPECT_TRUE(are_equal(own->signing_period, theirs->signing_period));
    if (issuer_ != nullptr) {
      EXPECT_EQ(is_certified_by(*own, issuer_), is_certified_by(*theirs, issuer_));
    }
    return true;
  }

 private:
  KeyTemplates templates_;
  EVP_PKEY* issuer_;
};

// Every bit flipped, bytes of interest in the place of each, one more and one less; gives how many were common.
int compare_changes(Comparison& comparison, const Bytes& der) {
  int common = 0;
  const auto try_one = [&](const Bytes& changed, std::size_t at) {
    const testing::ScopedTrace trace(__FILE__, __LINE__, "at byte " + std::to_string(at));
    common += comparison.is_common(changed) ? 1 : 0;
  };
  for (std::size_t at = 0; at < der.size() && !testing::Test::HasFailure(); ++at) {
    Bytes changed = der;
    for (int bit = 0; bit < 8; ++bit) {
      changed[at] = static_cast<std::uint8_t>(der[at] ^ 1U << bit);
      try_one(changed, at);
    }
    for (const int value : {0x00, 0x30, 0x36, 0x7F, 0x80, 0xFF}) {
      changed[at] = static_cast<std::uint8_t>(value);
      try_one(changed, at);
    }
    changed = der;
    changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(at));
    try_one(changed, at);
    changed = der;
    changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(at), 0x00);
    try_one(changed, at);
    changed.assign(der.begin(), der.begin() + static_cast<std::ptrdiff_t>(at));
    try_one(changed, at);
  }
  return common;
}

class CertificateReading : public testing::Test {
 protected:
  static Bytes certificate(const std::string& kind, const char* file) {
    const auto read = read_certificates(load(folder_ / kind / file));
    return encoded(read.value().front().get());
  }
  static void make(const std::string& kind, const std::string& options) { make_test_pki(folder_, kind, options); }

  static TemporaryFolder folder_;
};
TemporaryFolder CertificateReading::folder_;

TEST_F(CertificateReading, IsOpensslsForEveryCurve) {
  for (const char* kind : {"ec", "ec-named", "p384", "bp256", "bp384"}) {
    make(kind, kind);
    const PassportCertificate csca = read_passport_certificate(certificate(kind, "csca.pem")).value();
    const Bytes signer = certificate(kind, "ds.pem");
    Comparison comparison(certificate(kind, "csca.pem"), csca.key.get());
    EXPECT_TRUE(comparison.is_common(signer)) << kind;
    Comparison other(signer, csca.key.get());  // its own curve is a template as well
    EXPECT_TRUE(other.is_common(signer)) << kind;
    EXPECT_TRUE(comparison.is_common(certificate(kind, "csca.pem"))) << kind;
    if (std::string(kind).rfind("ec", 0) == 0) {
      EXPECT_GT(compare_changes(comparison, signer), 100) << kind;
    }
    if (std::string(kind) == "ec") {
      EXPECT_GT(compare_changes(comparison, certificate(kind, "csca.pem")), 100);
    }
  }
}

TEST_F(CertificateReading, IsSignedByTheRightKeyOnly) {
  make("one", "ec");
  make("two", "ec");
  const PassportCertificate one = read_passport_certificate(certificate("one", "csca.pem")).value();
  const PassportCertificate two = read_passport_certificate(certificate("two", "csca.pem")).value();
  KeyTemplates templates;
  templates.learn(one.x509.get());
  const auto signer = read_common_certificate(certificate("one", "ds.pem"), templates);
  ASSERT_TRUE(signer);
  EXPECT_TRUE(is_certified_by(*signer, one.key.get()));
  EXPECT_FALSE(is_certified_by(*signer, two.key.get()));
}

TEST_F(CertificateReading, LeavesTheUnusualToOpenssl) {
  make("usual", "ec");
  make("rsa", "rsa");
  Comparison curve(certificate("usual", "csca.pem"));
  EXPECT_FALSE(curve.is_common(certificate("rsa", "ds.pem")));
  EXPECT_FALSE(curve.is_common(certificate("rsa", "csca.pem")));
  Bytes longer = certificate("usual", "ds.pem");
  longer.push_back(0);
  EXPECT_FALSE(curve.is_common(longer));
}

// A curve that no passport has is left to OpenSSL once, and known from then on.
TEST_F(CertificateReading, LearnsOtherCurves) {
  const std::string path = folder_ / "p320.der";
  ASSERT_EQ(run_command("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:brainpoolP320r1 -nodes -subj /C=UT "
                        "-addext keyUsage=critical,keyCertSign,cRLSign -keyout /dev/null -outform DER -out '" +
                        path + "'"),
            0);
  const Bytes other = load(path);
  KeyTemplates templates;
  EXPECT_FALSE(read_common_certificate(other, templates));
  const auto first = read_certificate(other, templates);
  ASSERT_TRUE(first && first->x509);
  const auto second = read_certificate(other, templates);
  ASSERT_TRUE(second && !second->x509);
  EXPECT_EQ(EVP_PKEY_eq(first->key.get(), second->key.get()), 1);
}

// The curves that are known from the start, as the openssl command writes them; and a key on each is that command's.
TEST_F(CertificateReading, KnowsTheCurvesOfPassports) {
  std::set<std::string> written;
  for (const std::string curve :
       {"prime256v1", "secp384r1", "secp521r1", "brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1"}) {
    for (const std::string form : {"named_curve", "explicit", "explicit -no_seed"}) {
      const std::string path = folder_ / "key.der";
      ASSERT_EQ(run_command("openssl ecparam -name " + curve + " -param_enc " + form + " -genkey -noout | openssl ec " +
                            (form == "explicit -no_seed" ? "" : "-param_enc " + form) + " -pubout -outform DER -out '" +
                            path + "'"),
                0);
      const Bytes file = load(path);
      FileReview review("", ReadingMode::strict);
      TlvReader fields = TlvReader(file, review).enter(kSequence, "");
      const BytesView algorithm = fields.read(kSequence, "").whole;
      const BytesView point = fields.read(kBitString, "").value.subspan(1);
      const std::uint8_t* at = file.data();
      const KeyPtr theirs(d2i_PUBKEY(nullptr, &at, static_cast<long>(file.size())));
      const KeyPtr own = KeyTemplates().make(algorithm, point);
      ASSERT_TRUE(own && theirs) << curve << ' ' << form;
      EXPECT_EQ(EVP_PKEY_eq(own.get(), theirs.get()), 1) << curve << ' ' << form;
      written.emplace(algorithm.begin(), algorithm.end());
      Bytes off_curve(point.begin(), point.end());
      off_curve.back() ^= 1U;
      EXPECT_FALSE(KeyTemplates().make(algorithm, off_curve)) << curve;
    }
  }
  EXPECT_EQ(written.size(), KeyTemplates::built_in().size());
}

TEST_F(CertificateReading, IsOpensslsForFaultySigners) {
  for (const char* fault : {"no-key-usage", "key-usage-not-critical", "other-key-usage", "basic-constraints",
                            "no-document-types", "no-key-period", "no-crl-points", "other-country", "small-country"}) {
    make(fault, std::string("ec --ds-fault ") + fault);
    Comparison comparison(certificate(fault, "csca.pem"));
    comparison.is_common(certificate(fault, "ds.pem"));
  }
}

class OthersCertificates : public SharedChipFiles {};

TEST_F(OthersCertificates, AreReadAsOpensslReadsThem) {
  for (const char* name : {"jmrtd/lds/bsi2008/EF_SOD.bin", "jmrtd/lds/loes2006/ef011D.bin"}) {
    std::vector<ChipDeviation> found;
    const SecurityObject object = decode_security_object(load(name), lenient(found)).value();
    for (const Bytes& certificate : object.certificates) {
      Comparison comparison(certificate);
      compare_changes(comparison, certificate);
    }
  }
}

}  // namespace
}  // namespace enrolkit

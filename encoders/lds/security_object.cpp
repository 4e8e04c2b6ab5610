// SPDX-License-Identifier: Apache-2.0
// EF.SOD: hashes the data groups and has them signed.
#include "enrolkit/security_object.hpp"

#include "encoders/lds/lds_security_object.hpp"
#include "encoders/lds/signed_data.hpp"

namespace enrolkit {
namespace {

constexpr std::size_t kMinDataGroups = 2;  // Doc 9303-10 appendix D.1

Result<lds::LdsSecurityObject> hashes_of(const ChipFiles& files, const lds::DigestAlgorithm& digest) {
  lds::LdsSecurityObject object;
  object.digest = &digest;
  for (const auto& [file, content] : files) {
    if (file == ChipFile::com || file == ChipFile::sod) continue;
    lds::FileReview review(chip_file_name(file), ReadingMode::strict);
    (void)lds::open_chip_file(content, chip_file_tag(file), review);
    if (const auto checked = review.result(true); !checked) {
      return Error{ErrorCode::invalid_argument, checked.error().message};
    }
    object.hashes.emplace(file, lds::hash(digest, content));
  }
  if (object.hashes.size() < kMinDataGroups) {
    return Error{ErrorCode::invalid_argument,
                 "EF.SOD: " + std::to_string(object.hashes.size()) + " data groups to sign, expected at least two"};
  }
  return object;
}

// What leaves this house must verify: a signer whose key is not the certificate's would otherwise be found at a border.
Status check_made(BytesView file) {
  lds::FileReview review("EF.SOD");
  const lds::SignedData data =
      lds::read_signed_data(lds::open_chip_file(file, chip_file_tag(ChipFile::sod), review), review);
  if (const auto read = review.result(true); !read) return Error{ErrorCode::crypto, read.error().message};
  if (!review.deviations().empty()) {
    return Error{ErrorCode::crypto, "EF.SOD: the signer's answers do not fit: " + review.deviations().front().message};
  }
  const lds::ErrorScope errors;
  const std::uint8_t* der = data.certificates.front().whole.data();
  const lds::CertificatePtr certificate(
      d2i_X509(nullptr, &der, static_cast<long>(data.certificates.front().whole.size())));
  EVP_PKEY* key = certificate ? X509_get0_pubkey(certificate.get()) : nullptr;
  if (key == nullptr) return Error{ErrorCode::crypto, "EF.SOD: the signer's certificate has no readable public key"};
  const std::string problem =
      lds::check_signature(key, data.signer->algorithm, lds::signed_message(data), data.signer->signature);
  if (problem.empty()) return {};
  return Error{ErrorCode::crypto, "EF.SOD: the signer's signature is wrong: " + problem};
}

}  // namespace

Result<Bytes> encode_security_object(const ChipFiles& files, const Signer& signer) {
  const lds::DigestAlgorithm& digest = lds::digest_algorithm(signer.digest());
  const Result<lds::LdsSecurityObject> object = hashes_of(files, digest);
  if (!object) return object.error();

  const BytesView certificate = signer.certificate();
  lds::FileReview review("the signer's certificate");
  const lds::CertificateIdentity identity = lds::read_certificate_identity(lds::TlvReader(certificate, review), review);
  if (const auto read = review.result(true); !read) return Error{ErrorCode::crypto, read.error().message};

  const Bytes content = lds::encode(*object);
  const Bytes attributes = lds::signed_attributes(content, digest);
  const Result<Bytes> signature = signer.sign(attributes);
  if (!signature) return signature.error();
  Bytes file = lds::encode_signed_data(content, digest, certificate, identity, attributes, signer.signature_algorithm(),
                                       *signature);
  if (Status status = check_made(file); !status) return status.error();
  return file;
}

}  // namespace enrolkit

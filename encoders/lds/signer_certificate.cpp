// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/signer_certificate.hpp"

#include <mutex>
#include <utility>

#include "encoders/lds/signed_data.hpp"
#include "enrolkit/file.hpp"

namespace enrolkit {
namespace {

using namespace lds;

constexpr int kMinRsaBits = 2048, kMaxRsaBits = 4096;  // Doc 9303-12 section 4.4; the contract of make_file_signer
constexpr int kMinEcBits = 224;                        // Doc 9303-12 section 4.4

Signer::ReadCertificate read(BytesView der) {
  const ErrorScope errors;
  Signer::ReadCertificate read;
  FileReview review("the signer's certificate");
  const CertificateIdentity identity = read_certificate_identity(TlvReader(der, review), review);
  if (const auto names = review.result(true); !names) {
    read.problem = names.error().message;
    return read;
  }
  const std::uint8_t* at = der.data();
  CertificatePtr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!certificate || at != der.data() + der.size() || X509_get0_pubkey(certificate.get()) == nullptr) {
    read.problem = "the signer's certificate has no readable public key: " + ErrorScope::reason();
    return read;
  }
  read.issuer = copy_of(identity.issuer);
  read.serial = copy_of(identity.serial);
  if (const ASN1_OCTET_STRING* id = X509_get0_subject_key_id(certificate.get()); id != nullptr) {
    read.key_identifier = copy_of({ASN1_STRING_get0_data(id), static_cast<std::size_t>(ASN1_STRING_length(id))});
  }
  for (const ChipDeviation& deviation : signer_profile_deviations(content_of(certificate.get()))) {
    if (deviation.rule == kSignerProfileRule) read.profile.push_back(deviation);
  }
  read.signing_period = signing_period_of(certificate.get());
  read.certificate = std::move(certificate);
  return read;
}

}  // namespace

struct Signer::Cache {
  std::once_flag once;
  ReadCertificate read;
};

Signer::Signer() : cache_(std::make_unique<Cache>()) {}
Signer::~Signer() = default;

const Signer::ReadCertificate& Signer::read_certificate() const {
  std::call_once(cache_->once, [&] { cache_->read = read(certificate()); });
  return cache_->read;
}

namespace lds {

Result<CertificatePtr> read_signer_certificate(const std::filesystem::path& path) {
  const Result<Bytes> file = read_file(path, kMaxCertificateBytes);
  if (!file) return file.error();
  Result<std::vector<CertificatePtr>> certificates = read_certificates(*file);
  if (!certificates) return Error{ErrorCode::crypto, path.string() + ": " + certificates.error().message};
  return std::move(certificates->front());
}

Status check_strength(const EVP_PKEY* key, const std::string& name) {
  const int type = EVP_PKEY_get_base_id(key);
  const int bits = EVP_PKEY_get_bits(key);
  const auto refuse = [&](const std::string& reason) { return Error{ErrorCode::crypto, name + ": " + reason}; };
  if (type == EVP_PKEY_RSA || type == EVP_PKEY_RSA_PSS) {
    if (bits >= kMinRsaBits && bits <= kMaxRsaBits) return {};
    return refuse("the RSA key has " + std::to_string(bits) + " bits, expected 2048 to 4096");
  }
  if (type != EVP_PKEY_EC) return refuse("the key is neither RSA nor elliptic curve");
  if (bits >= kMinEcBits) return {};
  return refuse("the elliptic curve has " + std::to_string(bits) + " bits, expected at least 224");
}

Status check_signing_digest(Digest digest) {
  if (digest != Digest::sha1) return {};
  return Error{ErrorCode::invalid_argument, "SHA-1 is not signed with, expected SHA-256, SHA-384 or SHA-512"};
}

}  // namespace lds
}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
// EF.SOD: hashes the data groups and has them signed.
#include "enrolkit/security_object.hpp"

#include "encoders/lds/lds_security_object.hpp"
#include "encoders/lds/signed_data.hpp"
#include "encoders/lds/signer_certificate.hpp"

namespace enrolkit {
namespace {

constexpr std::size_t kMinDataGroups = 2;  // Doc 9303-10 appendix D.1

Error refused(const std::string& reason) { return {ErrorCode::crypto, "EF.SOD: " + reason}; }

// Doc 9303-12: the certificate's profile, and the period in which its key may sign.
Status check_certificate(const Signer::ReadCertificate& read, lds::Time on) {
  if (!read.profile.empty()) {
    const ChipDeviation& first = read.profile.front();
    return refused(first.message + " (" + first.rule + ")");
  }
  if (!read.signing_period) return refused("the document signer's certificate has a date that is none");
  if (read.signing_period->holds(on)) return {};
  return refused("the document signer's key may sign " + lds::period_text(*read.signing_period) + ", not on " +
                 lds::day_text(on) + " (Doc 9303-12 section 7.1, private key usage period and validity)");
}

Status check_hashes(const DataGroupHashes& hashes, const lds::DigestAlgorithm& digest) {
  for (const auto& [file, value] : hashes) {
    const auto number = static_cast<int>(file);
    if (number < 1 || number > 16) {
      return Error{ErrorCode::invalid_argument, "EF.SOD: " + chip_file_name(file) + " is no data group"};
    }
    if (value.size() != digest.size) {
      return Error{ErrorCode::invalid_argument, "EF.SOD: the hash of " + chip_file_name(file) + " has " +
                                                    std::to_string(value.size()) + " bytes, expected " +
                                                    std::to_string(digest.size) + " of " + std::string(digest.name)};
    }
  }
  if (hashes.size() >= kMinDataGroups) return {};
  return Error{ErrorCode::invalid_argument,
               "EF.SOD: " + std::to_string(hashes.size()) + " data groups to sign, expected at least two"};
}

// What leaves this house must verify: a signer whose key is not the certificate's would otherwise be found at a border.
Status check_made(const lds::SignedContent& made, const Signer::ReadCertificate& read) {
  lds::FileReview review("EF.SOD");
  lds::TlvReader reader(made.signature_algorithm, review);
  const auto algorithm = lds::read_signature_identifier(reader, review);
  if (!algorithm) return refused("the signer's signature algorithm cannot be read");
  if (algorithm->digest != nullptr && algorithm->digest != made.digest) {
    return refused("the signer's signature algorithm has another digest than the signer");
  }
  const std::string problem =
      lds::check_signature(X509_get0_pubkey(read.certificate.get()), *algorithm, made.attributes, made.signature);
  if (problem.empty()) return {};
  return refused("the signer's signature is wrong: " + problem);
}

}  // namespace

Result<DataGroupHashes> hash_data_groups(const ChipFiles& files, Digest digest) {
  const lds::DigestAlgorithm& algorithm = lds::digest_algorithm(digest);
  DataGroupHashes hashes;
  for (const auto& [file, content] : files) {
    if (file == ChipFile::com || file == ChipFile::sod) continue;
    lds::FileReview review(chip_file_name(file), ReadingMode::strict);
    (void)lds::open_chip_file(content, chip_file_tag(file), review);
    if (const auto checked = review.result(true); !checked) {
      return Error{ErrorCode::invalid_argument, checked.error().message};
    }
    hashes.emplace_hint(hashes.end(), file, lds::hash(algorithm, content));
  }
  return hashes;
}

Result<Bytes> sign_data_group_hashes(const DataGroupHashes& hashes, const Signer& signer,
                                     const SecurityObjectOptions& options) {
  const lds::DigestAlgorithm& digest = lds::digest_algorithm(signer.digest());
  if (options.version != 0 && options.version != 1) {
    return Error{ErrorCode::invalid_argument,
                 "EF.SOD: there is no version " + std::to_string(options.version) + ", expected 0 or 1"};
  }
  if (Status status = check_hashes(hashes, digest); !status) return status.error();
  const Signer::ReadCertificate& read = signer.read_certificate();
  if (!read.certificate) return refused(read.problem);
  const lds::Time now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  if (!options.any_certificate) {
    const lds::Time on = options.on.value_or(options.signing_time.value_or(now));
    if (Status status = check_certificate(read, on); !status) return status.error();
  }

  lds::SignedContent signed_content{};
  signed_content.digest = &digest;
  signed_content.certificate = signer.certificate();
  if (options.naming == SignerNaming::issuer_and_serial) {
    signed_content.issuer = read.issuer;
    signed_content.serial = read.serial;
  } else if (!read.key_identifier.empty()) {
    signed_content.key_identifier = read.key_identifier;
  } else {
    return Error{ErrorCode::invalid_argument, "EF.SOD: the signer's certificate has no subject key identifier"};
  }
  const Bytes content = lds::encode_lds_security_object(options.version, digest, hashes);
  const Bytes attributes = lds::signed_attributes(content, digest, options.signing_time);
  const Result<Bytes> signature = signer.sign(attributes);
  if (!signature) return signature.error();
  const Bytes algorithm = signer.signature_algorithm();
  signed_content.content = content;
  signed_content.attributes = attributes;
  signed_content.signature_algorithm = algorithm;
  signed_content.signature = *signature;
  if (!signer.key_is_proven()) {
    if (Status status = check_made(signed_content, read); !status) return status.error();
  }
  return lds::encode_signed_data(signed_content);
}

Result<Bytes> encode_security_object(const ChipFiles& files, const Signer& signer,
                                     const SecurityObjectOptions& options) {
  const Result<DataGroupHashes> hashes = hash_data_groups(files, signer.digest());
  if (!hashes) return hashes.error();
  return sign_data_group_hashes(*hashes, signer, options);
}

}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/digest_algorithm.hpp"

#include <array>

namespace enrolkit::lds {
namespace {

constexpr std::array<DigestAlgorithm, 5> kDigests = {{
    {Digest::sha256, "SHA-256", "2.16.840.1.101.3.4.2.1", 32, EVP_sha256},
    {Digest::sha384, "SHA-384", "2.16.840.1.101.3.4.2.2", 48, EVP_sha384},
    {Digest::sha512, "SHA-512", "2.16.840.1.101.3.4.2.3", 64, EVP_sha512},
    {Digest::sha224, "SHA-224", "2.16.840.1.101.3.4.2.4", 28, EVP_sha224},
    {Digest::sha1, "SHA-1", "1.3.14.3.2.26", 20, EVP_sha1},  // passports before 2010 or so
}};

}  // namespace

const DigestAlgorithm& digest_algorithm(Digest digest) noexcept {
  for (const DigestAlgorithm& known : kDigests) {
    if (known.digest == digest) return known;
  }
  return kDigests[0];
}

const DigestAlgorithm* digest_by_oid(std::string_view oid) noexcept {
  for (const DigestAlgorithm& digest : kDigests) {
    if (digest.oid == oid) return &digest;
  }
  return nullptr;
}

Bytes hash(const DigestAlgorithm& algorithm, BytesView data) {
  Bytes result(algorithm.size);
  if (EVP_Digest(data.data(), data.size(), result.data(), nullptr, algorithm.evp(), nullptr) != 1) result.clear();
  return result;
}

Bytes digest_identifier(const DigestAlgorithm& algorithm) { return tlv(kSequence, der_oid(algorithm.oid)); }

const DigestAlgorithm* read_digest_identifier(TlvReader& reader, std::string_view what, FileReview& review,
                                              BytesView* whole) {
  const Element element = reader.read(kSequence, what);
  const std::size_t offset = element.offset;
  if (whole != nullptr) *whole = element.whole;
  TlvReader identifier = reader.inside(element);
  const std::string oid = oid_text(identifier.read(kObjectIdentifier, what).value);
  if (!identifier.at_end() && !identifier.read(kNull, what).value.empty()) {
    review.fail(ErrorCode::malformed, offset, "RFC 5754 section 2",
                std::string(what) + ": the parameters are not NULL");
  }
  identifier.finish(what);
  const DigestAlgorithm* digest = digest_by_oid(oid);
  if (digest == nullptr && !review.failed()) {
    review.fail(ErrorCode::unsupported, offset, "Doc 9303-12 section 4.4",
                std::string(what) + ": the digest algorithm '" + oid + "' is none of SHA-1 and SHA-2");
  }
  return review.failed() ? nullptr : digest;
}

}  // namespace enrolkit::lds

namespace enrolkit {

std::string_view digest_name(Digest digest) noexcept { return lds::digest_algorithm(digest).name; }

Result<Digest> parse_digest_name(std::string_view name) {
  std::string wanted(name);
  std::erase(wanted, '-');
  for (char& c : wanted) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  for (const lds::DigestAlgorithm& known : lds::kDigests) {
    std::string plain(known.name);
    std::erase(plain, '-');
    if (plain == wanted) return known.digest;
  }
  return Error{ErrorCode::invalid_argument,
               "the digest '" + std::string(name) + "' is none of sha256, sha384, sha512, sha224 and sha1"};
}

}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
// EF.SOD against the bare signatures of OpenSSL that are in it, same key, same process.
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "bench/workload.hpp"
#include "encoders/lds/certificate.hpp"
#include "enrolkit/data_groups.hpp"
#include "enrolkit/file.hpp"
#include "enrolkit/passive_authentication.hpp"
#include "enrolkit/security_object.hpp"

namespace enrolkit::bench {
namespace {

constexpr std::size_t kMaxFileBytes = 1U << 20U;

using lds::BioPtr;
using lds::CertificatePtr;
using lds::DigestContextPtr;
using lds::KeyPtr;

void must(bool done) {
  if (!done) throw std::runtime_error("OpenSSL cannot do its part of the signing workloads");
}

// The key of the document signer and the two that its chain is verified with, and messages as long as in EF.SOD.
struct Keys {
  KeyPtr own, signer, authority;
  Bytes attributes = Bytes(74, 0x31), certificate = Bytes(720, 0x30);
  Bytes by_signer, by_own;

  static KeyPtr public_key(const std::filesystem::path& path) {
    const Bytes pem = read_file(path, kMaxFileBytes).value();
    const BioPtr source(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const CertificatePtr certificate(PEM_read_bio_X509(source.get(), nullptr, nullptr, nullptr));
    must(certificate != nullptr);
    return KeyPtr(X509_get_pubkey(certificate.get()));
  }
};

KeyPtr private_key(const std::filesystem::path& path) {
  const Bytes pem = read_file(path, kMaxFileBytes).value();
  const BioPtr source(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  KeyPtr key(PEM_read_bio_PrivateKey(source.get(), nullptr, nullptr, nullptr));
  must(key != nullptr);
  return key;
}

Bytes sign(EVP_PKEY* key, BytesView message) {
  const DigestContextPtr context(EVP_MD_CTX_new());
  must(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1);
  Bytes signature(static_cast<std::size_t>(EVP_PKEY_get_size(key)));
  std::size_t size = signature.size();
  must(EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) == 1);
  signature.resize(size);
  return signature;
}

void verify(EVP_PKEY* key, const Bytes& message, const Bytes& signature) {
  const DigestContextPtr context(EVP_MD_CTX_new());
  must(EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1);
  must(EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1);
}

// One key under many certificates, each of which a verifier meets for the first time.
class NewSigner : public Signer {
 public:
  NewSigner(EVP_PKEY* key, Bytes certificate, Bytes algorithm)
      : key_(key), certificate_(std::move(certificate)), algorithm_(std::move(algorithm)) {}
  [[nodiscard]] BytesView certificate() const override { return certificate_; }
  [[nodiscard]] Bytes signature_algorithm() const override { return algorithm_; }
  [[nodiscard]] Digest digest() const override { return Digest::sha256; }
  [[nodiscard]] Result<Bytes> sign(BytesView message) const override { return bench::sign(key_, message); }

 private:
  EVP_PKEY* key_;
  Bytes certificate_, algorithm_;
};

// The same chip by as many document signers as make a verifier forget the first before it meets it again.
std::vector<ChipFiles> chips_of_new_signers(const std::filesystem::path& pki, const ChipFiles& files, EVP_PKEY* key,
                                            const Signer& like) {
  constexpr int kSigners = 600;
  const KeyPtr csca = private_key(pki / "csca.key");
  const BytesView der = like.certificate();
  std::vector<ChipFiles> chips;
  for (int number = 1; number <= kSigners; ++number) {
    const std::uint8_t* at = der.data();
    const CertificatePtr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    must(certificate && ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), number) == 1 &&
         X509_sign(certificate.get(), csca.get(), EVP_sha256()) > 0);
    const NewSigner signer(key, lds::encoded(certificate.get()), like.signature_algorithm());
    chips.push_back(files);
    chips.back()[ChipFile::sod] = encode_security_object(files, signer).value();
  }
  return chips;
}

}  // namespace

std::vector<Workload> signing_workloads(const std::filesystem::path& pki, const ChipFiles& chip) {
  auto keys = std::make_shared<Keys>();
  keys->own = private_key(pki / "ds.key");
  keys->signer = Keys::public_key(pki / "ds.pem");
  keys->by_signer = sign(keys->own.get(), keys->attributes);
  keys->by_own = sign(keys->own.get(), keys->certificate);

  const std::shared_ptr<const Signer> signer = make_file_signer(pki / "ds.key", pki / "ds.pem").value();
  auto hashes = std::make_shared<DataGroupHashes>(hash_data_groups(chip, Digest::sha256).value());
  // A chip of two small files: what else is read and hashed is the other workloads'.
  auto files = std::make_shared<ChipFiles>();
  (*files)[ChipFile::com] = encode(CommonData{"0108", "040000", {ChipFile::dg1, ChipFile::dg13}}).value();
  (*files)[ChipFile::dg1] = chip.at(ChipFile::dg1);
  (*files)[ChipFile::dg13] = {0x6D, 0x00};
  (*files)[ChipFile::sod] = encode_security_object(*files, *signer).value();
  const std::vector<TrustSource> csca = {{"csca.pem", read_file(pki / "csca.pem", kMaxFileBytes).value()}};
  auto verifier = std::make_shared<ChipVerifier>(ChipVerifier::make(csca).value());
  auto first_met =
      std::make_shared<std::vector<ChipFiles>>(chips_of_new_signers(pki, *files, keys->own.get(), *signer));
  auto next = std::make_shared<std::size_t>(0);
  auto everything = std::make_shared<ChipFiles>(chip);
  return {
      {"bare_signature", "", [keys] { must(!sign(keys->own.get(), keys->attributes).empty()); }},
      {"bare_signature_and_hashes", "",
       [keys, everything] {
         std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
         for (const auto& [file, bytes] : *everything) {
           if (file == ChipFile::com || file == ChipFile::sod) continue;
           must(EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr) == 1);
         }
         must(!sign(keys->own.get(), keys->attributes).empty());
       }},
      {"bare_two_verifications", "",
       [keys] {
         verify(keys->signer.get(), keys->attributes, keys->by_signer);
         verify(keys->signer.get(), keys->certificate, keys->by_own);
       }},
      {"sod_sign", "bare_signature",
       [signer, hashes] { must(!sign_data_group_hashes(*hashes, *signer).value().empty()); }},
      {"sod_of_chip", "bare_signature_and_hashes",
       [signer, everything] { must(!encode_security_object(*everything, *signer).value().empty()); }},
      {"sod_verify", "bare_two_verifications", [verifier, files] { must(verifier->verify(*files).value().valid); }},
      {"sod_verify_new_signer", "bare_two_verifications",
       [verifier, first_met, next, keys] {
         must(verifier->verify((*first_met)[*next % first_met->size()]).value().valid);
         ++*next;
       }},
      {"sod_verify_once", "bare_two_verifications",
       [files, csca] {  // all certificates are read anew
         const ChipVerifier fresh = ChipVerifier::make(csca).value();
         must(fresh.verify(*files).value().valid);
       }},
  };
}

}  // namespace enrolkit::bench

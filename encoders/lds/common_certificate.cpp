// SPDX-License-Identifier: Apache-2.0
// The certificate of a document signer or a CSCA in its usual form: strict DER, version 3, certified with ECDSA, an
// elliptic curve that is known, and of extensions only those of Doc 9303-12 table 6, in their usual form as well. All
// else is left to OpenSSL, whose word is the last; what is read here is what OpenSSL would have read (tests hold both
// against each other).
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>

#include "encoders/lds/key_templates.hpp"
#include "encoders/lds/passport_certificate.hpp"

namespace enrolkit::lds {
namespace {

constexpr Tag kBoolean = 0x01, kGeneralizedTime = 0x18, kContextPrimitive0 = 0x80, kContextPrimitive1 = 0x81,
              kUriName = 0x86;

constexpr std::array<std::uint8_t, 3> kTrue = {0x01, 0x01, 0xFF};
constexpr std::array<std::uint8_t, 2> kDigitalSignature = {0x07, 0x80}, kCertAndCrlSign = {0x01, 0x06};

class CommonCertificate {
 public:
  CommonCertificate(BytesView der, const KeyTemplates& templates) : der_(der), templates_(templates) {}

  std::optional<PassportCertificate> read() {
    TlvReader file(der_, review_);
    TlvReader fields = file.enter(kSequence, "");
    file.finish("");
    const Element content = fields.read(kSequence, "");
    BytesView algorithm;
    certificate_.algorithm = read_signature_identifier(fields, review_, &algorithm).value_or(SignatureAlgorithm{});
    const BytesView signature = whole_octets(fields.read(kBitString, ""));
    fields.finish("");
    if (review_.failed() || certificate_.algorithm.scheme != SignatureScheme::ecdsa ||
        certificate_.algorithm.digest->digest == Digest::sha1) {
      return std::nullopt;
    }
    certificate_.content.assign(content.whole.begin(), content.whole.end());
    certificate_.signature.assign(signature.begin(), signature.end());
    read_content(fields.inside(content), algorithm);
    if (review_.failed()) return std::nullopt;
    return std::move(certificate_);
  }

 private:
  void is_unusual() { review_.fail(ErrorCode::unsupported, 0, "", ""); }
  void require(bool usual) {
    if (!usual) is_unusual();
  }

  // Of a BIT STRING without unused bits.
  BytesView whole_octets(const Element& bits) {
    require(bits.value.size() > 1 && bits.value.front() == 0);
    return review_.failed() ? BytesView() : bits.value.subspan(1);
  }

  void read_content(TlvReader fields, BytesView algorithm) {
    TlvReader version = fields.enter(kContext0, "");
    require(version.read_count(kInteger, "") == 2);
    version.finish("");
    certificate_.serial = serial_of(fields.read(kInteger, ""));
    require(std::ranges::equal(fields.read(kSequence, "").whole, algorithm));
    const Element issuer = fields.read(kSequence, "");
    certificate_.issuer = name_of(issuer);
    TlvReader validity = fields.enter(kSequence, "");
    const std::optional<Time> from = instant_of(validity.read("")), until = instant_of(validity.read(""));
    validity.finish("");
    if (review_.failed()) return;
    certificate_.validity = certificate_.signing_period = Period{*from, *until};
    const Element subject = fields.read(kSequence, "");
    certificate_.subject = std::ranges::equal(subject.whole, issuer.whole) ? certificate_.issuer : name_of(subject);
    read_key(fields.enter(kSequence, ""));
    TlvReader wrapper = fields.enter(kContext3, "");
    fields.finish("");
    TlvReader extensions = wrapper.enter(kSequence, "");
    wrapper.finish("");
    certificate_.key_usage = UINT32_MAX;
    while (!extensions.at_end()) read_extension(extensions.enter(kSequence, ""));
    if (certificate_.authority) require((certificate_.key_usage & KU_KEY_CERT_SIGN) != 0);
  }

  SerialPtr serial_of(const Element& element) {
    const BytesView value = element.value;
    const bool minimal = value.size() == 1 || (value.size() > 1 && !(value[0] == 0x00 && value[1] < 0x80) &&
                                               !(value[0] == 0xFF && value[1] >= 0x80));
    require(minimal);
    if (review_.failed()) return nullptr;
    const std::uint8_t* at = element.whole.data();
    SerialPtr serial(d2i_ASN1_INTEGER(nullptr, &at, static_cast<long>(element.whole.size())));
    require(serial != nullptr);
    return serial;
  }

  NamePtr name_of(const Element& element) {
    if (review_.failed()) return nullptr;
    const std::uint8_t* at = element.whole.data();
    NamePtr name = owned(d2i_X509_NAME(nullptr, &at, static_cast<long>(element.whole.size())));
    require(name != nullptr && at == element.whole.data() + element.whole.size());
    return name;
  }

  std::optional<Time> instant_of(const Element& element) {
    const std::optional<Time> time = read_time(element);
    // A leap second is one to us and none to OpenSSL.
    require(time.has_value() && element.value[element.value.size() - 3] != '6');
    return time;
  }

  void read_key(TlvReader fields) {
    const Element algorithm = fields.read(kSequence, "");
    TlvReader parts = fields.inside(algorithm);
    parts.read(kObjectIdentifier, "");
    certificate_.named_curve = parts.next_is(kObjectIdentifier);
    const BytesView point = whole_octets(fields.read(kBitString, ""));
    fields.finish("");
    if (review_.failed()) return;
    certificate_.key = templates_.make(algorithm.whole, point);
    require(certificate_.key != nullptr);
  }

  void read_extension(TlvReader fields) {
    const auto extension = extension_by_oid(fields.read(kObjectIdentifier, "").value);
    const bool critical = fields.next_is(kBoolean);
    if (critical) require(std::ranges::equal(fields.read(kBoolean, "").whole, kTrue));
    const Element octets = fields.read(kOctetString, "");
    fields.finish("");
    require(extension.has_value() && !certificate_.extensions.has(*extension));
    if (review_.failed()) return;
    certificate_.extensions.insert(*extension);
    if (critical) certificate_.critical.insert(*extension);
    read_extension_value(*extension, critical, fields.inside(octets), octets.value);
  }

  void read_extension_value(CertificateExtension extension, bool critical, TlvReader value, BytesView octets) {
    switch (extension) {
      case CertificateExtension::subject_key_identifier:
        require(!critical);
        certificate_.key_identifier = copy_of(value.read(kOctetString, "").value);
        break;
      case CertificateExtension::authority_key_identifier: {
        require(!critical);
        TlvReader fields = value.enter(kSequence, "");
        certificate_.authority_key_identifier = copy_of(fields.read(kContextPrimitive0, "").value);
        fields.finish("");
        break;
      }
      case CertificateExtension::key_usage:
        read_key_usage(value.read(kBitString, "").value);
        break;
      case CertificateExtension::basic_constraints:
        read_basic_constraints(value.enter(kSequence, ""));
        break;
      case CertificateExtension::key_usage_period:
        read_key_usage_period(value.enter(kSequence, ""));
        break;
      case CertificateExtension::subject_alternative_name: {
        const std::uint8_t* at = octets.data();
        using NamesPtr = std::unique_ptr<GENERAL_NAMES, Freed<GENERAL_NAMES_free>>;
        const NamesPtr names(d2i_GENERAL_NAMES(nullptr, &at, static_cast<long>(octets.size())));
        require(names != nullptr && at == octets.data() + octets.size());
        return;
      }
      case CertificateExtension::crl_distribution_points: {
        TlvReader points = value.enter(kSequence, "");
        while (!points.at_end()) read_distribution_point(points.enter(kSequence, ""));
        break;
      }
      case CertificateExtension::issuer_alternative_name:
        require(!critical);
        return;  // not looked at, as is the next
      case CertificateExtension::document_type_list:
        return;
      default:
        is_unusual();
    }
    value.finish("");
  }

  void read_key_usage(BytesView bits) {
    const bool signs_objects = std::ranges::equal(bits, kDigitalSignature);
    require(signs_objects || std::ranges::equal(bits, kCertAndCrlSign));
    certificate_.key_usage = signs_objects ? KU_DIGITAL_SIGNATURE : KU_KEY_CERT_SIGN | KU_CRL_SIGN;
  }

  // Of a CSCA: with or without a limit to the certificates below it, which OpenSSL does not ask either.
  void read_basic_constraints(TlvReader fields) {
    require(std::ranges::equal(fields.read(kBoolean, "").whole, kTrue));
    if (!fields.at_end()) {
      const BytesView limit = fields.read(kInteger, "").value;
      require(limit.size() == 1 && limit.front() < 0x80);
    }
    fields.finish("");
    certificate_.authority = true;
  }

  void read_key_usage_period(TlvReader fields) {
    require(!fields.at_end());
    for (const Tag tag : {kContextPrimitive0, kContextPrimitive1}) {
      if (!fields.next_is(tag)) continue;
      Element time = fields.read(tag, "");
      time.tag = kGeneralizedTime;
      const std::optional<Time> instant = instant_of(time);
      if (review_.failed()) return;
      Period& period = *certificate_.signing_period;
      if (tag == kContextPrimitive0) {
        period.from = std::max(period.from, *instant);
      } else {
        period.until = std::min(period.until, *instant);
      }
    }
    fields.finish("");
  }

  // A full name of URIs.
  void read_distribution_point(TlvReader fields) {
    TlvReader point = fields.enter(kContext0, "");
    fields.finish("");
    TlvReader names = point.enter(kContext0, "");
    point.finish("");
    while (!names.at_end()) names.read(kUriName, "");
  }

  BytesView der_;
  const KeyTemplates& templates_;
  FileReview review_{"", ReadingMode::strict};
  PassportCertificate certificate_;
};

}  // namespace

std::optional<PassportCertificate> read_common_certificate(BytesView der, const KeyTemplates& templates) {
  const ErrorScope errors;
  return CommonCertificate(der, templates).read();
}

}  // namespace enrolkit::lds

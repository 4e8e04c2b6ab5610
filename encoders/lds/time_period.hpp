// SPDX-License-Identifier: Apache-2.0
// Instants and periods of certificates, in UTC and whole seconds.
#pragma once

#include <openssl/x509.h>

#include <chrono>
#include <optional>
#include <string>

#include "encoders/lds/tlv.hpp"

namespace enrolkit::lds {

using Time = std::chrono::sys_seconds;

struct Period {
  Time from, until;  // both included

  [[nodiscard]] bool holds(Time time) const { return from <= time && time <= until; }
};

[[nodiscard]] std::string time_text(Time time);                       // "2026-11-22T10:00:00Z"
[[nodiscard]] std::string day_text(Time time);                        // "2026-11-22"
[[nodiscard]] std::string period_text(const Period& period);          // "from 2026-11-22 until 2037-02-21"
[[nodiscard]] std::optional<Time> time_of(const ASN1_TIME* time);     // empty: no such instant
[[nodiscard]] std::optional<Time> read_time(const Element& element);  // UTCTime or GeneralizedTime of DER
[[nodiscard]] Bytes encode_time(Time time);  // UTCTime until 2049, GeneralizedTime after (RFC 5652 section 11.3)

// Of a certificate: its validity, and the part of it in which its private key may be used (2.5.29.16; whole where the
// certificate says nothing). Empty: a date that is none.
[[nodiscard]] std::optional<Period> validity_of(const X509* certificate);
[[nodiscard]] std::optional<Period> signing_period_of(const X509* certificate);

}  // namespace enrolkit::lds

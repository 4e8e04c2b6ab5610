// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/time_period.hpp"

#include <openssl/x509v3.h>

#include <array>
#include <cstdio>
#include <ctime>
#include <memory>

#include "encoders/lds/openssl_handles.hpp"

namespace enrolkit::lds {
namespace {

using namespace std::chrono;

constexpr Tag kUtcTime = 0x17, kGeneralizedTime = 0x18;

std::optional<Time> instant(int y, int mon, int d, int h, int min, int s) {
  const year_month_day date{year(y), month(static_cast<unsigned>(mon)), day(static_cast<unsigned>(d))};
  if (!date.ok() || h < 0 || h > 23 || min < 0 || min > 59 || s < 0 || s > 60) return std::nullopt;
  return sys_days(date) + hours(h) + minutes(min) + seconds(s);
}

std::string format(Time time, const char* form) {
  const sys_days midnight = floor<days>(time);
  const year_month_day date(midnight);
  const hh_mm_ss clock(time - midnight);
  std::array<char, 80> text{};
  std::snprintf(text.data(), text.size(), form, static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return text.data();
}

}  // namespace

std::string time_text(Time time) { return format(time, "%04d-%02u-%02uT%02d:%02d:%02dZ"); }
std::string day_text(Time time) { return time_text(time).substr(0, 10); }
std::string period_text(const Period& period) {
  return "from " + day_text(period.from) + " until " + day_text(period.until);
}

std::optional<Time> time_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return instant(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

std::optional<Time> read_time(const Element& element) {
  const std::size_t year_digits = element.tag == kUtcTime ? 2 : 4;
  if ((element.tag != kUtcTime && element.tag != kGeneralizedTime) || element.value.size() != year_digits + 11 ||
      element.value.back() != 'Z') {
    return std::nullopt;
  }
  std::size_t at = 0;
  bool digits = true;
  const auto number = [&](std::size_t count) {
    int value = 0;
    for (const std::size_t end = at + count; at < end; ++at) {
      digits = digits && element.value[at] >= '0' && element.value[at] <= '9';
      value = value * 10 + (element.value[at] - '0');
    }
    return value;
  };
  int y = number(year_digits);
  if (year_digits == 2) y += y < 50 ? 2000 : 1900;
  const int mon = number(2), d = number(2), h = number(2), min = number(2), s = number(2);
  return digits ? instant(y, mon, d, h, min, s) : std::nullopt;
}

Bytes encode_time(Time time) {
  const std::string text = format(time, "%04d%02u%02u%02d%02d%02dZ");
  const bool short_form = text < "2050";
  return tlv(short_form ? kUtcTime : kGeneralizedTime, bytes_of(std::string_view(text).substr(short_form ? 2 : 0)));
}

std::optional<Period> validity_of(const X509* certificate) {
  const auto from = time_of(X509_get0_notBefore(certificate));
  const auto until = time_of(X509_get0_notAfter(certificate));
  if (!from || !until) return std::nullopt;
  return Period{*from, *until};
}

std::optional<Period> signing_period_of(const X509* certificate) {
  std::optional<Period> period = validity_of(certificate);
  using UsagePtr = std::unique_ptr<PKEY_USAGE_PERIOD, Freed<PKEY_USAGE_PERIOD_free>>;
  const UsagePtr usage(
      static_cast<PKEY_USAGE_PERIOD*>(X509_get_ext_d2i(certificate, NID_private_key_usage_period, nullptr, nullptr)));
  if (!period || !usage) return period;
  if (usage->notBefore != nullptr) {
    const auto from = time_of(usage->notBefore);
    if (!from) return std::nullopt;
    period->from = std::max(period->from, *from);
  }
  if (usage->notAfter != nullptr) {
    const auto until = time_of(usage->notAfter);
    if (!until) return std::nullopt;
    period->until = std::min(period->until, *until);
  }
  return period;
}

}  // namespace enrolkit::lds

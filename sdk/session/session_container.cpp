// SPDX-License-Identifier: Apache-2.0
#include "sdk/session/session_container.hpp"

#include <algorithm>
#include <optional>

#include "enrolkit/session.hpp"
#include "sdk/dossier/sha256.hpp"

namespace enrolkit {
namespace {

constexpr std::string_view kMark = "enrolkit-session";
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kNumberBytes = 4;
constexpr std::size_t kDigestBytes = 64;            // hexadecimal
constexpr std::size_t kMaxStateBytes = 16U << 20U;  // a thousand steps with the longest texts take a tenth

void put_number(Bytes& bytes, std::size_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(number >> shift));
}

void put_bytes(Bytes& bytes, BytesView data) {
  put_number(bytes, data.size());
  bytes.insert(bytes.end(), data.begin(), data.end());
}

// The part after the mark and version, with each length checked.
class ByteReader {
 public:
  explicit ByteReader(BytesView bytes) : bytes_(bytes) {}
  std::optional<std::size_t> number() {
    if (bytes_.size() < kNumberBytes) return std::nullopt;
    std::size_t number = 0;
    for (std::size_t i = 0; i < kNumberBytes; ++i) number = number << 8U | bytes_[i];
    bytes_ = bytes_.subspan(kNumberBytes);
    return number;
  }
  std::optional<BytesView> block() {
    const auto size = number();
    if (!size || *size > bytes_.size()) return std::nullopt;
    const BytesView block = bytes_.first(*size);
    bytes_ = bytes_.subspan(*size);
    return block;
  }
  [[nodiscard]] bool done() const { return bytes_.empty(); }

 private:
  BytesView bytes_;
};

}  // namespace

Bytes pack_session(std::string_view state, const std::vector<const Bytes*>& samples) {
  Bytes bytes(kMark.begin(), kMark.end());
  bytes.push_back(kVersion);
  put_bytes(bytes, {reinterpret_cast<const std::uint8_t*>(state.data()), state.size()});
  put_number(bytes, samples.size());
  for (const Bytes* sample : samples) put_bytes(bytes, *sample);
  const std::string digest = sha256_hex(bytes);
  bytes.insert(bytes.end(), digest.begin(), digest.end());
  return bytes;
}

Result<SessionParts> unpack_session(BytesView bytes, const std::string& name) {
  if (bytes.size() > kMaxSessionBytes) {
    return Error{ErrorCode::too_large, name + ": a session has at most " + std::to_string(kMaxSessionBytes) + " bytes"};
  }
  if (!std::equal(kMark.begin(), kMark.end(), bytes.begin(),
                  bytes.begin() + static_cast<std::ptrdiff_t>(std::min(kMark.size(), bytes.size())))) {
    return Error{ErrorCode::malformed, name + ": is no enrolment session"};
  }
  if (bytes.size() < kMark.size() + 1 + kDigestBytes) {
    return Error{ErrorCode::truncated, name + ": the session ends within its beginning"};
  }
  if (const std::uint8_t version = bytes[kMark.size()]; version != kVersion) {
    return Error{ErrorCode::unsupported, name + ": is a session of version " + std::to_string(version) +
                                             "; this enrolkit reads version " + std::to_string(kVersion)};
  }
  const BytesView body = bytes.first(bytes.size() - kDigestBytes);
  const std::string digest = sha256_hex(body);
  if (!std::equal(digest.begin(), digest.end(), bytes.begin() + static_cast<std::ptrdiff_t>(body.size()))) {
    return Error{ErrorCode::malformed, name + ": the session is damaged or cut: its checksum does not fit"};
  }
  ByteReader reader(body.subspan(kMark.size() + 1));
  const Error lying{ErrorCode::malformed, name + ": a length in the session does not fit"};
  const auto state = reader.block();
  const auto count = reader.number();
  if (!state || state->size() > kMaxStateBytes || !count || *count > kMaxSessionSamples) return lying;
  SessionParts parts{{reinterpret_cast<const char*>(state->data()), state->size()}, {}};
  for (std::size_t i = 0; i < *count; ++i) {
    const auto blob = reader.block();
    if (!blob) return lying;
    parts.samples.push_back(*blob);
  }
  if (!reader.done()) return lying;
  return parts;
}

}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
// The bytes around a session: a mark, a version, the state as text, the samples, and a SHA-256 over all of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/bytes.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit {

inline constexpr std::size_t kMaxSessionSamples = 64;  // ten fingers, photo, signature, and known prints

// Views into the packed bytes.
struct SessionParts {
  std::string_view state;
  std::vector<BytesView> samples;
};

Bytes pack_session(std::string_view state, const std::vector<const Bytes*>& samples);
// Errors: malformed, truncated, unsupported, too_large; `name` begins the message.
Result<SessionParts> unpack_session(BytesView bytes, const std::string& name);

}  // namespace enrolkit

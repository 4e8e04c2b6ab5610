// SPDX-License-Identifier: Apache-2.0
// The one reader of profile files: photo, finger and signature profiles share their form.
//
//   {"name": "be-passport-2026", "version": "1",
//    "limits": {"roll": {"clause": "...", "unit": "deg", "min": -5, "max": 5, "unsure": 1, "severity": "rule",
//                        "source": "...", "verified": true}, ...}}
//
// `min` or `max` may be absent (open on that side), not both; `unsure` may be absent (0); the rest must be there.
// With `"base": "NAME"` the file gives only the limits in which it differs from that builtin profile. `"children":
// [{"under": 6, "profile": "NAME"}]` names the builtin profiles whose limits replace its own below an age.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "enrolkit/finding.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit {

struct ChildLimits {
  int under = 0;        // years
  std::string profile;  // builtin
};

struct LimitSet {
  std::string name;
  std::string version;
  std::string base;                   // empty: none
  std::vector<ChildLimits> children;  // youngest first
  std::vector<Limit> limits;          // in the order of the file
};

// A profile holds some dozens of limits; a file beyond this is none.
inline constexpr std::size_t kMaxProfileBytes = std::size_t{1} << 20U;

// Reads a profile that gives a limit for each of `requirements`, or with a base for some of them, and for nothing else.
// `name` is used in messages.
// `besides` are keys of the document that the caller reads itself and that may be absent.
// Errors: malformed, naming the key: no JSON, unknown, repeated or missing keys and requirements, no source, min > max
// or an unsure band that leaves no value to pass; too_large.
[[nodiscard]] Result<LimitSet> parse_limits(std::string_view json, std::span<const std::string_view> requirements,
                                            std::string_view name, std::span<const std::string_view> besides = {});

// The text of a profile among those that enrolkit_embed compiled in. Errors: not_found (the message lists the names).
[[nodiscard]] Result<std::string_view> embedded_profile(
    std::span<const std::pair<std::string_view, std::string_view>> files, std::string_view kind, std::string_view name);

// The limit of a requirement, or nullptr.
[[nodiscard]] const Limit* find_limit(std::span<const Limit> limits, std::string_view requirement) noexcept;

}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
// What the tests of binary records share: bytes written by hand, records made by others, and lies to tell.
#pragma once

#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/bytes.hpp"
#include "enrolkit/file.hpp"

namespace enrolkit {

// "46 41 43" with blanks anywhere.
inline Bytes from_hex(std::string_view text) {
  Bytes bytes;
  int digits = 0, value = 0;
  for (const char c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) != 0) continue;
    value = value * 16 + (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    if (++digits % 2 == 0) bytes.push_back(static_cast<std::uint8_t>(value)), value = 0;
  }
  return bytes;
}

inline std::filesystem::path shared_data(std::string_view name) {
  return std::filesystem::path(ENROLKIT_SHARED_DATA) / name;
}

inline Bytes shared_file(std::string_view name) { return read_file(shared_data(name), 1U << 24U).value_or(Bytes{}); }

#define SKIP_WITHOUT_SHARED_DATA(folder)                                            \
  if (!std::filesystem::exists(shared_data(folder))) {                              \
    GTEST_SKIP() << "needs the data of others in " << shared_data(folder).string(); \
  }

// Each record in `file` that begins with `magic` and states its length as a big-endian number of `width` bytes at 8.
inline std::vector<Bytes> records_in(const Bytes& file, std::string_view magic, std::size_t width) {
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  std::vector<Bytes> records;
  for (std::size_t at = text.find(magic); at != std::string_view::npos; at = text.find(magic, at + 1)) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < width && at + 8 + i < file.size(); ++i) length = length << 8U | file[at + 8 + i];
    if (length == 0 || length > file.size() - at) continue;
    records.emplace_back(file.begin() + static_cast<std::ptrdiff_t>(at),
                         file.begin() + static_cast<std::ptrdiff_t>(at + length));
  }
  return records;
}

// Every proper prefix, the empty one too, is refused as truncated.
template <class Decode>
void expect_prefixes_refused(const Bytes& record, Decode decode) {
  ASSERT_TRUE(decode(record)) << decode(record).error().message;
  for (std::size_t length = 0; length < record.size(); ++length) {
    const Bytes prefix(record.begin(), record.begin() + static_cast<std::ptrdiff_t>(length));  // its own allocation
    const auto decoded = decode(prefix);
    ASSERT_FALSE(decoded) << length << " of " << record.size();
    ASSERT_EQ(decoded.error().code, ErrorCode::truncated) << length << ": " << decoded.error().message;
  }
}

// Every other value of the byte at `at` is refused.
template <class Decode>
void expect_lies_refused(Bytes record, std::size_t at, Decode decode) {
  const std::uint8_t truth = record[at];
  for (int value = 0; value < 256; ++value) {
    if (value == truth) continue;
    record[at] = static_cast<std::uint8_t>(value);
    EXPECT_FALSE(decode(record)) << "byte " << at << " = " << value;
  }
}

// Any byte may have any value: the decoder answers, it does not crash or read outside.
template <class Decode>
void expect_no_crash(const Bytes& record, Decode decode) {
  std::size_t refused = 0;
  for (std::size_t at = 0; at < record.size(); ++at) {
    for (int value = 0; value < 256; ++value) {
      Bytes changed = record;
      changed[at] = static_cast<std::uint8_t>(value);
      const auto decoded = decode(changed);
      if (!decoded) {
        ++refused;
        ASSERT_FALSE(decoded.error().message.empty());
        ASSERT_EQ(decoded.error().message.find('\n'), std::string::npos);
      }
    }
  }
  EXPECT_GT(refused, 0U);
}

}  // namespace enrolkit

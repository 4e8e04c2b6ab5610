// SPDX-License-Identifier: Apache-2.0
// What the tests of the chip's files share.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "enrolkit/chip.hpp"
#include "enrolkit/file.hpp"

namespace enrolkit {

inline Bytes from_hex(std::string_view hex) {
  Bytes bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  return bytes;
}

inline Bytes operator+(Bytes left, std::string_view right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

// Every shorter file must be refused; under the sanitizers this also shows that no byte behind the end is read.
template <class Decode>
void expect_no_prefix_decodes(const Bytes& file, Decode decode) {
  for (std::size_t size = 0; size < file.size(); ++size) {
    const Bytes prefix(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_FALSE(decode(prefix, Reading{})) << size << " of " << file.size() << " bytes";
  }
}

// Hostile bytes: every bit flipped, every byte replaced by a length of interest. Whatever comes out, it is an answer:
// an error or a deviation lies inside the file, and what strict reads, lenient reads the same.
template <class Decode>
void expect_answers_to_hostile_bytes(const Bytes& file, Decode decode) {
  const auto try_one = [&](const Bytes& bad) {
    std::vector<ChipDeviation> found;
    const auto strict = decode(bad, Reading{});
    const auto read = decode(bad, lenient(found));
    if (strict) {
      EXPECT_TRUE(read && *read == *strict);
      EXPECT_TRUE(found.empty());
    } else {
      EXPECT_FALSE(strict.error().message.empty());
      EXPECT_FALSE(found.empty()) << strict.error().message;
    }
    for (const ChipDeviation& deviation : found) {
      EXPECT_LE(deviation.offset, bad.size());
      EXPECT_FALSE(deviation.rule.empty());
      EXPECT_FALSE(deviation.message.empty());
    }
  };
  for (std::size_t at = 0; at < file.size(); ++at) {
    Bytes bad = file;
    for (int bit = 0; bit < 8; ++bit) {
      bad[at] = static_cast<std::uint8_t>(file[at] ^ 1U << bit);
      try_one(bad);
    }
    for (const int value : {0x00, 0x7F, 0x80, 0x81, 0x84, 0xFF}) {
      bad[at] = static_cast<std::uint8_t>(value);
      try_one(bad);
    }
    bad = file;
    bad.insert(bad.begin() + static_cast<std::ptrdiff_t>(at), {0x84, 0x80, 0x00, 0x00, 0x00});  // a length of 2^31
    try_one(bad);
  }
  Bytes deep(file.begin(), file.begin() + 1);
  for (int i = 0; i < 10000; ++i) deep.insert(deep.end(), {0x80, 0x30});
  try_one(deep);
  EXPECT_FALSE(decode(deep, Reading{}));
  Bytes longer = file;
  longer.push_back(0);
  EXPECT_FALSE(decode(longer, Reading{}));
}

// Files made by others, kept outside the repository.
class SharedChipFiles : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::is_directory(folder())) GTEST_SKIP() << "no shared data: " << folder().string();
  }
  static std::filesystem::path folder() { return std::filesystem::path(ENROLKIT_SHARED_DATA) / "chip"; }
  static Bytes load(const std::string& name) { return read_file(folder() / name, kMaxChipFileBytes).value(); }
};

}  // namespace enrolkit

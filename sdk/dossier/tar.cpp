// SPDX-License-Identifier: Apache-2.0
#include "sdk/dossier/tar.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <string_view>

#include "enrolkit/transfer.hpp"

namespace enrolkit {
namespace {

constexpr std::size_t kBlock = 512;
using Header = std::array<std::uint8_t, kBlock>;

// Offsets and sizes of the fields of a header.
struct Field {
  std::size_t at;
  std::size_t size;
};
constexpr Field kName{0, 100}, kMode{100, 8}, kUid{108, 8}, kGid{116, 8}, kSize{124, 12}, kTime{136, 12},
    kChecksum{148, 8}, kMagic{257, 8};
constexpr std::size_t kType = 156;
constexpr std::string_view kUstar("ustar\00000", 8);

void put_text(Header& header, Field field, std::string_view text) {
  std::copy(text.begin(), text.end(), header.begin() + static_cast<std::ptrdiff_t>(field.at));
}

void put_octal(Header& header, Field field, std::size_t value) {
  for (std::size_t i = field.size - 1; i-- > 0; value >>= 3U) {
    header[field.at + i] = static_cast<std::uint8_t>('0' + (value & 7U));
  }
}

// As the sum counts it: with spaces in its own place.
std::size_t checksum(BytesView header) {
  std::size_t sum = std::accumulate(header.begin(), header.begin() + kBlock, std::size_t{0});
  for (std::size_t i = 0; i < kChecksum.size; ++i) sum += ' ' - std::size_t{header[kChecksum.at + i]};
  return sum;
}

std::optional<std::size_t> octal(BytesView header, Field field) {
  std::size_t value = 0;
  bool digits = false;
  for (const std::uint8_t c : header.subspan(field.at, field.size)) {
    if (c == 0 || c == ' ') {
      if (digits) break;
      continue;
    }
    if (c < '0' || c > '7') return std::nullopt;
    value = value << 3U | static_cast<std::size_t>(c - '0');
    digits = true;
  }
  return digits ? std::optional(value) : std::nullopt;
}

std::string text(BytesView header, Field field) {
  const BytesView bytes = header.subspan(field.at, field.size);
  return {bytes.begin(), std::find(bytes.begin(), bytes.end(), 0)};
}

}  // namespace

bool is_plain_path(const std::string& path) {
  if (path.empty() || path.size() > kMaxTransferPathBytes || path.back() == '/') return false;
  std::size_t begin = 0;
  while (begin <= path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string part = path.substr(begin, end - begin);
    if (part.empty() || part == "." || part == "..") return false;
    begin = end + 1;
  }
  return std::all_of(path.begin(), path.end(), [](char c) { return c > ' ' && c < 0x7F && c != '\\'; });
}

Bytes write_tar(const std::vector<FileEntry>& files) {
  Bytes archive;
  for (const FileEntry& file : files) {
    Header header{};
    put_text(header, kName, file.path);
    put_octal(header, kMode, 0600);
    put_octal(header, kUid, 0);
    put_octal(header, kGid, 0);
    put_octal(header, kSize, file.bytes.size());
    put_octal(header, kTime, 0);
    header[kType] = '0';
    put_text(header, kMagic, kUstar);
    put_octal(header, {kChecksum.at, kChecksum.size - 1}, checksum(header));
    header[kChecksum.at + kChecksum.size - 1] = ' ';
    archive.insert(archive.end(), header.begin(), header.end());
    archive.insert(archive.end(), file.bytes.begin(), file.bytes.end());
    archive.resize((archive.size() + kBlock - 1) / kBlock * kBlock);
  }
  archive.resize(archive.size() + 2 * kBlock);
  return archive;
}

Result<std::vector<FileEntry>> read_tar(BytesView archive, const std::string& name) {
  const auto at = [&](std::size_t offset) { return name + ": the archive at byte " + std::to_string(offset) + ": "; };
  std::vector<FileEntry> files;
  std::set<std::string> paths;
  std::size_t offset = 0;
  while (offset + kBlock <= archive.size()) {
    const BytesView header = archive.subspan(offset, kBlock);
    if (std::all_of(header.begin(), header.end(), [](std::uint8_t c) { return c == 0; })) {
      const BytesView rest = archive.subspan(offset);
      if (rest.size() % kBlock == 0 && std::all_of(rest.begin(), rest.end(), [](std::uint8_t c) { return c == 0; })) {
        return files;
      }
      return Error{ErrorCode::malformed, at(offset) + "something follows its end"};
    }
    if (octal(header, kChecksum) != checksum(header)) {
      return Error{ErrorCode::malformed, at(offset) + "a header whose checksum does not fit"};
    }
    if (header[kType] != '0' && header[kType] != 0) {
      return Error{ErrorCode::unsupported, at(offset) + "only regular files are read"};
    }
    const auto size = octal(header, kSize);
    FileEntry file{text(header, kName), {}};
    if (!size || !is_plain_path(file.path) || header[kMagic.at + kMagic.size + 80] != 0) {
      return Error{ErrorCode::malformed, at(offset) + "a file without a plain relative name or size"};
    }
    if (!paths.insert(file.path).second) {
      return Error{ErrorCode::malformed, at(offset) + file.path + " stands in it twice"};
    }
    if (files.size() == kMaxTransferFiles) {
      return Error{ErrorCode::too_large, at(offset) + "more than " + std::to_string(kMaxTransferFiles) + " files"};
    }
    offset += kBlock;
    const std::size_t padded = *size > archive.size() ? *size : (*size + kBlock - 1) / kBlock * kBlock;
    if (padded > archive.size() - offset) {
      return Error{ErrorCode::truncated,
                   at(offset) + file.path + " ends before its " + std::to_string(*size) + " bytes"};
    }
    const BytesView content = archive.subspan(offset, *size);
    file.bytes.assign(content.begin(), content.end());
    files.push_back(std::move(file));
    offset += padded;
  }
  return Error{ErrorCode::truncated, at(offset) + "it has no end"};
}

}  // namespace enrolkit

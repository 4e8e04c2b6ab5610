// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

#include "enrolkit/chip.hpp"
#include "enrolkit/file.hpp"

namespace enrolkit {
namespace {

// Doc 9303-10 section 4.6 and table 38; the place is the number of the data group.
constexpr std::array<std::uint8_t, 17> kTags = {0x60, 0x61, 0x75, 0x63, 0x76, 0x65, 0x66, 0x67, 0x68,
                                                0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x70};
constexpr std::string_view kNamePrefix = "EF.", kDataGroupPrefix = "EF.DG";
// Files of the master file (Doc 9303-10 section 3.11): readers save them beside the others; no EF.SOD vouches for them.
constexpr std::array<std::string_view, 5> kBeside = {"EF.CardAccess", "EF.CardSecurity", "EF.ATR", "EF.ATR_INFO",
                                                     "EF.DIR"};

std::optional<ChipFile> chip_file_of_tag(std::uint8_t tag) {
  if (tag == chip_file_tag(ChipFile::sod)) return ChipFile::sod;
  const auto* const found = std::find(kTags.begin(), kTags.end(), tag);
  if (found == kTags.end()) return std::nullopt;
  return static_cast<ChipFile>(found - kTags.begin());
}

// Readers have names of their own for the files (ef0101.bin, Datagroup1.bin); the first byte says what they are.
Result<ChipFile> kind_of(const std::string& name, BytesView content) {
  if (!name.starts_with(kNamePrefix) && !content.empty()) {
    if (const auto file = chip_file_of_tag(content.front())) return *file;
  }
  return parse_chip_file_name(name);
}

}  // namespace

std::string chip_file_name(ChipFile file) {
  if (file == ChipFile::com) return "EF.COM";
  if (file == ChipFile::sod) return "EF.SOD";
  return std::string(kDataGroupPrefix) + std::to_string(static_cast<int>(file));
}

std::uint8_t chip_file_tag(ChipFile file) noexcept {
  const auto number = static_cast<std::size_t>(file);
  return number < kTags.size() ? kTags[number] : 0x77;
}

Result<ChipFile> parse_chip_file_name(std::string_view name) {
  if (name == "EF.COM") return ChipFile::com;
  if (name == "EF.SOD") return ChipFile::sod;
  if (name.starts_with(kDataGroupPrefix)) {
    for (int number = 1; number <= 16; ++number) {
      if (name.substr(kDataGroupPrefix.size()) == std::to_string(number)) return static_cast<ChipFile>(number);
    }
  }
  return Error{ErrorCode::invalid_argument, "'" + std::string(name.substr(0, 100)) +
                                                "' is no chip file: expected EF.COM, EF.DG1 to EF.DG16 or EF.SOD"};
}

Result<ChipFiles> load_chip(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code problem;
  const fs::file_status status = fs::status(folder, problem);
  if (status.type() == fs::file_type::not_found) {
    return Error{ErrorCode::not_found, folder + ": there is no such folder"};
  }
  if (!problem && !fs::is_directory(status)) return Error{ErrorCode::not_a_file, folder + ": is not a folder"};
  ChipFiles files;
  std::vector<fs::path> paths;
  for (fs::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem)) {
    if (!at->path().filename().string().starts_with(".")) paths.push_back(at->path());
  }
  if (problem) {
    const bool denied = problem == std::errc::permission_denied;
    return Error{denied ? ErrorCode::permission_denied : ErrorCode::io,
                 folder + ": cannot read the folder: " + problem.message()};
  }
  std::sort(paths.begin(), paths.end());  // the same file is the first to be wrong on every file system
  for (const fs::path& path : paths) {
    const std::string name = path.filename().string();
    if (std::find(kBeside.begin(), kBeside.end(), name) != kBeside.end()) continue;
    Result<Bytes> content = read_file(path, kMaxChipFileBytes);
    if (!content) return content.error();
    const Result<ChipFile> kind = kind_of(name, *content);
    if (!kind) return Error{kind.error().code, folder + ": " + kind.error().message};
    if (!files.emplace(*kind, *std::move(content)).second) {
      return Error{ErrorCode::invalid_argument,
                   folder + ": '" + name + "' is a second " + chip_file_name(*kind) + ", expected one of each"};
    }
  }
  if (files.empty()) return Error{ErrorCode::not_found, folder + ": the folder is empty"};
  return files;
}

}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
// A disk that loses its power. What is written to the files of one folder goes on to the real file system, and is kept
// here beside it as a disk would see it: what was synchronised is there, of all that was written since then a cut
// leaves any part, in any order, torn within a write. SQLite comes through a VFS of its own, the rest through the
// linker
// (--wrap): see dossier_power_cut_test.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "enrolkit/bytes.hpp"

namespace enrolkit {

class SimulatedDisk {
 public:
  static SimulatedDisk& instance() {
    static SimulatedDisk disk;
    return disk;
  }

  // From here on; what lies in the folder is on the disk.
  void watch(const std::filesystem::path& folder) {
    folder_ = folder.string() + "/";
    files_.clear();
    names_.clear();
    descriptors_.clear();
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().string().ends_with("-shm")) continue;
      Bytes content(entry.file_size());
      if (std::FILE* file = std::fopen(entry.path().c_str(), "rb")) {
        if (std::fread(content.data(), 1, content.size(), file) != content.size()) content.clear();
        std::fclose(file);
      }
      files_.push_back({std::move(content), {}});
      names_[entry.path().string()] = files_.size() - 1;
    }
    durable_names_ = names_;
  }
  void forget() { folder_.clear(); }
  // Says that it synchronised, and did not.
  void lie(bool lies) { lies_ = lies; }
  // Called after each change of the disk.
  void after_each_call(std::function<void()> call) { after_each_call_ = std::move(call); }

  [[nodiscard]] bool watches(const std::string& path) const {
    return !folder_.empty() && path.starts_with(folder_) && !path.ends_with("-shm");
  }
  // Also of the folder itself.
  void opened(const std::string& path, int descriptor) {
    if (folder_.empty()) return;
    if (path + "/" == folder_) descriptors_[descriptor] = kFolder;
    if (watches(path)) descriptors_[descriptor] = file_of(path);
  }
  void closed(int descriptor) { descriptors_.erase(descriptor); }

  void written(int descriptor, std::int64_t offset, BytesView data) {
    if (const auto file = descriptors_.find(descriptor); file != descriptors_.end()) write(file->second, offset, data);
  }
  void truncated(int descriptor, std::int64_t size) {
    if (const auto file = descriptors_.find(descriptor); file != descriptors_.end()) truncate(file->second, size);
  }
  void synchronised(int descriptor) {
    const auto file = descriptors_.find(descriptor);
    if (file == descriptors_.end()) return;
    if (file->second == kFolder) {
      if (!lies_) durable_names_ = names_;
      told();
    } else {
      synchronise(file->second);
    }
  }
  void renamed(const std::string& from, const std::string& to) {
    if (!watches(from)) return;
    names_[to] = file_of(from);
    names_.erase(from);
    told();
  }
  void removed(const std::string& path) {
    if (!watches(path)) return;
    names_.erase(path);
    told();
  }

  // The same for SQLite's files, which it names itself.
  std::size_t file_of(const std::string& path) {
    const auto found = names_.find(path);
    if (found != names_.end()) return found->second;
    files_.push_back({});
    return names_[path] = files_.size() - 1;
  }
  void write(std::size_t file, std::int64_t offset, BytesView data) {
    files_[file].pending.push_back({offset, Bytes(data.begin(), data.end()), -1});
    told();
  }
  void truncate(std::size_t file, std::int64_t size) {
    files_[file].pending.push_back({0, {}, size});
    told();
  }
  void synchronise(std::size_t file) {
    if (lies_) return;
    for (const Operation& operation : files_[file].pending)
      apply(operation, operation.data.size(), files_[file].durable);
    files_[file].pending.clear();
    told();
  }
  // A file that a synchronisation of its own brings into its folder too, as SQLite does.
  void name_synchronised(const std::string& path) {
    if (!lies_ && names_.contains(path)) durable_names_[path] = names_[path];
  }

  // What the disk may hold when the power fails now, as a folder.
  void cut(const std::filesystem::path& folder, std::mt19937& random) const {
    std::filesystem::create_directory(folder);
    const auto chance = [&random](int percent) { return std::uniform_int_distribution<int>(0, 99)(random) < percent; };
    const int share = std::uniform_int_distribution<int>(0, 2)(random) * 50;  // nothing, half, or all of it
    for (const auto& [path, file] : chance(50) ? names_ : durable_names_) {
      Bytes content = files_[file].durable;
      for (const Operation& operation : files_[file].pending) {
        if (!chance(share)) continue;
        // A sector is whole or not there.
        const std::size_t sectors = operation.data.size() / kSector;
        const bool torn = sectors > 0 && chance(20);
        const std::size_t size =
            torn ? kSector * std::uniform_int_distribution<std::size_t>(0, sectors)(random) : operation.data.size();
        apply(operation, size, content);
      }
      std::FILE* out = std::fopen((folder / path.substr(folder_.size())).c_str(), "wb");
      if (out == nullptr) continue;
      if (!content.empty()) std::fwrite(content.data(), 1, content.size(), out);
      std::fclose(out);
    }
  }

 private:
  static constexpr std::size_t kSector = 512;
  static constexpr std::size_t kFolder = SIZE_MAX;
  struct Operation {
    std::int64_t offset = 0;
    Bytes data;
    std::int64_t size = -1;  // of a truncation
  };
  struct File {
    Bytes durable;
    std::vector<Operation> pending;
  };

  void told() {
    if (after_each_call_) after_each_call_();
  }

  static void apply(const Operation& operation, std::size_t size, Bytes& content) {
    if (operation.size >= 0) return content.resize(static_cast<std::size_t>(operation.size));
    const auto at = static_cast<std::size_t>(operation.offset);
    if (content.size() < at + size) content.resize(at + size);
    std::copy_n(operation.data.begin(), size, content.begin() + static_cast<std::ptrdiff_t>(at));
  }

  std::string folder_;
  bool lies_ = false;
  std::function<void()> after_each_call_;
  std::vector<File> files_;
  std::map<std::string, std::size_t> names_, durable_names_;
  std::map<int, std::size_t> descriptors_;
};

}  // namespace enrolkit

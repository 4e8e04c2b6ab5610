// SPDX-License-Identifier: Apache-2.0
// A dossier store in a temporary folder, with dossiers whose samples can be recognised wherever they lie.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "enrolkit/dossier_store.hpp"
#include "sdk/dossier/sha256.hpp"
#include "tests/temporary_folder.hpp"

namespace enrolkit {

// Stands in each sample and each name: nothing of it may ever lie unencrypted on the disk.
inline constexpr std::string_view kSecret = "THE-RIDGES-OF-A-LIVING-FINGER";

inline Date day(int year, unsigned month, unsigned day_of_month) {
  return Date(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day_of_month));
}

inline AuditTime noon(Date date) { return std::chrono::sys_days(date) + std::chrono::hours(12); }

inline Bytes sample_bytes(std::size_t size, int seed) {
  Bytes bytes;
  std::string text = std::string(kSecret) + " " + std::to_string(seed) + " ";
  while (bytes.size() < size) bytes.insert(bytes.end(), text.begin(), text.end());
  bytes.resize(size);
  return bytes;
}

inline std::vector<FileEntry> sample_files(int seed, std::size_t size = 3000) {
  return {{"photo.jpg", sample_bytes(size, seed)},
          {"finger-right-index.png", sample_bytes(size / 2, seed + 1)},
          {"chip/EF.DG2", sample_bytes(size / 3, seed + 2)},
          {"dossier.json", sample_bytes(200, seed + 3)}};
}

// Of the shape that an enrolment has, so that it can be handed over.
inline std::vector<FileEntry> enrolled_files(int seed, std::size_t size = 3000) {
  std::vector<FileEntry> files = sample_files(seed, size);
  files.pop_back();
  std::string list;
  for (const FileEntry& one : files) {
    list += std::string(list.empty() ? "" : ",") + R"({"path":")" + one.path + R"(","bytes":)" +
            std::to_string(one.bytes.size()) + R"(,"sha256":")" + sha256_hex(one.bytes) + R"("})";
  }
  const std::string record =
      R"({"schema":"enrolkit.dossier/1","verdict":"compliant","applicant":{"surname":")" + std::string(kSecret) +
      R"(","document_number":"EM)" + std::to_string(seed) +
      R"(","birth_date":"1990-01-01","application":{"kind":"ordinary","date":"2026-11-22","keep_seven_years":false}},)" +
      R"("rules":{"policy":{"name":"be-passport-2026","version":"1"}},"mrz":{"lines":[]},"files":[)" + list + "]}";
  files.push_back({"dossier.json", {record.begin(), record.end()}});
  return files;
}

inline DossierFacts facts_on(Date date, bool keep_seven_years = false) {
  DossierFacts facts;
  facts.terms = {"ordinary",      date, "be-passport-2026", "2026.1", add_months(date, 3), add_months(date, 3),
                 keep_seven_years};
  if (keep_seven_years) facts.terms.retain_until = add_years(date, 7);
  facts.subject = {std::string(kSecret), "Anna Maria", day(2010, 5, 4), "EM1234567", "Oslo"};
  return facts;
}

inline bool operator==(const FileEntry& a, const FileEntry& b) { return a.path == b.path && a.bytes == b.bytes; }

inline std::string file_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The files below `folder` in which the secret lies in the open.
inline std::vector<std::string> files_with_secret(const std::filesystem::path& folder) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && file_text(entry.path()).find(kSecret) != std::string::npos) {
      found.push_back(entry.path().string());
    }
  }
  return found;
}

class DossierFixture : public ::testing::Test {
 protected:
  void SetUp() override {
    key_ = passphrase_key("correct horse battery staple", 10).value();
    ASSERT_TRUE(DossierStore::create(path(), *key_, options()));
  }

  [[nodiscard]] std::filesystem::path path() const { return folder_ / "store"; }
  [[nodiscard]] std::filesystem::path path(std::string_view name) const { return path() / name; }

  StoreOptions options() {
    StoreOptions options;
    options.actor = "officer 7";
    options.clock = [this] { return now_; };
    return options;
  }
  DossierStore open() {
    auto opened = DossierStore::open(path(), *key_, options());
    if (!opened) throw std::runtime_error(opened.error().message);
    return *std::move(opened);
  }

  TemporaryFolder folder_;
  std::shared_ptr<const StationKey> key_;
  AuditTime now_ = noon(day(2026, 11, 22));
};

inline std::string problems_of(const StoreReview& review) {
  std::string text;
  for (const StoreProblem& problem : review.problems) {
    text += problem.where + " [" + problem.dossier + "] " + problem.message + "\n";
  }
  return text;
}

}  // namespace enrolkit

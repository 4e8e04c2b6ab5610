// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/chip_inputs.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

namespace enrolkit::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kApplicantFile = "applicant.json";  // as `people make` writes it
constexpr std::size_t kMaxLine = 2 * kMaxApplicantBytes;  // an applicant and some paths

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}
bool is_applicant_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path / kApplicantFile, error);
}
bool is_list(const fs::path& path) { return path.extension() == ".jsonl"; }

std::vector<fs::path> entries_of(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (!entry->path().filename().string().starts_with(".")) entries.push_back(entry->path());
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

// photo.*, finger-NAME.* and signature.*; of a finger taken more than once, the first take.
SamplePaths samples_beside(const fs::path& folder) {
  constexpr std::string_view kFinger = "finger-";
  SamplePaths samples;
  for (const fs::path& path : entries_of(folder)) {
    const std::string stem = path.stem().string();
    if (stem == "photo") samples.photo = path;
    if (stem == "signature") samples.signature = path;
    if (!stem.starts_with(kFinger) || path.extension() == ".fmr") continue;
    if (const auto position = parse_finger_name(stem.substr(kFinger.size()))) samples.fingers.emplace(*position, path);
  }
  return samples;
}

Error line_error(const std::string& name, const std::string& what) {
  return Error{ErrorCode::malformed, name + ": " + what};
}

fs::path file_of(const fs::path& list, const Json& value) { return list.parent_path() / value.get<std::string>(); }

Status read_fingers(const fs::path& list, const Json& value, const std::string& name, SamplePaths& samples) {
  if (!value.is_object()) return line_error(name, "\"fingers\" must be an object of names and files");
  for (const auto& item : value.items()) {
    const auto position = parse_finger_name(item.key());
    if (!position) return Error{position.error().code, name + ": " + position.error().message};
    if (!item.value().is_string()) return line_error(name, "\"fingers\": the name of a file is expected");
    samples.fingers.emplace(*position, file_of(list, item.value()));
  }
  return {};
}

Status read_member(const fs::path& list, const std::string& key, const Json& value, ChipInput& input) {
  if (key == "fingers") return read_fingers(list, value, input.name, input.samples);
  if (key == "applicant" && value.is_object()) {
    input.applicant = parse_applicant(value.dump(), input.name);
    return {};
  }
  if (key != "applicant" && key != "photo" && key != "signature") {
    return line_error(input.name, "unknown key \"" + key + "\", expected applicant, photo, fingers or signature");
  }
  if (!value.is_string()) return line_error(input.name, "\"" + key + "\": the name of a file is expected");
  const fs::path file = file_of(list, value);
  if (key == "applicant") input.applicant = read_applicant(file);
  if (key == "photo") input.samples.photo = file;
  if (key == "signature") input.samples.signature = file;
  return {};
}

ChipInput read_line(const fs::path& list, std::string name, const std::string& line) {
  ChipInput input;
  input.name = std::move(name);
  input.applicant = line_error(input.name, "\"applicant\" is missing");
  if (line.size() > kMaxLine) {
    input.applicant =
        Error{ErrorCode::too_large, input.name + ": the line has more than " + std::to_string(kMaxLine) + " bytes"};
    return input;
  }
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) {
    input.applicant = line_error(input.name, "a JSON object is expected");
    return input;
  }
  for (const auto& item : json.items()) {
    if (const Status read = read_member(list, item.key(), item.value(), input); !read) {
      input.applicant = read.error();
      break;
    }
  }
  return input;
}

}  // namespace

ChipInputs::ChipInputs(const std::vector<std::string>& inputs) : waiting_(inputs.begin(), inputs.end()) {}

bool ChipInputs::batch() const {
  if (waiting_.size() != 1) return true;
  const fs::path& only = waiting_.front();
  return is_list(only) || (is_folder(only) && !is_applicant_folder(only));
}

bool ChipInputs::bare() const { return !batch() && !is_folder(waiting_.front()); }

ChipInput ChipInputs::input_of(const fs::path& path) {
  ChipInput input;
  input.name = path.string();
  const bool folder = is_folder(path);
  input.applicant = read_applicant(folder ? path / kApplicantFile : path);
  if (folder) input.samples = samples_beside(path);
  return input;
}

std::optional<ChipInput> ChipInputs::next_line() {
  std::string line;
  while (std::getline(list_, line)) {
    ++line_;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    return read_line(list_path_, list_path_.string() + ":" + std::to_string(line_), line);
  }
  list_.close();
  return std::nullopt;
}

std::optional<ChipInput> ChipInputs::next() {
  while (true) {
    if (list_.is_open()) {
      if (auto input = next_line()) return input;
    }
    if (waiting_.empty()) return std::nullopt;
    const fs::path path = waiting_.front();
    waiting_.pop_front();
    if (is_list(path)) {
      list_path_ = path;
      line_ = 0;
      list_.open(path);
      if (list_.is_open()) continue;
      ChipInput input;
      input.name = path.string();
      input.applicant = Error{ErrorCode::not_found, path.string() + ": the list cannot be opened"};
      return input;
    }
    if (is_folder(path) && !is_applicant_folder(path)) {
      std::vector<fs::path> folders = entries_of(path);
      folders.erase(
          std::remove_if(folders.begin(), folders.end(), [](const fs::path& each) { return !is_folder(each); }),
          folders.end());
      if (!folders.empty()) {
        waiting_.insert(waiting_.begin(), folders.begin(), folders.end());
        continue;
      }
    }
    return input_of(path);
  }
}

}  // namespace enrolkit::cli

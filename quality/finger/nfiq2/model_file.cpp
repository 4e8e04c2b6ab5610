// SPDX-License-Identifier: Apache-2.0
#include <openssl/evp.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

#include "enrolkit/file.hpp"
#include "enrolkit/nfiq2_model.hpp"
#include "quality/finger/nfiq2/random_forest.hpp"

namespace enrolkit {
namespace {

constexpr std::size_t kMaxInfoBytes = 1U << 16U;                                 // a dozen lines
constexpr std::string_view kPublishedHash = "b4a1e7586b3be906f9770e4b77768038";  // NIST's forest of NFIQ 2.3
constexpr std::string_view kPublishedName = "NFIQ 2";
constexpr std::string_view kPublishedVersion = "2.3";

Result<std::string> md5_hex(BytesView data) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (EVP_Digest(data.data(), data.size(), digest.data(), &length, EVP_md5(), nullptr) != 1) {
    return Error{ErrorCode::crypto, "this system computes no MD5, which the model's hash is"};
  }
  std::string hex;
  for (unsigned i = 0; i < length; ++i) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    hex += kDigits[digest[i] >> 4U];
    hex += kDigits[digest[i] & 15U];
  }
  return hex;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
  return text;
}

std::map<std::string, std::string, std::less<>> info_of(std::string_view text) {
  std::map<std::string, std::string, std::less<>> info;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (const std::size_t equals = line.find('='); equals != std::string_view::npos) {
      info[std::string(trimmed(line.substr(0, equals)))] = trimmed(line.substr(equals + 1));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return info;
}

std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

Result<Nfiq2Model> Nfiq2Model::load(const std::filesystem::path& file) {
  std::filesystem::path forest_file = file;
  std::map<std::string, std::string, std::less<>> info;
  if (file.extension() == ".txt") {
    const auto text = read_file(file, kMaxInfoBytes);
    if (!text) return text.error();
    info = info_of({reinterpret_cast<const char*>(text->data()), text->size()});
    for (const char* key : {"Path", "Hash"}) {
      if (info[key].empty()) return Error{ErrorCode::malformed, file.string() + ": has no line \"" + key + " = ...\""};
    }
    forest_file = file.parent_path() / info["Path"];
  }
  const auto bytes = read_file(forest_file, nfiq2::kMaxForestBytes);
  if (!bytes) return bytes.error();
  const auto hash = md5_hex(*bytes);
  if (!hash) return hash.error();
  if (!info.empty() && lower_case(info["Hash"]) != *hash) {
    return Error{ErrorCode::malformed,
                 forest_file.string() + ": its MD5 is " + *hash + ", and " + file.string() + " says " + info["Hash"]};
  }
  auto forest = nfiq2::RandomForest::parse({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
  if (!forest) return Error{forest.error().code, forest_file.string() + ": " + forest.error().message};
  Nfiq2Model model;
  model.forest_ = std::make_shared<const nfiq2::RandomForest>(*std::move(forest));
  const bool published = *hash == kPublishedHash;
  model.name_ = published ? kPublishedName : info["Name"].empty() ? "random-forest" : info["Name"];
  model.version_ = published ? kPublishedVersion : info["Version"].empty() ? *hash : info["Version"];
  return model;
}

FingerQuality Nfiq2Model::score(const FingerMeasures& measures) const {
  std::array<float, kFingerMeasures> features{};
  std::transform(measures.values.begin(), measures.values.end(), features.begin(),
                 [](double value) { return static_cast<float>(value); });
  const auto share = static_cast<float>(forest_->votes(features)) / static_cast<float>(forest_->trees());
  return {name_, version_, static_cast<int>(std::floor(share * 100 + 0.5F))};
}

}  // namespace enrolkit

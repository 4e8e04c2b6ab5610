// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/tree/names.hpp"

#include <algorithm>
#include <charconv>
#include <span>
#include <utility>

#include "encoders/lds/openssl_handles.hpp"

namespace enrolkit {

std::span<const std::pair<std::string_view, std::string_view>> chip_names();  // embedded by the build

namespace lds::tree {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::string_view take(std::string_view& text, char end) {
  const std::string_view part = text.substr(0, text.find(end));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return trim(part);
}

Entry parse_entry(std::string_view line) {
  Entry entry;
  std::string_view key = take(line, '|');
  entry.repeats = key.starts_with('*');
  if (entry.repeats) key.remove_prefix(1);
  std::from_chars(key.data(), key.data() + key.size(), entry.tag, 16);
  std::from_chars(key.data(), key.data() + key.size(), entry.size);
  entry.name = take(line, '|');
  line = trim(line);
  entry.kind = take(line, ' ');
  entry.argument = trim(line);
  return entry;
}

std::string object_name(const std::string& dotted) {
  if (const std::string_view name = Names::instance().code("objects", dotted); !name.empty()) return std::string(name);
  const ErrorScope errors;
  const std::unique_ptr<ASN1_OBJECT, Freed<ASN1_OBJECT_free>> object(OBJ_txt2obj(dotted.c_str(), 1));
  const int number = object ? OBJ_obj2nid(object.get()) : NID_undef;
  return number == NID_undef ? "" : OBJ_nid2ln(number);
}

}  // namespace

Names::Names() {
  for (const auto& [name, text] : chip_names()) add(text);
}

void Names::add(std::string_view text) {
  Section* section = nullptr;
  std::map<std::string_view, std::string_view>* codes = nullptr;
  while (!text.empty()) {
    std::string_view line = take(text, '\n');
    if (line.empty() || line.starts_with('#')) continue;
    const std::string_view heading = line.substr(1, line.size() - 2);
    if (line.starts_with('[')) {
      section = &sections_[heading];
    } else if (line.starts_with('{')) {
      section = nullptr;
      codes = &codes_[heading];
    } else if (section != nullptr) {
      section->push_back(parse_entry(line));
    } else if (codes != nullptr) {
      const std::string_view key = take(line, '|');
      codes->emplace(key, trim(line));
    }
  }
}

const Names& Names::instance() {
  static const Names names;
  return names;
}

const Section& Names::section(std::string_view name) const {
  static const Section none;
  const auto found = sections_.find(name);
  return found == sections_.end() ? none : found->second;
}

const std::map<std::string_view, std::string_view>* Names::codes(std::string_view list) const {
  const auto found = codes_.find(list);
  return found == codes_.end() ? nullptr : &found->second;
}

std::string_view Names::code(std::string_view list, std::string_view key) const {
  const auto* known = codes(list);
  if (known == nullptr) return {};
  const auto found = known->find(key);
  return found == known->end() ? std::string_view{} : found->second;
}

const Entry* EntryFinder::next(Tag tag) {
  for (std::size_t tried = 0; tried < section_.size(); ++tried) {
    const std::size_t at = (cursor_ + tried) % section_.size();
    if (section_[at].tag != tag) continue;
    cursor_ = section_[at].repeats ? at : at + 1;
    return &section_[at];
  }
  return nullptr;
}

const Entry* universal_entry(Tag tag) {
  static const Section kUniversal = {{0x01, 0, true, "BOOLEAN", "flag", {}},
                                     {0x02, 0, true, "INTEGER", "number", {}},
                                     {0x03, 0, true, "BIT STRING", "bits", {}},
                                     {0x04, 0, true, "OCTET STRING", "bytes", {}},
                                     {0x05, 0, true, "NULL", {}, {}},
                                     {0x06, 0, true, "OBJECT IDENTIFIER", "oid", {}},
                                     {0x0A, 0, true, "ENUMERATED", "number", {}},
                                     {0x0C, 0, true, "UTF8String", "text", {}},
                                     {0x13, 0, true, "PrintableString", "text", {}},
                                     {0x16, 0, true, "IA5String", "text", {}},
                                     {0x17, 0, true, "UTCTime", "time", {}},
                                     {0x18, 0, true, "GeneralizedTime", "time", {}},
                                     {0x1A, 0, true, "VisibleString", "text", {}},
                                     {0x30, 0, true, "SEQUENCE", {}, {}},
                                     {0x31, 0, true, "SET", {}, {}}};
  const auto found =
      std::find_if(kUniversal.begin(), kUniversal.end(), [&](const Entry& entry) { return entry.tag == tag; });
  return found == kUniversal.end() ? nullptr : &*found;
}

std::string object_text(BytesView oid) {
  std::string dotted = oid_text(oid);
  if (dotted.empty() || dotted.size() > 200) return dotted.substr(0, 200);
  const std::string name = object_name(dotted);
  return name.empty() ? dotted : name + " (" + dotted + ")";
}

}  // namespace lds::tree
}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
#include "encoders/lds/tree/tree_builder.hpp"

#include <algorithm>

#include "encoders/lds/tree/value_text.hpp"

namespace enrolkit::lds::tree {
namespace {

constexpr std::string_view kLimitRule = "the limits of enrolkit";

std::string_view mrz_section(std::size_t size) {
  return size == 88 ? "mrz TD3" : size == 72 ? "mrz TD2" : size == 90 ? "mrz TD1" : "";
}

// "[0]" for a context tag of ASN.1 that has no name here.
std::string context_name(Tag tag) {
  return tag <= 0xFF && (tag & 0xC0) == 0x80 ? "[" + std::to_string(tag & 0x1F) + "]" : "";
}

void mark(ChipTreeNode& node, std::size_t offset, std::string_view rule, std::string message, bool tolerated = false) {
  node.deviations.push_back({offset, std::string(rule), std::move(message), tolerated});
}

}  // namespace

bool TreeBuilder::take_node() {
  if (nodes_left_ == 0) return false;
  --nodes_left_;
  return true;
}

void TreeBuilder::add_broken(std::size_t at, std::size_t end, std::string_view rule, std::string message,
                             Nodes& nodes) {
  ChipTreeNode& node = nodes.emplace_back();
  node.offset = at;
  node.length = end - at;
  node.name = "bytes that cannot be read";
  mark(node, at, rule, std::move(message));
}

void TreeBuilder::add_bytes(std::string_view name, std::string_view kind, std::size_t begin, std::size_t end,
                            Nodes& nodes) {
  if (!take_node()) return;
  ChipTreeNode& node = nodes.emplace_back();
  node.offset = begin;
  node.length = end - begin;
  node.name = name;
  node.value = value_text(Entry{0, 0, false, name, kind, {}}, bytes(begin, end), false);
}

void TreeBuilder::add_elements(std::size_t begin, std::size_t end, const Section& section, int depth, Nodes& nodes,
                               bool only_first) {
  EntryFinder entries(section);
  for (std::size_t at = begin; at < end;) {
    if (only_first && at > begin) {
      add_bytes("bytes behind the file's element", "", at, end, nodes);
      if (at < end && !nodes.empty()) mark(nodes.back(), at, kBerRule, "the file has bytes behind its element");
      return;
    }
    if (!take_node()) return add_broken(at, end, kLimitRule, "more elements than a chip has: not looked at", nodes);
    const ElementHeader header = ElementHeader::parse(bytes(at, end), 0);
    if (!header.problem.empty() && !header.overruns)
      return add_broken(at, end, kBerRule, std::string(header.problem), nodes);

    ChipTreeNode node;
    node.offset = at;
    node.tag = header.tag;
    node.header = header.size;
    const std::size_t value = header.overruns ? end - at - header.size : header.length;
    node.length = value + header.trailer;
    if (header.overruns) {
      mark(
          node, at, kBerRule,
          "the length is " + std::to_string(header.length) + ", but only " + std::to_string(value) + " bytes are left");
    }
    if (!header.minimal) mark(node, at, kDerRule, "the length is not in its shortest form", true);
    if (header.trailer != 0) mark(node, at, kDerRule, "the length is indefinite", true);
    const Entry* entry = entries.next(header.tag);
    if (entry == nullptr) entry = universal_entry(header.tag);
    node.name = entry != nullptr ? std::string(entry->name) : context_name(header.tag);
    add_content(entry, depth, value, node);
    at = node.end();
    nodes.push_back(std::move(node));
  }
}

void TreeBuilder::add_content(const Entry* entry, int depth, std::size_t value_size, ChipTreeNode& node) {
  const std::size_t begin = node.value_offset();
  const std::size_t end = begin + value_size;
  const bool nests = entry != nullptr && entry->kind == ">";
  if (entry != nullptr && !nests) node.value = value_text(*entry, bytes(begin, end), true);
  if (entry != nullptr && entry->kind == "record") return add_record(begin, end, node.children);
  if (entry != nullptr && entry->kind == "mrz" && !mrz_section(value_size).empty()) {
    add_fields(mrz_section(value_size), begin, end, node.children);
    return;
  }
  if (begin == end || !(nests || is_constructed(*node.tag))) return;
  if (entry != nullptr && entry->kind == "enum" && enumeration_code(bytes(begin, end)) != nullptr) return;
  if (depth + 1 >= kMaxTreeDepth) return mark(node, begin, kLimitRule, "elements are nested too deeply");
  add_elements(begin, end, Names::instance().section(nests ? entry->argument : ""), depth + 1, node.children);
}

}  // namespace enrolkit::lds::tree

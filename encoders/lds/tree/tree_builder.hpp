// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "encoders/lds/tree/names.hpp"
#include "enrolkit/chip_tree.hpp"

namespace enrolkit::lds::tree {

using Nodes = std::vector<ChipTreeNode>;

// The nodes of a range of the file. Where the frame breaks, the rest of the level becomes one node that says why.
class TreeBuilder {
 public:
  explicit TreeBuilder(BytesView file) : file_(file) {}

  // Elements from `begin` to `end`; with `only_first`, what lies behind the first is a node of its own.
  void add_elements(std::size_t begin, std::size_t end, const Section& section, int depth, Nodes& nodes,
                    bool only_first = false);
  // A record of ISO/IEC 19794 from "FAC", "FIR" or "IIR" on; nothing when it is none.
  void add_record(std::size_t begin, std::size_t end, Nodes& nodes);

 private:
  [[nodiscard]] BytesView bytes(std::size_t begin, std::size_t end) const { return file_.subspan(begin, end - begin); }
  [[nodiscard]] std::uint64_t number(std::size_t at, std::size_t size) const;  // 0 behind the end of the file
  bool take_node();
  void add_content(const Entry* entry, int depth, std::size_t value_size, ChipTreeNode& node);
  // The fields of a section one after another; gives the place behind the last, at most `end`.
  std::size_t add_fields(std::string_view section, std::size_t at, std::size_t end, Nodes& nodes);
  std::size_t add_group(std::string_view name, std::string_view section, std::size_t at, std::size_t end, Nodes& nodes);
  void add_bytes(std::string_view name, std::string_view kind, std::size_t begin, std::size_t end, Nodes& nodes);
  void add_broken(std::size_t at, std::size_t end, std::string_view rule, std::string message, Nodes& nodes);
  void add_face_images(std::size_t at, std::size_t end, Nodes& nodes);
  void add_finger_images(std::size_t at, std::size_t end, Nodes& nodes);
  void add_irises(std::size_t at, std::size_t end, Nodes& nodes);
  std::size_t add_iris_image(const std::string& name, std::size_t at, std::size_t end, Nodes& nodes);

  BytesView file_;
  std::size_t nodes_left_ = kMaxTreeNodes;
};

}  // namespace enrolkit::lds::tree

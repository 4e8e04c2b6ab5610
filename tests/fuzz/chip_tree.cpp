// SPDX-License-Identifier: Apache-2.0
#include "enrolkit/chip_tree.hpp"

#include "tests/fuzz/element_mutator.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace enrolkit;

std::size_t check(const std::vector<ChipTreeNode>& nodes, std::size_t begin, std::size_t end) {
  std::size_t deviations = 0;
  for (const ChipTreeNode& node : nodes) {
    fuzz::expect(node.offset >= begin && node.end() <= end, "a node lies inside what holds it");
    deviations += node.deviations.size() + check(node.children, node.value_offset(), node.end());
  }
  return deviations;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ChipTree tree = show_chip_file("a file", {data, size});
  fuzz::expect(check(tree.nodes, 0, size) == tree.deviations, "every deviation is counted");
  return 0;
}

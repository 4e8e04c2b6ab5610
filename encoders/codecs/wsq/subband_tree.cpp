// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/wsq/subband_tree.hpp"

#include <cstddef>

namespace enrolkit::codecs::wsq {
namespace {

using Quarters = std::array<Subband, 4>;  // top left, top right, bottom left, bottom right

Quarters quarters_of(const Subband& whole) {
  const int left = whole.x_inverted ? whole.width - whole.low_width() : whole.low_width();
  const int top = whole.y_inverted ? whole.height - whole.low_height() : whole.low_height();
  const int right = whole.width - left, bottom = whole.height - top;
  return {{{whole.x, whole.y, left, top, false, false},
           {whole.x + left, whole.y, right, top, true, false},
           {whole.x, whole.y + top, left, bottom, false, true},
           {whole.x + left, whole.y + top, right, bottom, true, true}}};
}

class Builder {
 public:
  explicit Builder(SubbandTree& tree) : tree_(tree) {}

  Quarters split(const Subband& band) {
    tree_.splits[splits_++] = band;
    return quarters_of(band);
  }
  void keep(std::size_t first, const Quarters& quarters) {
    for (std::size_t i = 0; i < quarters.size(); ++i) tree_.bands[first + i] = quarters[i];
  }
  // 16 bands from number `first` on.
  void keep_sixteenths(std::size_t first, const Subband& band) {
    const Quarters quarters = split(band);
    for (std::size_t i = 0; i < quarters.size(); ++i) keep(first + 4 * i, split(quarters[i]));
  }

 private:
  SubbandTree& tree_;
  std::size_t splits_ = 0;
};

}  // namespace

SubbandTree subband_tree(int width, int height) {
  SubbandTree tree;
  Builder builder(tree);
  const Quarters whole = builder.split({0, 0, width, height, false, false});
  const Quarters low = builder.split(whole[0]);
  builder.keep(52, builder.split(whole[1]));
  builder.keep(56, builder.split(whole[2]));
  builder.keep(60, quarters_of(whole[3]));
  tree.bands[51] = low[3];
  builder.keep_sixteenths(19, low[1]);
  builder.keep_sixteenths(35, low[2]);
  builder.keep_sixteenths(3, low[0]);
  builder.keep(0, builder.split(tree.bands[3]));  // its first band, 3, becomes 0 to 3
  return tree;
}

}  // namespace enrolkit::codecs::wsq

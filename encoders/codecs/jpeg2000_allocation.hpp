// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "encoders/codecs/jpeg2000_packets.hpp"
#include "enrolkit/image.hpp"

namespace enrolkit::codecs {

struct LayerAllocation {
  KeptLayers kept;
  bool fine = false;  // the first layer of all code-blocks fits: below it there is nothing to choose from
};

// Which layers of each code-block a file of at most `max_bytes` keeps: as many of all as fit, the last one of as many
// code-blocks as fit; those that draw `favoured` get up to kFavour layers more than the others. Empty: not even the
// headers fit.
[[nodiscard]] std::optional<LayerAllocation> allocate_layers(const Jpeg2000Packets& packets, std::size_t max_bytes,
                                                             const Region& favoured);

}  // namespace enrolkit::codecs

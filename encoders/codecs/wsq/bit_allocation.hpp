// SPDX-License-Identifier: Apache-2.0
// How finely each subband is quantised at a bit rate (IAFIS-IC-0110 3.1, the encoder's annex).
#pragma once

#include <array>

#include "encoders/codecs/wsq/line_kernels.hpp"
#include "encoders/codecs/wsq/wavelet_transform.hpp"

namespace enrolkit::codecs::wsq {

using Variances = std::array<double, kCodedSubbands>;
using BandBins = std::array<Bins, kCodedSubbands>;  // width 0: the band is left out

[[nodiscard]] Variances band_variances(const Plane& subbands, const SubbandTree& tree);

// Bins that a model of Gaussian bands spends `bit_rate` bits a pixel on; real prints take about two thirds of them.
[[nodiscard]] BandBins allocate_bits(const Variances& variances, double bit_rate);

}  // namespace enrolkit::codecs::wsq

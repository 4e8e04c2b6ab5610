// SPDX-License-Identifier: Apache-2.0
// What both editions of finger image records (ISO/IEC 19794-4) have in common.
#pragma once

#include <cstdint>
#include <string_view>

#include "encoders/records/big_endian.hpp"
#include "enrolkit/records.hpp"

namespace enrolkit::records {

using namespace std::string_view_literals;

inline constexpr std::string_view kFingerImageName = "finger image record";
inline constexpr std::string_view kFingerImageMagic = "FIR\0"sv;
inline constexpr std::string_view kVersion2005 = "010\0"sv, kVersion2011 = "020\0"sv;
inline constexpr std::uint8_t kMaxImagePosition = 10, kMaxDepth = 16;

// Scale units, the four resolutions and the depth, which stand together in both.
void read_resolutions(BigEndianReader& in, FingerImageRecord& record);

// Errors: unsupported.
[[nodiscard]] Status check_depth(const FingerImageRecord& record);

// An image without compression fills whole bytes for each pixel.
[[nodiscard]] bool has_raw_size(const FingerImageRecord& record, const FingerImage& finger);

[[nodiscard]] Result<FingerImageRecord> decode_finger_images_2011(BytesView data);

}  // namespace enrolkit::records

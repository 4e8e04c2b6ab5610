// SPDX-License-Identifier: Apache-2.0
// Several fingers in one picture taken apart, and the part of a print that matters most.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "enrolkit/finger.hpp"
#include "enrolkit/image.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

// Codes of ISO/IEC 19794-4 for the plain captures of several fingers.
enum class SlapKind : std::uint8_t { right_four = 13, left_four = 14, two_thumbs = 15 };
enum class HandSide : std::uint8_t { unknown, right, left };
[[nodiscard]] std::string_view hand_side_name(HandSide hand) noexcept;  // "unknown", "right", "left"

struct SlapFinger {
  FingerPosition position = FingerPosition::unknown;  // unknown unless the slap is complete
  Region box;                                         // the finger's last joint, in pixels of the given image
  double lean = 0;                                    // degrees by which the finger points to the right of straight up
  double area = 0;                                    // mm2 of ridges
};

struct Slap {
  std::vector<SlapFinger> fingers;  // from left to right
  int expected = 0;
  HandSide hand = HandSide::unknown;  // by the lengths of the fingers; unknown for thumbs and where it is not plain

  [[nodiscard]] bool complete() const noexcept { return static_cast<int>(fingers.size()) == expected; }
};

// Dark ridges on light ground, grey8, fingers within 60 degrees of pointing up. `missing`: fingers of that slap that
// the person does not have or cannot lay down. More blots than fingers: the largest are taken. Fewer: what was found,
// without positions. A hand that is plainly the other one than `kind` says is told in `hand`; the positions follow
// `kind`. Errors: those of extract_minutiae, and invalid_argument for a missing finger that is not of the slap. Pure:
// any thread.
[[nodiscard]] Result<Slap> segment_slap(ImageView picture, double ppi, SlapKind kind,
                                        const std::vector<FingerPosition>& missing = {});

// The picture within a box, as an image of its own. The part of the box that lies outside is left away.
[[nodiscard]] Image cut_out(ImageView picture, const Region& box);

struct PrintCore {
  std::optional<Point> core;  // the upper core of loops and whorls; empty for arches and where it is not shown
  Region area;  // what to keep when a record must be small: 15 x 18 mm around the core, else the middle of
                // the contact; within the image
};

// Of a plain print, dark ridges on light ground. Errors: those of extract_minutiae, and not_found without ridges.
[[nodiscard]] Result<PrintCore> print_core(ImageView print, double ppi);

}  // namespace enrolkit
#pragma GCC visibility pop

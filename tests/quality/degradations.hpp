// SPDX-License-Identifier: Apache-2.0
// Faults of light, colour and picture put into a good portrait, each with a strength: what the checks must refuse.
// RGB (CV_8UC3) in and out unless said; where light is meant, the sums are made in linear light and clip as a camera's.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>

#include "enrolkit/photo.hpp"

namespace enrolkit::testing {

// --- light

// A gain in linear light: 1 = unchanged, 0.25 = two stops less.
[[nodiscard]] cv::Mat with_light(const cv::Mat& image, double gain);

// level -> level ^ gamma (of 0..1): below 1 lighter, above 1 darker; white and black stay.
[[nodiscard]] cv::Mat with_gamma(const cv::Mat& image, double gamma);

// Levels squeezed to `share` of their distance from a light grey, as through fog, or from another level.
[[nodiscard]] cv::Mat washed_out(const cv::Mat& image, double share, double towards = 170);

// Where a lamp stands, as seen in the picture.
enum class LampSide : std::uint8_t { left, right, top };

// One lamp in place of even light: of the light on the face `strength` (0..1) comes from that side, so that the far
// side loses it, following the curve of the head and nose. The wall keeps its light.
[[nodiscard]] cv::Mat side_lit(const cv::Mat& image, const FaceGeometry& face, LampSide side, double strength);

// What throws a shadow with a soft edge on the face: the brim of a hat over eyes and forehead, or something between the
// lamp and one side of the face, whose edge runs across nose and mouth.
enum class ShadowKind : std::uint8_t { brim, left, right };

// The shadow takes `strength` (0..1) of the linear light.
[[nodiscard]] cv::Mat with_shadow(const cv::Mat& image, const FaceGeometry& face, ShadowKind kind, double strength);

// A flash mirrored by forehead, nose and cheeks: `strength` times the white level added in the middle of each spot.
[[nodiscard]] cv::Mat with_flash_spots(const cv::Mat& image, const FaceGeometry& face, double strength);

// --- colour

enum class Cast : std::uint8_t { warm, cold, green, magenta };

// The light's colour: gains in linear light that keep a neutral's luminance about; strength 1 is a plain indoor lamp
// (or deep shade) under daylight's white balance.
[[nodiscard]] cv::Mat with_cast(const cv::Mat& image, Cast cast, double strength);

// Colours drawn towards their grey: 1 = unchanged, 0 = none left.
[[nodiscard]] cv::Mat desaturated(const cv::Mat& image, double share);

// Skin of another hue, as a faulty printer or a filter leaves it: in CIELAB, only within the face hull and its
// surroundings of the same colour, by `a` and `b`.
[[nodiscard]] cv::Mat with_skin_hue(const cv::Mat& image, const FaceGeometry& face, double a, double b);

// --- picture

[[nodiscard]] cv::Mat blurred(const cv::Mat& image, double sigma);

// Motion of `length` px along a line, `angle` degrees counter-clockwise from the rows.
[[nodiscard]] cv::Mat smeared(const cv::Mat& image, double length, double angle = 0);

// Normal noise of `sigma` grey levels, independent in each channel. The same seed gives the same noise.
[[nodiscard]] cv::Mat noisy(const cv::Mat& image, double sigma, std::uint64_t seed = 1);

// Through the library's JPEG encoder and decoder.
[[nodiscard]] cv::Mat compressed(const cv::Mat& image, int quality);

// Cells of `cell` px of one colour.
[[nodiscard]] cv::Mat pixelated(const cv::Mat& image, int cell);

}  // namespace enrolkit::testing

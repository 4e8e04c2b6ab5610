// SPDX-License-Identifier: Apache-2.0
// ICC profiles in image files: applied when they can be, never trusted.
#include <lcms2.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "enrolkit/image_codec.hpp"
#include "tests/image_files.hpp"

namespace enrolkit {
namespace {

Bytes saved(cmsHPROFILE profile) {
  cmsUInt32Number size = 0;
  EXPECT_TRUE(cmsSaveProfileToMem(profile, nullptr, &size));
  Bytes bytes(size);
  EXPECT_TRUE(cmsSaveProfileToMem(profile, bytes.data(), &size));
  cmsCloseProfile(profile);
  return bytes;
}

// Adobe RGB (1998): the primaries of sRGB but for green, gamma 563/256, white D65.
Bytes adobe_rgb() {
  const cmsCIExyY white = {0.3127, 0.3290, 1};
  const cmsCIExyYTRIPLE primaries = {{0.64, 0.33, 1}, {0.21, 0.71, 1}, {0.15, 0.06, 1}};
  cmsToneCurve* gamma = cmsBuildGamma(nullptr, 563.0 / 256);
  cmsToneCurve* curves[3] = {gamma, gamma, gamma};
  const Bytes profile = saved(cmsCreateRGBProfile(&white, &primaries, curves));
  cmsFreeToneCurve(gamma);
  return profile;
}

Bytes srgb() { return saved(cmsCreate_sRGBProfile()); }

Bytes grey_linear() {
  cmsToneCurve* linear = cmsBuildGamma(nullptr, 1);
  const Bytes profile = saved(cmsCreateGrayProfile(cmsD50_xyY(), linear));
  cmsFreeToneCurve(linear);
  return profile;
}

// A press that prints with black alone: L = 100 (1 - K).
Bytes black_only_press() {
  cmsHPROFILE profile = cmsCreateProfilePlaceholder(nullptr);
  cmsSetProfileVersion(profile, 4.3);
  cmsSetDeviceClass(profile, cmsSigOutputClass);
  cmsSetColorSpace(profile, cmsSigCmykData);
  cmsSetPCS(profile, cmsSigLabData);
  cmsStage* table = cmsStageAllocCLut16bit(nullptr, 2, 4, 3, nullptr);
  cmsStageSampleCLut16bit(
      table,
      [](const cmsUInt16Number in[], cmsUInt16Number out[], void*) {
        out[0] = static_cast<cmsUInt16Number>(0xFFFF - in[3]);
        out[1] = out[2] = 0x8080;  // no colour
        return 1;
      },
      nullptr, 0);
  cmsPipeline* pipeline = cmsPipelineAlloc(nullptr, 4, 3);
  cmsPipelineInsertStage(pipeline, cmsAT_END, cmsStageAllocToneCurves(nullptr, 4, nullptr));
  cmsPipelineInsertStage(pipeline, cmsAT_END, table);
  cmsPipelineInsertStage(pipeline, cmsAT_END, cmsStageAllocToneCurves(nullptr, 3, nullptr));
  EXPECT_TRUE(cmsWriteTag(profile, cmsSigAToB0Tag, pipeline));
  cmsPipelineFree(pipeline);
  return saved(profile);
}

// The profile in APP2 segments of at most `piece` bytes, after the start marker.
Bytes with_icc(const Bytes& jpeg, const Bytes& icc, std::size_t piece = 60000, std::size_t leave_out = 0) {
  Bytes file(jpeg.begin(), jpeg.begin() + 2);
  const std::size_t count = (icc.size() + piece - 1) / piece;
  for (std::size_t i = 0; i < count; ++i) {
    if (i + 1 == leave_out) continue;
    const std::size_t from = i * piece, size = std::min(piece, icc.size() - from), length = 2 + 14 + size;
    for (const std::size_t byte : {std::size_t{0xFF}, std::size_t{0xE2}, length >> 8U, length & 0xFFU}) {
      file.push_back(static_cast<std::uint8_t>(byte));
    }
    for (const char c : std::string("ICC_PROFILE")) file.push_back(static_cast<std::uint8_t>(c));
    for (const std::size_t byte : {std::size_t{0}, i + 1, count}) file.push_back(static_cast<std::uint8_t>(byte));
    file.insert(file.end(), icc.begin() + static_cast<std::ptrdiff_t>(from),
                icc.begin() + static_cast<std::ptrdiff_t>(from + size));
  }
  file.insert(file.end(), jpeg.begin() + 2, jpeg.end());
  return file;
}

Bytes with_icc_png(const Bytes& rows, int width, int height, const Bytes& icc, int type = PNG_COLOR_TYPE_RGB) {
  return make_png(rows, width, height, 8, type, false, [&](png_structp png, png_infop info) {
    png_set_iCCP(png, info, "profile", PNG_COMPRESSION_TYPE_BASE, icc.data(), static_cast<png_uint_32>(icc.size()));
  });
}

Bytes flat(std::array<std::uint8_t, 3> colour, std::size_t pixels) {
  Bytes samples;
  for (std::size_t i = 0; i < pixels; ++i) samples.insert(samples.end(), colour.begin(), colour.end());
  return samples;
}

// By hand: Adobe RGB's curve, the change of the green primary in linear light (both white points are D65), sRGB's
// curve.
std::array<double, 3> adobe_to_srgb(std::array<std::uint8_t, 3> colour) {
  double in[3];
  for (std::size_t c = 0; c < 3; ++c) in[c] = std::pow(colour[c] / 255.0, 563.0 / 256);
  const double linear[3] = {1.39836 * in[0] - 0.39836 * in[1], in[1], -0.04293 * in[1] + 1.04293 * in[2]};
  std::array<double, 3> out{};
  for (std::size_t c = 0; c < 3; ++c) {
    const double v = std::clamp(linear[c], 0.0, 1.0);
    out[c] = 255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055);
  }
  return out;
}

DecodedImage decoded(const Bytes& file) {
  auto image = decode_image(file, "made by the test");
  EXPECT_TRUE(image) << image.error().message;
  return image ? std::move(*image) : DecodedImage{};
}

TEST(ColourProfile, AdobeRgbBecomesSrgb) {
  const Bytes icc = adobe_rgb();
  for (const std::array<std::uint8_t, 3> colour :
       {std::array<std::uint8_t, 3>{200, 160, 130}, {90, 60, 50}, {128, 128, 128}, {120, 180, 140}, {30, 40, 90}}) {
    const auto expected = adobe_to_srgb(colour);
    const DecodedImage png = decoded(with_icc_png(flat(colour, 64), 8, 8, icc));
    EXPECT_EQ(png.colour_profile, ColourProfileUse::converted);
    const DecodedImage jpeg =
        decoded(with_icc(make_jpeg(flat(colour, 256), 16, 16, JCS_RGB, {.stored = JCS_RGB, .quality = 100}), icc, 100));
    EXPECT_EQ(jpeg.colour_profile, ColourProfileUse::converted);
    for (std::size_t c = 0; c < 3; ++c) {
      EXPECT_NEAR(png.image.row(3)[9 + c], expected[c], 1.5) << int{colour[0]} << " channel " << c;
      EXPECT_NEAR(jpeg.image.row(3)[9 + c], expected[c], 2.5) << int{colour[0]} << " channel " << c;
    }
  }
}

TEST(ColourProfile, SrgbIsLeftAlone) {
  const Bytes samples = textured(40, 30, 3);
  const DecodedImage png = decoded(with_icc_png(samples, 40, 30, srgb()));
  EXPECT_EQ(png.colour_profile, ColourProfileUse::srgb);
  EXPECT_EQ(png.image.pixels, samples);
  EXPECT_EQ(decoded(make_png(samples, 40, 30, 8, PNG_COLOR_TYPE_RGB)).colour_profile, ColourProfileUse::none);
}

// Linear grey: half of the light is 188 in sRGB's curve (1.055 * 0.5^(1/2.4) - 0.055 = 0.7354).
TEST(ColourProfile, GreyHasAProfileToo) {
  const DecodedImage grey = decoded(with_icc_png(Bytes(64, 128), 8, 8, grey_linear(), PNG_COLOR_TYPE_GRAY));
  EXPECT_EQ(grey.colour_profile, ColourProfileUse::converted);
  EXPECT_EQ(grey.image.format, PixelFormat::grey8);
  EXPECT_NEAR(grey.image.row(3)[3], 188, 1);
}

// CIE L 50 is a luminance of 0.1842: 118.9 in sRGB.
TEST(ColourProfile, InkBecomesWhatThePressPrints) {
  const Bytes icc = black_only_press();
  const auto inked = [&](std::array<std::uint8_t, 4> ink) {  // as Adobe stores it: how much is absent
    Bytes samples;
    for (int i = 0; i < 256; ++i) samples.insert(samples.end(), ink.begin(), ink.end());
    return with_icc(make_jpeg(samples, 16, 16, JCS_CMYK, {.stored = JCS_CMYK, .quality = 100}), icc);
  };
  const DecodedImage cyan = decoded(inked({0, 255, 255, 255}));
  EXPECT_EQ(cyan.colour_profile, ColourProfileUse::converted);
  const DecodedImage half = decoded(inked({255, 255, 255, 128}));
  for (int c = 0; c < 3; ++c) {
    EXPECT_NEAR(cyan.image.row(5)[15 + c], 255, 2);
    EXPECT_NEAR(half.image.row(5)[15 + c], 119, 3);
  }
}

TEST(ColourProfile, WhatCannotBeUsedIsIgnored) {
  const Bytes samples = textured(40, 30, 3);
  const Bytes jpeg = make_jpeg(samples, 40, 30, JCS_RGB, {});
  const Bytes plain = decoded(jpeg).image.pixels;
  const Bytes icc = adobe_rgb();
  const std::pair<const char*, Bytes> unusable[] = {
      {"of grey", with_icc(jpeg, grey_linear())},
      {"of ink", with_icc(jpeg, black_only_press())},
      {"a piece is missing", with_icc(jpeg, icc, 200, 2)},
      {"cut", with_icc(jpeg, Bytes(icc.begin(), icc.begin() + 200))},
      {"no profile", with_icc(jpeg, Bytes(500, 7))},
      {"too large", with_icc(jpeg, Bytes(5U << 20U, 0), 65000)},
  };
  for (const auto& [name, file] : unusable) {
    const DecodedImage image = decoded(file);
    EXPECT_EQ(image.colour_profile, ColourProfileUse::ignored) << name;
    EXPECT_EQ(image.image.pixels, plain) << name;
  }
}

// Whatever a byte of the profile says, there is a picture of the same size, and no crash.
TEST(ColourProfile, AnyByteMayBeWrong) {
  const Bytes jpeg = make_jpeg(textured(24, 16, 3), 24, 16, JCS_RGB, {});
  for (const Bytes& icc : {adobe_rgb(), grey_linear(), black_only_press()}) {
    for (std::size_t at = 0; at < icc.size(); at += 2) {
      for (const std::uint8_t value : {0x00, 0xFF}) {
        Bytes wrong = icc;
        wrong[at] = value;
        if (at + 1 < wrong.size() && at % 4 == 0) wrong[at + 1] = value;
        const auto image = decode_image(with_icc(jpeg, wrong), "wrong profile");
        ASSERT_TRUE(image) << at;
        ASSERT_EQ(image->image.pixels.size(), std::size_t{24 * 16 * 3});
      }
    }
  }
}

TEST(ColourProfile, NamesAreLasting) {
  EXPECT_EQ(colour_profile_use_name(ColourProfileUse::none), "none");
  EXPECT_EQ(colour_profile_use_name(ColourProfileUse::srgb), "srgb");
  EXPECT_EQ(colour_profile_use_name(ColourProfileUse::converted), "converted");
  EXPECT_EQ(colour_profile_use_name(ColourProfileUse::ignored), "ignored");
}

}  // namespace
}  // namespace enrolkit

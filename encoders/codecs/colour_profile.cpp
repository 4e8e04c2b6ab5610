// SPDX-License-Identifier: Apache-2.0
#include "encoders/codecs/colour_profile.hpp"

#include <lcms2.h>
#include <lcms2_plugin.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace enrolkit::codecs {
namespace {

// Press profiles with tables for four inks have 0.5 to 3 MB; nothing larger describes a camera.
constexpr std::size_t kMaxProfileBytes = 4U << 20U;
// Of Little CMS for one conversion: a profile can announce tables of any size. Four times what the largest press
// profile takes (measured: 15 MB).
constexpr std::ptrdiff_t kMaxWorkingMemory = 64 << 20;
// A profile that moves no colour of a coarse grid by more than this is sRGB, written down by somebody else.
constexpr int kSameColour = 2;
constexpr int kGridSteps = 8;

// Each block carries its size and the account it is taken from: Little CMS frees without telling either.
struct alignas(std::max_align_t) BlockHeader {
  std::ptrdiff_t size;
  std::ptrdiff_t* left;
};

void* take(cmsContext context, cmsUInt32Number size) {
  auto* left = static_cast<std::ptrdiff_t*>(cmsGetContextUserData(context));
  if (left != nullptr && *left < static_cast<std::ptrdiff_t>(size)) return nullptr;
  auto* block = static_cast<BlockHeader*>(std::malloc(sizeof(BlockHeader) + size));
  if (block == nullptr) return nullptr;
  if (left != nullptr) *left -= static_cast<std::ptrdiff_t>(size);
  *block = {static_cast<std::ptrdiff_t>(size), left};
  return block + 1;
}

void give_back(cmsContext /*context*/, void* memory) {
  if (memory == nullptr) return;
  BlockHeader* block = static_cast<BlockHeader*>(memory) - 1;
  if (block->left != nullptr) *block->left += block->size;
  std::free(block);
}

void* take_again(cmsContext context, void* memory, cmsUInt32Number size) {
  void* larger = take(context, size);
  if (larger != nullptr && memory != nullptr) {
    const BlockHeader* block = static_cast<BlockHeader*>(memory) - 1;
    std::memcpy(larger, memory, std::min(static_cast<std::size_t>(block->size), static_cast<std::size_t>(size)));
    give_back(context, memory);
  }
  return larger;
}

struct CloseProfile {
  void operator()(void* profile) const { cmsCloseProfile(profile); }
};
using Profile = std::unique_ptr<void, CloseProfile>;

bool takes_pictures(cmsProfileClassSignature device) {
  return device == cmsSigInputClass || device == cmsSigDisplayClass || device == cmsSigOutputClass ||
         device == cmsSigColorSpaceClass;
}

cmsColorSpaceSignature space_of(ProfiledSamples samples) {
  if (samples == ProfiledSamples::grey) return cmsSigGrayData;
  return samples == ProfiledSamples::rgb ? cmsSigRgbData : cmsSigCmykData;
}

cmsUInt32Number format_of(ProfiledSamples samples) {
  switch (samples) {
    case ProfiledSamples::grey:
      return TYPE_GRAY_8;
    case ProfiledSamples::rgb:
      return TYPE_RGB_8;
    case ProfiledSamples::cmyk:
      return TYPE_CMYK_8;
    case ProfiledSamples::inverted_cmyk:
      return TYPE_CMYK_8_REV;
  }
  return 0;
}

Profile grey_srgb(cmsContext context) {
  const double curve[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};  // IEC 61966-2-1
  cmsToneCurve* tone = cmsBuildParametricToneCurve(context, 4, curve);
  Profile profile(tone == nullptr ? nullptr : cmsCreateGrayProfileTHR(context, cmsD50_xyY(), tone));
  if (tone != nullptr) cmsFreeToneCurve(tone);
  return profile;
}

}  // namespace

struct ColourConversion::Impl {
  std::ptrdiff_t left = kMaxWorkingMemory;
  cmsContext context = nullptr;
  cmsHTRANSFORM transform = nullptr;
  bool identity = false;

  Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    if (transform != nullptr) cmsDeleteTransform(transform);
    if (context != nullptr) cmsDeleteContext(context);
  }

  bool open(BytesView icc, ProfiledSamples samples) {
    cmsPluginMemHandler memory = {};
    memory.base.Magic = cmsPluginMagicNumber;
    memory.base.ExpectedVersion = 2060;  // of Little CMS, the first with contexts
    memory.base.Type = cmsPluginMemHandlerSig;
    memory.MallocPtr = take;
    memory.FreePtr = give_back;
    memory.ReallocPtr = take_again;
    context = cmsCreateContext(&memory, &left);
    if (context == nullptr) return false;
    const Profile from(cmsOpenProfileFromMemTHR(context, icc.data(), static_cast<cmsUInt32Number>(icc.size())));
    if (from == nullptr || cmsGetColorSpace(from.get()) != space_of(samples) ||
        !takes_pictures(cmsGetDeviceClass(from.get()))) {
      return false;
    }
    const bool grey = samples == ProfiledSamples::grey;
    const Profile to = grey ? grey_srgb(context) : Profile(cmsCreate_sRGBProfileTHR(context));
    if (to == nullptr) return false;
    // No cache of the last colour: it would make one conversion unfit for several threads.
    transform =
        cmsCreateTransformTHR(context, from.get(), format_of(samples), to.get(), grey ? TYPE_GRAY_8 : TYPE_RGB_8,
                              INTENT_PERCEPTUAL, cmsFLAGS_NOCACHE | cmsFLAGS_BLACKPOINTCOMPENSATION);
    return transform != nullptr;
  }

  [[nodiscard]] bool moves_little(int channels) const {
    const int blues = channels == 3 ? kGridSteps : 0;
    for (int r = 0; r <= kGridSteps; ++r) {
      for (int g = 0; g <= blues; ++g) {
        for (int b = 0; b <= blues; ++b) {
          const std::uint8_t in[3] = {level(r), level(g), level(b)};
          std::uint8_t out[3] = {};
          cmsDoTransform(transform, in, out, 1);
          for (int c = 0; c < channels; ++c) {
            if (std::abs(in[c] - out[c]) > kSameColour) return false;
          }
        }
      }
    }
    return true;
  }
  static std::uint8_t level(int step) { return static_cast<std::uint8_t>(255 * step / kGridSteps); }
};

ColourConversion::ColourConversion() : impl_(std::make_unique<Impl>()) {}
ColourConversion::~ColourConversion() = default;
ColourConversion::ColourConversion(ColourConversion&&) noexcept = default;
ColourConversion& ColourConversion::operator=(ColourConversion&&) noexcept = default;

std::optional<ColourConversion> ColourConversion::make(BytesView icc, ProfiledSamples samples) {
  if (icc.empty() || icc.size() > kMaxProfileBytes) return std::nullopt;
  ColourConversion conversion;
  if (!conversion.impl_->open(icc, samples)) return std::nullopt;
  if (samples == ProfiledSamples::grey) conversion.impl_->identity = conversion.impl_->moves_little(1);
  if (samples == ProfiledSamples::rgb) conversion.impl_->identity = conversion.impl_->moves_little(3);
  return conversion;
}

bool ColourConversion::identity() const noexcept { return impl_->identity; }

void ColourConversion::convert(const std::uint8_t* from, std::uint8_t* to, std::size_t pixels) const noexcept {
  cmsDoTransform(impl_->transform, from, to, static_cast<cmsUInt32Number>(pixels));
}

ColourProfileUse convert_to_srgb(Image& image, BytesView icc) {
  if (icc.empty()) return ColourProfileUse::none;
  const bool grey = image.format == PixelFormat::grey8;
  const auto conversion = ColourConversion::make(icc, grey ? ProfiledSamples::grey : ProfiledSamples::rgb);
  if (!conversion) return ColourProfileUse::ignored;
  if (conversion->identity()) return ColourProfileUse::srgb;
  for (int y = 0; y < image.height; ++y) {
    conversion->convert(image.row(y), image.row(y), static_cast<std::size_t>(image.width));
  }
  return ColourProfileUse::converted;
}

}  // namespace enrolkit::codecs

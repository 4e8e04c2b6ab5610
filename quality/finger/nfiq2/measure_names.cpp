// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "enrolkit/finger_measures.hpp"

namespace enrolkit {
namespace {

constexpr std::array<FingerMeasureInfo, kFingerMeasures> kInfos = {{
    {"FDA_Bin10_0"},
    {"FDA_Bin10_1"},
    {"FDA_Bin10_2"},
    {"FDA_Bin10_3"},
    {"FDA_Bin10_4"},
    {"FDA_Bin10_5"},
    {"FDA_Bin10_6"},
    {"FDA_Bin10_7"},
    {"FDA_Bin10_8"},
    {"FDA_Bin10_9"},
    {"FDA_Bin10_Mean"},
    {"FDA_Bin10_StdDev"},
    {"FingerJetFX_MinCount_COMMinRect200x200", true},
    {"FingerJetFX_MinutiaeCount", true},
    {"FJFXPos_Mu_MinutiaeQuality_2", true},
    {"FJFXPos_OCL_MinutiaeQuality_80", true},
    {"ImgProcROIArea_Mean"},
    {"LCS_Bin10_0"},
    {"LCS_Bin10_1"},
    {"LCS_Bin10_2"},
    {"LCS_Bin10_3"},
    {"LCS_Bin10_4"},
    {"LCS_Bin10_5"},
    {"LCS_Bin10_6"},
    {"LCS_Bin10_7"},
    {"LCS_Bin10_8"},
    {"LCS_Bin10_9"},
    {"LCS_Bin10_Mean"},
    {"LCS_Bin10_StdDev"},
    {"MMB"},
    {"Mu"},
    {"OCL_Bin10_0"},
    {"OCL_Bin10_1"},
    {"OCL_Bin10_2"},
    {"OCL_Bin10_3"},
    {"OCL_Bin10_4"},
    {"OCL_Bin10_5"},
    {"OCL_Bin10_6"},
    {"OCL_Bin10_7"},
    {"OCL_Bin10_8"},
    {"OCL_Bin10_9"},
    {"OCL_Bin10_Mean"},
    {"OCL_Bin10_StdDev"},
    {"OF_Bin10_0"},
    {"OF_Bin10_1"},
    {"OF_Bin10_2"},
    {"OF_Bin10_3"},
    {"OF_Bin10_4"},
    {"OF_Bin10_5"},
    {"OF_Bin10_6"},
    {"OF_Bin10_7"},
    {"OF_Bin10_8"},
    {"OF_Bin10_9"},
    {"OF_Bin10_Mean"},
    {"OF_Bin10_StdDev"},
    {"OrientationMap_ROIFilter_CoherenceRel"},
    {"OrientationMap_ROIFilter_CoherenceSum"},
    {"RVUP_Bin10_0"},
    {"RVUP_Bin10_1"},
    {"RVUP_Bin10_2"},
    {"RVUP_Bin10_3"},
    {"RVUP_Bin10_4"},
    {"RVUP_Bin10_5"},
    {"RVUP_Bin10_6"},
    {"RVUP_Bin10_7"},
    {"RVUP_Bin10_8"},
    {"RVUP_Bin10_9"},
    {"RVUP_Bin10_Mean"},
    {"RVUP_Bin10_StdDev"},
}};

}  // namespace

std::span<const FingerMeasureInfo, kFingerMeasures> finger_measure_infos() noexcept { return kInfos; }

Result<double> FingerMeasures::at(std::string_view name) const {
  const auto* info = std::find_if(kInfos.begin(), kInfos.end(), [&](const auto& one) { return one.name == name; });
  if (info == kInfos.end()) {
    return Error{ErrorCode::not_found, "no finger measure is called \"" + std::string(name) + "\""};
  }
  return values[static_cast<std::size_t>(info - kInfos.begin())];
}

}  // namespace enrolkit

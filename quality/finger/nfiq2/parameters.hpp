// SPDX-License-Identifier: Apache-2.0
// Every number of the native measures of NFIQ 2.3 (NIST, public domain), in pixels at 500 ppi. They are the
// definition: none is ours to tune.
#pragma once

#include <array>

namespace enrolkit::nfiq2 {

inline constexpr double kPpi = 500;        // the measures are defined at no other resolution
inline constexpr double kSamePpi = 0.01;   // relative difference that is taken for 500
inline constexpr int kWhiteLine = 250;     // a row or column whose mean is above belongs to the frame
inline constexpr int kMaxCropWidth = 800;  // after the frame is cut off
inline constexpr int kMaxCropHeight = 1000;

inline constexpr int kCell = 32;                     // px a side, of every grid
inline constexpr int kBorder = 2;                    // of the slanted blocks' grid against the image
inline constexpr double kForegroundDeviation = 0.1;  // of the whole crop's deviation

inline constexpr std::size_t kMinForegroundBlocks = 10;
inline constexpr int kMinMinutiae = 6;  // the reference's extractor refuses fewer

using Edges = std::array<double, 9>;
inline constexpr Edges kFrequencyEdges = {.268, .304, .33, .355, .38, .407, .44, .5, 1};
inline constexpr Edges kClarityEdges = {0, .70, .74, .77, .79, .81, .83, .85, .87};
inline constexpr Edges kCertaintyEdges = {.337, .479, .579, .655, .716, .766, .81, .852, .898};
inline constexpr Edges kFlowEdges = {.01715, .035, .0557, .081, .115, .1718, .2569, .4758, .748};
inline constexpr Edges kUniformityEdges = {.5, .667, .8, 1, 1.25, 1.5, 2, 24, 30};

// Ridge and valley widths that are a finger's, as shares of 20 px.
inline constexpr double kWidthUnit = 20;
inline constexpr double kMinRidge = 3 / kWidthUnit;
inline constexpr double kMinValley = 2 / kWidthUnit;
inline constexpr double kMaxWidth = 10 / kWidthUnit;

inline constexpr double kFlowTolerance = 4;  // degrees of turn that are no change of direction
inline constexpr double kFlowRange = 90 - kFlowTolerance;

// The region of interest.
inline constexpr int kErosionRadius = 2;
inline constexpr int kFirstBlur = 41;
inline constexpr int kSecondBlur = 91;

// Minutiae.
inline constexpr int kCentreReach = 100;  // px around the centre of mass
inline constexpr double kMuLimit = 0.5;   // deviations
inline constexpr int kCertainPercent = 80;

}  // namespace enrolkit::nfiq2

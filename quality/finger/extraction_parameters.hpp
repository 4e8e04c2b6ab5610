// SPDX-License-Identifier: Apache-2.0
// Every number of the minutiae extraction, in pixels at 500 ppi, with its source: "measured" is on the public half of
// FVC2002 and FVC2004 set B, by what the number did to the separation of genuine and impostor pairs.
#pragma once

namespace enrolkit::ridges {

inline constexpr double kWorkingPpi = 500;  // what every sensor of the field has, and mindtct and NFIQ work at
inline constexpr double kMinPpi = 300;      // below, a ridge period is under 5 px and pores decide
inline constexpr double kMaxPpi = 1200;     // beyond any flat-print sensor on sale
inline constexpr double kSamePpi = 0.01;    // relative difference that is not worth resampling

// Contrast normalisation.
inline constexpr int kNormalisationRadius = 16;  // window of 33 px, three to four ridges; measured
inline constexpr float kDeviationFloor = 12.0F;  // grey levels added to the local deviation; 5 to 12 measured equal
inline constexpr float kClamp = 2.0F;            // deviations; measured
inline constexpr int kUnit = 1024;               // one deviation in the fixed-point planes

// Ridge orientation.
inline constexpr int kBlock = 8;                  // px a side
inline constexpr float kGradientSigma = 1.0F;     // px; 1.5 measured clearly worse
inline constexpr float kOrientationSigma = 1.5F;  // blocks; 1.2 equal, 2 and 2.6 measured worse

// Ridge mask.
inline constexpr float kMinRelativeDeviation = 0.22F;  // of the 90th percentile over blocks; measured
inline constexpr float kMinDeviation = 2.0F;           // grey levels: less is the noise of an empty sensor
inline constexpr float kMinCoherence = 0.12F;          // 0.2 measured worse
inline constexpr float kMinPeriodicity = 0.02F;  // times coherence; 0.01 to 0.03 equal, 0.05 loses dry and wet prints
inline constexpr float kMinAnswer = 0.15F;  // of the 90th percentile; 0.1 to 0.2 equal, 0.3 loses dry and wet parts
inline constexpr int kMinMaskBlocks = 24;   // smaller parts of the mask are dropped: 15 mm2
inline constexpr int kMaxMaskHole = 80;     // blocks; 12 measured worse: smudges inside a print are no edge

// Ridge frequency.
inline constexpr int kFrequencyStep = 2;   // one estimate every 2 x 2 blocks, smoothed over 3
inline constexpr int kWindowAcross = 49;   // px, at least three ridges
inline constexpr int kWindowAlong = 13;    // px
inline constexpr int kPeriods = 27;        // candidates, evenly spaced in the logarithm
inline constexpr double kMinPeriod = 4.5;  // px: children's and women's ridges at 500 ppi
inline constexpr double kMaxPeriod = 17.0;
inline constexpr double kDefaultPeriod = 9.0;  // of an adult's finger, 0.46 mm

// Ridge enhancement.
inline constexpr int kOrientations = 32;  // of the filter bank
inline constexpr int kFilterPeriods = 16;
inline constexpr double kFilterPeriodStep = 1.07;
inline constexpr double kFirstFilterPeriod = 5.0;
inline constexpr int kFilterRadius = 10;      // 21 x 21; 15 x 15 measured worse
inline constexpr double kSigmaAcross = 0.42;  // periods
inline constexpr double kSigmaAlong = 0.45;   // 0.42 to 0.48 equal, 0.55 and 0.7 measured worse

// Binary ridges and their skeleton.
inline constexpr int kMinSpeck = 32;  // px
inline constexpr int kMinHole = 16;
inline constexpr int kMaxSpur = 9;
inline constexpr int kMaxIsland = 16;

// Minutiae.
inline constexpr int kEdgeDistance = 8;         // px from the edge of the mask; 6 to 10 measured equal, 14 worse
inline constexpr int kTraceLength = 12;         // px along the ridge that tell the sense of the direction
inline constexpr int kMinBranch = 6;            // px of each branch of a bifurcation
inline constexpr double kPairDistance = 6.0;    // closer pairs that face or cancel each other go; 12 measured worse
inline constexpr double kBridgeDistance = 9.0;  // the same for two bifurcations

}  // namespace enrolkit::ridges

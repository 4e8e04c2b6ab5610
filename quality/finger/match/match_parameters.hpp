// SPDX-License-Identifier: Apache-2.0
// Every number of the comparison, in pixels at 500 ppi, with its source: "MCC" is Cappelli, Ferrara, Maltoni, "Minutia
// Cylinder-Code", 2010; "measured" is on the public half of FVC2002 and FVC2004 set B.
#pragma once

namespace enrolkit::match {

inline constexpr double kPi = 3.14159265358979323846;

// Minutiae that take part: the best by quality. 40 to 80 measured equal with our extractor, others' give false ones.
inline constexpr int kMaxMinutiae = 60;
inline constexpr int kLanes = 64;  // the same, up to whole vectors

// Bit cylinders: what lies around a minutia.
inline constexpr int kGrid = 8;                 // cells a side; 12 and 16 measured equal
inline constexpr int kSections = 6;             // of the direction; MCC
inline constexpr double kRadius = 70;           // px; MCC
inline constexpr double kCellSigma = 8;         // px; 7 to 9 measured equal
inline constexpr double kSectionSigma = 0.6;    // rad; 0.45 to 0.7 measured equal
inline constexpr double kBitThreshold = 0.005;  // half and double measured slightly worse
inline constexpr double kHullMargin = 40;       // px beyond the outermost minutiae that count as seen; 30 to 50 equal
inline constexpr double kMinCommonCells = 0.5;  // of the cells, for two cylinders to be compared
inline constexpr int kMinBits = 12;             // of both cylinders together

// Start pairs and their relaxation.
inline constexpr int kStartPairs = 20;                                  // 16 to 24 measured equal
inline constexpr int kMaxUses = 2;                                      // of one minutia among them
inline constexpr double kRelaxDistance = 5, kRelaxDistanceSlope = 1.6;  // px; MCC
inline constexpr double kRelaxAngle = kPi / 12, kRelaxAngleSlope = 30;  // rad; MCC
inline constexpr float kRelaxKeep = 0.5F;                               // MCC
inline constexpr int kRelaxRounds = 5;                                  // MCC
inline constexpr int kMinScored = 4, kMaxScored = 12;                   // pairs that count; measured

// Alignment.
inline constexpr int kAlignments = 8;             // start pairs tried; 6 measured slightly worse, 12 and 16 equal
inline constexpr float kPairRadius = 14;          // px, plus
inline constexpr float kPairRadiusSlope = 0.05F;  // times the distance to the start pair; 10 to 18 px measured equal
inline constexpr float kPairAngle = 30 * static_cast<float>(kPi) / 180;
inline constexpr float kResidualSigma = 5;    // px
inline constexpr float kAngleSigma = 0.2F;    // rad
inline constexpr float kBendReach = 120;      // px: neighbours that tell the local displacement
inline constexpr float kBendSoftening = 400;  // px2

// Texture in the overlap, in samples of 2 px.
inline constexpr int kPatchRadius = 5;          // 11 x 11: 21 px
inline constexpr int kPatchStep = 8;            // 16 px
inline constexpr int kSearch = 3;               // 6 px; without a search nearly worthless, measured
inline constexpr float kSearchPenalty = 0.01F;  // of the correlation, for a sample of displacement, squared

}  // namespace enrolkit::match

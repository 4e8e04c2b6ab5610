// SPDX-License-Identifier: Apache-2.0
// What the benchmarks and the guard measure: each workload does one thing that a user waits for.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "enrolkit/chip.hpp"
#include "enrolkit/enrolment.hpp"
#include "enrolkit/image.hpp"
#include "enrolkit/result.hpp"

namespace enrolkit::bench {

struct Workload {
  std::string name;     // lasting: budgets and published tables use it
  std::string against;  // the workload whose time is its unit
  std::function<void()> run;
  int pieces = 1;       // equal things that one run does: its ratio is that of one
  double quantile = 0;  // not 0: of single runs instead of their mean, for what must never take long
};

// All workloads, on synthetic applicants; models loaded. The first is "reference".
Result<std::vector<Workload>> make_workloads();

// The stage times of `rounds` whole enrolments, after a warm-up.
Result<std::vector<std::vector<StageTime>>> measure_stages(int rounds);

// A fixed piece of integer and floating point work on 640 x 480 pixels, about as a check does it. It is the unit of all
// other measurements, and never changes.
void run_reference();

// libfprint's detection of minutiae (NIST's mindtct) on a grey print: the unit of what fingers cost.
std::function<void()> make_libfprint_unit(const Image& print);

// One plain encoding by OpenJPEG, with its rate control, to about so many bytes: the unit of JPEG 2000 to size.
std::function<void()> make_openjpeg_plain(const Image& image, std::size_t bytes);

// Extraction and comparison of prints, against that unit.
std::vector<Workload> finger_workloads();

// EF.SOD of `chip` against the bare signatures of OpenSSL in it; `pki` holds csca.pem, ds.pem and ds.key.
std::vector<Workload> signing_workloads(const std::filesystem::path& pki, const ChipFiles& chip);

// EF.DG2 in both generations, against what the copy of its bytes allows.
std::vector<Workload> biometric_group_workloads();

// dlib's detector at 320 x 240 and its 68 landmarks on the frame of "live_frame", and nothing else.
std::function<void()> make_dlib_live_baseline(std::vector<unsigned char> grey_frame, int width, int height);

}  // namespace enrolkit::bench

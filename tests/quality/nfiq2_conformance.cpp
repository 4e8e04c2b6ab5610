// SPDX-License-Identifier: Apache-2.0
// How closely the native measures agree with NFIQ 2.3's: on how many prints each is within 0.001 (relative; absolute
// below 1), and the largest deviation. Measures that depend on minutiae are held against it with FingerJetFX's minutiae
// and with our own. usage: nfiq2_conformance SHARED_DATA [--every N]; fails when a measure that does not depend on
// minutiae agrees on fewer than 99 % of the prints.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "tests/quality/nfiq2_reference.hpp"

namespace enrolkit::testing {
namespace {

constexpr double kTolerance = 1e-3;
constexpr double kShare = 0.99;

struct Agreement {
  int prints = 0;
  int within = 0;
  double largest = 0;
  double sum = 0;  // of ours and of theirs, for the correlation
  double sum_expected = 0;
  double squares = 0;
  double squares_expected = 0;
  double products = 0;
  std::string worst;

  void add(double value, double expected, const std::string& name) {
    ++prints;
    const double deviation = deviation_of(value, expected);
    within += deviation <= kTolerance ? 1 : 0;
    if (deviation > largest) {
      largest = deviation;
      worst = name;
    }
    sum += value;
    sum_expected += expected;
    squares += value * value;
    squares_expected += expected * expected;
    products += value * expected;
  }
  [[nodiscard]] double share() const { return prints == 0 ? 0 : static_cast<double>(within) / prints; }
  [[nodiscard]] double correlation() const {
    const double n = prints;
    return (n * products - sum * sum_expected) /
           std::sqrt((n * squares - sum * sum) * (n * squares_expected - sum_expected * sum_expected));
  }
};

void print_line(std::string_view name, const char* note, const Agreement& agreement) {
  std::printf("%-40s %-12s %4d of %4d  %6.2f %%  largest %9.3g  mean %9.4g (reference %9.4g)  r %6.3f  %s\n",
              std::string(name).c_str(), note, agreement.within, agreement.prints, 100 * agreement.share(),
              agreement.largest, agreement.sum / agreement.prints, agreement.sum_expected / agreement.prints,
              agreement.correlation(), agreement.worst.c_str());
}

int run(const std::filesystem::path& shared_data, std::size_t every) {
  const auto prints = reference_prints(shared_data, every);
  if (prints.empty()) {
    std::fprintf(stderr, "nfiq2_conformance: %s/fingers/expected/nfiq2.csv is expected\n", shared_data.c_str());
    return 2;
  }
  const auto infos = finger_measure_infos();
  std::array<Agreement, kFingerMeasures> with_theirs;
  std::array<Agreement, kFingerMeasures> with_ours;
  Agreement foreground;
  int refused = 0;
  for (const ReferencePrint& print : prints) {
    const auto image = load_print(print.image);
    if (!image) {
      std::fprintf(stderr, "nfiq2_conformance: %s\n", image.error().message.c_str());
      return 2;
    }
    const auto ours = measure_finger(image->view(), 500);
    if (!ours) {
      std::printf("%s: %s\n", print.name.c_str(), ours.error().message.c_str());
      ++refused;
      continue;
    }
    // Theirs were found on the whole print, and NFIQ 2 looks for them on the crop: comparable where nothing is cut off.
    const bool whole = ours->crop.width == image->width && ours->crop.height == image->height;
    const auto theirs = whole ? measure_finger(image->view(), 500, print.minutiae) : ours;
    for (std::size_t i = 0; i < kFingerMeasures; ++i) {
      const double expected = std::stod(print.values.at(std::string(infos[i].name)));
      if (whole && theirs) with_theirs[i].add(theirs->values[i], expected, print.name);
      with_ours[i].add(ours->values[i], expected, print.name);
    }
    foreground.add(ours->feedback.foreground, std::stod(print.values.at("SufficientFingerprintForeground")),
                   print.name);
  }
  bool agrees = refused <= static_cast<int>((1 - kShare) * static_cast<double>(prints.size()));
  for (std::size_t i = 0; i < kFingerMeasures; ++i) {
    if (infos[i].approximate) {
      print_line(infos[i].name, "their minut.", with_theirs[i]);
      print_line(infos[i].name, "APPROXIMATE", with_ours[i]);
    } else {
      print_line(infos[i].name, "", with_ours[i]);
      agrees = agrees && with_ours[i].share() >= kShare;
    }
  }
  print_line("SufficientFingerprintForeground", "feedback", foreground);
  std::printf("%d of %zu prints refused; %s\n", refused, prints.size(), agrees ? "agrees" : "DOES NOT AGREE");
  return agrees ? 0 : 1;
}

}  // namespace
}  // namespace enrolkit::testing

int main(int argc, char** argv) {
  std::size_t every = 1;
  if (argc == 4 && std::string_view(argv[2]) == "--every") every = static_cast<std::size_t>(std::atoi(argv[3]));
  if ((argc != 2 && argc != 4) || every == 0) {
    std::fprintf(stderr, "usage: nfiq2_conformance SHARED_DATA [--every N]\n");
    return 2;
  }
  return enrolkit::testing::run(argv[1], every);
}

// SPDX-License-Identifier: Apache-2.0
// Fingerprints compared: are two prints of the same finger? Prepared once, compared to many.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "enrolkit/finger.hpp"
#include "enrolkit/image.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

namespace match {
struct Print;
}

// The scale of every score here: 10 is reached by one comparison of different fingers in 10, 20 by one in 100, 30 by
// one in 1000, and so on; 0 is the least. Made of 5120 comparisons of different fingers taken by one sensor (FVC2002
// and FVC2004 set B, the public half), so up to 30 it is measured; 40 is the straight line beyond, which takes more
// comparisons to confirm: of 8948 of fingers taken by different sensors 46 reach 20, 6 reach 30 and none 40.
inline constexpr double kScoreAtFmr100 = 20;    // false match rate 1 %
inline constexpr double kScoreAtFmr1000 = 30;   // 0.1 %
inline constexpr double kScoreAtFmr10000 = 40;  // 0.01 %, extrapolated

inline constexpr std::string_view kMatcherName = "enrolkit-match";
inline constexpr std::string_view kMatcherVersion = "1";

// A print made ready for comparison. A value that is cheap to copy: copies share what never changes. Any thread.
class PreparedPrint {
 public:
  PreparedPrint() = default;  // matches nothing
  explicit PreparedPrint(std::shared_ptr<const match::Print> print) : print_(std::move(print)) {}

  [[nodiscard]] int minutiae() const noexcept;      // that take part in a comparison
  [[nodiscard]] bool has_texture() const noexcept;  // the ridges between the minutiae are known too
  [[nodiscard]] const match::Print* get() const noexcept { return print_.get(); }

 private:
  std::shared_ptr<const match::Print> print_;
};

// From an image: minutiae and texture. Errors: as extract_minutiae. A print without minutiae matches nothing.
[[nodiscard]] Result<PreparedPrint> prepare_print(ImageView print, double ppi);
// From a template of anybody's: minutiae alone, which tells fingers apart less well. Errors: invalid_argument (more
// than kMaxTemplateMinutiae, ppi outside 100 to 2000, a coordinate or direction that is no number).
[[nodiscard]] Result<PreparedPrint> prepare_print(const FingerTemplate& finger);
inline constexpr std::size_t kMaxTemplateMinutiae =
    2048;  // ISO/IEC 19794-2 counts in a byte; extractors give below 500

struct MatchOptions {
  double max_rotation = 90;  // degrees by which one print may be turned against the other; 180 = any
};

struct Comparison {
  double score = 0;      // see above; of all stages
  int paired = 0;        // minutiae that lie on each other
  double rotation = 0;   // degrees, counter-clockwise as seen, that carry `a` onto `b`
  double overlap = 0;    // mm2 that both prints show; 0 without texture
  bool texture = false;  // both prints had it, so that it counted
};

// All stages: is it the same finger? compare(a, b) and compare(b, a) give the same score.
[[nodiscard]] Comparison compare(const PreparedPrint& a, const PreparedPrint& b, const MatchOptions& options = {});

// The first stage alone, about thirty times as fast and less sure: for searches, whose best answers `compare` decides.
[[nodiscard]] double first_stage(const PreparedPrint& a, const PreparedPrint& b, const MatchOptions& options = {});

// What an enrolment asks.

struct OfferedPrint {
  FingerPosition position = FingerPosition::unknown;
  PreparedPrint print;
};

// Two prints that match.
struct SameFinger {
  std::size_t first = 0;  // index into the prints
  std::size_t second = 0;
  double score = 0;
};

// Prints said to be of different positions that match: the same finger was offered twice. Prints of one position, or of
// an unknown one, are not held against each other.
[[nodiscard]] std::vector<SameFinger> offered_twice(std::span<const OfferedPrint> prints,
                                                    double threshold = kScoreAtFmr1000);

// Prints of `now` that match no print of their own position among `before` (an earlier capture, or what the document
// holds) but one of the same finger of the other hand, which in turn matches theirs or was not offered: left and right
// were swapped. `first` is an index into `now`, `second` into `before`.
[[nodiscard]] std::vector<SameFinger> hands_swapped(std::span<const OfferedPrint> now,
                                                    std::span<const OfferedPrint> before,
                                                    double threshold = kScoreAtFmr1000);

// The attempt to keep: the best verdict, of equal ones the best quality, of equal ones the most minutiae, of equal ones
// the earliest. Nothing of an empty list.
[[nodiscard]] std::optional<std::size_t> best_attempt(std::span<const FingerReport> attempts);

}  // namespace enrolkit
#pragma GCC visibility pop

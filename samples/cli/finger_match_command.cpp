// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>
#include <sstream>

#include "samples/cli/command.hpp"

namespace enrolkit::cli {
namespace {

struct Options {
  std::vector<std::string> prints;
  std::string pairs;
  std::optional<double> ppi;  // empty: as the file states
  double threshold = kScoreAtFmr1000;
  double max_rotation = 90;
  bool json = false;
};

bool is_minutiae_record(BytesView data) {
  constexpr std::string_view kMagic("FMR\0", 4);
  return data.size() >= kMagic.size() && std::equal(kMagic.begin(), kMagic.end(), data.begin());
}

Error named(const std::string& file, const Error& error) { return {error.code, file + ": " + error.message}; }

Result<PreparedPrint> prepared_file(const std::string& file, const Options& options) {
  const auto bytes = read_file(file, kMaxSampleBytes);
  if (!bytes) return bytes.error();
  if (is_minutiae_record(*bytes)) {
    const auto record = decode_finger_minutiae_record(*bytes);
    if (!record) return named(file, record.error());
    const auto print = prepare_print(template_of_view(*record));
    return print ? print : named(file, print.error());
  }
  const auto image = decode_image(*bytes, file);
  if (!image) return image.error();
  const double ppi = options.ppi.value_or(finger_resolution(image->ppi));
  const auto print = prepare_print(to_grey(image->image).view(), ppi);
  return print ? print : named(file, print.error());
}

// Each file is read and prepared once.
class Prints {
 public:
  explicit Prints(const Options& options) : options_(options) {}

  const Result<PreparedPrint>& get(const std::string& file) {
    const auto known = prints_.find(file);
    return known != prints_.end() ? known->second : prints_.emplace(file, prepared_file(file, options_)).first->second;
  }

 private:
  const Options& options_;
  std::map<std::string, Result<PreparedPrint>> prints_;
};

int match_two(const Options& options) {
  const Stopwatch watch;
  Prints prints(options);
  for (const std::string& file : options.prints) {
    if (const auto& print = prints.get(file); !print) return report_error(print.error());
  }
  const std::string& a = options.prints.front();
  const std::string& b = options.prints.back();
  const Comparison comparison = compare(*prints.get(a), *prints.get(b), {options.max_rotation});
  const bool same = comparison.score >= options.threshold;
  if (options.json) {
    std::printf("%s\n", comparison_json(comparison, a, b, options.threshold, watch.milliseconds()).c_str());
  } else {
    std::printf("%s: score %.1f (threshold %.1f), %d minutiae paired, turned by %.0f degrees\n",
                same ? "match" : "no match", comparison.score, options.threshold, comparison.paired,
                comparison.rotation);
  }
  return same ? kCompliant : kNotCompliant;
}

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream text(line);
  for (std::string field; std::getline(text, field, ',');) {
    if (!field.empty() && field.back() == '\r') field.pop_back();
    fields.push_back(field);
  }
  return fields;
}

// A file that cannot be used matches nothing: its rows have the score 0, and the exit code tells.
int match_pairs(const Options& options) {
  const auto bytes = read_file(options.pairs, kMaxSampleBytes);
  if (!bytes) return report_error(bytes.error());
  std::istringstream lines(std::string(bytes->begin(), bytes->end()));
  std::string line;
  std::getline(lines, line);
  const auto names = fields_of(line);
  const auto column_a = static_cast<std::size_t>(std::find(names.begin(), names.end(), "a") - names.begin());
  const auto column_b = static_cast<std::size_t>(std::find(names.begin(), names.end(), "b") - names.begin());
  if (std::max(column_a, column_b) >= names.size()) {
    return report_error({ErrorCode::malformed, options.pairs + ": the first line names the columns a and b"});
  }
  Prints prints(options);
  std::map<std::string, bool> told;
  int exit_code = kCompliant;
  std::printf("a,b,score\n");
  for (int number = 2; std::getline(lines, line); ++number) {
    if (line.empty() || line == "\r") continue;
    const auto fields = fields_of(line);
    if (std::max(column_a, column_b) >= fields.size()) {
      return report_error(
          {ErrorCode::malformed, options.pairs + ": line " + std::to_string(number) + " has too few columns"});
    }
    const std::string& a = fields[column_a];
    const std::string& b = fields[column_b];
    double score = 0;
    for (const std::string& file : {a, b}) {
      if (const auto& print = prints.get(file); !print && !std::exchange(told[file], true)) {
        exit_code = report_error(print.error());
      }
    }
    if (prints.get(a) && prints.get(b)) {
      score = compare(*prints.get(a), *prints.get(b), {options.max_rotation}).score;
    }
    std::printf("%s,%s,%.4f\n", a.c_str(), b.c_str(), score);
  }
  return exit_code;
}

int run(const Options& options) {
  if (!options.pairs.empty()) return match_pairs(options);
  if (options.prints.size() == 2) return match_two(options);
  return report_error({ErrorCode::invalid_argument, "finger match takes two prints, or --pairs with a file of them"});
}

}  // namespace

void add_finger_match_command(Command finger, int& exit_code) {
  auto options = std::make_shared<Options>();
  Command command = finger.add_subcommand("match", "Are two prints of the same finger?");
  command.add_option("prints", options->prints, "Two images or ISO/IEC 19794-2 templates").expected(0, 2);
  command.add_option("--pairs", options->pairs, "A CSV file with columns a and b: prints a,b,score");
  command
      .add_option("--ppi", options->ppi,
                  "Resolution of the images in pixels per inch, whatever they state (500 where they state none)")
      .within(300, 1200);
  command.add_option("--threshold", options->threshold,
                     "Score of a match: 20 accepts 1 of 100 other fingers, 30 (as given) 1 of 1000");
  command.add_option("--max-rotation", options->max_rotation, "Degrees that one print may be turned; 180 = any")
      .within(0, 180);
  command.add_flag("--json", options->json, "One JSON document");
  command.callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace enrolkit::cli

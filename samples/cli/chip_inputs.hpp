// SPDX-License-Identifier: Apache-2.0
// The applicants whose chip files are to be made, one after the other: nothing of them is kept.
#pragma once

#include <deque>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "samples/cli/sample_options.hpp"

namespace enrolkit::cli {

struct ChipInput {
  std::string name;  // for messages: the file, or "list.jsonl:17"
  Result<Applicant> applicant = Error{};
  SamplePaths samples;
};

// Each input is
// - an applicant's file; its samples come from the command line;
// - a folder with applicant.json, photo.*, finger-NAME.*, signature.*;
// - a folder of such folders, in the order of their names;
// - a list (.jsonl), one object a line: {"applicant": FILE or the object itself, "photo": FILE, "fingers": {NAME:
// FILE},
//   "signature": FILE}, the files relative to the list.
class ChipInputs {
 public:
  explicit ChipInputs(const std::vector<std::string>& inputs);

  // Whether there may be more than one applicant.
  [[nodiscard]] bool batch() const;
  // Whether the one input is an applicant's file alone.
  [[nodiscard]] bool bare() const;

  std::optional<ChipInput> next();

 private:
  [[nodiscard]] ChipInput input_of(const std::filesystem::path& path);
  [[nodiscard]] std::optional<ChipInput> next_line();

  std::deque<std::filesystem::path> waiting_;
  std::ifstream list_;
  std::filesystem::path list_path_;
  std::size_t line_ = 0;
};

}  // namespace enrolkit::cli

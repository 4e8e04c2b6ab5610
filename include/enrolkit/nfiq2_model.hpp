// SPDX-License-Identifier: Apache-2.0
// The NFIQ 2 score, for those who have its model: NIST's file is no part of enrolkit. Without it no number is an NFIQ 2
// score; finger.hpp's own quality has its own name.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "enrolkit/finger.hpp"
#include "enrolkit/finger_measures.hpp"
#include "enrolkit/result.hpp"

#pragma GCC visibility push(default)
namespace enrolkit {

namespace nfiq2 {
class RandomForest;
}

// A random forest in the layout of OpenCV's file storage (YAML), of two classes. Shared read-only: any thread.
class Nfiq2Model {
 public:
  // The forest itself (.yaml), or the info file beside it ("Key = value" lines; Path and Hash are needed, Hash is the
  // MD5 of the forest). Errors: those of read_file; malformed (the message says where).
  [[nodiscard]] static Result<Nfiq2Model> load(const std::filesystem::path& file);

  // "NFIQ 2" and "2.3" for NIST's published forest alone, which its hash tells; else the info file's name and version,
  // or "random-forest" and the hash.
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const std::string& version() const noexcept { return version_; }

  // 0..100: the share of trees that vote for a good print. Four of its 69 inputs are of our own minutiae, so that it
  // may differ from the reference's score of the same print.
  [[nodiscard]] FingerQuality score(const FingerMeasures& measures) const;

 private:
  Nfiq2Model() = default;
  std::shared_ptr<const nfiq2::RandomForest> forest_;
  std::string name_;
  std::string version_;
};

}  // namespace enrolkit
#pragma GCC visibility pop

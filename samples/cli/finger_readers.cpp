// SPDX-License-Identifier: Apache-2.0
#include "samples/cli/finger_readers.hpp"

#include <algorithm>
#include <filesystem>
#include <vector>

namespace enrolkit::cli {

Result<std::unique_ptr<FingerReader>> open_reader(std::size_t device, const std::string& replay,
                                                  std::optional<double> ppi) {
  if (replay.empty()) return open_finger_reader(device);
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(replay, error)) files.push_back(entry.path());
  if (error) return Error{ErrorCode::not_found, replay + ": cannot be read as a folder of images"};
  std::sort(files.begin(), files.end());
  return make_replay_finger_reader(std::move(files), [ppi](const auto& path) -> Result<FingerCapture> {
    const auto image = load_image(path);
    if (!image) return image.error();
    return FingerCapture{to_grey(image->image), ppi.value_or(finger_resolution(image->ppi))};
  });
}

}  // namespace enrolkit::cli

// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "enrolkit/finger_reader.hpp"

namespace enrolkit {
namespace {

class ReplayReader final : public FingerReader {
 public:
  ReplayReader(std::vector<std::filesystem::path> files, FingerImageLoader loader)
      : files_(std::move(files)), loader_(std::move(loader)) {}

  [[nodiscard]] FingerReaderInfo info() const override { return {"replay", "replay of image files"}; }

  [[nodiscard]] Result<FingerCapture> capture(std::chrono::milliseconds /*deadline*/, std::stop_token cancel) override {
    if (cancel.stop_requested()) return Error{ErrorCode::cancelled, "the capture was cancelled"};
    if (next_ == files_.size()) {
      return Error{ErrorCode::device_missing,
                   "the replay reader has no more images after " + std::to_string(files_.size())};
    }
    return loader_(files_[next_++]);
  }

 private:
  std::vector<std::filesystem::path> files_;
  FingerImageLoader loader_;
  std::size_t next_ = 0;
};

}  // namespace

std::unique_ptr<FingerReader> make_replay_finger_reader(std::vector<std::filesystem::path> files,
                                                        FingerImageLoader loader) {
  return std::make_unique<ReplayReader>(std::move(files), std::move(loader));
}

}  // namespace enrolkit

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <mutex>
#include <utility>

#include "capture/finger/host_process.hpp"
#include "enrolkit/finger.hpp"
#include "enrolkit/finger_reader.hpp"

namespace enrolkit {
namespace {

using host::Command;
using host::HostProcess;

constexpr std::chrono::milliseconds kListDeadline = std::chrono::seconds(10);  // USB devices are probed meanwhile
constexpr std::chrono::milliseconds kLongest = std::chrono::hours(24 * 365);   // keeps the sum with now() in range

HostProcess::Clock::time_point after(std::chrono::milliseconds deadline) {
  return HostProcess::Clock::now() + std::min(deadline, kLongest);
}

// Lines of driver TAB name.
std::vector<FingerReaderInfo> parse_readers(const std::string& text) {
  std::vector<FingerReaderInfo> readers;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string line = text.substr(start, end - start);
    const std::size_t tab = std::min(line.find('\t'), line.size());
    readers.push_back({line.substr(0, tab), line.substr(std::min(tab + 1, line.size()))});
    start = end + 1;
  }
  return readers;
}

Result<FingerCapture> as_capture(host::Answer answer, const std::string& name) {
  const auto width = static_cast<int>(answer.reply.width);
  const auto height = static_cast<int>(answer.reply.height);
  if (std::min(width, height) < kMinFingerSide || std::max(width, height) > kMaxFingerSide) {
    return Error{ErrorCode::device_failed, "the reader '" + name + "' gave an image of " + std::to_string(width) +
                                               " x " + std::to_string(height) + " pixels: a print has " +
                                               std::to_string(kMinFingerSide) + " to " +
                                               std::to_string(kMaxFingerSide) + " a side"};
  }
  FingerCapture capture;
  capture.image.width = width;
  capture.image.height = height;
  capture.image.pixels = std::move(answer.pixels);
  if (answer.reply.ppi > 0) capture.ppi = answer.reply.ppi;
  return capture;
}

// Kept alive by the reader and by a capture that is under way when the reader is destroyed.
struct Connection {
  std::mutex busy;  // held during a capture
  std::unique_ptr<HostProcess> process;
};

class LibfprintReader final : public FingerReader {
 public:
  LibfprintReader(std::unique_ptr<HostProcess> process, FingerReaderInfo info)
      : connection_(std::make_shared<Connection>()), info_(std::move(info)) {
    connection_->process = std::move(process);
  }

  ~LibfprintReader() override {
    connection_->process->interrupt();
    const std::lock_guard<std::mutex> lock(connection_->busy);
    connection_->process.reset();
  }

  [[nodiscard]] FingerReaderInfo info() const override { return info_; }

  [[nodiscard]] Result<FingerCapture> capture(std::chrono::milliseconds deadline, std::stop_token cancel) override {
    const auto until = after(deadline);
    const std::string name = info_.name;
    const auto connection = connection_;  // from here on this reader may be destroyed by another thread
    const std::lock_guard<std::mutex> lock(connection->busy);
    if (!connection->process || cancel.stop_requested()) {
      return Error{ErrorCode::cancelled, "the capture was cancelled"};
    }
    auto answer = connection->process->ask(Command::capture, 0, until, cancel);
    if (!answer) return answer.error();
    return as_capture(std::move(*answer), name);
  }

 private:
  std::shared_ptr<Connection> connection_;
  FingerReaderInfo info_;
};

}  // namespace

Result<std::vector<FingerReaderInfo>> list_finger_readers() {
  auto process = HostProcess::start();
  if (!process) return process.error();
  const auto answer = (*process)->ask(Command::list, 0, after(kListDeadline), {});
  if (!answer) return Error{ErrorCode::device_failed, answer.error().message};
  return parse_readers(answer->text);
}

Result<std::unique_ptr<FingerReader>> open_finger_reader(std::size_t index, std::chrono::milliseconds deadline) {
  const auto until = after(deadline);
  auto process = HostProcess::start();
  if (!process) return process.error();
  const auto wanted = static_cast<std::uint32_t>(std::min<std::size_t>(index, UINT32_MAX));
  const auto answer = (*process)->ask(Command::open, wanted, until, {});
  if (!answer) return answer.error();
  const auto readers = parse_readers(answer->text);
  if (readers.size() != 1) return Error{ErrorCode::device_failed, "the fingerprint reader gave no name"};
  return std::unique_ptr<FingerReader>(std::make_unique<LibfprintReader>(std::move(*process), readers.front()));
}

}  // namespace enrolkit

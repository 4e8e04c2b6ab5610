// SPDX-License-Identifier: Apache-2.0
// libfprint for real, with its virtual reader; the test plays the finger.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <numbers>
#include <thread>

#include "enrolkit/finger.hpp"
#include "enrolkit/finger_reader.hpp"
#include "samples/virtual_reader/virtual_reader.hpp"

namespace enrolkit {
namespace {

using namespace std::chrono_literals;
using samples::VirtualReader;

constexpr auto kPatience = 120s;  // for what must come; never waited for when all is well

// Dark ridges with a period of 9 px and a few dislocations, so that libfprint's detector finds minutiae.
Image ridges(int width, int height, int seed) {
  Image image(width, height, PixelFormat::grey8);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      double phase = 2 * std::numbers::pi * (0.8 * y + 0.6 * x) / 9 + seed;
      for (int k = 1; k <= 4; ++k) phase += std::atan2(y - 0.2 * k * height, x - 0.18 * k * width) * (k % 2 ? 1 : -1);
      image.row(y)[x] = static_cast<std::uint8_t>(std::lround(128 + 100 * std::cos(phase)));
    }
  }
  return image;
}

std::size_t open_files() {
  const std::filesystem::directory_iterator files("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

class VirtualFingerReader : public testing::Test {
 protected:
  void SetUp() override {
    std::string folder = (std::filesystem::temp_directory_path() / "enrolkit-finger-XXXXXX").string();
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    socket_ = folder_ / "reader";
    setenv("FP_DRIVERS_WHITELIST", "virtual_image", 1);  // whatever else is plugged into this machine
    setenv("FP_VIRTUAL_IMAGE", socket_.c_str(), 1);
  }
  void TearDown() override {
    unsetenv("FP_VIRTUAL_IMAGE");
    std::filesystem::remove_all(folder_);
  }

  [[nodiscard]] static std::unique_ptr<FingerReader> open() {
    auto reader = open_finger_reader();
    EXPECT_TRUE(reader) << reader.error().message;
    return reader ? std::move(*reader) : nullptr;
  }

  // Captures while `finger` is played from another thread over a connection of its own.
  template <class Finger>
  [[nodiscard]] auto capture_while(FingerReader& reader, Finger finger,
                                   std::chrono::milliseconds deadline = kPatience) {
    auto played = std::async(std::launch::async, [&]() -> Status {
      auto device = VirtualReader::connect(socket_);
      if (!device) return device.error();
      return finger(*device);
    });
    auto capture = reader.capture(deadline);
    const Status status = played.get();
    EXPECT_TRUE(status) << status.error().message;
    return capture;
  }

  [[nodiscard]] auto capture_image(FingerReader& reader, const Image& image) {
    return capture_while(reader, [&](VirtualReader& device) -> Status {
      if (auto sent = device.send_image(image.view()); !sent) return sent;
      return device.finish();
    });
  }

  void expect_capture(FingerReader& reader, const Image& image) {
    const auto capture = capture_image(reader, image);
    ASSERT_TRUE(capture) << capture.error().message;
    EXPECT_EQ(capture->image.width, image.width);
    EXPECT_EQ(capture->image.height, image.height);
    EXPECT_EQ(capture->image.format, PixelFormat::grey8);
    EXPECT_TRUE(capture->image.pixels == image.pixels);
    EXPECT_EQ(capture->ppi, 500);
  }

  std::filesystem::path folder_;
  std::filesystem::path socket_;
};

TEST_F(VirtualFingerReader, ListsTheVirtualReader) {
  const auto readers = list_finger_readers();
  ASSERT_TRUE(readers) << readers.error().message;
  ASSERT_EQ(readers->size(), 1U);
  EXPECT_EQ(readers->front().driver, "virtual_image");
  EXPECT_FALSE(readers->front().name.empty());
  EXPECT_EQ(open()->info().driver, "virtual_image");
}

TEST_F(VirtualFingerReader, SaysThatThereIsNoReader) {
  const auto second = open_finger_reader(1);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::device_missing);
  unsetenv("FP_VIRTUAL_IMAGE");
  const auto readers = list_finger_readers();
  ASSERT_TRUE(readers) << readers.error().message;
  EXPECT_TRUE(readers->empty());
  const auto reader = open_finger_reader();
  ASSERT_FALSE(reader);
  EXPECT_EQ(reader.error().code, ErrorCode::device_missing);
}

TEST_F(VirtualFingerReader, GivesThePixelsThatTheReaderSaw) {
  const auto reader = open();
  ASSERT_NE(reader, nullptr);
  expect_capture(*reader, ridges(388, 374, 0));
  expect_capture(*reader, ridges(300, 400, 1));
  expect_capture(*reader, ridges(800, 750, 2));
}

TEST_F(VirtualFingerReader, TellsThePersonWhatToDo) {
  const auto reader = open();
  ASSERT_NE(reader, nullptr);
  const std::pair<VirtualReader::Retry, const char*> cases[] = {
      {VirtualReader::Retry::general, "place it flat"},
      {VirtualReader::Retry::too_short, "too short"},
      {VirtualReader::Retry::centre_finger, "centred"},
      {VirtualReader::Retry::remove_finger, "remove the finger"},
  };
  for (const auto& [reason, words] : cases) {
    const auto capture = capture_while(*reader, [reason = reason](VirtualReader& device) -> Status {
      if (auto sent = device.send_retry(reason); !sent) return sent;
      return device.finish();
    });
    ASSERT_FALSE(capture) << words;
    EXPECT_EQ(capture.error().code, ErrorCode::retry);
    EXPECT_NE(capture.error().message.find(words), std::string::npos) << capture.error().message;
  }
  expect_capture(*reader, ridges(388, 374, 0));
}

TEST_F(VirtualFingerReader, ReportsWhatTheDeviceReports) {
  const auto reader = open();
  ASSERT_NE(reader, nullptr);
  constexpr std::int32_t kProtocolError = 5;  // FP_DEVICE_ERROR_PROTO
  const auto capture = capture_while(*reader, [](VirtualReader& device) -> Status {
    if (auto sent = device.send_error(kProtocolError); !sent) return sent;
    return device.finish();
  });
  ASSERT_FALSE(capture);
  EXPECT_EQ(capture.error().code, ErrorCode::device_failed);
  expect_capture(*reader, ridges(388, 374, 0));
}

TEST_F(VirtualFingerReader, WaitsForTheFingerToComeAndGo) {
  const auto reader = open();
  ASSERT_NE(reader, nullptr);
  const Image image = ridges(388, 374, 3);
  const auto capture = capture_while(*reader, [&](VirtualReader& device) -> Status {
    for (auto sent : {device.set_automatic_finger(false), device.set_finger(true), device.send_image(image.view()),
                      device.set_finger(false)}) {
      if (!sent) return sent;
    }
    return device.finish();
  });
  ASSERT_TRUE(capture) << capture.error().message;
  EXPECT_TRUE(capture->image.pixels == image.pixels);
}

TEST_F(VirtualFingerReader, GivesUpAtTheDeadlineAndWorksAgain) {
  const auto reader = open();
  ASSERT_NE(reader, nullptr);
  for (const auto deadline : {0ms, 50ms, -1ms}) {
    const auto capture = reader->capture(deadline);
    ASSERT_FALSE(capture);
    EXPECT_EQ(capture.error().code, ErrorCode::timeout);
  }
  expect_capture(*reader, ridges(388, 374, 0));
}

TEST_F(VirtualFingerReader, GivesUpOnAReaderThatIgnoresIt) {
  const auto reader = open();
  ASSERT_NE(reader, nullptr);
  // libfprint hangs up on an image of that width, and lets the capture wait on.
  const Image wide(6000, 10, PixelFormat::grey8);
  const auto capture = capture_while(
      *reader,
      [&](VirtualReader& device) -> Status {
        static_cast<void>(device.send_image(wide.view()).has_value());
        return device.finish();
      },
      500ms);
  ASSERT_FALSE(capture);
  EXPECT_EQ(capture.error().code, ErrorCode::timeout);
  expect_capture(*reader, ridges(388, 374, 0));
}

TEST_F(VirtualFingerReader, IsCancelledFromAnotherThread) {
  const auto reader = open();
  ASSERT_NE(reader, nullptr);
  std::stop_source cancel;
  auto capture = std::async(std::launch::async, [&] { return reader->capture(kPatience, cancel.get_token()); });
  std::this_thread::sleep_for(30ms);  // usually enough for the capture to wait; right without it too
  cancel.request_stop();
  const auto cancelled = capture.get();
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, ErrorCode::cancelled);
  const auto at_once = reader->capture(kPatience, cancel.get_token());
  ASSERT_FALSE(at_once);
  EXPECT_EQ(at_once.error().code, ErrorCode::cancelled);
  expect_capture(*reader, ridges(388, 374, 0));
}

TEST_F(VirtualFingerReader, UnpluggedReaderFailsFromThenOn) {
  auto reader = open();
  ASSERT_NE(reader, nullptr);
  const auto capture = capture_while(*reader, [](VirtualReader& device) -> Status {
    if (auto sent = device.remove_device(); !sent) return sent;
    return device.finish();
  });
  ASSERT_FALSE(capture);
  EXPECT_EQ(capture.error().code, ErrorCode::device_failed);
  EXPECT_NE(capture.error().message.find("unplugged"), std::string::npos) << capture.error().message;
  const auto later = reader->capture(kPatience);
  ASSERT_FALSE(later);
  EXPECT_EQ(later.error().code, ErrorCode::device_failed);
  reader.reset();
  reader = open();  // plugged in again
  ASSERT_NE(reader, nullptr);
  expect_capture(*reader, ridges(388, 374, 0));
}

TEST_F(VirtualFingerReader, HandsOnNoImageWithoutRidges) {
  const auto reader = open();
  ASSERT_NE(reader, nullptr);
  for (const auto& [width, height] : {std::pair{32, 32}, {32, 400}, {400, 32}, {388, 374}}) {
    const auto capture = capture_image(*reader, Image(width, height, PixelFormat::grey8));
    ASSERT_FALSE(capture) << width << " x " << height;
    EXPECT_TRUE(capture.error().code == ErrorCode::retry || capture.error().code == ErrorCode::device_failed);
  }
}

// libfprint's detector crashes on images of 8 to 11 px, and takes its process with it.
TEST_F(VirtualFingerReader, OutlivesACrashOfTheDriver) {
  for (const auto& [width, height] : {std::pair{10, 10}, {300, 10}, {1, 1}}) {
    const auto reader = open();
    ASSERT_NE(reader, nullptr);
    const Image tiny(width, height, PixelFormat::grey8);
    const auto capture = capture_while(*reader, [&](VirtualReader& device) { return device.send_image(tiny.view()); });
    ASSERT_FALSE(capture) << width << " x " << height;
    if (capture.error().code == ErrorCode::device_failed) {
      const auto later = reader->capture(kPatience);
      ASSERT_FALSE(later);
      EXPECT_EQ(later.error().code, ErrorCode::device_failed);
    } else {
      EXPECT_EQ(capture.error().code, ErrorCode::retry);
    }
  }
  const auto reader = open();
  ASSERT_NE(reader, nullptr);
  expect_capture(*reader, ridges(388, 374, 0));
}

// A driver that never comes back from the kernel: here its process is stopped.
TEST_F(VirtualFingerReader, LeavesADriverThatHangs) {
  auto reader = open();
  ASSERT_NE(reader, nullptr);
  std::ifstream children("/proc/self/task/" + std::to_string(gettid()) + "/children");
  pid_t host = 0;
  if (!(children >> host)) GTEST_SKIP() << "this kernel does not list child processes";
  ASSERT_EQ(kill(host, SIGSTOP), 0);
  const auto capture = reader->capture(50ms);
  ASSERT_FALSE(capture);
  EXPECT_EQ(capture.error().code, ErrorCode::timeout);
  reader.reset();
  reader = open();
  ASSERT_NE(reader, nullptr);
  expect_capture(*reader, ridges(388, 374, 0));
}

TEST_F(VirtualFingerReader, MayBeDestroyedWhileACaptureWaits) {
  auto reader = open();
  ASSERT_NE(reader, nullptr);
  std::promise<void> started;
  auto capture = std::async(std::launch::async, [&started, waiting = reader.get()] {
    started.set_value();
    return waiting->capture(kPatience);
  });
  started.get_future().wait();
  std::this_thread::sleep_for(100ms);  // the capture must have begun: a call on a destroyed object is no contract
  reader.reset();
  const auto cancelled = capture.get();
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, ErrorCode::cancelled);
  reader = open();
  ASSERT_NE(reader, nullptr);
  expect_capture(*reader, ridges(388, 374, 0));
}

TEST_F(VirtualFingerReader, LeavesNothingBehind) {
  const std::size_t before = open_files();
  for (int round = 0; round < 3; ++round) {
    const auto reader = open();
    ASSERT_NE(reader, nullptr);
    EXPECT_FALSE(reader->capture(10ms));
  }
  EXPECT_EQ(open_files(), before);
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

TEST_F(VirtualFingerReader, ReplayGivesItsFilesInOrder) {
  const auto loader = [](const std::filesystem::path& file) -> Result<FingerCapture> {
    if (file == "bad") return Error{ErrorCode::malformed, "bad: not an image"};
    FingerCapture capture;
    capture.image = ridges(40, 40, static_cast<int>(file.string().size()));
    return capture;
  };
  const auto reader = make_replay_finger_reader({"a", "bad", "ccc"}, loader);
  EXPECT_EQ(reader->info().driver, "replay");
  EXPECT_EQ(reader->capture(1s).value().image.pixels, ridges(40, 40, 1).pixels);
  EXPECT_EQ(reader->capture(1s).error().code, ErrorCode::malformed);
  EXPECT_EQ(reader->capture(1s).value().image.pixels, ridges(40, 40, 3).pixels);
  EXPECT_EQ(reader->capture(1s).error().code, ErrorCode::device_missing);
}

}  // namespace
}  // namespace enrolkit

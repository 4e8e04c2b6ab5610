// SPDX-License-Identifier: Apache-2.0
// How often the live path takes memory from the heap: malloc and its kin are counted in this program.
#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "enrolkit/photo_stream.hpp"
#include "tests/live_frames.hpp"

#if defined(__SANITIZE_ADDRESS__)
#define ENROLKIT_COUNTS_MEMORY 0
#else
#define ENROLKIT_COUNTS_MEMORY 1
#endif

namespace {
std::atomic<bool> counting{false};
std::atomic<int> taken{0};
}  // namespace

#if ENROLKIT_COUNTS_MEMORY
namespace {
void count() {
  if (counting.load(std::memory_order_relaxed)) taken.fetch_add(1, std::memory_order_relaxed);
}
}  // namespace

// The C library's own, under the names that it keeps for programs that stand in for malloc. operator new, OpenCV and
// dlib all end here.
extern "C" {
void* __libc_malloc(std::size_t);                 // NOLINT(bugprone-reserved-identifier): glibc's own name
void* __libc_calloc(std::size_t, std::size_t);    // NOLINT(bugprone-reserved-identifier): glibc's own name
void* __libc_realloc(void*, std::size_t);         // NOLINT(bugprone-reserved-identifier): glibc's own name
void* __libc_memalign(std::size_t, std::size_t);  // NOLINT(bugprone-reserved-identifier): glibc's own name

void* malloc(std::size_t size) {
  count();
  return __libc_malloc(size);
}
void* calloc(std::size_t number, std::size_t size) {
  count();
  return __libc_calloc(number, size);
}
void* realloc(void* memory, std::size_t size) {
  count();
  return __libc_realloc(memory, size);
}
void* memalign(std::size_t alignment, std::size_t size) {
  count();
  return __libc_memalign(alignment, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  count();
  return __libc_memalign(alignment, size);
}
int posix_memalign(void** memory, std::size_t alignment, std::size_t size) {
  count();
  *memory = __libc_memalign(alignment, size);
  return *memory == nullptr ? ENOMEM : 0;
}
}
#endif

namespace enrolkit {
namespace {

using namespace enrolkit::testing;

// Frames after which the tracker, the segmentation and the checks come round again.
constexpr int kRound = 15;

TEST(PhotoStreamMemory, NoneIsTakenFrameByFrame) {
  if (!ENROLKIT_COUNTS_MEMORY) GTEST_SKIP() << "a sanitizer has its own malloc";
  PhotoStream stream(PhotoModels::load().value(), builtin_photo_profile("icao-2018").value());
  // The same person bare, with clear glasses and with dark ones, who moves: what is looked for in each is found.
  std::vector<Image> frames;
  for (const char* worn : {"none", "clear", "sun"}) {
    for (int i = 0; i < 10; ++i) frames.push_back(frame_of(portrait({{"glasses", worn}}), 2 * i - 10, i % 3));
  }
  std::chrono::milliseconds time{0};
  std::vector<int> per_frame;
  std::set<std::string> told_of;  // requirements that a preview frame measured
  for (int i = 0; i < 24 * kRound; ++i, time += kFrameTime) {
    const ImageView frame = frames[static_cast<std::size_t>(i % 10 + i / (2 * kRound) % 3 * 10)].view();
    taken = 0;
    counting = true;
    const auto told = stream.push(frame, time);
    counting = false;
    ASSERT_TRUE(told && told->face != nullptr);
    if (i < 12 * kRound) continue;
    per_frame.push_back(taken);
    for (const Finding& finding : told->findings) {
      if (finding.value) told_of.insert(finding.requirement);
    }
  }
  for (const char* wanted : {"background_uniform", "background_shadow", "edges_clear", "glasses", "glasses_frame",
                             "glasses_tinted", "gaze", "eyes_open"}) {
    EXPECT_TRUE(told_of.contains(wanted)) << wanted;
  }
  int rare = 0;
  int largest = 0;
  for (const int count : per_frame) {
    rare += count > 0 ? 1 : 0;
    largest = std::max(largest, count);
  }
  std::cout << "of " << per_frame.size() << " frames " << rare << " took memory, at most " << largest << " times:";
  for (int i = 0; i < kRound; ++i) std::cout << " " << per_frame[static_cast<std::size_t>(i)];
  std::cout << "\n";
  EXPECT_EQ(largest, 0);
}

// The counter counts.
TEST(PhotoStreamMemory, TheCounterCounts) {
  if (!ENROLKIT_COUNTS_MEMORY) GTEST_SKIP() << "a sanitizer has its own malloc";
  taken = 0;
  counting = true;
  const std::vector<int> some(1000, 7);
  counting = false;
  EXPECT_EQ(some[999], 7);
  EXPECT_GE(taken, 1);
}

}  // namespace
}  // namespace enrolkit

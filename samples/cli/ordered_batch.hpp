// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace enrolkit::cli {

// Works on a stream of jobs with some threads and gives the answers in the order of the jobs. `next()` gives an
// optional job, empty at the end; it and `emit(answer)` are called by one thread at a time, `work(job)` by all at once.
// None of them may throw. So many answers wait for an earlier one at most that memory stays flat.
template <class Next, class Work, class Emit>
void run_ordered(std::size_t threads, Next next, Work work, Emit emit) {
  using Answer = decltype(work(*next()));
  const std::size_t window = 8 * threads;
  std::mutex mutex;
  std::condition_variable room;
  std::map<std::size_t, Answer> waiting;
  std::size_t begun = 0, emitted = 0;
  bool ended = false;

  const auto worker = [&] {
    std::unique_lock lock(mutex);
    while (true) {
      room.wait(lock, [&] { return ended || begun < emitted + window; });
      if (ended) return;
      auto job = next();
      if (!job) {
        ended = true;
        room.notify_all();
        return;
      }
      const std::size_t index = begun++;
      lock.unlock();
      Answer answer = work(*std::move(job));
      lock.lock();
      waiting.emplace(index, std::move(answer));
      for (auto first = waiting.begin(); first != waiting.end() && first->first == emitted; ++emitted) {
        emit(first->second);
        first = waiting.erase(first);
      }
      room.notify_all();
    }
  };
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back(worker);
  worker();
}

}  // namespace enrolkit::cli

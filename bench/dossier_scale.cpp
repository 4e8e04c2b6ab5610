// SPDX-License-Identifier: Apache-2.0
// How a store of many dossiers behaves: dossier_scale FOLDER [COUNT [BYTES]] fills FOLDER/store with COUNT dossiers
// (100,000) of BYTES of samples each (16,000), and prints medians in milliseconds and the size of one dossier on the
// disk.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "enrolkit/dossier_store.hpp"

namespace {

using namespace enrolkit;
using Clock = std::chrono::steady_clock;

double milliseconds(const std::function<void()>& work) {
  const auto start = Clock::now();
  work();
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double median(int rounds, const std::function<void()>& work) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) times.push_back(milliseconds(work));
  std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
  return times[static_cast<std::size_t>(rounds) / 2];
}

std::uintmax_t bytes_below(const std::filesystem::path& folder) {
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) bytes += entry.file_size();
  return bytes;
}

template <class T>
T need(Result<T> result) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "%s\n", result.error().message.c_str());
  std::exit(2);
}

DossierFacts facts_of(int number) {
  using std::chrono::days;
  const Date date(std::chrono::sys_days(Date(std::chrono::year(2026), std::chrono::month(11), std::chrono::day(22))) -
                  days(number % 90));
  DossierFacts facts;
  facts.terms = {"ordinary", date, "be-passport-2026", "2026.1", add_months(date, 3), add_months(date, 3), false};
  facts.subject = {"Surname " + std::to_string(number), "Given Names", date, "EM1234567", "Oslo"};
  return facts;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: dossier_scale FOLDER [COUNT [BYTES]]\n");
    return 2;
  }
  const std::filesystem::path folder = std::filesystem::path(argv[1]) / "store";
  const int count = argc > 2 ? std::atoi(argv[2]) : 100'000;
  const auto bytes = static_cast<std::size_t>(argc > 3 ? std::atoi(argv[3]) : 16'000);
  const auto key = need(passphrase_key("correct horse battery staple", 10));
  if (const Status made = DossierStore::create(folder, *key); !made) {
    std::fprintf(stderr, "%s\n", made.error().message.c_str());
    return 2;
  }
  DossierStore store = need(DossierStore::open(folder, *key));
  const std::vector<FileEntry> files = {{"photo.jp2", Bytes(bytes / 2, 1)},
                                        {"finger-right-index.wsq", Bytes(bytes / 4, 2)},
                                        {"chip/EF.DG2", Bytes(bytes / 4, 3)},
                                        {"dossier.json", Bytes(500, 4)}};
  std::vector<std::string> ids;
  const double filling = milliseconds([&] {
    for (int i = 0; i < count; ++i) ids.push_back(need(store.add(facts_of(i), files)));
  });
  std::mt19937 random(1);
  const auto any = [&]() -> const std::string& { return ids[random() % ids.size()]; };
  DossierFilter page;
  page.before = count / 2;
  DossierFilter open_ones;
  open_ones.state = DossierState::open;
  std::printf("%d dossiers of %zu bytes of samples\n", count, bytes + 500);
  std::printf("add one            %8.2f ms\n", filling / count);
  std::printf("open the store     %8.2f ms\n", median(21, [&] { need(DossierStore::open(folder, *key)); }));
  std::printf("list 100           %8.2f ms\n", median(101, [&] { need(store.list()); }));
  std::printf("list 100, a middle %8.2f ms\n", median(101, [&] { need(store.list(page)); }));
  std::printf("list, none open    %8.2f ms\n", median(101, [&] { need(store.list(open_ones)); }));
  std::printf("card of one        %8.2f ms\n", median(101, [&] { need(store.card(any())); }));
  std::printf("open one           %8.2f ms\n", median(101, [&] { need(store.get(any(), DossierUse::production)); }));
  std::printf("destroy one        %8.2f ms\n", median(21, [&] { need(store.destroy(any(), "bench")); }));
  std::printf("purge, none due    %8.2f ms\n", median(5, [&] { need(store.purge(facts_of(89).terms.date, false)); }));
  std::printf("on the disk        %8.0f bytes a dossier besides its samples\n",
              static_cast<double>(bytes_below(folder)) / count - static_cast<double>(bytes + 500));
  return 0;
}

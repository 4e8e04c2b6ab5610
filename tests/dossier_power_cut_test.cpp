// SPDX-License-Identifier: Apache-2.0
// The power fails: what was synchronised is on the disk, of the rest any part. Every finished step must be there.
#include <fcntl.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <unistd.h>

#include "tests/dossier_fixture.hpp"
#include "tests/simulated_disk.hpp"
#include "tests/simulated_disk_vfs.hpp"

using enrolkit::SimulatedDisk;

// What the library itself calls (the linker sends these calls here, see CMakeLists.txt).
extern "C" {
int __real_open(const char* path, int flags, ...);
int __real_close(int descriptor);
ssize_t __real_write(int descriptor, const void* data, size_t size);
ssize_t __real_pwrite(int descriptor, const void* data, size_t size, off_t offset);
int __real_ftruncate(int descriptor, off_t size);
int __real_fsync(int descriptor);
int __real_fdatasync(int descriptor);
int __real_rename(const char* from, const char* to);
int __real_unlink(const char* path);

int __wrap_open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const int mode = (flags & O_CREAT) != 0 ? va_arg(more, int) : 0;
  va_end(more);
  const int descriptor = __real_open(path, flags, mode);
  if (descriptor >= 0) SimulatedDisk::instance().opened(path, descriptor);
  return descriptor;
}
int __wrap_close(int descriptor) {
  SimulatedDisk::instance().closed(descriptor);
  return __real_close(descriptor);
}
ssize_t __wrap_write(int descriptor, const void* data, size_t size) {
  const off_t at = ::lseek(descriptor, 0, SEEK_CUR);
  const ssize_t done = __real_write(descriptor, data, size);
  if (done > 0) {
    SimulatedDisk::instance().written(descriptor, at,
                                      {static_cast<const std::uint8_t*>(data), static_cast<std::size_t>(done)});
  }
  return done;
}
ssize_t __wrap_pwrite(int descriptor, const void* data, size_t size, off_t offset) {
  const ssize_t done = __real_pwrite(descriptor, data, size, offset);
  if (done > 0) {
    SimulatedDisk::instance().written(descriptor, offset,
                                      {static_cast<const std::uint8_t*>(data), static_cast<std::size_t>(done)});
  }
  return done;
}
int __wrap_ftruncate(int descriptor, off_t size) {
  const int code = __real_ftruncate(descriptor, size);
  if (code == 0) SimulatedDisk::instance().truncated(descriptor, size);
  return code;
}
int __wrap_fsync(int descriptor) {
  const int code = __real_fsync(descriptor);
  if (code == 0) SimulatedDisk::instance().synchronised(descriptor);
  return code;
}
int __wrap_fdatasync(int descriptor) {
  const int code = __real_fdatasync(descriptor);
  if (code == 0) SimulatedDisk::instance().synchronised(descriptor);
  return code;
}
int __wrap_rename(const char* from, const char* to) {
  const int code = __real_rename(from, to);
  if (code == 0) SimulatedDisk::instance().renamed(from, to);
  return code;
}
int __wrap_unlink(const char* path) {
  const int code = __real_unlink(path);
  if (code == 0) SimulatedDisk::instance().removed(path);
  return code;
}
}

namespace enrolkit {
namespace {

namespace fs = std::filesystem;

// What has been told as finished, dossier by dossier.
struct Expected {
  DossierState state = DossierState::finished;
  std::vector<FileEntry> files;
  Bytes session;
};

class DossierPowerCutTest : public DossierFixture {
 protected:
  void SetUp() override {
    register_watching_vfs();
    DossierFixture::SetUp();
    SimulatedDisk::instance().watch(path());
  }
  void TearDown() override { SimulatedDisk::instance().forget(); }

  // The power fails now, a few times over: what a disk may hold differs.
  void cut(const StationKey& key, const StationKey* other = nullptr) {
    for (int i = 0; i < 3; ++i) {
      const fs::path image = folder_ / "image";
      SimulatedDisk::instance().cut(image, random_);
      look_at(image, key, other);
      fs::remove_all(image);
      ++cuts_;
    }
  }

  void look_at(const fs::path& image, const StationKey& key, const StationKey* other) {
    auto store = DossierStore::open(image, key, options());
    if (!store && other != nullptr) store = DossierStore::open(image, *other, options());
    ASSERT_TRUE(store) << "cut " << cuts_ << ": " << store.error().message;
    const auto review = store->review();
    ASSERT_TRUE(review);
    EXPECT_TRUE(review->problems.empty()) << "cut " << cuts_ << ": " << problems_of(*review);
    for (const auto& [id, expected] : expected_) {
      const auto entry = store->find(id);
      ASSERT_TRUE(entry) << "cut " << cuts_ << ": " << entry.error().message;
      EXPECT_EQ(entry->state, expected.state) << "cut " << cuts_;
      if (expected.state == DossierState::destroyed) continue;
      if (expected.state == DossierState::open) {
        EXPECT_EQ(store->session(id).value(), expected.session) << "cut " << cuts_;
      } else {
        const auto dossier = store->get(id, DossierUse::production);
        ASSERT_TRUE(dossier) << "cut " << cuts_ << ": " << dossier.error().message;
        EXPECT_EQ(dossier->files, expected.files) << "cut " << cuts_;
      }
    }
    EXPECT_EQ(files_with_secret(image), std::vector<std::string>{});
  }

  std::map<std::string, Expected> expected_;
  std::mt19937 random_{2026};
  int cuts_ = 0;
};

TEST_F(DossierPowerCutTest, LosesNoFinishedStep) {
  DossierStore store = open();
  const Date date = day(2026, 11, 22);
  const char* rounds = std::getenv("ENROLKIT_POWER_CUTS");
  for (int round = 0; round < (rounds != nullptr ? std::atoi(rounds) : 4); ++round) {
    const std::string added = store.add(facts_on(date), sample_files(round, 9000)).value();
    expected_[added] = {DossierState::finished, sample_files(round, 9000), {}};
    cut(*key_);
    const std::string session = store.begin(facts_on(date)).value();
    expected_[session] = {DossierState::open, {}, {}};
    cut(*key_);
    ASSERT_TRUE(store.save_session(session, sample_bytes(3000, round)));
    expected_[session].session = sample_bytes(3000, round);
    cut(*key_);
    ASSERT_TRUE(store.finish(session, facts_on(date), sample_files(round + 100, 9000)));
    expected_[session] = {DossierState::finished, sample_files(round + 100, 9000), {}};
    cut(*key_);
    ASSERT_TRUE(store.get(session, DossierUse::production));
    cut(*key_);
    ASSERT_TRUE(store.mark_exported(session, "centre"));
    expected_[session].state = DossierState::exported;
    cut(*key_);
    ASSERT_TRUE(store.destroy(added, "test"));
    expected_[added] = {DossierState::destroyed, {}, {}};
    cut(*key_);
    const std::string old = store.add(facts_on(day(2026, 1, 2)), sample_files(round, 9000)).value();
    ASSERT_TRUE(store.purge(date, false));
    expected_[old] = {DossierState::destroyed, {}, {}};
    cut(*key_);
    const std::string early = store.add(facts_on(date), sample_files(round + 200, 9000)).value();
    const DossierTies ties{RetainedUse{early, "for a test", "once"}};
    const std::string user = store.add(facts_on(date), sample_files(round + 300, 9000), {}, {}, ties).value();
    expected_[early] = {DossierState::destroyed, {}, {}};
    expected_[user] = {DossierState::finished, sample_files(round + 300, 9000), {}};
    cut(*key_);
    if (HasFailure()) FAIL() << "in round " << round;
  }
  EXPECT_GT(cuts_, 20);
}

// The check can fail: with the database's synchronisation taken away, finished steps are lost.
TEST_F(DossierPowerCutTest, ADiskThatLiesIsSeen) {
  DossierStore store = open();
  const std::string id = store.add(facts_on(day(2026, 11, 22)), sample_files(1)).value();
  int lost = 0;
  SimulatedDisk::instance().lie(true);
  const std::string late = store.add(facts_on(day(2026, 11, 22)), sample_files(2)).value();
  for (int i = 0; i < 20; ++i) {
    const fs::path image = folder_ / "image";
    SimulatedDisk::instance().cut(image, random_);
    auto left = DossierStore::open(image, *key_, options());
    ASSERT_TRUE(left) << left.error().message;
    EXPECT_TRUE(left->get(id, DossierUse::production));
    if (!left->get(late, DossierUse::production)) ++lost;
    fs::remove_all(image);
  }
  SimulatedDisk::instance().lie(false);
  EXPECT_GT(lost, 0);
}

// In the middle of a change of key, too: after each single call that changes the disk.
TEST_F(DossierPowerCutTest, AChangeOfKeyIsDoneOrNotBegun) {
  ASSERT_TRUE(make_key_file(folder_ / "new.key"));
  const auto other = read_key_file(folder_ / "new.key").value();
  {
    DossierStore store = open();
    for (int i = 0; i < 3; ++i) {
      expected_[store.add(facts_on(day(2026, 11, 22)), sample_files(i)).value()] = {
          DossierState::finished, sample_files(i), {}};
    }
  }
  std::vector<fs::path> images;
  SimulatedDisk::instance().after_each_call([&] {
    images.push_back(folder_ / ("image" + std::to_string(images.size())));
    SimulatedDisk::instance().cut(images.back(), random_);
  });
  const auto changed = DossierStore::rekey(path(), *key_, *other, options());
  SimulatedDisk::instance().after_each_call({});
  SimulatedDisk::instance().forget();
  ASSERT_TRUE(changed) << changed.error().message;
  EXPECT_GT(images.size(), 20U);
  for (const fs::path& image : images) {
    look_at(image, *key_, other.get());
    if (HasFailure()) FAIL() << image;
    ++cuts_;
  }
}

}  // namespace
}  // namespace enrolkit

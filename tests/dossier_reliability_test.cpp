// SPDX-License-Identifier: Apache-2.0
// A store whose process is killed at any moment, whose disk is full, and that two processes use at once.
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <map>
#include <random>
#include <set>

#include "enrolkit/file.hpp"
#include "enrolkit/transfer.hpp"
#include "tests/dossier_fixture.hpp"
#include "tests/run_command.hpp"

namespace enrolkit {
namespace {

class DossierReliabilityTest : public DossierFixture {};

// What the child says on its pipe once a step is done. It says it after the call returned: what it says must hold.
enum class Step : char {
  added = 'a',
  begun = 'b',
  saved = 's',
  finished = 'f',
  handed = 'h',  // its message lies in the outbox
  exported = 'e',
  destroyed = 'd',
  pre_registered = 'p',
  used = 'u'  // its samples, by a dossier that is stored
};

struct Message {
  Step step = Step::added;
  char id[32] = {};
  int seed = 0;
};

void say(int pipe, Step step, const std::string& id, int seed) {
  Message message;
  message.step = step;
  std::memcpy(message.id, id.data(), sizeof message.id);
  message.seed = seed;
  if (::write(pipe, &message, sizeof message) != static_cast<ssize_t>(sizeof message)) ::_exit(3);
}

// Station and production centre: keys and certificates made by the openssl command.
class HandOver {
 public:
  explicit HandOver(const std::filesystem::path& folder) : folder_(folder) {
    std::filesystem::create_directories(folder_ / "outbox");
    for (const char* name : {"station", "centre"}) {
      const std::string stem = quoted(folder_ / name);
      const Answer made = run_command(
          "openssl req -x509 -nodes -days 30 -newkey ec -pkeyopt ec_paramgen_curve:P-256 "
          "-keyout " +
          stem + ".key -out " + stem + ".pem -subj /CN=" + name);
      if (made.code != 0) throw std::runtime_error("openssl: " + made.err);
    }
    signer_ = make_file_signer(folder_ / "station.key", folder_ / "station.pem").value();
    station_ = read_file(folder_ / "station.pem", 1U << 20U).value();
    centre_ = read_file(folder_ / "centre.pem", 1U << 20U).value();
  }
  [[nodiscard]] std::filesystem::path outbox() const { return folder_ / "outbox"; }

  // As `dossier export` does. Returns whether the message lies in the outbox.
  [[nodiscard]] bool seal(const std::vector<FileEntry>& files) const {
    const auto at = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto message = seal_transfer(files, *signer_, {centre_}, at);
    return message && write_transfer(*message, transfer_id(files), outbox());
  }

  // Whatever has its final name can be imported; what has not is swept away.
  void check_outbox() const {
    const auto key = RecipientKey::load(folder_ / "centre.key", folder_ / "centre.pem");
    ASSERT_TRUE(key) << key.error().message;
    const TemporaryFolder inbox;
    for (const auto& entry : std::filesystem::directory_iterator(outbox())) {
      if (entry.path().extension() == ".p7m") {
        const auto opened = open_transfer(read_file(entry.path(), 1U << 24U).value(), *key, {station_}, "message");
        ASSERT_TRUE(opened) << entry.path() << ": " << opened.error().message;
        EXPECT_EQ(opened->id, entry.path().stem());
        const auto stored = store_transfer(*opened, inbox.path());
        EXPECT_TRUE(stored) << stored.error().message;
      } else {
        std::filesystem::remove(entry.path());
      }
    }
  }
  void empty_outbox() const {
    for (const auto& entry : std::filesystem::directory_iterator(outbox())) std::filesystem::remove(entry.path());
  }
  [[nodiscard]] bool has(const std::vector<FileEntry>& files) const {
    return std::filesystem::exists(outbox() / (transfer_id(files) + ".p7m"));
  }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<Signer> signer_;
  Bytes station_, centre_;
};

// The id of the dossier that uses the samples of another one.
std::string user_of(const std::string& id) { return {id.rbegin(), id.rend()}; }

// Enrols, saves sessions, hands over, destroys and purges until it is killed.
[[noreturn]] void work(const std::filesystem::path& path, const StationKey& key, AuditTime now,
                       const HandOver& hand_over, int pipe, int seed) {
  StoreOptions options;
  options.clock = [now] { return now; };
  auto store = DossierStore::open(path, key, options);
  if (!store) ::_exit(4);
  const Date date = day(2026, 11, 22);
  for (int turn = seed;; turn += 10) {
    const auto id = store->add(facts_on(date), sample_files(turn, 20'000));
    if (!id) ::_exit(5);
    say(pipe, Step::added, *id, turn);
    const auto session = store->begin(facts_on(date));
    if (!session) ::_exit(6);
    say(pipe, Step::begun, *session, turn);
    for (int i = 1; i <= 2; ++i) {
      if (!store->save_session(*session, sample_bytes(5000, turn + i))) ::_exit(7);
      say(pipe, Step::saved, *session, turn + i);
    }
    if (!store->finish(*session, facts_on(date), enrolled_files(turn + 3, 20'000))) ::_exit(8);
    say(pipe, Step::finished, *session, turn + 3);
    const auto dossier = store->get(*session, DossierUse::production);
    if (!dossier || !hand_over.seal(dossier->files)) ::_exit(13);
    say(pipe, Step::handed, *session, turn + 3);
    if (!store->mark_exported(*session, "transfer " + transfer_id(dossier->files))) ::_exit(9);
    say(pipe, Step::exported, *session, turn + 3);
    if (!store->destroy(*id, "test")) ::_exit(10);
    say(pipe, Step::destroyed, *id, turn);
    const auto old = store->add(facts_on(day(2026, 1, 2)), sample_files(turn + 4, 20'000));
    if (!old) ::_exit(11);
    say(pipe, Step::added, *old, turn + 4);
    if (!store->purge(date, false)) ::_exit(12);
    say(pipe, Step::destroyed, *old, turn + 4);
    const auto early = store->add(facts_on(date), sample_files(turn + 5, 20'000));
    if (!early) ::_exit(14);
    say(pipe, Step::pre_registered, *early, turn + 5);
    const RetainedUse use{*early, "for a test", "once"};
    if (!store->add(facts_on(date), sample_files(turn + 6), {}, user_of(*early), {use})) ::_exit(15);
    say(pipe, Step::used, *early, turn + 5);
  }
}

void check_step(DossierStore& store, const HandOver& hand_over, const std::string& id, const Message& last) {
  const auto entry = store.find(id);
  ASSERT_TRUE(entry) << "a finished step is missing: " << entry.error().message;
  // The step after the last one that was told may be there too, whole.
  switch (last.step) {
    case Step::destroyed:
      EXPECT_EQ(entry->state, DossierState::destroyed);
      break;
    case Step::begun:
    case Step::saved: {
      ASSERT_TRUE(entry->state == DossierState::open || entry->state == DossierState::finished);
      if (entry->state == DossierState::finished) break;
      const auto session = store.session(id);
      ASSERT_TRUE(session) << session.error().message;
      const bool before = last.step == Step::begun ? session->empty() : *session == sample_bytes(5000, last.seed);
      EXPECT_TRUE(before || *session == sample_bytes(5000, last.seed + 1));
      break;
    }
    case Step::pre_registered:
      EXPECT_EQ(static_cast<bool>(store.find(user_of(id))), entry->state == DossierState::destroyed);
      break;
    case Step::used:
      EXPECT_TRUE(store.find(user_of(id)));
      EXPECT_EQ(entry->state, DossierState::destroyed);
      break;
    case Step::added: {
      if (entry->state == DossierState::destroyed) break;
      const auto files = store.get(id, DossierUse::duplicate);
      if (!files && files.error().code == ErrorCode::refused_by_rules) break;  // it is due
      ASSERT_TRUE(files) << files.error().message;
      EXPECT_EQ(files->files, sample_files(last.seed, 20'000));
      break;
    }
    default: {
      const auto files = store.get(id, DossierUse::production);
      ASSERT_TRUE(files) << files.error().message;
      EXPECT_EQ(files->files, enrolled_files(last.seed, 20'000));
      EXPECT_TRUE(last.step != Step::exported || entry->state == DossierState::exported);
      if (last.step != Step::finished || entry->state == DossierState::exported) {
        EXPECT_TRUE(hand_over.has(files->files)) << "it was handed over, but its message is not in the outbox";
      }
    }
  }
}

int kills() {
  const char* wanted = std::getenv("ENROLKIT_KILLS");
  return wanted != nullptr ? std::atoi(wanted) : 30;
}

TEST_F(DossierReliabilityTest, AKillAtAnyMomentLosesNoFinishedStepAndLeavesNoHalfOne) {
  std::mt19937 random(static_cast<std::uint32_t>(kills()));
  const HandOver hand_over(folder_ / "hand-over");
  std::map<std::string, Message> last;
  int seed = 0;
  std::size_t steps = 0;
  for (int kill = 0; kill < kills(); ++kill) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      work(path(), *key_, now_, hand_over, ends[1], seed);
    }
    ::close(ends[1]);
    ::usleep(static_cast<useconds_t>(std::uniform_int_distribution<int>(2'000, 150'000)(random)));
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "a step failed in the child: exit code " << WEXITSTATUS(status);
    std::set<std::string> touched;
    for (Message message; ::read(ends[0], &message, sizeof message) == static_cast<ssize_t>(sizeof message); ++steps) {
      const std::string id(message.id, sizeof message.id);
      last[id] = message;
      touched.insert(id);
      seed = std::max(seed, message.seed + 100);
    }
    ::close(ends[0]);

    DossierStore store = open();
    hand_over.check_outbox();
    for (const std::string& id : touched) check_step(store, hand_over, id, last[id]);
    const auto review = store.review();
    ASSERT_TRUE(review) << review.error().message;
    ASSERT_TRUE(review->problems.empty()) << "after kill " << kill << ": " << problems_of(*review);
    ASSERT_EQ(files_with_secret(folder_.path()), std::vector<std::string>{});
    if (HasFailure()) FAIL() << "after kill " << kill;
    // So that a thousand kills do not read all dossiers of all kills before.
    if (kill % 20 == 19) {
      for (const auto& [id, message] : last) {
        ASSERT_TRUE(store.destroy(id, "checked"));
        if (store.find(user_of(id))) {
          ASSERT_TRUE(store.destroy(user_of(id), "checked"));
        }
      }
      last.clear();
      hand_over.empty_outbox();
    }
  }
  for (DossierStore store = open(); const auto& [id, message] : last) check_step(store, hand_over, id, last[id]);
  EXPECT_GT(steps, 0U);
  RecordProperty("kills", kills());
  RecordProperty("steps", static_cast<int>(steps));
}

// The heap as it is after samples were handed out: freed, and full of them.
void fill_freed_memory() {
  std::vector<Bytes> freed;
  std::vector<std::unique_ptr<int>> between;  // so that the freed pieces stay apart, and with the process
  for (int i = 0; i < 64; ++i) {
    freed.push_back(sample_bytes(37'000, i));
    between.push_back(std::make_unique<int>(i));
  }
}

bool secret_in(const std::filesystem::path& file) { return file_text(file).find(kSecret) != std::string::npos; }

// SQLite, as it reads a journal in which no frame is whole, copies memory that it did not write into the shared file.
TEST_F(DossierReliabilityTest, WhatAKilledProcessLeftOfAJournalBringsNoMemoryIntoAFile) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    auto store = DossierStore::open(path(), *key_, options());
    if (store && store->add(facts_on(day(2026, 11, 22)), sample_files(1))) ::kill(::getpid(), SIGKILL);
    ::_exit(1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  constexpr std::uintmax_t kTwoHeaders = 32 + 24;  // the journal's and that of its first frame
  ASSERT_GT(std::filesystem::file_size(path("store.db-wal")), kTwoHeaders);
  std::filesystem::resize_file(path("store.db-wal"), kTwoHeaders);
  const auto copy = folder_ / "copy";
  std::filesystem::create_directory(copy);
  for (const char* name : {"store.db", "store.db-wal"}) std::filesystem::copy(path(name), copy / name);

  fill_freed_memory();
  const DossierStore store = open();
  EXPECT_TRUE(std::filesystem::exists(path("store.db-shm")));
  EXPECT_FALSE(secret_in(path("store.db-shm")));

  fill_freed_memory();
  sqlite3* alone = nullptr;
  ASSERT_EQ(sqlite3_open((copy / "store.db").c_str(), &alone), SQLITE_OK);
  sqlite3_exec(alone, "SELECT count(*) FROM sqlite_schema", nullptr, nullptr, nullptr);
  RecordProperty("sqlite", sqlite3_libversion());
  RecordProperty("sqlite_alone_copies_freed_memory", secret_in(copy / "store.db-shm") ? "yes" : "no");
  sqlite3_close(alone);
}

// A small file system in memory; it is unmounted at the end.
class SmallDisk {
 public:
  explicit SmallDisk(const std::filesystem::path& path, const char* options) : path_(path) {
    std::filesystem::create_directory(path);
    mounted_ = ::mount("tmpfs", path.c_str(), "tmpfs", 0, options) == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  [[nodiscard]] bool mounted() const { return mounted_; }

 private:
  std::filesystem::path path_;
  bool mounted_ = false;
};

// Fills the store until there is no room, then reads, destroys, and fills again.
void fill_and_recover(const std::filesystem::path& path, const StationKey& key, const StoreOptions& options) {
  auto opened = DossierStore::open(path, key, options);
  ASSERT_TRUE(opened) << opened.error().message;
  DossierStore store = *std::move(opened);
  std::vector<std::string> ids;
  for (int seed = 0;; ++seed) {
    ASSERT_LT(seed, 10'000) << "the disk never became full";
    const auto id = store.add(facts_on(day(2026, 11, 22)), sample_files(seed, 40'000));
    if (!id) {
      EXPECT_EQ(id.error().code, ErrorCode::no_space) << id.error().message;
      break;
    }
    ids.push_back(*id);
  }
  ASSERT_GT(ids.size(), 5U);
  EXPECT_FALSE(store.add(facts_on(day(2026, 11, 22)), sample_files(99, 40'000)));
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto dossier = store.get(ids[i], DossierUse::production);
    ASSERT_TRUE(dossier) << dossier.error().message;
    EXPECT_EQ(dossier->files, sample_files(static_cast<int>(i), 40'000));
  }
  const auto review = store.review();
  ASSERT_TRUE(review);
  EXPECT_TRUE(review->problems.empty()) << problems_of(*review);
  EXPECT_EQ(review->dossiers, static_cast<std::int64_t>(ids.size())) << "a half one is there";
  for (std::size_t i = 0; i < 3; ++i) {
    const auto evidence = store.destroy(ids[i], "to make room");
    ASSERT_TRUE(evidence) << evidence.error().message;
  }
  const auto again = store.add(facts_on(day(2026, 11, 22)), sample_files(7, 20'000));
  EXPECT_TRUE(again) << again.error().message;
  EXPECT_TRUE(store.review()->problems.empty()) << problems_of(*store.review());
  EXPECT_EQ(files_with_secret(path), std::vector<std::string>{});
}

TEST_F(DossierReliabilityTest, AFullDiskLosesNothingAndMayStillBeReadAndPurged) {
  const SmallDisk disk(folder_ / "disk", "size=16m,mode=700");
  if (!disk.mounted()) GTEST_SKIP() << "a file system of 16 MiB can be mounted by root only; see the next test";
  const auto path = folder_ / "disk" / "store";
  ASSERT_TRUE(DossierStore::create(path, *key_, options()));
  fill_and_recover(path, *key_, options());
}

// What remains without root: no file may grow beyond a limit. In a child, since the limit cannot be taken back.
TEST_F(DossierReliabilityTest, AFileSizeLimitLosesNothing) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{3U << 20U, 3U << 20U};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    auto store = DossierStore::open(path(), *key_, options());
    if (!store) ::_exit(1);
    for (int seed = 0; seed < 1000; ++seed) {
      const auto id = store->add(facts_on(day(2026, 11, 22)), sample_files(seed, 40'000));
      if (!id) ::_exit(id.error().code == ErrorCode::no_space ? 0 : 2);
    }
    ::_exit(3);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  DossierStore store = open();
  const auto review = store.review();
  ASSERT_TRUE(review);
  EXPECT_TRUE(review->problems.empty()) << problems_of(*review);
  EXPECT_GT(review->dossiers, 5);
  EXPECT_TRUE(store.add(facts_on(day(2026, 11, 22)), sample_files(1)));
}

TEST_F(DossierReliabilityTest, TwoProcessesShareOneStore) {
  constexpr int kEach = 12;
  std::vector<pid_t> children;
  for (int process = 0; process < 2; ++process) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto store = DossierStore::open(path(), *key_, options());
      if (!store) ::_exit(1);
      for (int i = 0; i < kEach; ++i) {
        const auto id = store->add(facts_on(day(2026, 11, 22)), sample_files(100 * process + i));
        if (!id) ::_exit(2);
        if (!store->get(*id, DossierUse::production)) ::_exit(3);
        if (i % 3 == 0 && !store->destroy(*id, "test")) ::_exit(4);
      }
      ::_exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
  }
  DossierStore store = open();
  const auto review = store.review();
  ASSERT_TRUE(review);
  EXPECT_TRUE(review->problems.empty()) << problems_of(*review);
  EXPECT_EQ(review->dossiers, 2 * kEach * 2 / 3);
  EXPECT_EQ(review->destroyed, 2 * kEach / 3);
}

TEST_F(DossierReliabilityTest, AWriterThatNeverEndsIsTold) {
  DossierStore first = open();
  StoreOptions impatient = options();
  impatient.busy_timeout = std::chrono::milliseconds(50);
  auto second = DossierStore::open(path(), *key_, impatient);
  ASSERT_TRUE(second);
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ::close(ends[0]);
    sqlite3* connection = nullptr;
    sqlite3_open(path("store.db").c_str(), &connection);
    const bool locked = sqlite3_exec(connection, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK;
    const char answer = locked ? 'y' : 'n';
    if (::write(ends[1], &answer, 1) != 1) ::_exit(1);
    ::pause();
    ::_exit(0);
  }
  ::close(ends[1]);
  char answer = 0;
  ASSERT_EQ(::read(ends[0], &answer, 1), 1);
  ::close(ends[0]);
  ASSERT_EQ(answer, 'y');
  const auto added = second->add(facts_on(day(2026, 11, 22)), {});
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, ErrorCode::timeout);
  EXPECT_TRUE(second->list()) << "reading needs no lock";
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_TRUE(second->add(facts_on(day(2026, 11, 22)), {}));
}

}  // namespace
}  // namespace enrolkit

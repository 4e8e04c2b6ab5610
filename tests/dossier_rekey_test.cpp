// SPDX-License-Identifier: Apache-2.0
// Another key of the station: everything is there, nothing opens with the old one, whatever interrupts.
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>

#include "tests/dossier_fixture.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;

class DossierRekeyTest : public DossierFixture {
 protected:
  void SetUp() override {
    DossierFixture::SetUp();
    ASSERT_TRUE(make_key_file(folder_ / "new.key"));
    other_ = read_key_file(folder_ / "new.key").value();
    DossierStore store = open();
    for (int i = 0; i < 5; ++i) {
      ids_.push_back(store.add(facts_on(day(2026, 11, 22)), sample_files(i)).value());
    }
    ASSERT_TRUE(store.destroy(ids_[1], "test"));
    session_ = store.begin(facts_on(day(2026, 11, 22))).value();
    ASSERT_TRUE(store.save_session(session_, sample_bytes(800, 7)));
  }
  Result<DossierStore> open_with(const StationKey& key) { return DossierStore::open(path(), key, options()); }

  void expect_everything(DossierStore& store) {
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      const auto dossier = store.get(ids_[i], DossierUse::production);
      if (i == 1) {
        EXPECT_EQ(dossier.error().code, ErrorCode::not_found);
        continue;
      }
      ASSERT_TRUE(dossier) << dossier.error().message;
      EXPECT_EQ(dossier->files, sample_files(static_cast<int>(i)));
    }
    EXPECT_EQ(store.session(session_).value(), sample_bytes(800, 7));
    const auto review = store.review();
    ASSERT_TRUE(review);
    EXPECT_TRUE(review->problems.empty()) << problems_of(*review);
    EXPECT_EQ(review->destroyed, 1);
  }

  std::shared_ptr<const StationKey> other_;
  std::vector<std::string> ids_;
  std::string session_;
};

std::string hidden(const std::string& text) { return text.substr(64, 60); }  // the first slot's key

TEST_F(DossierRekeyTest, TheNewKeyOpensEverythingAndTheOldOneNothing) {
  const fs::path old_files = folder_ / "before";
  fs::create_directory(old_files);
  for (const char* name : {"lock.json", "keys"}) fs::copy(path(name), old_files / name);
  const auto head = open().head().value();
  const auto report = DossierStore::rekey(path(), *key_, *other_, options());
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->keys, 5);
  EXPECT_TRUE(report->problems.empty());
  const auto refused = open_with(*key_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::crypto);
  {
    auto store = open_with(*other_);
    ASSERT_TRUE(store) << store.error().message;
    expect_everything(*store);
    const auto noted = store->review(head);
    EXPECT_TRUE(noted->problems.empty()) << "a head noted before still proves: " << problems_of(*noted);
    const auto events = store->events({}, head.sequence).value();
    ASSERT_FALSE(events.empty());
    EXPECT_EQ(events[0].event, "rekeyed");
    EXPECT_EQ(events[0].actor, "officer 7");
    EXPECT_EQ(events[0].detail, "5 data keys were wrapped anew; the station's key was a passphrase and is a file");
    EXPECT_TRUE(store->add(facts_on(day(2026, 11, 22)), sample_files(9)));
  }
  // No file of the store holds what the old key could open.
  const std::string old_key = hidden(file_text(old_files / "keys"));
  const std::string old_lock = file_text(old_files / "lock.json");
  const std::string wrapped = old_lock.substr(old_lock.find("\"wrapped\"") + 12, 60);
  for (const auto& entry : fs::recursive_directory_iterator(path())) {
    const std::string text = file_text(entry.path());
    EXPECT_EQ(text.find(old_key), std::string::npos) << entry.path();
    EXPECT_EQ(text.find(wrapped), std::string::npos) << entry.path();
  }
  EXPECT_FALSE(fs::exists(path("lock.new")));
  EXPECT_FALSE(fs::exists(path("keys.new")));
  // The old lock put back opens nothing; with the old keys beside it, the database tells.
  fs::copy(old_files / "lock.json", path("lock.json"), fs::copy_options::overwrite_existing);
  EXPECT_EQ(open_with(*key_).error().code, ErrorCode::malformed);
  fs::copy(old_files / "keys", path("keys"), fs::copy_options::overwrite_existing);
  const auto mixed = open_with(*key_);
  ASSERT_FALSE(mixed);
  EXPECT_NE(mixed.error().message.find("was put back"), std::string::npos) << mixed.error().message;
}

TEST_F(DossierRekeyTest, AWrongKeyAndAStoreInUseAreRefusedAndChangeNothing) {
  EXPECT_EQ(DossierStore::rekey(path(), *other_, *other_, options()).error().code, ErrorCode::crypto);
  {
    StoreOptions impatient = options();
    impatient.busy_timeout = std::chrono::milliseconds(50);
    DossierStore user = open();
    const auto refused = DossierStore::rekey(path(), *key_, *other_, impatient);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::timeout);
    EXPECT_NE(refused.error().message.find("another program has the store open"), std::string::npos);
  }
  DossierStore store = open();
  expect_everything(store);
}

TEST_F(DossierRekeyTest, WhatWasTamperedWithIsNotMadeTrue) {
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open(path("store.db").c_str(), &connection), SQLITE_OK);
  for (const char* sql : {"UPDATE dossier SET retain_until = '2099-01-01' WHERE number = 3",
                          "UPDATE audit SET mac = zeroblob(32) WHERE sequence = 4"}) {
    ASSERT_EQ(sqlite3_exec(connection, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(connection);
  }
  sqlite3_close(connection);
  const auto report = DossierStore::rekey(path(), *key_, *other_, options());
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->keys, 4);
  ASSERT_EQ(report->problems.size(), 2U) << "the row, and the key that no trusted row names";
  EXPECT_EQ(report->problems[0].dossier, ids_[2]);
  auto store = open_with(*other_);
  ASSERT_TRUE(store) << store.error().message;
  const auto review = store->review();
  EXPECT_NE(problems_of(*review).find("its row was changed"), std::string::npos) << problems_of(*review);
  EXPECT_NE(problems_of(*review).find("audit 4 [] the event was not written with this store's key"), std::string::npos)
      << problems_of(*review);
  EXPECT_TRUE(store->get(ids_[3], DossierUse::production));
}

int kills() {
  const char* wanted = std::getenv("ENROLKIT_KILLS");
  return wanted != nullptr ? std::atoi(wanted) : 20;
}

// A child changes the key to and fro until it is killed; then one of the two opens everything, the other nothing.
TEST_F(DossierRekeyTest, AKillAtAnyMomentLeavesOneKeyThatOpensEverything) {
  std::mt19937 random(static_cast<std::uint32_t>(kills()));
  bool first_holds = true;
  int changes = 0;
  for (int kill = 0; kill < kills(); ++kill) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      for (bool first = first_holds;; first = !first) {
        if (!DossierStore::rekey(path(), first ? *key_ : *other_, first ? *other_ : *key_, options())) ::_exit(1);
        const char done = 'c';
        if (::write(ends[1], &done, 1) != 1) ::_exit(2);
      }
    }
    ::close(ends[1]);
    ::usleep(static_cast<useconds_t>(std::uniform_int_distribution<int>(1'000, 120'000)(random)));
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "a change failed in the child: exit code " << WEXITSTATUS(status);
    for (char told = 0; ::read(ends[0], &told, 1) == 1;) ++changes;
    ::close(ends[0]);

    auto with_first = open_with(*key_);
    first_holds = static_cast<bool>(with_first);
    if (first_holds) {
      EXPECT_EQ(open_with(*other_).error().code, ErrorCode::crypto);
      expect_everything(*with_first);
    } else {
      EXPECT_EQ(with_first.error().code, ErrorCode::crypto) << with_first.error().message;
      auto with_other = open_with(*other_);
      ASSERT_TRUE(with_other) << with_other.error().message;
      expect_everything(*with_other);
    }
    for (const auto& entry : fs::directory_iterator(path())) {
      EXPECT_EQ(entry.path().filename().string().find("new"), std::string::npos) << entry.path();
    }
    EXPECT_EQ(files_with_secret(folder_.path()), std::vector<std::string>{});
    if (HasFailure()) FAIL() << "after kill " << kill;
  }
  RecordProperty("changes", changes);
}

}  // namespace
}  // namespace enrolkit

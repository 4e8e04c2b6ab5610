// SPDX-License-Identifier: Apache-2.0
// Wrong keys, tampering, flipped bits, files cut short, other schema versions: each is told, the rest stays readable.
#include <sqlite3.h>
#include <sys/stat.h>

#include "sdk/dossier/store_schema.hpp"
#include "tests/dossier_fixture.hpp"

namespace enrolkit {
namespace {

namespace fs = std::filesystem;

class DossierDamageTest : public DossierFixture {
 protected:
  void SetUp() override {
    DossierFixture::SetUp();
    DossierStore store = open();
    for (int i = 0; i < 6; ++i) {
      ids_.push_back(store.add(facts_on(day(2026, 11, 22)), sample_files(10 * i, 30'000)).value());
    }
    head_ = store.head().value();
  }

  // As somebody with the sqlite3 command would.
  void sql(const std::string& statements) {
    sqlite3* connection = nullptr;
    ASSERT_EQ(sqlite3_open(path("store.db").c_str(), &connection), SQLITE_OK);
    char* message = nullptr;
    EXPECT_EQ(sqlite3_exec(connection, statements.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message;
    sqlite3_free(message);
    sqlite3_close(connection);
  }
  void tamper(const std::string& statements) {
    sql("DROP TRIGGER audit_no_change; DROP TRIGGER audit_no_removal;" + statements);
  }
  void write(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }
  void flip(const fs::path& file, std::size_t offset) {
    std::string text = file_text(file);
    ASSERT_LT(offset, text.size());
    text[offset] = static_cast<char>(text[offset] ^ 0x10);
    write(file, text);
  }
  std::string review_text() {
    DossierStore store = open();
    const auto review = store.review(head_);
    if (!review) return review.error().message;
    return problems_of(*review);
  }
  std::size_t readable() {
    DossierStore store = open();
    std::size_t count = 0;
    for (std::size_t i = 0; i < ids_.size(); ++i) {
      const auto dossier = store.get(ids_[i], DossierUse::production);
      if (!dossier) continue;
      EXPECT_EQ(dossier->files, sample_files(10 * static_cast<int>(i), 30'000)) << "wrong bytes were given out";
      ++count;
    }
    return count;
  }

  std::vector<std::string> ids_;
  AuditHead head_;
};

void expect_told(const std::string& problems, const std::string& what) {
  EXPECT_NE(problems.find(what), std::string::npos) << "not told: " << what << " in:\n" << problems;
}

TEST_F(DossierDamageTest, AWrongKeyIsToldAsSuch) {
  const auto other = passphrase_key("another passphrase altogether", 10).value();
  const auto opened = DossierStore::open(path(), *other, options());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::crypto);
  expect_told(opened.error().message, "the passphrase is not the one of this store");
  ASSERT_TRUE(make_key_file(folder_ / "key"));
  const auto file = read_key_file(folder_ / "key").value();
  expect_told(DossierStore::open(path(), *file, options()).error().message, "kind 'passphrase'");
  const auto second = folder_ / "second";
  ASSERT_TRUE(DossierStore::create(second, *file, options()));
  EXPECT_TRUE(DossierStore::open(second, *file, options()));
  ASSERT_TRUE(make_key_file(folder_ / "key2"));
  const auto wrong = DossierStore::open(second, *read_key_file(folder_ / "key2").value(), options());
  ASSERT_FALSE(wrong);
  expect_told(wrong.error().message, "is not the one of this store");
}

TEST_F(DossierDamageTest, AKeyFileThatOthersMayReadIsRefused) {
  const auto key = folder_ / "key";
  ASSERT_TRUE(make_key_file(key));
  EXPECT_EQ(make_key_file(key).error().code, ErrorCode::already_exists);
  EXPECT_TRUE(read_key_file(key));
  for (const mode_t mode : {0640U, 0604U, 0660U}) {
    ASSERT_EQ(::chmod(key.c_str(), mode), 0);
    EXPECT_EQ(read_key_file(key).error().code, ErrorCode::permission_denied);
  }
  ASSERT_EQ(::chmod(key.c_str(), 0600), 0);
  const std::string text = file_text(key);
  for (std::size_t size = 1; size < text.size(); ++size) {
    write(key, text.substr(0, size));
    EXPECT_EQ(read_key_file(key).error().code, ErrorCode::malformed) << size;
  }
  EXPECT_EQ(read_key_file(folder_ / "none").error().code, ErrorCode::not_found);
  EXPECT_FALSE(passphrase_key("too short"));
}

TEST_F(DossierDamageTest, ARemovedEventIsTold) {
  tamper("DELETE FROM audit WHERE sequence = 4;");
  expect_told(review_text(), "audit 4 [] the event was removed");
  EXPECT_EQ(readable(), 6U);
}

TEST_F(DossierDamageTest, AChangedEventIsTold) {
  tamper("UPDATE audit SET actor = 'officer 8' WHERE sequence = 3;");
  expect_told(review_text(), "audit 3 [] the event was changed");
}

TEST_F(DossierDamageTest, ReorderedEventsAreTold) {
  tamper(
      "UPDATE audit SET sequence = -3 WHERE sequence = 3; UPDATE audit SET sequence = 3 WHERE sequence = 4;"
      "UPDATE audit SET sequence = 4 WHERE sequence = -3;");
  expect_told(review_text(), "audit 3 [] the event was changed, or is not in its place");
}

TEST_F(DossierDamageTest, ACutOffEndIsToldAndNothingIsAddedToWhatIsLeft) {
  tamper("DELETE FROM audit WHERE sequence > 5;");
  expect_told(review_text(), "the audit was tampered with");
  expect_told(review_text(), "the end was cut off");
  DossierStore store = open();
  EXPECT_EQ(store.add(facts_on(day(2026, 11, 22)), {}).error().code, ErrorCode::crypto);
  const auto dossier = store.get(ids_[0], DossierUse::production);
  ASSERT_TRUE(dossier) << "it stays readable";
  EXPECT_FALSE(dossier->in_audit);
  const auto file = store.get_file(ids_[0], "photo.jpg", DossierUse::production);
  ASSERT_TRUE(file);
  EXPECT_FALSE(file->in_audit);
}

TEST_F(DossierDamageTest, AnOlderCopyOfTheWholeStoreIsToldByAHeadNotedElsewhere) {
  const auto copy = folder_ / "copy";
  fs::copy(path(), copy, fs::copy_options::recursive);
  {
    DossierStore store = open();
    ASSERT_TRUE(store.destroy(ids_[0], "test"));
    head_ = store.head().value();
  }
  fs::remove_all(path());
  fs::copy(copy, path(), fs::copy_options::recursive);
  expect_told(review_text(), "the end was cut off");
  EXPECT_TRUE(parse_head(format_head(head_)));
  for (const char* wrong : {"", "5", "5:", "x:00", "-1:00"}) EXPECT_FALSE(parse_head(wrong)) << wrong;
}

TEST_F(DossierDamageTest, AChangedRowIsToldAndNotPurgedByItsFalseTerms) {
  sql("UPDATE dossier SET retain_until = '2026-11-01', use_until = '2026-11-01' WHERE number = 2;");
  DossierStore store = open();
  EXPECT_EQ(store.get(ids_[1], DossierUse::production).error().code, ErrorCode::crypto);
  const auto report = store.purge(day(2026, 11, 22), false);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->destroyed.size(), 0U);
  ASSERT_EQ(report->problems.size(), 1U);
  expect_told(report->problems[0].message, "changed by somebody without the store's key");
  EXPECT_EQ(store.list()->entries.size(), 5U);
}

TEST_F(DossierDamageTest, PartsAndKeysOfOneDossierDoNotServeAnother) {
  sql("UPDATE part SET sealed = (SELECT sealed FROM part WHERE dossier = 1 AND part = 2) WHERE dossier = 2 AND part = "
      "2;"
      "DELETE FROM part WHERE dossier = 3 AND part = 3;"
      "INSERT INTO part(dossier, part, sealed) VALUES(4, 99, x'00');");
  std::string keys = file_text(path("keys"));
  keys.replace(5 * 64, 64, keys.substr(64, 64));
  write(path("keys"), keys);
  const std::string problems = review_text();
  expect_told(problems, "file photo.jpg [" + ids_[1] + "]");
  expect_told(problems, "file finger-right-index.png [" + ids_[2] + "]");
  expect_told(problems, "store.db [" + ids_[3] + "] 1 pieces belong to no file");
  expect_told(problems, "keys [" + ids_[4] + "]");
  EXPECT_EQ(readable(), 3U);
}

TEST_F(DossierDamageTest, AFlippedBitInAKeyIsToldAndTheRestIsReadable) {
  flip(path("keys"), 64 * 3 + 20);
  expect_told(review_text(), "keys [" + ids_[2] + "]");
  EXPECT_EQ(readable(), 5U);
}

TEST_F(DossierDamageTest, AKeyFileCutShortIsTold) {
  fs::resize_file(path("keys"), 64 * 4 + 10);
  expect_told(review_text(), "the key file ends before the key of dossier " + ids_[3]);
  EXPECT_EQ(readable(), 3U);
  fs::resize_file(path("keys"), 30);
  const auto opened = DossierStore::open(path(), *key_, options());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::truncated);
}

TEST_F(DossierDamageTest, ALockThatIsDamagedIsToldFromAWrongKey) {
  const std::string text = file_text(path("lock.json"));
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    flip(path("lock.json"), i);
    const auto opened = DossierStore::open(path(), *key_, options());
    ASSERT_FALSE(opened) << i;
    EXPECT_NE(opened.error().code, ErrorCode::not_found) << i;
    write(path("lock.json"), text);
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, text.size() / 2, text.size() - 3}) {
    write(path("lock.json"), text.substr(0, size));
    EXPECT_FALSE(DossierStore::open(path(), *key_, options()));
  }
}

// A bit in every third page: whatever it hits, no wrong byte is given out, and it is told when anything personal was
// hit.
TEST_F(DossierDamageTest, AFlippedBitAnywhereInTheDatabaseGivesOutNoWrongByte) {
  const std::string sound = file_text(path("store.db"));
  ASSERT_GT(sound.size(), 50U * 4096U);
  std::size_t opened_anyway = 0;
  std::size_t pages = 0;
  for (std::size_t offset = 2000; offset < sound.size(); offset += 3 * 4096) {
    ++pages;
    flip(path("store.db"), offset);
    auto store = DossierStore::open(path(), *key_, options());
    if (store) {
      ++opened_anyway;
      const auto review = store->review(head_);
      const std::size_t whole = readable();
      const bool told = !review || !review->problems.empty();
      EXPECT_TRUE(told || whole == ids_.size()) << "offset " << offset;
      EXPECT_GE(whole + 1, ids_.size()) << "one bit made more than one dossier unreadable, offset " << offset;
    }
    fs::remove(path("store.db-wal"));
    fs::remove(path("store.db-shm"));
    write(path("store.db"), sound);
  }
  EXPECT_GT(opened_anyway, pages - 3);
}

TEST_F(DossierDamageTest, ADatabaseCutShortIsToldAndWhatIsLeftIsRead) {
  const auto size = fs::file_size(path("store.db"));
  fs::resize_file(path("store.db"), size / 2 / 4096 * 4096);
  expect_told(review_text(), "store.db [] " + path("store.db").string() + ": the file is damaged");
  const std::size_t whole = readable();
  EXPECT_GE(whole, 2U);
  EXPECT_LT(whole, 6U);
  DossierStore store = open();
  EXPECT_FALSE(store.add(facts_on(day(2026, 11, 22)), {})) << "nothing is written into a damaged store";
  fs::resize_file(path("store.db"), 100);
  EXPECT_FALSE(DossierStore::open(path(), *key_, options()));
}

TEST_F(DossierDamageTest, FilesOfTwoStoresAreNotMixed) {
  const auto second = folder_ / "second";
  ASSERT_TRUE(DossierStore::create(second, *key_, options()));
  fs::copy_file(second / "store.db", path("store.db"), fs::copy_options::overwrite_existing);
  expect_told(DossierStore::open(path(), *key_, options()).error().message, "belongs to another store");
  fs::copy_file(second / "keys", path("keys"), fs::copy_options::overwrite_existing);
  expect_told(DossierStore::open(path(), *key_, options()).error().message, "is not the key file of store");
}

TEST_F(DossierDamageTest, ANewerSchemaIsToldAndLeftAlone) {
  sql("PRAGMA user_version = 99;");
  const auto opened = DossierStore::open(path(), *key_, options());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::unsupported);
  expect_told(opened.error().message, "schema version 99");
}

// The mechanism, with a step that no version has yet.
TEST_F(DossierDamageTest, AnOlderSchemaIsBroughtUpWhollyOrNotAtAll) {
  const auto version_of = [](sqlite::Database& database) { return database.number("PRAGMA user_version").value(); };
  std::vector<const char*> steps(store::schema_steps().begin(), store::schema_steps().end());
  const auto present = static_cast<int>(steps.size());
  steps.push_back("ALTER TABLE dossier ADD COLUMN shelf TEXT NOT NULL DEFAULT 'A';");
  steps.push_back("CREATE TABLE shelf(name TEXT) STRICT; INSERT INTO shelf VALUES('A'); no statement;");
  {
    auto database = sqlite::Database::open(path("store.db"), SQLITE_OPEN_READWRITE);
    ASSERT_TRUE(database);
    EXPECT_FALSE(store::migrate(*database, "store.db", steps)) << "the last step is wrong";
    EXPECT_EQ(version_of(*database), present);
    EXPECT_FALSE(database->query("SELECT shelf FROM dossier")) << "half of a migration stayed";
    steps.pop_back();
    EXPECT_EQ(store::migrate(*database, "store.db", steps).value(), present) << "the version that it found";
    EXPECT_EQ(version_of(*database), present + 1);
    EXPECT_EQ(database->number("SELECT count(*) FROM dossier WHERE shelf = 'A'").value(), 6);
    ASSERT_TRUE(database->execute(("PRAGMA user_version = " + std::to_string(present)).c_str()));
  }
  EXPECT_EQ(readable(), 6U) << "what was stored before is there";
  sql("PRAGMA user_version = 0;");
  EXPECT_EQ(DossierStore::open(path(), *key_, options()).error().code, ErrorCode::malformed);
}

}  // namespace
}  // namespace enrolkit
